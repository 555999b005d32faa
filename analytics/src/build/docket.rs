//! Facts of dockets: stays of matters, who reported, and where it was told.

use catalog::programme::Docket;
use catalog::{Catalog, FinancialYear};
use polars::prelude::*;

use super::table::{Built, Table, year};
use crate::docket::{Limits, Told, kept, read_by_measures, reporters, reports, stays};
use crate::error::AnalyticsError;
use crate::names::{BATCH, BEGIN, DATE, END, PLACE, RECEIVED, UNTIL};
use crate::rollup::{around, held, rollup};
use crate::rows_of::deliveries;
use crate::run;

/// Who reported, stays and provenance of one financial year. A matter's stays lie in the year of its receipt, whenever
/// they end; days of which something is known lie in their own.
pub fn build(
    table: &Table<'_>,
    docket: &Docket,
    fy: FinancialYear,
    holders: &DataFrame,
    known_on: Option<i64>,
) -> Result<Built, AnalyticsError> {
    let stays = table.stays(docket, known_on)?;
    let facts = reports(stays, table.dataset, year(fy))?;
    let lines = run::frame(stays.clone().lazy().filter(received_in(fy)))?;
    Ok(Built {
        by_place: run::frame(rollup(facts.clone().lazy(), holders, &[]))?,
        facts,
        sources: provenance(stays, fy, table.catalog)?,
        lines: Some(lines),
        spells: None,
        returns: None,
    })
}

/// All stays of a table, of all years: a matter of one year may be told anew in the next.
pub(super) fn all_stays(
    table: &Table<'_>,
    docket: &Docket,
    known_on: Option<i64>,
) -> Result<DataFrame, AnalyticsError> {
    let deliveries = deliveries(&table.entries, known_on)?;
    let kept = kept(table.programme, table.dataset, docket);
    let read = read_by_measures(table.programme, table.dataset);
    let level = table.dataset.reported_by.level;
    let limits = Limits::new(table.programme, docket, table.catalog);
    let told = Told {
        places: table.places(),
        files: &table.files,
        deliveries: &deliveries,
        dataset: table.dataset,
        docket,
        kept: &kept,
    };
    let mut all: Option<DataFrame> = None;
    told.each(|mut matters| {
        let reporters = reporters(matters.column(PLACE)?.str()?, table.catalog, level);
        matters.with_column(reporters.into_column())?;
        let stays = stays(matters, docket, &kept, &read, &limits)?;
        match &mut all {
            Some(all) => {
                all.vstack_mut_owned(stays)?;
            }
            None => all = Some(stays),
        }
        Ok(())
    })?;
    Ok(all.unwrap_or_default())
}

fn received_in(fy: FinancialYear) -> Expr {
    let day = |day: jiff::civil::Date| lit(crate::day::number(day));
    col(RECEIVED)
        .gt_eq(day(fy.first_day()))
        .and(col(RECEIVED).lt_eq(day(fy.last_day())))
}

/// Which batches told of matters of a place that were open or came to an end in a financial year, and from when to when.
fn provenance(stays: &DataFrame, fy: FinancialYear, catalog: &Catalog) -> Result<DataFrame, AnalyticsError> {
    let last = lit(crate::day::number(fy.last_day()));
    let first = lit(crate::day::number(fy.first_day()));
    let until = when(col(END).is_null()).then(last.clone()).otherwise(col(END));
    let own = stays
        .clone()
        .lazy()
        .select([col(PLACE), col(BATCH), col(BEGIN).alias(DATE), until.alias(UNTIL)])
        .filter(col(DATE).lt_eq(last).and(col(UNTIL).gt_eq(first)))
        .group_by([col(PLACE), col(BATCH)])
        .agg([col(DATE).min(), col(UNTIL).max()])
        .with_columns([col(DATE), col(UNTIL)].map(|day| day.cast(DataType::Date)))
        .select([PLACE, DATE, UNTIL, BATCH].map(col));
    let own = run::frame(own)?.lazy();
    let outside = held(own.clone(), &around(&catalog.places)?)
        .group_by([col(PLACE), col(BATCH)])
        .agg([col(DATE).min(), col(UNTIL).max()])
        .select([PLACE, DATE, UNTIL, BATCH].map(col));
    run::frame(
        concat([own, outside], UnionArgs::default())?
            .unique_stable(None, UniqueKeepStrategy::Any)
            .sort([PLACE, DATE, BATCH], SortMultipleOptions::default()),
    )
}
