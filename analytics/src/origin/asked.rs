//! What the origin of figures asks of one dataset.

use std::collections::BTreeSet;

use catalog::programme::{Dataset, Measure, Programme};
use catalog::{PlaceCode, PlaceLevel};
use figures::Figures;
use jiff::civil::Date;

use crate::question::Question;
use crate::ratio::parts_of;
use crate::reading::{Reading, Span, holds_since};

/// What is asked of one dataset.
pub struct Asked<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The columns that the figures are made of.
    pub columns: Vec<&'a str>,
    /// The place.
    pub within: &'a PlaceCode,
    /// The first and the last day.
    pub days: (Date, Date),
    /// Only what was taken in by then, in microseconds.
    pub known_on: Option<i64>,
    /// The batches that were the last word.
    pub batches: &'a BTreeSet<String>,
    /// The level whose rows were added up, where one is known.
    pub level: Option<PlaceLevel>,
    /// How each measure of the dataset is read.
    pub readings: Vec<Read<'a>>,
}

impl Asked<'_> {
    /// The oldest day of a row whose value may still hold on a day, as facts carry it.
    pub fn holds_since(&self, read: &Read<'_>, day: Date) -> Date {
        let carry = self.dataset.reported_by.carry;
        holds_since(read.measure, &self.programme.restarts, carry, day)
    }
}

/// How one measure is read.
pub struct Read<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// Over which days.
    pub reading: Reading,
}

/// The columns of a dataset that the asked measures add up.
pub fn columns_of<'a>(question: &Question<'a>, dataset: &Dataset) -> Vec<&'a str> {
    let mut columns = Vec::new();
    for subject in &question.subjects {
        for measure in question.programme.measures_of(*subject) {
            let own = measure.sum_of.iter().filter(|_| measure.dataset == dataset.id);
            for column in own {
                if !columns.contains(&column.as_str()) {
                    columns.push(column.as_str());
                }
            }
        }
    }
    columns
}

/// How the asked measures of a dataset are read over a span, each once.
pub fn readings<'a>(question: &Question<'a>, dataset: &Dataset, span: Span) -> Vec<Read<'a>> {
    let mut readings: Vec<Read<'a>> = Vec::new();
    for subject in &question.subjects {
        let parts = parts_of(question.programme, *subject, span);
        for (measure, part) in question.programme.measures_of(*subject).into_iter().zip(parts) {
            if measure.dataset == dataset.id && readings.iter().all(|known| known.measure.id != measure.id) {
                readings.push(Read {
                    measure,
                    reading: part.reading,
                });
            }
        }
    }
    readings
}

/// The level whose rows were added up, where all figures agree on one.
pub fn level_of(figures: &Figures) -> Option<PlaceLevel> {
    let mut levels = figures
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| cell.level);
    let first = levels.next()?;
    levels.all(|level| level == first).then_some(first)
}
