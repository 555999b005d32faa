//! Several programmes side by side, as a section of a report.

use catalog::{Arg, Language, calendar};

use super::answer::Sentence;
use super::notes::{Meaning, breaks};
use super::printed::state_word;
use super::report::Document;
use super::table::plain_table;
use crate::convergence::Convergence;
use crate::pairs::pairs;
use crate::say::Say;

/// The table and, with the warning that places are no people, each pair of columns as points.
pub(super) fn side_by_side(made: &Convergence, language: Language) -> Document {
    let say = Say(language);
    let title = made.title.get(language);
    let drawn = pairs(made, language);
    let mut answer = vec![Sentence::of(say.text("convergence-what"))];
    if !drawn.is_empty() {
        answer.push(Sentence::of(say.text("places-are-not-people")));
    }
    let as_on = made.figures.as_on.map(|day| calendar::show_date(day, language));
    Document {
        title: title.to_owned(),
        as_on: as_on.map_or_else(
            || say.text("no-data"),
            |date| say.about("as-on", &[("date", Arg::Text(&date))]),
        ),
        version: say.about(
            "report-data-version",
            &[("version", Arg::Text(&made.figures.data_version.to_string()))],
        ),
        time: made.figures.data_time,
        is_empty: made.figures.as_on.is_none(),
        sample: made.figures.sample,
        answer,
        pictures: drawn.into_iter().map(|pair| pair.wide).collect(),
        tables: vec![plain_table(&made.figures, title, language)],
        legend: [
            meanings(made, language),
            breaks(std::iter::once(&made.figures), language),
        ]
        .concat(),
        ..Document::blank(language)
    }
}

/// What stands where there is no figure, each once.
fn meanings(made: &Convergence, language: Language) -> Vec<Meaning> {
    let say = Say(language);
    let cells = || made.figures.rows.iter().flat_map(|row| &row.cells);
    let mut meanings = Vec::new();
    let hidden = cells().filter_map(|cell| cell.hidden_below).min();
    if let Some(below) = hidden {
        meanings.push(Meaning {
            word: state_word(figures::State::Suppressed, Some(below), language),
            means: say.text("suppressed-long"),
        });
    }
    if cells().any(figures::Cell::is_unpublished) {
        meanings.push(Meaning {
            word: say.text("convergence-not-published"),
            means: say.text("means-not-published"),
        });
    }
    meanings
}
