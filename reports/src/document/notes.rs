//! What stands at the end of every document: definitions, the meaning of the states, where figures came from.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Arg, Language, PlaceLevel, Unit};
use figures::{Figures, SourceSheet, State};

use super::printed::{Kind, Marks, Printed, state_word};
use super::table::Table;
use crate::content::About;
use crate::heard::heard;
use crate::say::Say;

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Meaning {
    /// The word.
    pub(crate) word: String,
    /// What it means.
    pub(crate) means: String,
}

/// How the shown measures are counted, as far as the programme says.
pub(crate) fn definitions(
    about: &About,
    measures: impl IntoIterator<Item = String>,
    language: Language,
) -> Vec<Meaning> {
    let mut seen = BTreeSet::new();
    let notes = measures
        .into_iter()
        .filter(|id| seen.insert(id.clone()))
        .filter_map(|id| about.notes.get(&id));
    notes
        .filter_map(|note| {
            let means = note.definition.as_ref()?.get(language).to_owned();
            Some(Meaning {
                word: note.title.get(language).to_owned(),
                means,
            })
        })
        .collect()
}

/// What people ask for and no source has, each with why.
pub(crate) fn not_in_source(about: &About, language: Language) -> Vec<Meaning> {
    let absent = Say(language).text("not-in-source");
    let each = about.not_in_source.iter().map(|of| Meaning {
        word: of.title.get(language).to_owned(),
        means: format!("{absent}: {}", of.why.get(language)),
    });
    each.collect()
}

/// The states that occur in some tables and figures, with the number of each.
pub(crate) fn legend<'a>(
    tables: impl IntoIterator<Item = &'a Table>,
    tiles: impl IntoIterator<Item = &'a Printed>,
    about: &About,
    language: Language,
) -> Vec<Meaning> {
    let lines = tables
        .into_iter()
        .flat_map(|table| table.rows.iter().chain(&table.total));
    let cells: Vec<&Printed> = lines.flat_map(|line| &line.cells).chain(tiles).collect();
    let states = [
        State::NotReported,
        State::NotApplicable,
        State::Suppressed,
        State::Suspended,
    ];
    let hidden_below = cells.iter().find_map(|cell| cell.hidden_below);
    let mut legend: Vec<Meaning> = states
        .into_iter()
        .filter_map(|state| {
            let count = cells.iter().filter(|cell| cell.state == Some(state)).count();
            (count > 0).then(|| Meaning {
                word: state_word(state, hidden_below, language),
                means: counted(&meaning(state, hidden_below, about, language), count, language),
            })
        })
        .collect();
    for (at, (_, sign, means)) in Marks::default().each().into_iter().enumerate() {
        let marked = cells.iter().filter(|cell| cell.marks.each()[at].0).count();
        if marked > 0 {
            legend.push(Meaning {
                word: sign.to_owned(),
                means: counted(&Say(language).text(means), marked, language),
            });
        }
    }
    let over = cells.iter().filter(|cell| is_over_hundred(cell)).count();
    if about.has_cases && over > 0 {
        let means = Say(language).text("report-means-over-hundred");
        legend.push(Meaning {
            word: "> 100 %".to_owned(),
            means: counted(&means, over, language),
        });
    }
    legend
}

/// Whether a figure is a percentage of what it is no part of.
fn is_over_hundred(printed: &Printed) -> bool {
    printed.kind == Kind::Of(Unit::Percent) && printed.value.is_some_and(|value| value > 100.0)
}

fn counted(means: &str, count: usize, language: Language) -> String {
    Say(language).about(
        "report-legend-count",
        &[("means", Arg::Text(means)), ("count", Arg::Count(count as u64))],
    )
}

fn meaning(state: State, hidden_below: Option<u32>, about: &About, language: Language) -> String {
    let say = Say(language);
    match state {
        State::Value => String::new(),
        State::NotReported => say.text("report-means-no-report"),
        State::NotApplicable => say.text("report-means-not-applicable"),
        State::Suppressed if hidden_below.is_none() => say.text("means-not-published"),
        State::Suppressed => say.text("suppressed-long"),
        State::Suspended => about.suspended.last().map_or_else(
            || say.text("suspended"),
            |suspension| suspension.reason.get(language).to_owned(),
        ),
    }
}

/// The breaks in the time of some figures: when, and what changed.
pub(crate) fn breaks<'a>(all: impl Iterator<Item = &'a Figures>, language: Language) -> Vec<Meaning> {
    let told = crate::marks::breaks(all, language).into_iter();
    told.map(|(word, means)| Meaning { word, means }).collect()
}

/// The sheets that figures came from, in words.
pub(crate) fn sources(sheets: &[SourceSheet], language: Language) -> Vec<String> {
    let words = |sheet: &SourceSheet| {
        if sheet.file.is_empty() {
            return Say(language).about("report-source-batch", &[("batch", Arg::Text(&sheet.batch))]);
        }
        if sheet.sheet.is_empty() {
            return sheet.file.clone();
        }
        Say(language).about(
            "report-source",
            &[
                ("file", Arg::Text(&sheet.file)),
                ("sheet", Arg::Text(&sheet.sheet)),
            ],
        )
    };
    let mut often: Vec<(String, u64)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets {
        let words = words(sheet);
        let place = *places.entry(words.clone()).or_insert(often.len());
        match often.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => often.push((words, 1)),
        }
    }
    let line = |(words, count): (String, u64)| match count {
        1 => words,
        _ => {
            let args = [("source", Arg::Text(&words)), ("count", Arg::Count(count))];
            Say(language).about("report-source-often", &args)
        }
    };
    often.into_iter().map(line).collect()
}

/// Who has reported, in words.
pub(crate) fn coverage(figures: &Figures, about: &About, language: Language) -> String {
    let say = Say(language);
    let units = figures.units;
    if about.has_cases {
        return heard(units, &about.reported_by, language);
    }
    let places = PlaceLevel::plural_of(about.reported_by.iter().copied());
    let args = [
        ("reported", Arg::Count(units.reported.into())),
        ("expected", Arg::Count(units.expected.into())),
        ("units", Arg::Text(places.get(language))),
    ];
    let reported = say.about("units-reported", &args);
    match units.carried {
        0 => reported,
        carried => format!(
            "{reported} · {}",
            say.about("units-carried", &[("carried", Arg::Count(carried.into()))])
        ),
    }
}
