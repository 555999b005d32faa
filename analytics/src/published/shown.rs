//! What is shown of published cubes, looked up for answers.

use std::collections::HashMap;

use jiff::civil::Date;

use super::stored::{CellKey, Cells};
use crate::day;
use crate::kept::{Weighed, table_bytes};
use crate::reading::Span;

/// The figures of a programme and financial year that everybody may have.
#[derive(Debug, Default)]
pub struct Shown {
    values: HashMap<CellKey, i64>,
}

/// Whose figure is looked up.
#[derive(Debug, Clone, Copy)]
pub struct ShownOf<'a> {
    /// The place's code.
    pub place: &'a str,
    /// The values of classes, as [`classes`] writes them.
    pub classes: &'a str,
}

impl Weighed for Shown {
    fn bytes(&self) -> usize {
        let words = |key: &CellKey| key.measure.capacity() + key.place.capacity() + key.classes.capacity();
        table_bytes(&self.values) + self.values.keys().map(words).sum::<usize>()
    }
}

impl Shown {
    /// Those cells that are published, known and not hidden.
    pub fn of(cells: Cells) -> Self {
        let shown = cells.into_iter().filter_map(|(key, stored)| {
            let is_shown = stored.is_current && !stored.cell.is_unseen();
            stored.cell.value.filter(|_| is_shown).map(|value| (key, value))
        });
        Self {
            values: shown.collect(),
        }
    }

    /// The value shown of a measure over a span.
    pub fn value(&self, measure: &str, of: ShownOf<'_>, from: Option<Date>, to: Date) -> Option<i64> {
        let key = CellKey {
            measure: measure.to_owned(),
            place: of.place.to_owned(),
            is_rest: false,
            from: from.map(day::number),
            to: day::number(to),
            classes: of.classes.to_owned(),
        };
        self.values.get(&key).copied()
    }
}

/// The first and last day by which a span's figure is kept: a stock is of its last day alone.
pub fn node_of(adds_up: bool, span: Span) -> (Option<Date>, Date) {
    match span {
        Span::Flow(from, to) if adds_up => (Some(from), to),
        Span::Flow(_, to) | Span::Position(to) => (None, to),
    }
}

/// Classes with their values, as they stand in keys; what is not known has a word of its own.
pub fn classes<'a>(values: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> String {
    let one =
        |(class, value): (&str, Option<&str>)| format!("{class}={}", value.unwrap_or(crate::kinds::UNKNOWN));
    let mut all: Vec<String> = values.map(one).collect();
    all.sort_unstable();
    all.join(",")
}
