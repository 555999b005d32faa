//! Tables of sums and of provenance, read into plain memory.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use catalog::{PlaceCode, PlaceLevel};
use jiff::civil::Date;
use polars::prelude::*;

use crate::day;
use crate::error::AnalyticsError;
use crate::kept::{Weighed, table_bytes};
use crate::names::{BATCH, CHANGE, DATE, FRESH, HAVE, LEVEL, MEASURE, PLACE, ROWS, UNTIL};
use crate::series::{SeriesKey, SeriesSet, YearSeries};

/// Whether rows of sums are sorted by measure, place, level and day.
pub fn are_in_order(rows: &DataFrame) -> Result<bool, AnalyticsError> {
    let text = |name: &str| rows.column(name)?.str();
    let (measures, places, levels) = (text(MEASURE)?, text(PLACE)?, text(LEVEL)?);
    let days = days(rows, DATE)?;
    let key = |row: usize| (measures.get(row), places.get(row), levels.get(row), days[row]);
    Ok((1..rows.height()).all(|row| key(row - 1) <= key(row)))
}

/// Adds the rows of one financial year, sorted by measure, place, level and day, to a set; rows of one day are added up.
pub fn add_series(rows: &DataFrame, into: &mut SeriesSet) -> Result<(), AnalyticsError> {
    let text = |name: &str| rows.column(name)?.str();
    let (measures, places, levels) = (text(MEASURE)?, text(PLACE)?, text(LEVEL)?);
    let days = days(rows, DATE)?;
    let sums: Vec<Vec<i64>> = [CHANGE, HAVE, FRESH, ROWS]
        .iter()
        .map(|name| {
            Ok(rows
                .column(name)?
                .i64()?
                .iter()
                .map(|sum| sum.unwrap_or(0))
                .collect())
        })
        .collect::<PolarsResult<_>>()?;
    let key = |row: usize| (measures.get(row), places.get(row), levels.get(row));
    let mut begin = 0;
    while begin < rows.height() {
        let this = key(begin);
        let end = (begin..rows.height())
            .find(|row| key(*row) != this)
            .unwrap_or(rows.height());
        let mut year = YearSeries::of_changes(end - begin);
        for row in begin..end {
            year.push(days[row], sums[0][row], sums[1][row], sums[2][row], sums[3][row]);
        }
        year.shrink_to_fit();
        if let (Some(measure), Some(Ok(place)), Some(Ok(level))) = (
            this.0,
            this.1.map(str::parse::<PlaceCode>),
            this.2.map(str::parse::<PlaceLevel>),
        ) {
            let key = SeriesKey {
                measure,
                place: &place,
                level,
            };
            into.add(key, Arc::new(year));
        }
        begin = end;
    }
    Ok(())
}

/// From which batches the last words for each place came, and when.
#[derive(Debug, Default)]
pub struct Provenance(HashMap<String, Vec<(i32, i32, Arc<str>)>>);

impl Weighed for Provenance {
    /// Names of batches are shared by the places of a batch, so that they hardly count.
    fn bytes(&self) -> usize {
        let times = |times: &Vec<(i32, i32, Arc<str>)>| times.capacity() * size_of::<(i32, i32, Arc<str>)>();
        table_bytes(&self.0) + self.0.values().map(times).sum::<usize>()
    }
}

impl Provenance {
    /// A provenance table in memory.
    pub fn of(rows: &DataFrame) -> Result<Self, AnalyticsError> {
        let (places, batches) = (rows.column(PLACE)?.str()?, rows.column(BATCH)?.str()?);
        let (from, until) = (days(rows, DATE)?, days(rows, UNTIL)?);
        let mut names: HashMap<&str, Arc<str>> = HashMap::new();
        let mut by_place: HashMap<String, Vec<(i32, i32, Arc<str>)>> = HashMap::new();
        for row in 0..rows.height() {
            if let (Some(place), Some(batch)) = (places.get(row), batches.get(row)) {
                let batch = Arc::clone(names.entry(batch).or_insert_with(|| batch.into()));
                by_place
                    .entry(place.to_owned())
                    .or_default()
                    .push((from[row], until[row], batch));
            }
        }
        Ok(Self(by_place))
    }

    /// The batches of a place whose rows were the last word at some time between two days.
    pub fn batches(&self, place: &PlaceCode, days: (Date, Date)) -> BTreeSet<String> {
        let (first, last) = (day::number(days.0), day::number(days.1));
        let known = self.0.get(place.as_str()).into_iter().flatten();
        let during = known.filter(|(from, until, _)| *from <= last && first <= *until);
        during.map(|(_, _, batch)| batch.to_string()).collect()
    }
}

fn days(rows: &DataFrame, name: &str) -> Result<Vec<i32>, AnalyticsError> {
    let days = rows.column(name)?.cast(&DataType::Int32)?;
    Ok(days.i32()?.iter().map(|day| day.unwrap_or(i32::MIN)).collect())
}
