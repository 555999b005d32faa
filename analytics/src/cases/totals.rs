//! Counts of units that sent no cases but the numbers alone.

use catalog::programme::Measure;
use polars::prelude::*;
use store::columns::{DATE, LEVEL, PLACE};

use super::lines::{PERIOD, period};
use crate::error::AnalyticsError;
use crate::run;

/// The rows of a table of totals that count, and its rhythm.
pub struct TotalsOf {
    /// One row for each unit and day, with the table's columns.
    pub current: DataFrame,
    /// How often they are due.
    pub every: catalog::programme::Every,
}

/// For each unit and period, the last row of totals: place, level, date, period, and a column for each measure that has
/// totals. A row that lacks one of them says nothing.
pub fn totals(of: &TotalsOf, measures: &[&Measure]) -> Result<DataFrame, AnalyticsError> {
    let having: Vec<&&Measure> = measures
        .iter()
        .filter(|measure| !measure.totals.is_empty())
        .collect();
    let sums = having.iter().map(|measure| {
        let columns = measure.totals.iter().map(|column| col(column.as_str()));
        columns
            .reduce(|sum, column| sum + column)
            .unwrap_or_else(|| lit(NULL))
            .cast(DataType::Int64)
            .alias(measure.id.as_str())
    });
    let all_known = having
        .iter()
        .map(|measure| col(measure.id.as_str()).is_not_null())
        .reduce(Expr::and)
        .unwrap_or_else(|| lit(false));
    let columns: Vec<Expr> = [col(PLACE), col(LEVEL), col(DATE), period(of.every).alias(PERIOD)]
        .into_iter()
        .chain(sums)
        .collect();
    let rows = of.current.clone().lazy().select(columns).filter(all_known);
    run::frame(
        rows.sort([PLACE, DATE], SortMultipleOptions::default())
            .unique_stable(Some(cols([PLACE, PERIOD])), UniqueKeepStrategy::Last),
    )
}
