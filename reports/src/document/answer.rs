//! The answer first: one or two sentences made from the figures.

use catalog::programme::ChartKind;
use catalog::{Arg, Language};
use charts::Standing;
use figures::{Change, State};

use super::late::late_rows;
use super::printed::Printed;
use super::table::plural;
use crate::content::{LevelTable, ReportContent};
use crate::say::Say;
use crate::standing::standing;

/// The sentences, most telling first.
pub(crate) fn answer(content: &ReportContent, language: Language) -> Vec<String> {
    let headline = content
        .tiles
        .first()
        .and_then(|id| headline(content, id, language));
    headline
        .into_iter()
        .chain(short_of_target(content, language))
        .chain(late(content, language))
        .collect()
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
            let size = size(change, language);
            match by {
                by if by > 0.0 => say("report-answer-above", &size),
                by if by < 0.0 => say("report-answer-below", &size),
                _ => say("report-answer-same", &size),
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
fn short_of_target(content: &ReportContent, language: Language) -> Option<String> {
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
    (short > 0).then(|| Say(language).about("report-answer-short", &args))
}

fn late(content: &ReportContent, language: Language) -> Option<String> {
    let (level, late) = late_rows(content)?;
    let places = plural(level.level, language);
    let args = [
        ("late", Arg::Count(late.len() as u64)),
        ("expected", Arg::Count(level.figures.rows.len() as u64)),
        ("places", Arg::Text(&places)),
    ];
    (!late.is_empty()).then(|| Say(language).about("report-answer-late", &args))
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
