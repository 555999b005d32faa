//! Facts of tallies: counts of a place and day, a row for each combination of classes.

use std::collections::HashMap;

use catalog::FinancialYear;
use catalog::programme::{Measure, Restarts, Tally};
use jiff::civil::Date;
use polars::prelude::*;

use super::cases::{in_year, oldest_day, provenance, two_years};
use super::table::{Built, Table, year};
use crate::cases::{Counted, DAY, END, Months, counted, months, tallied};
use crate::day;
use crate::error::AnalyticsError;
use crate::names::{DATE, PLACE};
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
    let recent = rows(&two_years(table, fy), table.dataset, table.places())?
        .filter(col(DATE).cast(DataType::Int32).gt_eq(lit(oldest)));
    let lines = run::frame(tallied(recent, &deliveries, table.dataset, tally)?)?;
    let measures = table.measures();
    let months = months(&lines, None, table.dataset.reported_by.carry)?;
    let begins_again = measures.iter().any(|measure: &&Measure| measure.begins_again());
    let months = match begins_again {
        true => ended_by(&table.programme.restarts, months)?,
        false => months,
    };
    let restarts = begins_again.then_some(&table.programme.restarts);
    let months = ended_with(&table.ends(), restarts, months)?;
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
        returns: None,
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

/// Reports that stand no longer than their places; of what begins again at restarts, the last one of a place that ends
/// stands until the next restart, as those that follow the place count anew.
fn ended_with(
    ends: &[(String, Date)],
    restarts: Option<&Restarts>,
    months: Months,
) -> Result<Months, AnalyticsError> {
    if ends.is_empty() {
        return Ok(months);
    }
    let ends: HashMap<&str, i32> = ends
        .iter()
        .map(|(place, last)| (place.as_str(), day::number(*last)))
        .collect();
    let mut months = months.0;
    let (places, days) = (months.column(PLACE)?.str()?, months.column(DAY)?.i32()?);
    let rows = places
        .iter()
        .zip(days.iter())
        .zip(months.column(END)?.i32()?.iter());
    let clipped: Vec<Option<i32>> = rows
        .map(|((place, begun), end)| {
            let (begun, end) = (begun?, end?);
            let Some(last) = place
                .and_then(|place| ends.get(place))
                .filter(|last| begun <= **last)
            else {
                return Some(end);
            };
            if end <= *last {
                return Some(end); // another report follows, or it was not carried so far
            }
            let Some(restarts) = restarts else {
                return Some(last + 1);
            };
            let restart = restarts.next_after(day::from_number(begun)?).map(day::number);
            Some(restart.map_or(end, |restart| restart.max(end)))
        })
        .collect();
    months.with_column(Column::new(END.into(), clipped))?;
    Ok(Months(months))
}
