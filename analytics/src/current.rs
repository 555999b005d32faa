//! What counts: per place, day and column the latest delivery that has the column.
//!
//! Two reports of one day may each bring some columns (persondays in one, women's persondays in another). A delivery
//! supersedes only the columns that its sheet has; where its cell is blank, the column is not reported.

use catalog::programme::Dataset;
use polars::prelude::*;
use store::columns::{DATE, LEVEL, PLACE, SOURCE_ROW, TAKEN_IN};

use crate::rows_of::{Deliveries, SET};

/// One row for each place and day, with the dataset's columns, sorted by place and day.
pub fn current(rows: LazyFrame, deliveries: &Deliveries, dataset: &Dataset) -> LazyFrame {
    let latest = latest_of_each_set(rows, deliveries);
    let columns: Vec<Expr> = dataset
        .columns
        .iter()
        .map(|column| latest_of(&column.id, deliveries, &column.id))
        .collect();
    latest
        .group_by([col(PLACE), col(DATE)])
        .agg([vec![col(LEVEL).last()], columns].concat())
        .sort([PLACE, DATE], SortMultipleOptions::default())
}

/// For each place, day and set of columns the latest row that counts, in order of delivery.
pub fn latest_of_each_set(rows: LazyFrame, deliveries: &Deliveries) -> LazyFrame {
    let counted = deliveries.counted(rows);
    counted
        .sort(
            [TAKEN_IN, SOURCE_ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .unique_stable(Some(cols([PLACE, DATE, SET])), UniqueKeepStrategy::Last)
}

/// The latest value of a column among the rows of a key, from deliveries that bring it; the rows have it under the name
/// that it is kept as.
pub fn latest_of(column: &str, deliveries: &Deliveries, kept_as: &str) -> Expr {
    let having: Vec<u32> = deliveries
        .sets
        .iter()
        .enumerate()
        .filter(|(_, set)| set.contains(column))
        .filter_map(|(number, _)| u32::try_from(number).ok())
        .collect();
    let all = having.len() == deliveries.sets.len();
    let value = if all {
        col(kept_as)
    } else {
        col(kept_as).filter(is_one_of(SET, &having))
    };
    value.last()
}

fn is_one_of(column: &str, numbers: &[u32]) -> Expr {
    numbers
        .iter()
        .map(|number| col(column).eq(lit(*number)))
        .reduce(Expr::or)
        .unwrap_or_else(|| lit(false))
}
