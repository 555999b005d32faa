//! Batches taken in: files first, one commit last, so that a batch is whole or absent.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use deltalake::kernel::{Action, Add};
use polars::prelude::{ChunkCompareEq, DataFrame, IdxCa, IdxSize, PolarsResult};
use uuid::Uuid;

use crate::columns::{DATE, FY, PLACE};
use crate::commit::{self, Entry};
use crate::conform::{self, years_of};
use crate::log::{self, Delivery, TAKEN_IN_KEY};
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

/// A batch whose rows are laid out a financial year at a time, as that year is written: all at once may be more than there is
/// room for.
pub struct BatchByYear<'r> {
    /// What is known of it.
    pub record: BatchRecord,
    /// The financial years of its rows.
    pub years: Vec<String>,
    /// Lays them out.
    pub rows: RowsOfYear<'r>,
}

/// Gives the rows of one financial year, as in [`NewBatch`].
pub type RowsOfYear<'r> = Box<dyn Fn(&str) -> PolarsResult<DataFrame> + 'r>;

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
        check(dataset, batches.iter().map(|batch| &batch.record))?;
        let mut by_year = Vec::with_capacity(batches.len());
        for NewBatch { record, rows } in batches {
            // Every fault is told before the first file is written.
            let years = years(dataset, &conform::conform(dataset, &record, &rows)?)?;
            by_year.push(BatchByYear {
                record,
                years,
                rows: Box::new(move |fy| of_year(&rows, fy)),
            });
        }
        self.append_by_year(dataset, by_year)
    }

    /// The same with rows that are laid out as they are written. A fault of theirs may leave files that nobody sees, as a
    /// killed process does.
    pub fn append_by_year(
        &self,
        dataset: &DatasetTable,
        batches: Vec<BatchByYear<'_>>,
    ) -> Result<CommitOutcome> {
        check(dataset, batches.iter().map(|batch| &batch.record))?;
        let folder = self.layout.table(&dataset.id());
        let at = batches
            .iter()
            .map(|batch| batch.record.taken_in)
            .max()
            .unwrap_or_default();
        self.widen(dataset, at)?;
        // The table comes first: a column of another type must be told before files lie about.
        self.wait(table::open_or_create(&folder, dataset))?;
        let (actions, rows) = write_partitions(&folder, dataset, &batches)?;
        let deliveries = batches.into_iter().map(|batch| Delivery {
            record: batch.record,
            partitions: batch.years,
        });
        let deliveries: Vec<Delivery> = deliveries.collect();
        let files = actions.len();
        let version = self.wait(commit_batches(&folder, dataset, actions, &deliveries))?;
        Ok(CommitOutcome { version, rows, files })
    }
}

fn check<'b>(
    dataset: &DatasetTable,
    records: impl ExactSizeIterator<Item = &'b BatchRecord> + Clone,
) -> Result<()> {
    dataset.check()?;
    let table = dataset.id();
    if records.len() == 0 {
        return Err(StoreError::NothingToAppend { table });
    }
    let mut seen = BTreeSet::new();
    for BatchRecord { batch, .. } in records.clone() {
        if !seen.insert(batch) {
            return Err(StoreError::DuplicateBatch {
                table,
                batch: batch.clone(),
            });
        }
    }
    let mut records = records;
    records.try_for_each(|record| check_record(&table, record))
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

/// One file for each financial year, sorted by place and date so that a reader of one place skips the rest. A year is put
/// together and let go of before the next one, as all may be more than there is room for.
fn write_partitions(
    folder: &Path,
    dataset: &DatasetTable,
    batches: &[BatchByYear<'_>],
) -> Result<(Vec<Action>, u64)> {
    let id = dataset.id();
    let years: BTreeSet<&String> = batches.iter().flat_map(|batch| &batch.years).collect();
    let (mut actions, mut written) = (Vec::new(), 0);
    for fy in years {
        conform::check_year(dataset, fy)?;
        let mut rows = rows_of(dataset, batches, fy)?;
        let partition = layout::partition_folder(fy);
        durable::create_folder(&folder.join(&partition))?;
        let path = format!("{partition}/part-{}.parquet", Uuid::new_v4());
        let file = parquet::write(&folder.join(&path), &id, &mut rows)?;
        durable::sync_folder(&folder.join(&partition))?;
        let stats = statistics::of(&rows).map_err(error::frame(&id, "describe a file"))?;
        actions.push(Action::Add(add(path, fy.clone(), &file, stats)));
        written += rows.height() as u64;
    }
    Ok((actions, written))
}

/// The rows of a financial year, sorted.
fn rows_of(dataset: &DatasetTable, batches: &[BatchByYear<'_>], fy: &String) -> Result<DataFrame> {
    let id = dataset.id();
    let fault = |doing| error::frame(&id, doing);
    let mut all = DataFrame::empty();
    for batch in batches.iter().filter(|batch| batch.years.contains(fy)) {
        let rows = (batch.rows)(fy).map_err(fault("choose the rows of a year"))?;
        let rows = conform::conform(dataset, &batch.record, &rows)?;
        all.vstack_mut(&rows).map_err(fault("put the batches together"))?;
    }
    all.rechunk_mut_par();
    sorted(&all).map_err(fault("sort the rows"))
}

/// The rank of a row's place, and its day.
type SortKey = (Option<u32>, Option<i32>);

/// Sorted by place and date; rows of one place and date stay in the order in which they came. Places are ranked once, so that
/// millions of rows are compared as numbers.
fn sorted(rows: &DataFrame) -> PolarsResult<DataFrame> {
    let places = rows.column(PLACE)?.str()?;
    let days = rows.column(DATE)?.to_physical_repr();
    let distinct: HashSet<&str> = places.iter().flatten().collect();
    let mut distinct: Vec<&str> = distinct.into_iter().collect();
    distinct.sort_unstable();
    let ranks: HashMap<&str, u32> = distinct.into_iter().zip(0..).collect();
    let mut order: Vec<(SortKey, IdxSize)> = places
        .iter()
        .map(|place| place.and_then(|place| ranks.get(place).copied()))
        .zip(days.i32()?.iter())
        .zip(0..)
        .collect();
    order.sort_unstable();
    let order: Vec<IdxSize> = order.into_iter().map(|(_, at)| at).collect();
    rows.take(&IdxCa::from_vec("order".into(), order))
}

fn of_year(rows: &DataFrame, fy: &str) -> PolarsResult<DataFrame> {
    rows.filter(&rows.column(FY)?.str()?.equal(fy))
}

/// A file that counts from a commit on.
pub(crate) fn add(path: String, fy: String, file: &parquet::Written, stats: String) -> Add {
    Add {
        path,
        partition_values: [(FY.to_owned(), Some(fy))].into(),
        size: i64::try_from(file.bytes).expect("a file is smaller than eight exabytes"),
        // The clock plays no part: nothing in jela or Delta's protocol depends on it.
        modification_time: 0,
        data_change: true,
        stats: Some(stats),
        tags: Some([(log::HASH_TAG.to_owned(), Some(file.hash.clone()))].into()),
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
