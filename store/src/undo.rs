//! A batch taken back: a commit without rows. Nothing is deleted, so what was known before stays answerable.

use deltalake::DeltaTable;
use jiff::Timestamp;

use crate::commit::{self, Entry};
use crate::log::{UNDO_KEY, Undo};
use crate::{BatchEntry, BatchId, Lake, Result, StoreError, TableId, table};

/// What an undo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoOutcome {
    /// The table that held the batch.
    pub table: TableId,
    /// Version of the table that takes it back.
    pub version: u64,
    /// Deliveries of the batch that no longer count.
    pub deliveries: usize,
}

impl Lake {
    /// Takes a batch back: every delivery of it up to now. If the file is taken in again later, it counts again.
    pub fn undo(&self, batch: &BatchId, at: Timestamp) -> Result<UndoOutcome> {
        let mut taken_in = self.batches(None)?;
        taken_in.retain(|entry| entry.record.batch == *batch);
        let Some(BatchEntry { record, undone, .. }) = taken_in.last() else {
            return Err(StoreError::UnknownBatch { batch: batch.clone() });
        };
        if let Some(at) = undone {
            return Err(StoreError::AlreadyUndone {
                batch: batch.clone(),
                at: *at,
            });
        }
        let id = record.table();
        let deliveries = taken_in.iter().filter(|entry| entry.undone.is_none()).count();
        let version = self.wait(self.commit_undo(
            &id,
            Undo {
                batch: batch.clone(),
                at,
            },
        ))?;
        Ok(UndoOutcome {
            table: id,
            version,
            deliveries,
        })
    }

    async fn commit_undo(&self, id: &TableId, undo: Undo) -> Result<u64> {
        let folder = self.layout.table(id);
        let table: DeltaTable = table::open(&folder, id)
            .await?
            .ok_or_else(|| StoreError::UnknownBatch {
                batch: undo.batch.clone(),
            })?;
        let info = serde_json::to_value(&undo).expect("an undo is plain text");
        let entry = Entry {
            actions: Vec::new(),
            batches: vec![(undo.batch, undo.at)],
            info: (UNDO_KEY, info),
        };
        commit::commit(&folder, id, &table, entry).await
    }
}
