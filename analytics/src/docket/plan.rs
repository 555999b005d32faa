//! What is computed of each chunk of stays, worked out once for all of them.

use catalog::programme::{Class, Dataset, Docket, Measure, Programme};
use catalog::{PlaceCode, PlaceLevel, Places};

use super::chunk::{Chunk, Columns};
use super::classes::{Coded, code_on};
use super::columns::{NONE, Piece, column_of};
use super::keys::Keys;
use super::measure::{Adds, Counted, Window, adds, counted};
use crate::error::AnalyticsError;

/// What is counted, and by what counts are told apart.
pub struct Asked<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Its dataset of matters.
    pub dataset: &'a Dataset,
    /// The docket.
    pub docket: &'a Docket,
    /// The place inside which stays count; an office, or a place of the geography.
    pub within: &'a PlaceCode,
    /// The level of the places that are told apart; none for the whole.
    pub level: Option<PlaceLevel>,
    /// The classes that are told apart, in order.
    pub classes: &'a [&'a Class],
    /// Classes narrowed to a value; none for what is not known.
    pub narrowed: &'a [(&'a Class, Option<String>)],
    /// The measures.
    pub measures: &'a [&'a Measure],
    /// Of which of them a median is asked.
    pub medians: &'a [bool],
    /// All places.
    pub places: &'a Places,
}

/// What is computed of each chunk of rows.
pub struct Plan {
    /// The columns that are read.
    pub columns: Columns,
    within: (&'static str, i32),
    narrowed: Vec<(Coded, i32)>,
    /// The keys that counts are told apart by.
    pub keys: Keys,
    /// Different conditions, with the columns of their days.
    pub conditions: Vec<(Counted, Vec<usize>)>,
    /// What each measure counts.
    pub measures: Vec<OfMeasure>,
    /// The last day of the span.
    pub to: i32,
}

/// What a measure counts.
pub struct OfMeasure {
    /// The condition it counts by; none where it counts nothing.
    pub condition: Option<usize>,
    /// What it adds up.
    pub adds: Slots,
    /// Whether its median is asked.
    pub has_median: bool,
}

/// What a measure adds, by the place of the columns.
pub enum Slots {
    /// One for each row.
    One,
    /// The days from one day to a later one.
    Days {
        /// The day before.
        since: usize,
        /// The later day.
        until: usize,
    },
    /// The days from one day to the last of the span.
    DaysSince(usize),
    /// A number.
    Number(usize),
}

impl Plan {
    /// What is to be computed over a span.
    pub fn of(asked: &Asked<'_>, window: Window) -> Result<Self, AnalyticsError> {
        let mut columns = Columns::default();
        let keys = Keys::of(
            asked.within,
            asked.level,
            asked.classes,
            asked.docket,
            window.to,
            asked.places,
            &mut columns,
        )?;
        let mut conditions: Vec<(Counted, Vec<usize>)> = Vec::new();
        let measures = asked
            .measures
            .iter()
            .zip(asked.medians)
            .map(|(measure, has_median)| {
                let is = counted(asked.programme, asked.dataset, asked.docket, measure, window);
                OfMeasure {
                    condition: is.map(|is| numbered(is, &mut conditions, &mut columns)),
                    adds: slots(&adds(measure, asked.docket), &mut columns),
                    has_median: *has_median,
                }
            });
        let measures = measures.collect();
        let position = asked.places.position(asked.within);
        Ok(Self {
            within: (
                column_of(asked.within.level()),
                // A place that is not known holds nothing, and no stay lies at this position.
                position
                    .and_then(|position| i32::try_from(position).ok())
                    .unwrap_or(i32::MAX),
            ),
            narrowed: narrowed(asked, window.to),
            columns,
            keys,
            conditions,
            measures,
            to: window.to,
        })
    }

    /// Marks with 1 the rows inside the place that have the values which conditions name.
    pub fn asked(&self, piece: &Piece<'_>, into: &mut Vec<u8>) {
        let (column, position) = self.within;
        into.clear();
        into.extend(
            piece
                .column(column)
                .iter()
                .map(|place| u8::from(*place == position)),
        );
        for (coded, value) in &self.narrowed {
            let columns: Vec<&[i32]> = coded
                .columns()
                .into_iter()
                .map(|name| piece.column(name))
                .collect();
            for (mark, code) in into.iter_mut().zip(coded.codes(&columns).iter()) {
                *mark &= u8::from(code == value);
            }
        }
    }
}

/// The number of a condition among those that differ.
fn numbered(is: Counted, conditions: &mut Vec<(Counted, Vec<usize>)>, columns: &mut Columns) -> usize {
    let known = conditions.iter().position(|(known, _)| *known == is);
    known.unwrap_or_else(|| {
        let days = is.days.iter().map(|range| columns.slot(&range.column)).collect();
        conditions.push((is, days));
        conditions.len() - 1
    })
}

fn slots(adds: &Adds, columns: &mut Columns) -> Slots {
    match adds {
        Adds::One => Slots::One,
        Adds::Days { since, until } => Slots::Days {
            since: columns.slot(since),
            until: columns.slot(until),
        },
        Adds::DaysSince(since) => Slots::DaysSince(columns.slot(since)),
        Adds::Number(column) => Slots::Number(columns.number_slot(column)),
    }
}

fn narrowed(asked: &Asked<'_>, day: i32) -> Vec<(Coded, i32)> {
    let each = asked.narrowed.iter().map(|(class, value)| {
        let at = class
            .values
            .iter()
            .position(|known| Some(&known.id) == value.as_ref());
        let code = at.and_then(|at| i32::try_from(at).ok()).unwrap_or(NONE);
        (code_on(class, asked.docket, day), code)
    });
    each.collect()
}

/// What each row of a chunk would add. Where a day is not known no condition that adds up days holds.
pub fn values<'v>(adds: &Slots, chunk: &'v Chunk<'_>, to: i32, into: &'v mut Vec<i64>) -> &'v [i64] {
    into.clear();
    match adds {
        Slots::One => into.resize(chunk.rows, 1),
        Slots::Days { since, until } => {
            let days = chunk.column(*until).iter().zip(chunk.column(*since));
            into.extend(days.map(|(until, since)| i64::from(*until) - i64::from(*since)));
        }
        Slots::DaysSince(since) => {
            let days = chunk.column(*since).iter();
            into.extend(days.map(|since| i64::from(to) - i64::from(*since)));
        }
        Slots::Number(slot) => return chunk.numbers(*slot),
    }
    into
}
