//! Which returns have come: for each unit and period when its rows were first and last taken in, and how often.

use std::collections::HashMap;

use catalog::FinancialYear;
use catalog::programme::Keeps;
use polars::prelude::*;
use store::columns::TAKEN_IN;

use crate::build::Table;
use crate::cases::{period, reported};
use crate::error::AnalyticsError;
use crate::kept::{Weighed, table_bytes};
use crate::names::{DATE, LEVEL, PLACE};
use crate::rows_of::{deliveries, rows};
use crate::run;

const PERIOD: &str = "period";
const FIRST: &str = "first";
const LAST: &str = "last";
const DELIVERIES: &str = "deliveries";

/// The returns of a financial year, sorted by place and period; none for a dataset of which none are due.
///
/// A row of a unit that counts makes a return, whatever its cells hold. Totals stand in for cases that were not sent, as
/// they do in figures.
pub fn table(
    table: &Table<'_>,
    fy: FinancialYear,
    known_on: Option<i64>,
) -> Result<Option<DataFrame>, AnalyticsError> {
    if table.dataset.due().is_none() {
        return Ok(None);
    }
    let totals = match &table.dataset.keeps {
        Keeps::Cases(cases) => cases.totals.as_ref().and_then(|id| table.beside(id)),
        _ => None,
    };
    let own = dated(table, fy, known_on)?;
    let all = match totals {
        Some(totals) => concat([own, dated(totals, fy, known_on)?], UnionArgs::default())?,
        None => own,
    };
    let reported_by = table.dataset.reported_by;
    let received = all
        .filter(reported(table.dataset))
        .with_column(period(reported_by.every).cast(DataType::Int32).alias(PERIOD))
        .group_by([col(PLACE), col(PERIOD)])
        .agg([
            col(TAKEN_IN).min().alias(FIRST),
            col(TAKEN_IN).max().alias(LAST),
            col(TAKEN_IN).n_unique().cast(DataType::UInt32).alias(DELIVERIES),
        ])
        .sort([PLACE, PERIOD], SortMultipleOptions::default());
    run::frame(received).map(Some)
}

/// Place, level, day and instant of the rows that count.
fn dated(table: &Table<'_>, fy: FinancialYear, known_on: Option<i64>) -> Result<LazyFrame, AnalyticsError> {
    let deliveries = deliveries(&table.entries, known_on)?;
    let counted = deliveries.counted(rows(&table.files_of(fy), table.dataset, table.places())?);
    Ok(counted.select([PLACE, LEVEL, DATE, TAKEN_IN].map(col)))
}

/// The deliveries of one return, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct One {
    /// The number of its period.
    pub period: i32,
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
    /// How many.
    pub deliveries: u32,
}

/// The returns of a financial year, in plain memory.
#[derive(Debug, Default)]
pub struct Year {
    of: HashMap<String, Vec<One>>,
}

impl Weighed for Year {
    fn bytes(&self) -> usize {
        let each = self
            .of
            .values()
            .map(|returns| returns.capacity() * size_of::<One>());
        table_bytes(&self.of) + each.sum::<usize>()
    }
}

impl Year {
    /// A stored table of returns.
    pub fn of(stored: &DataFrame) -> Result<Self, AnalyticsError> {
        let places = stored.column(PLACE)?.str()?;
        let periods = stored.column(PERIOD)?.i32()?;
        let (firsts, lasts) = (stored.column(FIRST)?.i64()?, stored.column(LAST)?.i64()?);
        let counts = stored.column(DELIVERIES)?.u32()?;
        let mut year = Self::default();
        for row in 0..stored.height() {
            let known = (places.get(row), periods.get(row), firsts.get(row), lasts.get(row));
            let (Some(place), Some(period), Some(first), Some(last)) = known else {
                continue; // a row without place or day was never accepted
            };
            year.of.entry(place.to_owned()).or_default().push(One {
                period,
                first,
                last,
                deliveries: counts.get(row).unwrap_or(1),
            });
        }
        Ok(year)
    }
}

/// All years of a dataset.
#[derive(Debug, Default)]
pub struct Received(pub Vec<std::sync::Arc<Year>>);

impl Received {
    fn all(&self) -> impl Iterator<Item = &One> {
        self.0.iter().flat_map(|year| year.of.values().flatten())
    }

    /// The first period of which anybody reported.
    pub fn first_period(&self) -> Option<i32> {
        self.all().map(|one| one.period).min()
    }

    /// When anything was first taken in.
    pub fn first_delivery(&self) -> Option<i64> {
        self.all().map(|one| one.first).min()
    }

    /// When anything was last taken in.
    pub fn last_delivery(&self) -> Option<i64> {
        self.all().map(|one| one.last).max()
    }

    /// The returns of a unit, by the number of their period.
    pub fn of(&self, place: &str) -> HashMap<i32, One> {
        let years = self.0.iter().filter_map(|year| year.of.get(place));
        years.flatten().map(|one| (one.period, *one)).collect()
    }
}
