//! Headline figures: value, change, target, the shape of the last months.

use catalog::Arg;
use catalog::programme::Subject;
use charts::{Caption, sparkline};
use figures::{Cell, Figures, State};
use serde::Serialize;

use super::printed::{self, Shown};
use super::questions::Answers;
use super::scene::Scene;
use super::standing::{self, Mark, ShownChange};
use super::ways::{of_measure, to_sources};
use crate::drawing::Markup;
use crate::say::Say;

/// One headline figure.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// The measure's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The address of its page.
    pub about: String,
    /// The address of where it comes from.
    pub sources: String,
    /// The figure.
    pub value: Shown,
    /// How it changed.
    pub change: Option<ShownChange>,
    /// Against what.
    pub since: Option<String>,
    /// The target in words.
    pub target: Option<String>,
    /// How the figure stands to it.
    pub standing: Option<Mark>,
    /// The band in which it lies, and whose bands they are: `High (WHO and UNICEF 2019)`.
    pub band: Option<String>,
    /// The shape of the last months.
    pub spark: Option<Markup>,
}

/// The tiles of the page, as declared.
pub fn tiles(scene: &Scene<'_>, answers: &Answers) -> Vec<Tile> {
    let declared = scene.page.tiles.iter();
    declared
        .filter_map(|tile| one(scene, answers, &tile.measure))
        .collect()
}

fn one(scene: &Scene<'_>, answers: &Answers, id: &str) -> Option<Tile> {
    let say = scene.say;
    let subject = scene.subject(id)?;
    let cell = answers.whole.cell(0, id)?;
    let unit = answers.whole.columns[answers.whole.column(id)?].unit;
    let target = standing::target(&scene.app.catalog, subject, &scene.place.code, answers.day());
    let stands = target
        .zip(cell.value)
        .and_then(|(target, value)| reports::standing(value, target, subject.better()));
    let change = standing::change(cell, subject.better(), say);
    Some(Tile {
        id: id.to_owned(),
        title: say.words(subject.title()),
        about: of_measure(scene, id),
        sources: to_sources(scene, &scene.place.code, &[id]),
        value: printed::shown(cell, unit, say),
        since: change.as_ref().map(|_| since(scene, answers)),
        change,
        target: target.map(|target| {
            let value = catalog::format::value(target.value, unit, say.language);
            say.about("target", &[("target", Arg::Text(&value))])
        }),
        standing: stands.map(|stands| standing::mark(stands, say)),
        band: band(subject, cell, say),
        spark: spark(scene, answers, id),
    })
}

/// The declared band in which a value lies.
fn band(subject: Subject<'_>, cell: &Cell, say: Say<'_>) -> Option<String> {
    let Subject::Indicator(indicator) = subject else {
        return None;
    };
    let value = cell.value.filter(|_| cell.state == State::Value)?;
    let band = say.words(&indicator.band(value)?.title);
    Some(match &indicator.bands_by {
        Some(by) => format!("{band} ({})", say.words(by)),
        None => band,
    })
}

/// Against what a change is counted: `since 22 Oct 2026`.
pub fn since(scene: &Scene<'_>, answers: &Answers) -> String {
    let day = answers.day().filter(|_| scene.view.from.is_none());
    let before = day.map(|day| scene.say.day(compared_day(answers.compare, day)));
    match (answers.compare, before) {
        (figures::Compare::Previous, Some(day)) => scene.say.about("since-day", &[("date", Arg::Text(&day))]),
        (figures::Compare::LastYear, Some(day)) => {
            scene.say.about("against-day", &[("date", Arg::Text(&day))])
        }
        (figures::Compare::Previous, None) => scene.say.text("than-previous"),
        (figures::Compare::LastYear, None) => scene.say.text("than-last-year"),
    }
}

fn compared_day(compare: figures::Compare, day: jiff::civil::Date) -> jiff::civil::Date {
    use jiff::ToSpan;
    match compare {
        figures::Compare::Previous => day.saturating_sub(1.month()),
        figures::Compare::LastYear => catalog::calendar::same_date_last_year(day),
    }
}

/// The last twelve months; none where fewer than three have a value.
fn spark(scene: &Scene<'_>, answers: &Answers, id: &str) -> Option<Markup> {
    const MONTHS: usize = 12;
    let months = answers.months.as_ref()?;
    let mut values = values(months, id)?;
    // A month that is not over would look like a fall.
    if answers.day().is_some_and(|day| day != day.last_of_month()) {
        values.pop();
    }
    let last = values[values.len().saturating_sub(MONTHS)..].to_vec();
    if last.iter().flatten().count() < 3 {
        return None;
    }
    let title = scene.say.words(scene.subject(id)?.title());
    let caption = Caption::new(
        &format!("spark-{id}"),
        &scene.say.about("spark-title", &[("measure", Arg::Text(&title))]),
    );
    Some(Markup::of(&sparkline(
        &caption.language(scene.say.language.code()),
        &last,
    )))
}

/// A value for each month, where there is one.
pub fn values(months: &Figures, id: &str) -> Option<Vec<Option<f64>>> {
    let column = months.column(id)?;
    let cells = months.rows.iter().map(|row| &row.cells[column]);
    Some(
        cells
            .map(|cell| cell.value.filter(|_| cell.state == State::Value))
            .collect(),
    )
}
