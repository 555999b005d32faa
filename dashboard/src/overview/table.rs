//! The table: one row a place, the whole first, the state of every cell.

use catalog::programme::Better;
use catalog::{Arg, Unit};
use charts::Standing;
use figures::{Cell, Figures, Row, State};
use serde::Serialize;

use super::printed::{self, Shown};
use super::questions::Answers;
use super::scene::Scene;
use super::standing::{self, Mark};
use super::ways::to_sources;
use crate::error::AppError;
use crate::view::Sort;

/// The table of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// `Blocks`
    pub title: String,
    /// What it holds, for those who hear it.
    pub caption: String,
    /// What the first column is.
    pub first: Head,
    /// One for each measure.
    pub heads: Vec<Head>,
    /// What the last column is: who reported, or the ways to the sources of lists of cases, which owe no return.
    pub reported: String,
    /// The whole place.
    pub total: TableRow,
    /// The places.
    pub rows: Vec<TableRow>,
}

/// The head of a column.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The words.
    pub title: String,
    /// The address of the table sorted by it.
    pub address: String,
    /// `ascending`, `descending`, or none.
    pub sorted: Option<&'static str>,
    /// `Sort by persondays`
    pub action: String,
}

/// A place.
#[derive(Debug, Clone, Serialize)]
pub struct TableRow {
    /// Its name.
    pub name: String,
    /// Its address; none for the whole, on whose page this is.
    pub address: Option<String>,
    /// Its figures.
    pub cells: Vec<TableCell>,
    /// `9 / 9`
    pub reported: String,
    /// Whether all have reported.
    pub complete: bool,
    /// The address of where they come from.
    pub sources: String,
}

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub struct TableCell {
    /// The figure or its state.
    pub shown: Shown,
    /// How it stands to the target, where it misses it.
    pub mark: Option<Mark>,
    /// The head of its column, for narrow screens.
    pub head: String,
}

/// The table of the page; none where nothing lies inside the place.
pub fn table(scene: &Scene<'_>, answers: &Answers) -> Result<Option<Table>, AppError> {
    let (Some(parts), Some(level)) = (&answers.parts, answers.level) else {
        return Ok(None);
    };
    let columns = columns(scene, [parts, &answers.whole]);
    let sort = sort(scene, &columns)?;
    let mut rows: Vec<&Row> = parts.rows.iter().collect();
    arrange(scene, parts, &mut rows, &sort);
    let title = scene.say.words(&level.plural());
    let total = answers
        .whole
        .rows
        .first()
        .map(|row| total(scene, &answers.whole, row, &columns));
    Ok(total.map(|total| Table {
        caption: scene.say.about(
            "table-caption",
            &[
                ("places", Arg::Text(&title)),
                ("place", Arg::Text(&scene.place_name())),
            ],
        ),
        first: head(scene, "place", scene.say.words(&level.word()), &sort),
        heads: columns
            .iter()
            .map(|column| head(scene, column.id, column.title.clone(), &sort))
            .collect(),
        rows: rows
            .into_iter()
            .map(|row| place(scene, parts, row, &columns))
            .collect(),
        reported: scene.say.text(if owes_none(scene, parts) {
            "sources"
        } else {
            "reported"
        }),
        total,
        title,
    }))
}

struct Column<'a> {
    id: &'a str,
    title: String,
    unit: Unit,
    better: Better,
}

/// Whether a measure applies to any of the places.
fn applies(figures: &Figures, id: &str) -> bool {
    let column = figures.column(id);
    column.is_some_and(|column| {
        let mut cells = figures.rows.iter().map(|row| row.cells[column].state);
        figures.rows.is_empty() || cells.any(|state| state != State::NotApplicable)
    })
}

/// The measures of the table. After the first, one that applies to no place, such as the share of a class, would be a
/// column of nothing.
fn columns<'a>(scene: &Scene<'a>, [figures, whole]: [&Figures; 2]) -> Vec<Column<'a>> {
    let known = scene
        .table_measures()
        .into_iter()
        .enumerate()
        .filter(|(at, id)| *at == 0 || [figures, whole].iter().any(|figures| applies(figures, id)))
        .map(|(_, id)| id)
        .filter_map(|id| Some((id, scene.subject(id)?, figures.column(id)?)));
    known
        .map(|(id, subject, column)| {
            let unit = figures.columns[column].unit;
            let title = printed::titled(&scene.say.words(subject.title()), unit, scene.say.language);
            Column {
                id,
                title,
                unit,
                better: subject.better(),
            }
        })
        .collect()
}

fn sort(scene: &Scene<'_>, columns: &[Column<'_>]) -> Result<Sort, AppError> {
    let sort = scene.view.sort.clone().unwrap_or(Sort {
        column: "place".to_owned(),
        descending: false,
    });
    let known = || std::iter::once("place").chain(columns.iter().map(|column| column.id));
    if known().any(|id| id == sort.column) {
        return Ok(sort);
    }
    let known: Vec<&str> = known().collect();
    Err(AppError::parameter(
        "sort",
        &sort.column,
        format!(
            "the table has no such column; use one of {}, with - before it for largest first",
            known.join(", ")
        ),
    ))
}

/// Places without a value come last, whichever way the column is sorted.
fn arrange(scene: &Scene<'_>, figures: &Figures, rows: &mut [&Row], sort: &Sort) {
    let name = |row: &Row| {
        row.place()
            .map(|(_, name)| scene.say.words(name))
            .unwrap_or_default()
    };
    rows.sort_by_key(|row| name(row));
    let Some(column) = figures.column(&sort.column) else {
        if sort.descending {
            rows.reverse();
        }
        return;
    };
    let value = |row: &Row| {
        row.cells[column]
            .value
            .filter(|_| row.cells[column].state == State::Value)
    };
    rows.sort_by(|one, other| match (value(one), value(other)) {
        (Some(one), Some(other)) if sort.descending => other.total_cmp(&one),
        (Some(one), Some(other)) => one.total_cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
}

fn head(scene: &Scene<'_>, id: &str, title: String, sort: &Sort) -> Head {
    let sorted = (sort.column == id).then_some(if sort.descending {
        "descending"
    } else {
        "ascending"
    });
    // Names are first read from the beginning of the alphabet, figures from the largest.
    let next = match (id, sorted) {
        ("place", Some("ascending")) => "-place".to_owned(),
        ("place", _) | (_, Some("descending")) => id.to_owned(),
        _ => format!("-{id}"),
    };
    let link = scene.view.link(scene.path.address()).with("sort", next);
    let action = scene.say.about("sort-by", &[("column", Arg::Text(&title))]);
    Head {
        action,
        title,
        address: format!("{link}#places"),
        sorted,
    }
}

fn total(scene: &Scene<'_>, figures: &Figures, row: &Row, columns: &[Column<'_>]) -> TableRow {
    let name = format!("{} · {}", scene.place_name(), scene.say.text("total"));
    TableRow {
        name,
        address: None,
        ..cells(scene, figures, row, columns)
    }
}

fn place(scene: &Scene<'_>, figures: &Figures, row: &Row, columns: &[Column<'_>]) -> TableRow {
    let cells = cells(scene, figures, row, columns);
    let Some((code, name)) = row.place() else {
        return cells;
    };
    let link = scene.at(code);
    TableRow {
        name: scene.say.words(name),
        address: Some(link.to_string()),
        ..cells
    }
}

fn cells(scene: &Scene<'_>, figures: &Figures, row: &Row, columns: &[Column<'_>]) -> TableRow {
    let place = row.place().map_or(&scene.place.code, |(code, _)| code);
    let cell = |column: &Column<'_>| {
        let cell = &row.cells[figures.column(column.id)?];
        let target = scene
            .subject(column.id)
            .and_then(|subject| standing::target(&scene.app.catalog, subject, place, figures.as_on));
        let stands = target
            .zip(cell.value)
            .and_then(|(target, value)| reports::standing(value, target, column.better));
        let misses = stands.filter(|stands| *stands != Standing::Better);
        Some(TableCell {
            shown: printed::number(cell, column.unit, scene.say),
            mark: misses.map(|stands| standing::mark(stands, scene.say)),
            head: column.title.clone(),
        })
    };
    let owes_none = owes_none(scene, figures);
    let ids: Vec<&str> = columns.iter().map(|column| column.id).collect();
    let units = row
        .cells
        .first()
        .map(|cell: &Cell| cell.units)
        .unwrap_or_default();
    TableRow {
        name: String::new(),
        address: None,
        cells: columns.iter().filter_map(cell).collect(),
        reported: match owes_none {
            true => scene.say.text("source-of"),
            false => format!("{} / {}", units.reported, units.expected),
        },
        complete: owes_none || units.reported >= units.expected,
        sources: to_sources(scene, place, &ids),
    }
}

/// Whether the places owe no return: their cases come in lists.
fn owes_none(scene: &Scene<'_>, figures: &Figures) -> bool {
    figures
        .columns
        .first()
        .is_some_and(|column| scene.has_cases(&column.id))
}
