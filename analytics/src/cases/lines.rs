//! Lines: what counts of the rows of each case or class, one for each period.

use catalog::programme::{Cases, Dataset, Every, Tally};
use polars::prelude::*;
use store::columns::{BATCH, DATE, LEVEL, PLACE, SOURCE_ROW, TAKEN_IN};

use crate::facts::financial_year;
use crate::rows_of::Deliveries;

/// The keyed hash of a case.
pub const CASE: &str = "case";
/// The period of a line: months since year 0, the number of its day where rows are due daily, or its financial year.
pub const PERIOD: &str = "period";

/// One line for each unit, case and period, sorted by these: of one day the latest delivery, of one period the last day.
/// The columns are place, level, date, batch, case, period, and those of the dataset.
pub fn lines(rows: LazyFrame, deliveries: &Deliveries, dataset: &Dataset, cases: &Cases) -> LazyFrame {
    let counted = deliveries.counted(rows);
    let own = dataset
        .columns
        .iter()
        .filter(|column| column.id != cases.case)
        .map(|column| col(column.id.as_str()));
    let columns: Vec<Expr> = [PLACE, LEVEL, DATE, BATCH]
        .map(col)
        .into_iter()
        .chain([
            col(cases.case.as_str()).alias(CASE),
            period(dataset.reported_by.every).alias(PERIOD),
        ])
        .chain(own)
        .collect();
    counted
        .filter(col(cases.case.as_str()).is_not_null())
        .sort(
            [DATE, TAKEN_IN, SOURCE_ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .select(columns)
        .unique_stable(Some(cols([PLACE, CASE, PERIOD])), UniqueKeepStrategy::Last)
        .sort([PLACE, CASE, PERIOD], SortMultipleOptions::default())
}

/// The rows of a tally that count, sorted by place, period and class: of one day and combination of classes the latest
/// delivery, and of one period the last day of the place. The columns are those of lines, without a case.
pub fn tallied(
    rows: LazyFrame,
    deliveries: &Deliveries,
    dataset: &Dataset,
    tally: &Tally,
) -> PolarsResult<LazyFrame> {
    let own = dataset.columns.iter().map(|column| col(column.id.as_str()));
    let columns: Vec<Expr> = [PLACE, LEVEL, DATE, BATCH]
        .map(col)
        .into_iter()
        .chain([period(dataset.reported_by.every).alias(PERIOD)])
        .chain(own)
        .collect();
    let classes = || tally.classes.iter().map(String::as_str);
    let one_report: Vec<&str> = [PLACE, DATE].into_iter().chain(classes()).collect();
    let order: Vec<&str> = [PLACE, PERIOD].into_iter().chain(classes()).collect();
    let last = col(DATE).max().over([col(PLACE), col(PERIOD)])?;
    Ok(deliveries
        .counted(rows)
        .filter(reported(dataset))
        .sort(
            [DATE, TAKEN_IN, SOURCE_ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .select(columns)
        .unique_stable(Some(cols(one_report)), UniqueKeepStrategy::Last)
        .filter(col(DATE).eq(last))
        .sort(order, SortMultipleOptions::default()))
}

/// Whether a row comes from a place of the levels that report.
pub fn reported(dataset: &Dataset) -> Expr {
    let levels = dataset
        .reported_by
        .levels()
        .map(|level| col(LEVEL).eq(lit(level.id())));
    levels.reduce(Expr::or).expect("a dataset has one level or two")
}

/// The period in which a day lies.
pub fn period(every: Every) -> Expr {
    let month = col(DATE).dt().year() * lit(12) + col(DATE).dt().month().cast(DataType::Int32) - lit(1);
    match every {
        Every::Day => col(DATE).cast(DataType::Int32),
        Every::Month => month,
        Every::Year => financial_year(),
    }
}
