//! Facts of tallies: counts of a place and day, a row for each combination of classes.

use catalog::FinancialYear;
use catalog::programme::{Measure, Restarts, Tally};
use polars::prelude::*;

use super::cases::{in_year, oldest_day, provenance, two_years};
use super::table::{Built, Table, year};
use crate::cases::{Counted, DAY, END, Months, counted, months, tallied};
use crate::day;
use crate::error::AnalyticsError;
use crate::names::DATE;
use crate::rollup::rollup;
use crate::rows_of::{deliveries, rows};
use crate::run;

/// Facts, rollup, provenance and lines of one financial year.
pub fn build(
    table: &Table<'_>,
    tally: &Tally,
    fy: FinancialYear,
    holders: &DataFrame,
    known_on: Option<i64>,
) -> Result<Built, AnalyticsError> {
    let deliveries = deliveries(&table.entries, known_on)?;
    let oldest = oldest_day(table, fy);
    let recent = rows(&two_years(table, fy), table.dataset)?
        .filter(col(DATE).cast(DataType::Int32).gt_eq(lit(oldest)));
    let lines = run::frame(tallied(recent, &deliveries, table.dataset, tally)?)?;
    let measures = table.measures();
    let months = months(&lines, None, table.dataset.reported_by.carry)?;
    let months = match measures.iter().any(|measure: &&Measure| measure.begins_again()) {
        true => ended_by(&table.programme.restarts, months)?,
        false => months,
    };
    let facts = counted(&Counted {
        lines: &lines,
        months: &months,
        totals: None,
        register: None,
        measures: &measures,
        classes: &tally.classes,
        year: year(fy),
    })?;
    Ok(Built {
        by_place: run::frame(rollup(facts.clone().lazy(), holders, &tally.classes))?,
        facts,
        sources: provenance(&lines, &months, fy, holders)?,
        lines: Some(run::frame(lines.lazy().filter(in_year(fy)))?),
        spells: None,
    })
}

/// Reports that stand no longer than to the day before the next restart.
fn ended_by(restarts: &Restarts, months: Months) -> Result<Months, AnalyticsError> {
    let mut months = months.0;
    let days = months.column(DAY)?.i32()?;
    let ends = months.column(END)?.i32()?;
    let clipped: Vec<Option<i32>> = days
        .iter()
        .zip(ends.iter())
        .map(|(begun, end)| {
            let restart = restarts.next_after(day::from_number(begun?)?).map(day::number);
            Some(restart.map_or(end?, |restart| restart.min(end.unwrap_or(restart))))
        })
        .collect();
    months.with_column(Column::new(END.into(), clipped))?;
    Ok(Months(months))
}
