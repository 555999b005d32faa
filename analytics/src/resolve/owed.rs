//! The value of a part at one level of places, where all that is owed there has come.

use catalog::{PlaceCode, PlaceLevel};
use jiff::civil::Date;

use super::Part;
use crate::coverage::Coverage;
use crate::reading::{Piece, Reading};
use crate::series::Series;

/// What is due of a part at a level of places inside a place.
pub(super) struct Owed<'p> {
    pub(super) part: &'p Part<'p>,
    pub(super) place: &'p PlaceCode,
    pub(super) level: PlaceLevel,
    pub(super) coverage: &'p Coverage<'p>,
}

impl Owed<'_> {
    /// How many places have a value on a day, if all have.
    fn at(&self, day: Date) -> Option<i64> {
        let standing = self.part.standing(day);
        self.coverage
            .owing(self.place, self.level, standing)
            .map(i64::from)
    }

    fn returns(&self, from: Date, to: Date) -> Option<i64> {
        let owed = self
            .coverage
            .owed(self.place, self.level, (from, to), self.part.every)?;
        (owed > 0).then_some(owed)
    }
}

/// The value of a reading, where all expected units have one at each day it needs.
pub(super) fn value(series: &Series, owed: &Owed<'_>) -> Option<i64> {
    match &owed.part.reading {
        Reading::Pieces(pieces) if nobody_reported(series, pieces) => None,
        Reading::Pieces(pieces) => together(series, pieces, owed),
        Reading::Events { from, to, .. } => {
            let all = owed.returns(*from, *to)?;
            (series.fresh(*from, *to) >= all).then(|| series.sum(*from, *to))
        }
    }
}

/// Whether a flow would be made of carried values alone: nothing is known to have come about, which is not nothing.
fn nobody_reported(series: &Series, pieces: &[Piece]) -> bool {
    let base = pieces.first().and_then(|piece| piece.base);
    let first = base.and_then(|day| day.tomorrow().ok());
    first
        .zip(pieces.last())
        .is_some_and(|(first, last)| series.rows(first, last.end) == 0)
}

/// The pieces of a reading together. To one in which none of the places was, as to what is counted after a restart of a place
/// that had ended before it, they have added nothing.
fn together(series: &Series, pieces: &[Piece], owed: &Owed<'_>) -> Option<i64> {
    let mut there = pieces
        .iter()
        .filter(|piece| owed.at(piece.end) != Some(0))
        .peekable();
    there.peek()?;
    there.map(|piece| difference(series, *piece, owed)).sum()
}

fn difference(series: &Series, piece: Piece, owed: &Owed<'_>) -> Option<i64> {
    let end = series.at(piece.end);
    let expected = owed.at(piece.end).filter(|expected| *expected > 0)?;
    if end.have < expected {
        return None;
    }
    let Some(day) = piece.base else {
        return Some(end.sum);
    };
    let (base, expected) = (series.at(day), owed.at(day)?);
    // What runs on over restarts can't be taken off where nobody was; what begins anew begins at nothing.
    let is_there = expected > 0 || owed.part.restarts.is_some();
    (is_there && base.have >= expected).then(|| end.sum - base.sum)
}

pub(super) fn reports(series: &Series, owed: &Owed<'_>, expected: u32) -> u32 {
    let part = owed.part;
    let fresh = match &part.reading {
        Reading::Pieces(pieces) => {
            let end = pieces.last().map_or(part.reporting_from, |piece| piece.end);
            series.fresh(part.reporting_from, end)
        }
        Reading::Events { from, to, .. } => owed.returns(*from, *to).map_or(0, |all| {
            series.fresh(*from, *to).saturating_mul(i64::from(expected)) / all
        }),
    };
    u32::try_from(fresh.clamp(0, i64::from(expected))).unwrap_or(0)
}
