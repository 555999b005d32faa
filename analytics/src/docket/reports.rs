//! Who reported: the days on which anything is known to have happened to matters of a place.
//!
//! A case list has no returns that are due; a district whose list shows a receipt, transfer or disposal has reported for
//! that day. So that a place of which nothing was heard is missing and not at zero, these days are kept as a series of
//! its own, in the form of every other dataset's.

use std::collections::HashMap;

use catalog::programme::{Dataset, Measure, OverTime, Restarts};
use catalog::{Catalog, PlaceCode, PlaceLevel};
use polars::prelude::*;

use crate::error::AnalyticsError;
use crate::facts::{Year, facts};
use crate::names::{BEGIN, DATE, END, LEVEL, PLACE, REPORTING};
use crate::run;

/// The place whose sheets a matter stands in: the one around it, of the level that reports.
pub const REPORTER: &str = "reporter";
const EVENTS: &str = "events";

/// The changes of a financial year that say who reported.
pub fn reports(stays: &DataFrame, dataset: &Dataset, year: Year) -> Result<DataFrame, AnalyticsError> {
    let on = |day: &str| {
        let days = stays.clone().lazy().filter(col(day).is_not_null());
        days.select([
            col(REPORTER).alias(PLACE),
            col(day).cast(DataType::Date).alias(DATE),
        ])
    };
    let days = concat([on(BEGIN), on(END)], UnionArgs::default())?
        .filter(col(PLACE).is_not_null())
        .group_by([col(PLACE), col(DATE)])
        .agg([len().cast(DataType::Int64).alias(EVENTS)])
        .with_column(lit(dataset.reported_by.level.id()).alias(LEVEL))
        .filter(in_reach(dataset, year))
        .sort([PLACE, DATE], SortMultipleOptions::default());
    let days = run::frame(days)?;
    run::frame(facts(
        &days,
        dataset,
        &reporting(&dataset.id),
        &Restarts::default(),
        &[],
        year,
    ))
}

fn in_reach(dataset: &Dataset, year: Year) -> Expr {
    let oldest = crate::day::number(year.first) - i32::from(dataset.reported_by.carry);
    let day = col(DATE).cast(DataType::Int32);
    day.clone()
        .gt_eq(lit(oldest))
        .and(day.lt_eq(lit(crate::day::number(year.last))))
}

/// Stands for a measure: how much happened on the last day of which anything is known.
fn reporting(dataset: &str) -> Measure {
    Measure {
        at: None,
        id: REPORTING.to_owned(),
        title: catalog::Words::latin(""),
        definition: None,
        dataset: dataset.to_owned(),
        sum_of: vec![EVENTS.to_owned()],
        count: None,
        less: Default::default(),
        places_with_at_least: None,
        totals: Vec::new(),
        register: None,
        flow: None,
        different: None,
        docket: None,
        over_time: OverTime::Latest,
        restarts: false,
        better: catalog::programme::Better::Neither,
        distinct: false,
        counts_people: None,
        targets: Vec::new(),
    }
}

/// The reporter of each row, from a column of places: the place of the reporting level around it or itself.
pub fn reporters(places: &StringChunked, catalog: &Catalog, level: PlaceLevel) -> StringChunked {
    let reporter = |code: &PlaceCode| match code.level() == level {
        true => Some(code.clone()),
        false => catalog
            .places
            .ancestor_at(code, level)
            .map(|place| place.code.clone()),
    };
    let mut known: HashMap<&str, Option<PlaceCode>> = HashMap::new();
    let each = places.iter().map(|place| {
        let place = place?;
        let known = known
            .entry(place)
            .or_insert_with(|| reporter(&place.parse().ok()?));
        known.as_ref().map(|code| code.as_str().to_owned())
    });
    each.collect::<StringChunked>().with_name(REPORTER.into())
}
