//! Facts of series: numbers of a place and day.

use catalog::FinancialYear;
use polars::prelude::*;

use super::table::{Built, Table, year};
use crate::current::{current, latest_of_each_set};
use crate::day;
use crate::error::AnalyticsError;
use crate::facts::{Year, facts};
use crate::names::DATE;
use crate::provenance::provenance;
use crate::rollup::rollup;
use crate::rows_of::{deliveries, rows};
use crate::run;

/// Facts, rollup and provenance of one financial year.
pub fn build(
    table: &Table<'_>,
    fy: FinancialYear,
    holders: &DataFrame,
    known_on: Option<i64>,
) -> Result<Built, AnalyticsError> {
    let deliveries = deliveries(&table.entries, known_on)?;
    let counted = rows(&table.files_of(fy), table.dataset, table.places())?;
    let all = if table.carries_over() {
        concat([counted.clone(), rows_before(table, fy)?], UnionArgs::default())?
    } else {
        counted.clone()
    };
    let current = run::frame(current(all, &deliveries, table.dataset))?;
    let (facts, by_place) = changes(table, &current, year(fy), holders)?;
    let sources = run::frame(provenance(
        latest_of_each_set(counted, &deliveries),
        table.dataset,
        holders,
    )?)?;
    Ok(Built {
        facts,
        by_place,
        sources,
        lines: None,
        spells: None,
        returns: None,
    })
}

/// Facts and their rollup, measure by measure in the order of their ids: all at once would hold a copy of the year
/// for each.
fn changes(
    table: &Table<'_>,
    current: &DataFrame,
    year: Year,
    holders: &DataFrame,
) -> Result<(DataFrame, DataFrame), AnalyticsError> {
    let ends = table.ends();
    let (mut all_facts, mut all_by_place) = (Vec::new(), Vec::new());
    for measure in table.measures() {
        let facts = run::frame(facts(
            current,
            table.dataset,
            measure,
            &table.programme.restarts,
            &ends,
            year,
        ))?;
        all_by_place.push(run::frame(rollup(facts.clone().lazy(), holders, &[]))?);
        all_facts.push(facts);
    }
    Ok((stacked(all_facts)?, stacked(all_by_place)?))
}

/// The rows at the end of the year before that may still hold on 1 April.
fn rows_before(table: &Table<'_>, fy: FinancialYear) -> Result<LazyFrame, AnalyticsError> {
    let oldest = day::number(fy.first_day()) - i32::from(table.dataset.reported_by.carry);
    let rows = rows(&table.files_of(fy.previous()), table.dataset, table.places())?;
    Ok(rows.filter(col(DATE).cast(DataType::Int32).gt_eq(lit(oldest))))
}

/// Frames of the same columns, one below the other.
fn stacked(frames: Vec<DataFrame>) -> PolarsResult<DataFrame> {
    let mut frames = frames.into_iter();
    let mut all = frames.next().unwrap_or_default();
    for frame in frames {
        all.vstack_mut_owned(frame)?;
    }
    Ok(all)
}
