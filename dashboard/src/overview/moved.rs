//! What moved most since the comparison: the places behind the change of the whole.

use catalog::format;
use figures::{Cell, Change};
use serde::Serialize;

use super::printed;
use super::questions::Answers;
use super::scene::Scene;
use super::standing::{self, ShownChange};

/// One place that moved.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// The place.
    pub place: String,
    /// Its address.
    pub address: String,
    /// The measure.
    pub measure: String,
    /// How it changed.
    pub change: ShownChange,
    /// The figure before.
    pub before: String,
    /// The figure now.
    pub now: String,
}

/// Percent, or percentage points.
const LEAST: f64 = 0.5;
/// At most so many lines.
const MOST: usize = 6;

/// For each headline figure the place that moved most to the better and the one that moved most to the worse.
///
/// Counts are ranked by how much they moved the whole, not by percent, or the smallest places would always lead.
pub fn moved(scene: &Scene<'_>, answers: &Answers) -> Vec<Moved> {
    let ids: Vec<&str> = scene
        .page
        .tiles
        .iter()
        .map(|tile| tile.measure.as_str())
        .collect();
    let mut lines: Vec<Moved> = Vec::new();
    for up in [false, true] {
        lines.extend(ids.iter().filter_map(|id| furthest(scene, answers, id, up)));
    }
    lines.truncate(MOST);
    lines
}

fn furthest(scene: &Scene<'_>, answers: &Answers, id: &str, up: bool) -> Option<Moved> {
    let parts = answers.parts.as_ref().filter(|parts| parts.rows.len() > 1)?;
    let column = parts.column(id)?;
    let moves = parts
        .rows
        .iter()
        .enumerate()
        .filter_map(|(row, found)| Some((row, distance(&found.cells[column])?)));
    let there = moves.filter(|(_, distance)| if up { *distance > 0.0 } else { *distance < 0.0 });
    let (row, _) = there.max_by(|(_, one), (_, other)| one.abs().total_cmp(&other.abs()))?;
    let cell = &parts.rows[row].cells[column];
    let (code, name) = parts.rows[row].place()?;
    let subject = scene.subject(id)?;
    let print = |value: f64| format::value_compact(value, parts.columns[column].unit, scene.say.language);
    let link = scene.at(code);
    Some(Moved {
        place: scene.say.words(name),
        address: link.to_string(),
        measure: scene.say.words(subject.title()),
        change: standing::change(cell, subject.better(), scene.say)?,
        before: print(cell.previous?) + reports::marks::of_previous(cell),
        now: printed::compact(cell, parts.columns[column].unit, scene.say.language)?,
    })
}

fn distance(cell: &Cell) -> Option<f64> {
    let comparable = match cell.change? {
        // Less is no news.
        Change::Percent(size) | Change::Points(size) => size.abs() >= LEAST,
        Change::NotApplicable => false,
    };
    Some(cell.value? - cell.previous?).filter(|_| comparable)
}
