//! Stays in memory, as arrays of numbers: places by their position in the registry, values of classes by theirs among
//! those declared, days by their number.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use catalog::PlaceLevel;

use crate::kept::Weighed;
use crate::names::OFFICE;

/// Stands in a column where nothing is known; every day and number is greater.
pub const NONE: i32 = i32::MIN;

/// Stands so in a column of numbers to be added up.
pub const NO_NUMBER: i64 = i64::MIN;

/// The stays of a docket, by financial year of receipt.
#[derive(Debug, Clone, Default)]
pub struct Stays(pub Vec<Arc<Year>>);

/// Stays of matters that were received in one financial year, month after month, so that a question of some time reads
/// little of the rest.
#[derive(Debug, Default)]
pub struct Year {
    /// What never changes of each.
    pub marks: Vec<u32>,
    /// Days (an end that has not come is the largest), values of classes, and places: of each geographic level and the
    /// office. [`NONE`] where nothing is known.
    pub columns: HashMap<String, Vec<i32>>,
    /// Numbers that measures add up; [`NO_NUMBER`] where there is none.
    pub numbers: HashMap<String, Vec<i64>>,
    /// The last day of which each tells.
    pub last: Vec<i32>,
    /// Its months of receipt.
    pub months: Vec<Month>,
}

/// Stays of matters that were received in one month, those first of which nothing more is told soonest.
#[derive(Debug)]
pub struct Month {
    /// The first day of which any of them tells.
    pub first: i32,
    /// Its rows.
    pub rows: Range<usize>,
}

/// Some rows of a year.
#[derive(Debug, Clone)]
pub struct Piece<'s> {
    /// The year.
    pub year: &'s Year,
    /// The rows.
    pub rows: Range<usize>,
}

impl Stays {
    /// Those that may tell of a time.
    pub fn touching(&self, from: i32, to: i32) -> Vec<Piece<'_>> {
        let years = self.0.iter();
        years.flat_map(|year| year.touching(from, to)).collect()
    }
}

impl Weighed for Year {
    fn bytes(&self) -> usize {
        let days = self.columns.values().map(Vec::capacity).sum::<usize>() + self.last.capacity();
        let numbers = self.numbers.values().map(Vec::capacity).sum::<usize>();
        self.marks.capacity() * size_of::<u32>()
            + days * size_of::<i32>()
            + numbers * size_of::<i64>()
            + self.months.capacity() * size_of::<Month>()
    }
}

impl Year {
    fn touching(&self, from: i32, to: i32) -> impl Iterator<Item = Piece<'_>> {
        let months = self.months.iter().filter(move |month| month.first <= to);
        let pieces = months.map(move |month| {
            let last = &self.last[month.rows.clone()];
            let skipped = last.partition_point(|last| *last < from);
            Piece {
                year: self,
                rows: month.rows.start + skipped..month.rows.end,
            }
        });
        pieces.filter(|piece| !piece.rows.is_empty())
    }
}

impl<'s> Piece<'s> {
    /// A column over these rows; the years of one docket have the same columns.
    pub fn column(&self, name: &str) -> &'s [i32] {
        self.year
            .columns
            .get(name)
            .map_or(&[], |column| &column[self.rows.clone()])
    }

    /// The numbers of a column over these rows.
    pub fn numbers(&self, name: &str) -> &'s [i64] {
        self.year
            .numbers
            .get(name)
            .map_or(&[], |column| &column[self.rows.clone()])
    }
}

/// The column that has the place of a level.
pub fn column_of(level: PlaceLevel) -> &'static str {
    if level.is_unit() { OFFICE } else { level.id() }
}
