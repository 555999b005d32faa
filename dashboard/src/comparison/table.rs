//! The table: a row for each measure, a column for each place or period, with the difference to the first.

use catalog::programme::Better;
use catalog::{Arg, Grain, Period, Unit, calendar, format};
use figures::{Cell, Column, Figures, Key, Row};
use jiff::civil::Date;
use serde::Serialize;

use super::what::SideBySide;
use crate::overview::printed::{self, Shown};
use crate::overview::scene::{Scene, name_with_level};
use crate::overview::standing::{self, ShownChange};
use crate::overview::ways::{of_measure, to_sources};

/// The table of the page.
#[derive(Debug, Clone, Serialize)]
pub struct Beside {
    /// What stands side by side: words, and an address where it has a page.
    heads: Vec<(String, Option<String>)>,
    rows: Vec<Line>,
    /// How many units reported, for each column.
    reported: Vec<(String, String)>,
}

/// A measure.
#[derive(Debug, Clone, Serialize)]
struct Line {
    title: String,
    about: String,
    cells: Vec<BesideCell>,
}

/// A figure of a measure.
#[derive(Debug, Clone, Serialize)]
struct BesideCell {
    head: String,
    shown: Shown,
    /// The difference to the first column.
    change: Option<ShownChange>,
    /// Whether so few are counted that chance may have made the figure.
    few: Option<String>,
}

/// The table of the answers.
pub fn table(scene: &Scene<'_>, what: &SideBySide, figures: &Figures, latest: Option<Date>) -> Beside {
    let heads: Vec<(String, Option<String>)> =
        figures.rows.iter().map(|row| head(scene, row, latest)).collect();
    let rows = figures.columns.iter().enumerate();
    let rows = rows.map(|(at, column)| line(scene, what, figures, &heads, (at, column)));
    let ids: Vec<&str> = figures.columns.iter().map(|column| column.id.as_str()).collect();
    let reported = figures.rows.iter().map(|row| {
        let units = row.cells.first().map(|cell| cell.units).unwrap_or_default();
        let place = row.place().map_or(&scene.place.code, |(code, _)| code);
        (
            format!("{} / {}", units.reported, units.expected),
            to_sources(scene, place, &ids),
        )
    });
    Beside {
        reported: reported.collect(),
        rows: rows.collect(),
        heads,
    }
}

fn head(scene: &Scene<'_>, row: &Row, latest: Option<Date>) -> (String, Option<String>) {
    match row.keys.first() {
        Some(Key::Place { code, name, .. }) => {
            let place = scene.app.catalog.places.get(code);
            let name = place.map_or_else(
                || scene.say.words(name),
                |place| name_with_level(scene.say, place),
            );
            let address = scene.at(code).without("with");
            (name, Some(address.to_string()))
        }
        Some(Key::Period(period)) => (period_head(scene, period, latest), None),
        Some(Key::Value { title, .. }) => (scene.say.words(title), None),
        None => (scene.place_name(), None),
    }
}

/// A period, with how far it is told where it is not over: it must not look like a fall.
fn period_head(scene: &Scene<'_>, period: &Period, latest: Option<Date>) -> String {
    let language = scene.say.language;
    let name = match period.grain {
        Grain::Month => calendar::show_month(period.from, language),
        Grain::Day => scene.say.day(period.from),
        Grain::Week | Grain::Quarter | Grain::Fy => period.label(),
    };
    match latest.filter(|latest| period.contains(*latest) && *latest < period.to) {
        Some(latest) => {
            let until = scene.say.day(latest);
            let known = [("month", Arg::Text(&name)), ("date", Arg::Text(&until))];
            scene.say.about("month-until", &known)
        }
        None => name,
    }
}

fn line(
    scene: &Scene<'_>,
    what: &SideBySide,
    figures: &Figures,
    heads: &[(String, Option<String>)],
    (at, column): (usize, &Column),
) -> Line {
    let better = better(scene, what, column);
    let cells = figures.rows.iter().zip(heads).map(|(row, (head, _))| {
        let cell = &row.cells[at];
        BesideCell {
            head: head.clone(),
            shown: printed::shown(cell, column.unit, scene.say),
            change: standing::change(cell, better, scene.say),
            few: few(scene, cell),
        }
    });
    Line {
        title: scene.say.words(&column.title),
        about: of_measure(scene, &column.id),
        cells: cells.collect(),
    }
}

/// Which direction is good. A larger place has more of everything: counts of two places are set apart and not judged.
fn better(scene: &Scene<'_>, what: &SideBySide, column: &Column) -> Better {
    let is_size = matches!(column.unit, Unit::Count | Unit::Rupees);
    match what {
        SideBySide::Places(_) if is_size => Better::Neither,
        SideBySide::Places(_) | SideBySide::Periods(_) => scene
            .subject(&column.id)
            .map_or(Better::Neither, |subject| subject.better()),
    }
}

fn few(scene: &Scene<'_>, cell: &Cell) -> Option<String> {
    if cell.unstable {
        return Some(scene.say.text("unstable"));
    }
    let of = cell.of_few()?;
    let of = format::number(of, Unit::Count);
    Some(scene.say.about("of-only", &[("count", Arg::Text(&of))]))
}
