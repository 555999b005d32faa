//! The log of a table, read for what jela put into it: which batches came, and which were taken back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::PoisonError;

use deltalake::kernel::{Action, Add};
use deltalake::logstore::get_actions;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::columns::FY;
use crate::layout::DELTA_LOG;
use crate::rewrite::Rewritten;
use crate::{BatchEntry, BatchId, BatchRecord, Lake, Result, StoreError, TableId, error};

/// Key of the commit info under which the batches of a commit stand.
pub(crate) const TAKEN_IN_KEY: &str = "jelaBatches";
/// Key of the commit info under which an undo stands.
pub(crate) const UNDO_KEY: &str = "jelaUndo";

/// Key of the commit info that says that files were only put together.
pub(crate) const COMPACTED_KEY: &str = "jelaCompacted";
/// Key of the commit info under which stands what a rewrite of rows did.
pub(crate) const REWRITTEN_KEY: &str = "jelaRewritten";
/// The tag of a file under which its checksum stands.
pub(crate) const HASH_TAG: &str = "blake3";

/// A file as the log tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownFile {
    /// Where it lies in the folder of its table.
    pub path: String,
    /// Financial year of its rows.
    pub fy: String,
    /// Its size.
    pub bytes: u64,
    /// Its rows.
    pub rows: u64,
    /// Its checksum; none for files of before these were kept.
    pub hash: Option<String>,
}

/// A batch as a commit brings it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Delivery {
    pub record: BatchRecord,
    pub partitions: Vec<String>,
}

/// A batch taken back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Undo {
    pub batch: BatchId,
    pub at: Timestamp,
}

/// What one commit says of batches.
#[derive(Debug, Clone)]
struct LogEntry {
    version: u64,
    deliveries: Vec<Delivery>,
    undo: Option<Undo>,
    added: Vec<KnownFile>,
    /// Files that no longer count, each with the moment in milliseconds since which it does not.
    removed: Vec<(String, i64)>,
    /// Whether rows are what they were, and only lie elsewhere.
    is_compaction: bool,
    /// What a rewrite did to rows, if this is one.
    rewritten: Option<Rewritten>,
}

/// The entries of a table's log up to the version last read.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableLog {
    entries: Vec<LogEntry>,
}

impl Lake {
    /// Every delivery of every batch, as the lake tells it, oldest first; of one table or of all.
    pub fn batches(&self, table: Option<&TableId>) -> Result<Vec<BatchEntry>> {
        let tables = match table {
            Some(table) => vec![table.clone()],
            None => self.datasets()?,
        };
        let mut batches = Vec::new();
        for table in tables {
            batches.extend(entries_of(&self.log(&table)?));
        }
        Ok(batches)
    }

    /// The financial years whose rows or undone batches changed after a version of the table; all of them for
    /// `None`. A version that is not there yet has changed nothing.
    pub fn changed_partitions(&self, table: &TableId, since: Option<u64>) -> Result<BTreeSet<String>> {
        let log = self.log(table)?;
        let mut changed = BTreeSet::new();
        for entry in log
            .entries
            .iter()
            .filter(|entry| since.is_none_or(|since| entry.version > since))
        {
            changed.extend(
                entry
                    .deliveries
                    .iter()
                    .flat_map(|delivery| delivery.partitions.clone()),
            );
            if let Some(rewritten) = &entry.rewritten {
                changed.extend(rewritten.partitions.iter().cloned());
            }
            if let Some(undo) = &entry.undo {
                let undone = log.entries.iter().flat_map(|other| &other.deliveries);
                let undone = undone.filter(|delivery| delivery.record.batch == undo.batch);
                changed.extend(undone.flat_map(|delivery| delivery.partitions.clone()));
            }
        }
        Ok(changed)
    }

    /// The version that last changed what a table holds: putting files together changes nothing of it.
    pub fn content_version(&self, table: &TableId) -> Result<Option<u64>> {
        let log = self.log(table)?;
        let changes = log.entries.iter().filter(|entry| !entry.is_compaction);
        Ok(changes.map(|entry| entry.version).max())
    }

    /// What rewrites did to the rows of a table, oldest first.
    pub fn rewrites(&self, table: &TableId) -> Result<Vec<Rewritten>> {
        let entries = self.log(table)?.entries;
        Ok(entries.into_iter().filter_map(|entry| entry.rewritten).collect())
    }

    /// The files that counted as of a version.
    pub(crate) fn files_as_of(&self, table: &TableId, version: u64) -> Result<Vec<KnownFile>> {
        let log = self.log(table)?;
        let mut files: BTreeMap<String, KnownFile> = BTreeMap::new();
        for entry in log.entries.iter().filter(|entry| entry.version <= version) {
            for (path, _) in &entry.removed {
                files.remove(path);
            }
            files.extend(entry.added.iter().map(|file| (file.path.clone(), file.clone())));
        }
        Ok(files.into_values().collect())
    }

    /// Files that stopped counting at or after a moment, and may still be read by whoever began before it.
    pub(crate) fn removed_since(&self, table: &TableId, moment: Timestamp) -> Result<Vec<String>> {
        let log = self.log(table)?;
        let removed = log.entries.iter().flat_map(|entry| &entry.removed);
        let late = removed.filter(|(_, at)| *at >= moment.as_millisecond());
        Ok(late.map(|(path, _)| path.clone()).collect())
    }

    /// The log of a table as far as it shows.
    fn log(&self, table: &TableId) -> Result<TableLog> {
        let mut log = self.whole_log(table)?;
        // Asked for last: a rewrite that begins meanwhile is then known to have begun.
        if let Some(shown) = self.shown_until(table)? {
            log.entries.retain(|entry| entry.version <= shown);
        }
        Ok(log)
    }

    /// Whether the log of a table has the commit of a rewrite, shown or not.
    pub(crate) fn has_rewrite(&self, table: &TableId, id: &str) -> Result<bool> {
        let log = self.whole_log(table)?;
        let mut rewrites = log.entries.iter().filter_map(|entry| entry.rewritten.as_ref());
        Ok(rewrites.any(|rewritten| rewritten.id == id))
    }

    /// The log of a table up to now, reading only what was added since the last time.
    fn whole_log(&self, table: &TableId) -> Result<TableLog> {
        let folder = self.layout.table(table).join(DELTA_LOG);
        let Some(latest) = latest_version(&folder)? else {
            return Ok(TableLog::default());
        };
        // A reader that panicked left whole entries behind, so the cache is still good.
        let mut logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
        let log = logs.entry(table.clone()).or_default();
        if log.entries.len() as u64 > latest + 1 {
            // An older copy was restored under our feet.
            *log = TableLog::default();
        }
        for version in log.entries.len() as u64..=latest {
            log.entries.push(read_entry(&folder, table, version)?);
        }
        Ok(log.clone())
    }
}

/// Every delivery with its undo: an undo takes back all deliveries of its batch before it, and none after.
fn entries_of(log: &TableLog) -> Vec<BatchEntry> {
    let mut batches: Vec<BatchEntry> = Vec::new();
    for LogEntry {
        version,
        deliveries,
        undo,
        ..
    } in &log.entries
    {
        batches.extend(
            deliveries
                .iter()
                .cloned()
                .map(|Delivery { record, partitions }| BatchEntry {
                    record,
                    undone: None,
                    version: *version,
                    partitions,
                }),
        );
        if let Some(undo) = undo {
            let standing = batches
                .iter_mut()
                .filter(|b| b.record.batch == undo.batch && b.undone.is_none());
            standing.for_each(|batch| batch.undone = Some(undo.at));
        }
    }
    batches
}

fn read_entry(folder: &Path, table: &TableId, version: u64) -> Result<LogEntry> {
    let unreadable = |reason: String| StoreError::UnreadableLog {
        table: table.clone(),
        version,
        reason,
    };
    let path = folder.join(entry_name(version));
    let bytes = match fs::read(&path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => {
            return Err(unreadable("it is missing".to_owned()));
        }
        bytes => bytes.map_err(error::io("read", &path))?,
    };
    let actions = get_actions(version, &bytes.into()).map_err(|fault| unreadable(fault.to_string()))?;
    let mut entry = LogEntry {
        version,
        deliveries: Vec::new(),
        undo: None,
        added: Vec::new(),
        removed: Vec::new(),
        is_compaction: false,
        rewritten: None,
    };
    for action in actions {
        match action {
            Action::CommitInfo(mut info) => {
                entry.deliveries = parsed(info.info.remove(TAKEN_IN_KEY))
                    .map_err(unreadable)?
                    .unwrap_or_default();
                entry.undo = parsed(info.info.remove(UNDO_KEY)).map_err(unreadable)?;
                entry.is_compaction = parsed(info.info.remove(COMPACTED_KEY))
                    .map_err(unreadable)?
                    .unwrap_or_default();
                entry.rewritten = parsed(info.info.remove(REWRITTEN_KEY)).map_err(unreadable)?;
            }
            Action::Add(add) => {
                let name = add.path.clone();
                let file = known_file(add);
                entry.added.push(
                    file.ok_or_else(|| {
                        unreadable(format!("{name} has no financial year or number of rows"))
                    })?,
                );
            }
            Action::Remove(remove) => {
                let at = remove.deletion_timestamp.unwrap_or(0);
                entry.removed.push((remove.path, at));
            }
            _ => {}
        }
    }
    Ok(entry)
}

fn known_file(add: Add) -> Option<KnownFile> {
    #[derive(Deserialize)]
    struct Stats {
        #[serde(rename = "numRecords")]
        rows: u64,
    }
    let stats: Stats = serde_json::from_str(add.stats.as_deref()?).ok()?;
    let hash = add.tags.and_then(|tags| tags.get(HASH_TAG).cloned().flatten());
    Some(KnownFile {
        fy: add.partition_values.get(FY).cloned().flatten()?,
        bytes: u64::try_from(add.size).ok()?,
        rows: stats.rows,
        path: add.path,
        hash,
    })
}

fn parsed<T: DeserializeOwned>(value: Option<Value>) -> Result<Option<T>, String> {
    value
        .map(serde_json::from_value)
        .transpose()
        .map_err(|fault| fault.to_string())
}

/// The newest version in a log folder; `None` if there is no table.
pub(crate) fn latest_version(log: &Path) -> Result<Option<u64>> {
    let listing = match fs::read_dir(log) {
        Err(fault) if matches!(fault.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        listing => listing.map_err(error::io("list", log))?,
    };
    let mut latest = None;
    for entry in listing {
        let name = entry.map_err(error::io("list", log))?.file_name();
        latest = latest.max(name.to_str().and_then(version_of));
    }
    Ok(latest)
}

/// File name of an entry, as Delta's protocol fixes it.
pub(crate) fn entry_name(version: u64) -> String {
    format!("{version:020}.json")
}

fn version_of(name: &str) -> Option<u64> {
    let version: u64 = name.strip_suffix(".json")?.parse().ok()?;
    (name == entry_name(version)).then_some(version)
}
