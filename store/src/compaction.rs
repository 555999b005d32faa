//! Small files put together. Each intake writes a file for each financial year, so that after a year of daily returns a
//! table has hundreds, and a question about a year opens them all.
//!
//! The rows stay as they are, every one of them, with batch and instant; only where they lie changes. One commit takes the
//! small files out and puts the large one in, marked as no change of data. Files that are out stay on the disk until the
//! sweep, hours later, so that whoever reads them meanwhile goes on reading.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use deltalake::kernel::{Action, Remove};
use deltalake::protocol::DeltaOperation;
use jiff::Timestamp;
use polars::prelude::{Column, DataFrame, IntoColumn, PolarsResult, SortMultipleOptions};

use crate::columns::{DATE, FY, PLACE};
use crate::commit;
use crate::log::{COMPACTED_KEY, KnownFile};
use crate::rewrite::{rows_of_file, write_beside};
use crate::{Lake, Result, StoreError, TableId, error, table};

/// When files are worth putting together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fullness {
    /// Small files of a year from which on it is worth the writing.
    pub files: usize,
    /// A file of so many rows is no small one.
    pub small: u64,
    /// Rows of a file that is made, at most.
    pub full: u64,
}

impl Default for Fullness {
    /// A million rows are some 300 MB in memory while they are written, and a few tens on the disk.
    fn default() -> Self {
        Self {
            files: 16,
            small: 250_000,
            full: 1_000_000,
        }
    }
}

/// What was put together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Small files taken out.
    pub from: usize,
    /// Files made of them.
    pub into: usize,
    /// Rows in them.
    pub rows: u64,
}

impl Lake {
    /// Puts small files of a table together, as of `at`. Whoever appends or reads meanwhile is not disturbed.
    pub fn compact(&self, id: &TableId, fullness: Fullness, at: Timestamp) -> Result<Compacted> {
        let mut done = Compacted::default();
        let Some(_alone) = self.may_put_together()? else {
            return Ok(done); // rows are being written again; the next time is soon
        };
        let Some(version) = self.version(id)? else {
            return Ok(done);
        };
        let mut years: BTreeMap<String, Vec<KnownFile>> = BTreeMap::new();
        for file in self.files_as_of(id, version)? {
            if file.rows < fullness.small {
                years.entry(file.fy.clone()).or_default().push(file);
            }
        }
        for (fy, files) in years {
            for bin in bins(files, fullness) {
                self.put_together(id, &fy, &bin, at)?;
                done.from += bin.len();
                done.into += 1;
                done.rows += bin.iter().map(|file| file.rows).sum::<u64>();
            }
        }
        Ok(done)
    }

    fn put_together(&self, id: &TableId, fy: &str, files: &[KnownFile], at: Timestamp) -> Result<()> {
        let folder = self.layout.table(id);
        let mut rows = self.rows_of(id, &folder, files)?;
        let add = write_beside(id, &folder, fy, &mut rows)?;
        let removed = files.iter().map(|file| Action::Remove(remove(file, at)));
        let actions: Vec<Action> = removed.chain([Action::Add(add)]).collect();
        self.wait(commit_compaction(&folder, id, actions))
    }

    /// The rows of some files with every column that the table has now; one that an earlier file lacks is empty in its rows.
    fn rows_of(&self, id: &TableId, folder: &Path, files: &[KnownFile]) -> Result<DataFrame> {
        let mut all: Option<DataFrame> = None;
        for file in files {
            let frame = rows_of_file(id, folder, file)?;
            all = Some(match all {
                None => frame,
                Some(before) => below(before, frame).map_err(error::frame(id, "put files together"))?,
            });
        }
        let order = SortMultipleOptions::default().with_maintain_order(true);
        let all = all.unwrap_or_default();
        all.sort([PLACE, DATE], order)
            .map_err(error::frame(id, "sort the rows"))
    }
}

/// Files in groups that fill a large one; too few files are left as they are.
fn bins(files: Vec<KnownFile>, fullness: Fullness) -> Vec<Vec<KnownFile>> {
    if files.len() < fullness.files.max(2) {
        return Vec::new();
    }
    let (mut bins, mut bin, mut rows) = (Vec::new(), Vec::new(), 0);
    for file in files {
        if rows + file.rows > fullness.full && !bin.is_empty() {
            bins.push(std::mem::take(&mut bin));
            rows = 0;
        }
        rows += file.rows;
        bin.push(file);
    }
    bins.push(bin);
    bins.retain(|bin| bin.len() > 1);
    bins
}

/// Two frames one below the other, each with the columns of both.
fn below(mut upper: DataFrame, mut lower: DataFrame) -> PolarsResult<DataFrame> {
    fill(&mut upper, &lower)?;
    fill(&mut lower, &upper)?;
    let names: Vec<_> = upper.get_column_names_owned();
    upper.vstack_mut(&lower.select(names)?)?;
    Ok(upper)
}

fn fill(frame: &mut DataFrame, other: &DataFrame) -> PolarsResult<()> {
    let height = frame.height();
    for column in other.columns() {
        if frame.column(column.name()).is_err() {
            let empty: Column =
                polars::prelude::Series::full_null(column.name().clone(), height, column.dtype())
                    .into_column();
            frame.with_column(empty)?;
        }
    }
    Ok(())
}

/// A file that no longer counts, since a moment; its rows lie elsewhere.
pub(crate) fn remove(file: &KnownFile, at: Timestamp) -> Remove {
    Remove {
        path: file.path.clone(),
        data_change: false,
        deletion_timestamp: Some(at.as_millisecond()),
        extended_file_metadata: Some(true),
        partition_values: Some(HashMap::from([(FY.to_owned(), Some(file.fy.clone()))])),
        size: i64::try_from(file.bytes).ok(),
        tags: None,
        deletion_vector: None,
        base_row_id: None,
        default_row_commit_version: None,
    }
}

async fn commit_compaction(folder: &Path, id: &TableId, actions: Vec<Action>) -> Result<()> {
    let operation = DeltaOperation::Optimize {
        predicate: None,
        target_size: 0,
    };
    for _ in 0..table::FRESH_LOOKS {
        let Some(table) = table::open(folder, id).await? else {
            return Ok(());
        };
        let entry = commit::Entry {
            actions: actions.clone(),
            batches: Vec::new(),
            info: (COMPACTED_KEY, true.into()),
        };
        match commit::commit_as(folder, id, &table, entry, operation.clone()).await {
            Err(fault) if commit::lost_a_race(&fault) => {}
            done => return done.map(drop),
        }
    }
    Err(StoreError::ColumnsInFlux { table: id.clone() })
}
