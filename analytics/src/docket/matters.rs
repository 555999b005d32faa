//! Matters: of each the latest word, whenever and wherever it was received.

use catalog::programme::{Dataset, Docket};
use polars::prelude::*;
use store::LakeFile;
use store::columns::{BATCH, DATE, PLACE, SOURCE_ROW, TAKEN_IN};

use super::kept::Kept;
use crate::cases::CASE;
use crate::current::latest_of;
use crate::error::AnalyticsError;
use crate::rows_of::{Deliveries, SET, rows};
use crate::run;

/// What stands beside the kept columns of a matter.
const OWN: [&str; 4] = [CASE, PLACE, DATE, BATCH];

/// One row for each matter: its keyed hash, place, day of receipt, batch and kept columns. A delivery supersedes the
/// columns that its sheet has, so that a short list of disposals leaves the rest of a matter as it was.
pub fn matters(
    files: &[&LakeFile],
    deliveries: &Deliveries,
    dataset: &Dataset,
    docket: &Docket,
    kept: &[Kept],
) -> Result<DataFrame, AnalyticsError> {
    let told = latest_told(told(files, deliveries, dataset, docket, kept)?)?;
    if deliveries.sets.len() < 2 {
        return Ok(told.select(names(kept))?);
    }
    let several = run::frame(
        told.clone()
            .lazy()
            .group_by([col(CASE)])
            .agg([len().alias("sets")])
            .filter(col("sets").gt(lit(1)))
            .select([col(CASE)]),
    )?;
    let of_several = |kind| {
        let several = several.clone().lazy();
        told.clone()
            .lazy()
            .join(several, [col(CASE)], [col(CASE)], JoinArgs::new(kind))
    };
    let latest = |column: &Kept| latest_of(&column.from, deliveries, &column.name);
    let of_place = [PLACE, DATE, BATCH].map(|name| col(name).last());
    let merged = of_several(JoinType::Semi)
        .sort(
            [TAKEN_IN, SOURCE_ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .group_by_stable([col(CASE)])
        .agg([of_place.to_vec(), kept.iter().map(latest).collect()].concat());
    let alone = of_several(JoinType::Anti);
    let parts = [alone, merged].map(|part| part.select(names(kept).map(col).collect::<Vec<_>>()));
    run::frame(concat(parts, UnionArgs::default())?)
}

fn names(kept: &[Kept]) -> impl Iterator<Item = &str> {
    OWN.into_iter()
        .chain(kept.iter().map(|column| column.name.as_str()))
}

/// Every row that counts, file by file, so that words become numbers before the next file is read.
fn told(
    files: &[&LakeFile],
    deliveries: &Deliveries,
    dataset: &Dataset,
    docket: &Docket,
    kept: &[Kept],
) -> Result<DataFrame, AnalyticsError> {
    let bookkeeping = [PLACE, DATE, BATCH, TAKEN_IN, SOURCE_ROW].map(col);
    let case = col(docket.case.as_str()).alias(CASE);
    let columns: Vec<Expr> = bookkeeping
        .into_iter()
        .chain([col(SET), case])
        .chain(kept.iter().map(|column| column.expr.clone()))
        .collect();
    let counted = |files: &[&LakeFile]| {
        let rows = rows(files, dataset)?.filter(col(docket.case.as_str()).is_not_null());
        run::frame(deliveries.counted(rows).select(columns.clone()))
    };
    let mut all = counted(&[])?;
    for file in files {
        all.vstack_mut_owned(counted(&[file])?)?;
    }
    Ok(all)
}

/// The last row of each matter and set of columns in order of delivery, by day of receipt and matter. Column by column,
/// so that rows that no longer count are let go of as they are passed over.
fn latest_told(told: DataFrame) -> Result<DataFrame, AnalyticsError> {
    const AT: &str = "at";
    let keys = told.select([CASE, SET, DATE, TAKEN_IN, SOURCE_ROW])?;
    let latest = keys
        .lazy()
        .with_row_index(AT, None)
        .sort(
            [TAKEN_IN, SOURCE_ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .unique_stable(Some(cols([CASE, SET])), UniqueKeepStrategy::Last)
        .sort([DATE, CASE], SortMultipleOptions::default())
        .select([col(AT)]);
    let latest = run::frame(latest)?;
    let at = latest.column(AT)?.idx()?;
    let columns = told.into_columns().into_iter().map(|column| column.take(at));
    Ok(DataFrame::new(at.len(), columns.collect::<PolarsResult<_>>()?)?)
}
