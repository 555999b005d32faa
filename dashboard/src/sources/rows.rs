//! The rows behind figures, a page of them at a time.

use std::ops::Range;

use catalog::format;
use figures::Origin;
use serde::Serialize;

use crate::overview::scene::Scene;

/// A part of the rows.
#[derive(Debug, Clone, Serialize)]
pub struct Rows {
    /// Heads of the columns of figures.
    heads: Vec<String>,
    rows: Vec<Line>,
}

/// One row of a sheet.
#[derive(Debug, Clone, Serialize)]
struct Line {
    place: String,
    address: String,
    level: String,
    date: String,
    row: String,
    batch: String,
    /// Whether it was added up; others tell the same again.
    adds: bool,
    values: Vec<String>,
}

/// Some of the rows; none where none may be listed.
pub fn rows(scene: &Scene<'_>, origin: &Origin, part: Range<usize>) -> Option<Rows> {
    if origin.rows.is_empty() {
        return None;
    }
    let say = scene.say;
    let lines = origin.rows[part].iter().map(|row| Line {
        place: say.words(&row.name),
        address: scene.at(&row.place).to_string(),
        level: say.words(&row.level.word()),
        date: say.day(row.date),
        row: row.row.to_string(),
        batch: origin.deliveries[row.delivery].batch.chars().take(8).collect(),
        adds: row.adds,
        values: row.values.iter().zip(&origin.columns).map(printed).collect(),
    });
    Some(Rows {
        heads: origin.columns.iter().map(|column| column.id.clone()).collect(),
        rows: lines.collect(),
    })
}

fn printed((value, column): (&Option<f64>, &figures::OriginColumn)) -> String {
    value.map_or_else(String::new, |value| {
        format::grouped(&format::rounded(value, usize::from(column.decimals)))
    })
}
