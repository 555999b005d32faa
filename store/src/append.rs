//! Batches taken in: files first, one commit last, so that a batch is whole or absent.

use std::collections::BTreeSet;
use std::path::Path;

use deltalake::kernel::{Action, Add};
use polars::prelude::{ChunkCompareEq, DataFrame, SortMultipleOptions};
use uuid::Uuid;

use crate::columns::{DATE, FY, PLACE};
use crate::commit::{self, Entry};
use crate::conform::{self, years_of};
use crate::log::{Delivery, TAKEN_IN_KEY};
use crate::{
    BatchRecord, DatasetTable, Lake, Result, StoreError, TableId, durable, error, layout, parquet,
    statistics, table,
};

/// A batch to take in.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// What is known of it.
    pub record: BatchRecord,
    /// Its rows: the dataset's columns and the bookkeeping ones, in any order. `source`, `batch` and `taken_in`
    /// may be left out, since they come from the record.
    pub rows: DataFrame,
}

/// What an append did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitOutcome {
    /// Version of the table that holds the batches.
    pub version: u64,
    /// Rows written.
    pub rows: u64,
    /// Files written, one a financial year.
    pub files: usize,
}

impl Lake {
    /// Takes in batches of one dataset in one commit: all of them or, on any error, none.
    ///
    /// Other processes may append to the same table meanwhile; the commit is tried again behind theirs.
    pub fn append(&self, dataset: &DatasetTable, batches: Vec<NewBatch>) -> Result<CommitOutcome> {
        check(dataset, &batches)?;
        let mut frame = DataFrame::empty();
        let mut deliveries = Vec::with_capacity(batches.len());
        for batch in batches {
            let rows = conform::conform(dataset, &batch)?;
            let partitions = years(dataset, &rows)?;
            frame
                .vstack_mut(&rows)
                .map_err(error::frame(&dataset.id(), "put the batches together"))?;
            deliveries.push(Delivery {
                record: batch.record,
                partitions,
            });
        }
        self.write_and_commit(dataset, &frame, &deliveries)
    }

    fn write_and_commit(
        &self,
        dataset: &DatasetTable,
        frame: &DataFrame,
        deliveries: &[Delivery],
    ) -> Result<CommitOutcome> {
        let folder = self.layout.table(&dataset.id());
        // The table comes first: a column of another type must be told before files lie about.
        self.wait(table::open_or_create(&folder, dataset))?;
        let actions = write_partitions(&folder, dataset, frame)?;
        let files = actions.len();
        let version = self.wait(commit_batches(&folder, dataset, actions, deliveries))?;
        Ok(CommitOutcome {
            version,
            rows: frame.height() as u64,
            files,
        })
    }
}

fn check(dataset: &DatasetTable, batches: &[NewBatch]) -> Result<()> {
    dataset.check()?;
    let table = dataset.id();
    if batches.is_empty() {
        return Err(StoreError::NothingToAppend { table });
    }
    let mut seen = BTreeSet::new();
    for BatchRecord { batch, .. } in batches.iter().map(|new| &new.record) {
        if !seen.insert(batch) {
            return Err(StoreError::DuplicateBatch {
                table,
                batch: batch.clone(),
            });
        }
    }
    batches
        .iter()
        .try_for_each(|new| check_record(&table, &new.record))
}

fn check_record(table: &TableId, record: &BatchRecord) -> Result<()> {
    let (read, accepted, rejected) = (record.rows_read, record.rows_accepted, record.rows_rejected);
    let batch = record.batch.clone();
    if record.table() != *table {
        return Err(StoreError::WrongTable {
            batch,
            of: Box::new(record.table()),
            table: table.clone(),
        });
    }
    if accepted.checked_add(rejected) != Some(read) {
        return Err(StoreError::RowsDoNotAddUp {
            batch,
            read,
            accepted,
            rejected,
        });
    }
    Ok(())
}

fn years(dataset: &DatasetTable, rows: &DataFrame) -> Result<Vec<String>> {
    rows.column(FY)
        .and_then(years_of)
        .map_err(error::frame(&dataset.id(), "read the financial years"))
}

/// One file for each financial year, sorted by place and date so that a reader of one place skips the rest.
fn write_partitions(folder: &Path, dataset: &DatasetTable, frame: &DataFrame) -> Result<Vec<Action>> {
    let id = dataset.id();
    let mut actions = Vec::new();
    for fy in years(dataset, frame)? {
        let mut rows = rows_of(frame, &fy).map_err(error::frame(&id, "sort the rows"))?;
        let partition = layout::partition_folder(&fy);
        durable::create_folder(&folder.join(&partition))?;
        let path = format!("{partition}/part-{}.parquet", Uuid::new_v4());
        let bytes = parquet::write(&folder.join(&path), &id, &mut rows)?;
        durable::sync_folder(&folder.join(&partition))?;
        let stats = statistics::of(&rows).map_err(error::frame(&id, "describe a file"))?;
        actions.push(Action::Add(add(path, fy, bytes, stats)));
    }
    Ok(actions)
}

fn rows_of(frame: &DataFrame, fy: &str) -> polars::prelude::PolarsResult<DataFrame> {
    let mask = frame.column(FY)?.str()?.equal(fy);
    frame.filter(&mask)?.sort(
        [PLACE, DATE],
        SortMultipleOptions::default().with_maintain_order(true),
    )
}

fn add(path: String, fy: String, bytes: u64, stats: String) -> Add {
    Add {
        path,
        partition_values: [(FY.to_owned(), Some(fy))].into(),
        size: i64::try_from(bytes).expect("a file is smaller than eight exabytes"),
        // The clock plays no part: nothing in jela or Delta's protocol depends on it.
        modification_time: 0,
        data_change: true,
        stats: Some(stats),
        ..Add::default()
    }
}

async fn commit_batches(
    folder: &Path,
    dataset: &DatasetTable,
    actions: Vec<Action>,
    deliveries: &[Delivery],
) -> Result<u64> {
    let info = serde_json::to_value(deliveries).expect("a record is plain text and numbers");
    let batches = deliveries
        .iter()
        .map(|delivery| (delivery.record.batch.clone(), delivery.record.taken_in))
        .collect();
    let entry = Entry {
        actions,
        batches,
        info: (TAKEN_IN_KEY, info),
    };
    for _ in 0..table::FRESH_LOOKS {
        let table = table::open_or_create(folder, dataset).await?;
        match commit::commit(folder, &dataset.id(), &table, entry.clone()).await {
            Err(fault) if commit::lost_a_race(&fault) => {}
            committed => return committed,
        }
    }
    Err(StoreError::ColumnsInFlux { table: dataset.id() })
}
