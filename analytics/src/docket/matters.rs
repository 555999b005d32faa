//! Matters: of each the latest word, whenever and wherever it was received.
//!
//! Which rows are the latest is told by a few of their columns, read of all files at once; the others are then read file
//! by file, so that a state's matters are never in memory together with all that is told of them.

use catalog::Places;
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

/// The number of a file, and that of a row in it.
const FILE: &str = "file";
const ROW: &str = "row";
/// Whether rows of several sets of columns tell of a matter.
const SEVERAL: &str = "several";

/// What a table's matters are read from.
pub struct Told<'a> {
    /// Its files.
    pub files: &'a [LakeFile],
    /// The deliveries that count.
    pub deliveries: &'a Deliveries,
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The docket.
    pub docket: &'a Docket,
    /// All places.
    pub places: &'a Places,
    /// The columns that are kept.
    pub kept: &'a [Kept],
}

impl Told<'_> {
    /// Gives every matter once, some at a time, each as one row: its keyed hash, place, day of receipt, batch and kept
    /// columns. A delivery supersedes the columns that its sheet has, so that a short list of disposals leaves the rest of
    /// a matter as it was.
    pub fn each(
        &self,
        mut take: impl FnMut(DataFrame) -> Result<(), AnalyticsError>,
    ) -> Result<(), AnalyticsError> {
        let latest = self.latest()?;
        let mut several = DataFrame::empty();
        for (number, file) in (0_u32..).zip(self.files) {
            let here = col(FILE).eq(lit(number));
            let chosen = run::frame(latest.clone().lazy().filter(here))?;
            let told = self.file(file, &chosen)?;
            several.vstack_mut_owned(run::frame(told.clone().lazy().filter(col(SEVERAL)))?)?;
            let alone = told.lazy().filter(col(SEVERAL).not());
            take(run::frame(alone.select(self.names()))?)?;
        }
        if several.height() > 0 {
            take(self.merged(several)?)?;
        }
        Ok(())
    }

    /// The last row of each matter and set of columns in order of delivery, by day of receipt and matter.
    fn latest(&self) -> Result<DataFrame, AnalyticsError> {
        let mut keys: Option<DataFrame> = None;
        for (number, file) in (0_u32..).zip(self.files) {
            let rows = rows(&[file], self.dataset, self.places)?
                .with_row_index(ROW, None)
                .filter(col(self.docket.case.as_str()).is_not_null());
            let case = col(self.docket.case.as_str()).alias(CASE);
            let columns = [
                case,
                col(SET),
                col(DATE),
                col(TAKEN_IN),
                col(SOURCE_ROW),
                col(ROW),
            ];
            let file = lit(number).cast(DataType::UInt32).alias(FILE);
            let counted = self.deliveries.counted(rows).select(columns).with_column(file);
            let counted = run::frame(counted.sort([ROW], SortMultipleOptions::default()))?;
            match &mut keys {
                Some(keys) => {
                    keys.vstack_mut_owned(counted)?;
                }
                None => keys = Some(counted),
            }
        }
        let Some(keys) = keys else {
            return Ok(DataFrame::empty());
        };
        let latest = keys
            .lazy()
            .sort(
                [TAKEN_IN, SOURCE_ROW],
                SortMultipleOptions::default().with_maintain_order(true),
            )
            .unique_stable(Some(cols([CASE, SET])), UniqueKeepStrategy::Last)
            .sort([DATE, CASE], SortMultipleOptions::default());
        let several = match self.deliveries.sets.len() {
            0 | 1 => lit(false),
            _ => len().over([col(CASE)])?.gt(lit(1)),
        };
        run::frame(latest.select([col(FILE), col(ROW), col(SET), several.alias(SEVERAL)]))
    }

    /// The chosen rows of a file. Words become numbers here, before the next file is read.
    fn file(&self, file: &LakeFile, chosen: &DataFrame) -> Result<DataFrame, AnalyticsError> {
        let case = col(self.docket.case.as_str()).alias(CASE);
        let columns: Vec<Expr> = [PLACE, DATE, BATCH, TAKEN_IN, SOURCE_ROW]
            .map(col)
            .into_iter()
            .chain([case])
            .chain(self.kept.iter().map(|column| column.expr.clone()))
            .collect();
        let all = run::frame(rows(&[file], self.dataset, self.places)?.select(columns))?;
        let rows = chosen.column(ROW)?.idx()?;
        let mut told = all.take(rows)?;
        told.with_column(chosen.column(SET)?.clone())?;
        told.with_column(chosen.column(SEVERAL)?.clone())?;
        Ok(told)
    }

    /// Matters of which rows of several sets of columns tell, each put together of them.
    fn merged(&self, several: DataFrame) -> Result<DataFrame, AnalyticsError> {
        let latest = |column: &Kept| latest_of(&column.from, self.deliveries, &column.name);
        let of_place = [PLACE, DATE, BATCH].map(|name| col(name).last());
        let merged = several
            .lazy()
            .sort(
                [TAKEN_IN, SOURCE_ROW],
                SortMultipleOptions::default().with_maintain_order(true),
            )
            .group_by_stable([col(CASE)])
            .agg([of_place.to_vec(), self.kept.iter().map(latest).collect()].concat());
        run::frame(merged.select(self.names()))
    }

    fn names(&self) -> Vec<Expr> {
        let kept = self.kept.iter().map(|column| column.name.as_str());
        OWN.into_iter().chain(kept).map(col).collect()
    }
}
