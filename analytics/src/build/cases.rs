//! Facts of cases: counts of children, grievances or persons, each row one of them.

use catalog::FinancialYear;
use catalog::programme::Cases;
use polars::prelude::*;
use store::LakeFile;

use super::table::{Built, Table, year};
use crate::cases::{Counted, DAY, END, Months, PERIOD, TotalsOf, counted, derived, lines, months, totals};
use crate::current::current;
use crate::day;
use crate::error::AnalyticsError;
use crate::names::{BATCH, DATE, PLACE, UNTIL};
use crate::rollup::{held, rollup};
use crate::rows_of::{deliveries, rows};
use crate::run;

/// Facts, rollup, provenance and lines of one financial year.
pub fn build(
    table: &Table<'_>,
    cases: &Cases,
    fy: FinancialYear,
    holders: &DataFrame,
    known_on: Option<i64>,
) -> Result<Built, AnalyticsError> {
    let files = two_years(table, fy);
    let oldest = oldest_day(table, fy);
    let lines = lines_of(table, cases, &files, Some(oldest), known_on)?;
    let measures = table.measures();
    let totals = match cases.totals.as_deref().and_then(|name| table.beside(name)) {
        Some(other) => Some(totals(&totals_of(other, fy, known_on)?, &measures)?),
        None => None,
    };
    let register = match cases.register.as_deref().and_then(|name| table.beside(name)) {
        Some(register) => Some(current_of(
            register,
            &register.files.iter().collect::<Vec<_>>(),
            known_on,
        )?),
        None => None,
    };
    let months = months(&lines, totals.as_ref(), table.dataset.reported_by.carry)?;
    let facts = counted(&Counted {
        lines: &lines,
        months: &months,
        totals: totals.as_ref(),
        register: register.as_ref(),
        measures: &measures,
        classes: &cases.classes,
        year: year(fy),
    })?;
    Ok(Built {
        by_place: run::frame(rollup(facts.clone().lazy(), holders, &cases.classes))?,
        facts,
        sources: provenance(&lines, &months, fy, holders)?,
        lines: Some(run::frame(lines.lazy().filter(in_year(fy)))?),
        spells: None,
        returns: None,
    })
}

/// Lines with their derived columns, from some files, of days that are not older than the number given.
pub(super) fn lines_of(
    table: &Table<'_>,
    cases: &Cases,
    files: &[&LakeFile],
    oldest: Option<i32>,
    known_on: Option<i64>,
) -> Result<DataFrame, AnalyticsError> {
    let deliveries = deliveries(&table.entries, known_on)?;
    let rows = rows(files, table.dataset, table.places())?;
    let rows = match oldest {
        Some(oldest) => rows.filter(col(DATE).cast(DataType::Int32).gt_eq(lit(oldest))),
        None => rows,
    };
    derived(run::frame(lines(rows, &deliveries, table.dataset, cases))?, cases)
}

/// The first day of the month in which rows of the year before may still stand on 1 April.
pub(super) fn oldest_day(table: &Table<'_>, fy: FinancialYear) -> i32 {
    let reach = day::number(fy.first_day()) - i32::from(table.dataset.reported_by.carry);
    day::from_number(reach).map_or(reach, |day| day::number(day.first_of_month()))
}

/// The files of a financial year and of the one before, whose end may still stand in it.
pub(super) fn two_years<'t>(table: &'t Table<'_>, fy: FinancialYear) -> Vec<&'t LakeFile> {
    let mut files = table.files_of(fy);
    files.extend(table.files_of(fy.previous()));
    files
}

fn totals_of(
    table: &Table<'_>,
    fy: FinancialYear,
    known_on: Option<i64>,
) -> Result<TotalsOf, AnalyticsError> {
    let files = two_years(table, fy);
    Ok(TotalsOf {
        current: current_of(table, &files, known_on)?,
        every: table.dataset.reported_by.every,
    })
}

fn current_of(
    table: &Table<'_>,
    files: &[&LakeFile],
    known_on: Option<i64>,
) -> Result<DataFrame, AnalyticsError> {
    let deliveries = deliveries(&table.entries, known_on)?;
    run::frame(current(
        rows(files, table.dataset, table.places())?,
        &deliveries,
        table.dataset,
    ))
}

pub(super) fn in_year(fy: FinancialYear) -> Expr {
    let date = col(DATE).cast(DataType::Int32);
    date.clone()
        .gt_eq(lit(day::number(fy.first_day())))
        .and(date.lt_eq(lit(day::number(fy.last_day()))))
}

/// Which batches are behind the reports of a place that stand in a financial year, and from when to when.
pub(super) fn provenance(
    lines: &DataFrame,
    months: &Months,
    fy: FinancialYear,
    holders: &DataFrame,
) -> Result<DataFrame, AnalyticsError> {
    let keys = [col(PLACE), col(PERIOD)];
    let stands_in = col(END)
        .gt(lit(day::number(fy.first_day())))
        .and(col(DAY).lt_eq(lit(day::number(fy.last_day()))));
    let own = lines
        .clone()
        .lazy()
        .select([col(PLACE), col(PERIOD), col(BATCH)])
        .unique_stable(None, UniqueKeepStrategy::Any)
        .join(
            months.0.clone().lazy().filter(stands_in),
            &keys,
            &keys,
            JoinArgs::new(JoinType::Inner),
        )
        .select([
            col(PLACE),
            col(DAY).cast(DataType::Date).alias(DATE),
            (col(END) - lit(1)).cast(DataType::Date).alias(UNTIL),
            col(BATCH),
        ]);
    let around = held(own.clone(), holders).select([PLACE, DATE, UNTIL, BATCH].map(col));
    run::frame(
        concat([own, around], UnionArgs::default())?
            .unique_stable(None, UniqueKeepStrategy::Any)
            .sort([PLACE, DATE, BATCH], SortMultipleOptions::default()),
    )
}
