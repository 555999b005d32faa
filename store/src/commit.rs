//! One entry in a table's log: what makes rows, or an undo, count.

use std::collections::HashMap;
use std::path::Path;

use deltalake::kernel::transaction::{CommitBuilder, CommitConflictError, TransactionError};
use deltalake::kernel::{Action, Transaction};
use deltalake::protocol::{DeltaOperation, SaveMode};
use deltalake::{DeltaTable, DeltaTableError};
use jiff::Timestamp;
use serde_json::Value;
use tracing::warn;

use crate::columns::FY;
use crate::layout::DELTA_LOG;
use crate::{BatchId, Result, StoreError, TableId, durable, error, log};

/// Tries against other writers: each loses only if another commit landed in the same instant.
pub(crate) const RETRIES: usize = 100;

/// Entries after which the log is summed up, so that opening a table stays quick.
const CHECKPOINT_EVERY: u64 = 50;

/// What a commit says and brings.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Files to add; none for an undo.
    pub actions: Vec<Action>,
    /// The batches it is about, each with the instant of its delivery or undo.
    pub batches: Vec<(BatchId, Timestamp)>,
    /// What jela keeps of it, under this key of the commit info.
    pub info: (&'static str, Value),
}

/// Commits an entry to a table as last read; returns its version.
pub(crate) async fn commit(folder: &Path, id: &TableId, table: &DeltaTable, entry: Entry) -> Result<u64> {
    commit_as(folder, id, table, entry, append_operation()).await
}

/// The same as another operation than an append.
pub(crate) async fn commit_as(
    folder: &Path,
    id: &TableId,
    table: &DeltaTable,
    entry: Entry,
    operation: DeltaOperation,
) -> Result<u64> {
    let snapshot = table.snapshot().map_err(error::delta(id, "read the table"))?;
    let transaction = |(batch, at): &(BatchId, Timestamp)| {
        // The same name for delivery and undo: of two at once, one learns of the other.
        Transaction::new(format!("jela-batch-{batch}"), at.as_microsecond())
    };
    let (key, value) = entry.info;
    let prepared = CommitBuilder::default()
        .with_max_retries(RETRIES)
        .with_actions(
            entry
                .actions
                .into_iter()
                .chain(entry.batches.iter().map(transaction).map(Action::Txn))
                .collect(),
        )
        .with_app_metadata(HashMap::from([(key.to_owned(), value)]))
        .build(Some(snapshot), table.log_store(), operation)
        .into_prepared_commit_future();
    let committed = async { prepared.await?.await }
        .await
        .map_err(|fault| commit_fault(id, fault))?;
    settle(folder, id, committed.version).await?;
    Ok(committed.version)
}

/// Whether another commit came in between that a fresh look at the table would get along with.
pub(crate) fn lost_a_race(fault: &StoreError) -> bool {
    let StoreError::Delta { source, .. } = fault else {
        return false;
    };
    matches!(
        **source,
        DeltaTableError::Transaction {
            source: TransactionError::CommitConflict(_) | TransactionError::MaxCommitAttempts(_)
        } | DeltaTableError::VersionAlreadyExists(_)
    )
}

fn append_operation() -> DeltaOperation {
    DeltaOperation::Write {
        mode: SaveMode::Append,
        partition_by: Some(vec![FY.to_owned()]),
        predicate: None,
    }
}

fn commit_fault(id: &TableId, fault: DeltaTableError) -> StoreError {
    match fault {
        DeltaTableError::Transaction {
            source: TransactionError::CommitConflict(CommitConflictError::ConcurrentTransaction),
        } => StoreError::SameBatchAtOnce { table: id.clone() },
        fault => error::delta(id, "commit")(fault),
    }
}

/// The entry is in the log: from here on only the disk may fail, and a checkpoint is a convenience.
async fn settle(folder: &Path, id: &TableId, version: u64) -> Result<()> {
    let log = folder.join(DELTA_LOG);
    durable::sync_file(&log.join(log::entry_name(version)))?;
    durable::sync_folder(&log)?;
    if (version + 1).is_multiple_of(CHECKPOINT_EVERY)
        && let Err(fault) = checkpoint(folder, id).await
    {
        warn!(table = %id, version, %fault, "could not sum up the log; it is read entry by entry until the next time");
    }
    Ok(())
}

async fn checkpoint(folder: &Path, id: &TableId) -> Result<()> {
    let Some(table) = crate::table::open(folder, id).await? else {
        return Ok(());
    };
    deltalake::checkpoints::create_checkpoint(&table, None)
        .await
        .map_err(error::delta(id, "sum up the log"))
}
