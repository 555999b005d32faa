//! The answer first: one or two sentences made from the figures.

use catalog::programme::ChartKind;
use catalog::{Arg, Language};
use charts::Standing;
use figures::{Change, Compare, State};

use super::late::late_rows;
use super::printed::Printed;
use super::table::plural;
use crate::content::{LevelTable, ReportContent};
use crate::marks::marked_change;
use crate::say::Say;
use crate::standing::standing;

/// A sentence made from figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// The sentence.
    pub(crate) text: String,
    /// The sheet of the table in which its figures stand.
    pub(crate) to: Option<String>,
}

impl Sentence {
    /// A sentence whose figures stand in no table.
    pub(crate) fn of(text: String) -> Self {
        Self { text, to: None }
    }

    /// A sentence whose figures stand in the table of a sheet.
    pub(crate) fn in_table(text: String, sheet: &str) -> Self {
        Self {
            text,
            to: Some(sheet.to_owned()),
        }
    }
}

/// The sentences, most telling first.
pub(crate) fn answer(content: &ReportContent, language: Language) -> Vec<Sentence> {
    headline_of(content, language)
        .into_iter()
        .chain(short_of_target(content, language))
        .chain(late(content, language))
        .collect()
}

/// What is to be said of the first headline figure.
pub(crate) fn headline_of(content: &ReportContent, language: Language) -> Option<Sentence> {
    let first = content.tiles.first()?;
    headline(content, first, language).map(Sentence::of)
}

fn headline(content: &ReportContent, id: &str, language: Language) -> Option<String> {
    let cell = content.headline.cell(0, id)?;
    let column = &content.headline.columns[content.headline.column(id)?];
    let measure = column.title.get(language);
    let printed = Printed::with_unit(cell, column.unit, language);
    let say = |id: &str, change: &str| {
        let args = [
            ("measure", Arg::Text(measure)),
            ("value", Arg::Text(&printed.text)),
            ("change", Arg::Text(change)),
        ];
        Say(language).about(id, &args)
    };
    Some(match (printed.value, cell.change) {
        (None, _) => say(missing(cell.state), ""),
        (Some(_), Some(change @ (Change::Percent(by) | Change::Points(by)))) if by.is_finite() => {
            let size = marked_change(cell, size(change, language));
            let before = content.headline.compare == Some(Compare::Previous);
            match (by, before) {
                (by, false) if by > 0.0 => say("report-answer-above", &size),
                (by, false) if by < 0.0 => say("report-answer-below", &size),
                (_, false) => say("report-answer-same", &size),
                (by, true) if by > 0.0 => say("report-answer-above-before", &size),
                (by, true) if by < 0.0 => say("report-answer-below-before", &size),
                (_, true) => say("report-answer-same-before", &size),
            }
        }
        (Some(_), _) => say("report-answer-plain", ""),
    })
}

fn missing(state: State) -> &'static str {
    match state {
        State::Suspended => "report-answer-suspended",
        State::NotReported => "report-answer-no-report",
        State::Value | State::Suppressed | State::NotApplicable => "report-answer-none",
    }
}

/// The change without its sign, which the sentence says in words.
fn size(change: Change, language: Language) -> String {
    let (by, kind) = match change {
        Change::Percent(by) => (by, catalog::format::Change::Percent),
        Change::Points(by) => (by, catalog::format::Change::Points),
        Change::NotApplicable => return String::new(),
    };
    catalog::format::change(by.abs(), kind, language)
        .trim_start_matches('+')
        .to_owned()
}

/// How many of the charted places are neither at the target nor near it.
fn short_of_target(content: &ReportContent, language: Language) -> Option<Sentence> {
    let chart = content
        .charts
        .iter()
        .find(|chart| matches!(chart.kind, ChartKind::RankedBars | ChartKind::Map))?;
    let level = charted_level(content, &chart.measure)?;
    let note = content.about.notes.get(&chart.measure)?;
    let target = note.target(content.headline.as_on)?;
    let column = level.figures.column(&chart.measure)?;
    let values = level
        .figures
        .rows
        .iter()
        .filter_map(|row| row.cells[column].value);
    let short = values
        .filter(|value| standing(*value, target, note.better) == Some(Standing::Worse))
        .count();
    let args = [
        ("short", Arg::Count(short as u64)),
        ("all", Arg::Count(level.figures.rows.len() as u64)),
        ("places", Arg::Text(&plural(level.level, language))),
        ("measure", Arg::Text(note.title.get(language))),
    ];
    let sentence = || Say(language).about("report-answer-short", &args);
    (short > 0).then(|| Sentence::in_table(sentence(), level.level.plural().get(language)))
}

/// How many have not reported.
pub(crate) fn late(content: &ReportContent, language: Language) -> Option<Sentence> {
    let (level, late) = late_rows(content)?;
    let places = plural(level.level, language);
    let args = [
        ("late", Arg::Count(late.len() as u64)),
        ("expected", Arg::Count(level.figures.rows.len() as u64)),
        ("places", Arg::Text(&places)),
    ];
    let say = Say(language);
    (!late.is_empty())
        .then(|| Sentence::in_table(say.about("report-answer-late", &args), &say.text("report-late")))
}

/// More places than this don't fit under each other on a page.
const BARS_AT_MOST: usize = 40;

/// The level whose places a chart compares: the finest that fits on a page, else the coarsest.
pub(crate) fn charted_level<'a>(content: &'a ReportContent, measure: &str) -> Option<&'a LevelTable> {
    let with_measure = || {
        content
            .levels
            .iter()
            .filter(|level| level.figures.column(measure).is_some())
    };
    let fitting = with_measure().filter(|level| (1..=BARS_AT_MOST).contains(&level.figures.rows.len()));
    fitting
        .max_by_key(|level| level.level)
        .or_else(|| with_measure().next())
}
