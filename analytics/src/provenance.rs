//! Provenance: which batch a row that counts came from, and from when to when it is the last word.

use catalog::programme::Dataset;
use polars::prelude::*;
use store::columns::{BATCH, DATE, PLACE};

use crate::error::AnalyticsError;
use crate::names::UNTIL;
use crate::rollup::held;
use crate::rows_of::SET;

/// For each place and every place around it: batch, first and last day of being the last word.
pub fn provenance(
    latest: LazyFrame,
    dataset: &Dataset,
    holders: &DataFrame,
) -> Result<LazyFrame, AnalyticsError> {
    let sorted = latest.sort([PLACE, SET, DATE], SortMultipleOptions::default());
    let same = col(PLACE)
        .eq(col(PLACE).shift(lit(-1)))
        .and(col(SET).eq(col(SET).shift(lit(-1))));
    let next = when(same)
        .then(col(DATE).cast(DataType::Int32).shift(lit(-1)) - lit(1))
        .otherwise(lit(NULL));
    let carried = col(DATE).cast(DataType::Int32) + lit(i32::from(dataset.reported_by.carry));
    let own = sorted.select([
        col(PLACE),
        col(DATE),
        polars::lazy::dsl::min_horizontal([carried, next])?
            .cast(DataType::Date)
            .alias(UNTIL),
        col(BATCH),
    ]);
    let around = held(own.clone(), holders).select([PLACE, DATE, UNTIL, BATCH].map(col));
    Ok(concat([own, around], UnionArgs::default())?
        .unique_stable(None, UniqueKeepStrategy::Any)
        .sort([PLACE, DATE, BATCH], SortMultipleOptions::default()))
}
