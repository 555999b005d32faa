//! What is in the lake: its tables, their versions, and the files that polars scans.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::columns::FY;
use crate::layout::DELTA_LOG;
use crate::{Lake, Result, StoreError, TableId, error, log, table};

/// A Parquet file that counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LakeFile {
    /// Financial year of its rows.
    pub fy: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Rows in it.
    pub rows: u64,
}

impl Lake {
    /// The tables that exist, in order.
    pub fn datasets(&self) -> Result<Vec<TableId>> {
        let mut tables = Vec::new();
        for programme in folders(&self.layout.rows())? {
            for dataset in folders(&self.layout.rows().join(&programme))? {
                let id = TableId::new(&programme, dataset);
                if self.version(&id)?.is_some() {
                    tables.push(id);
                }
            }
        }
        Ok(tables)
    }

    /// The version of a table, which grows with each append and undo; `None` if there is no such table.
    pub fn version(&self, table: &TableId) -> Result<Option<u64>> {
        log::latest_version(&self.layout.table(table).join(DELTA_LOG))
    }

    /// The files of a table, by financial year; none if there is no such table.
    ///
    /// The rows of undone batches are still in them, and a file written before a column was declared lacks it.
    pub fn files(&self, table: &TableId) -> Result<Vec<LakeFile>> {
        let folder = self.layout.table(table);
        let Some(delta) = self.wait(table::open(&folder, table))? else {
            return Ok(Vec::new());
        };
        let snapshot = delta.snapshot().map_err(error::delta(table, "list the files"))?;
        let unreadable = |reason: String| {
            let version = snapshot.version();
            StoreError::UnreadableLog {
                table: table.clone(),
                version,
                reason,
            }
        };
        let mut files = Vec::new();
        for file in snapshot.log_data().iter() {
            let name = file.path();
            let fy = file.partition_values_map().remove(FY).flatten();
            let (Some(fy), Some(rows)) = (fy, file.num_records()) else {
                return Err(unreadable(format!(
                    "{name} has no financial year or number of rows"
                )));
            };
            files.push(LakeFile {
                fy,
                path: folder.join(&*name),
                rows: rows as u64,
            });
        }
        files.sort_unstable();
        Ok(files)
    }
}

/// Names of the folders inside a folder, in order; none if it is not there.
pub(crate) fn folders(parent: &Path) -> Result<Vec<String>> {
    let listing = match fs::read_dir(parent) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(error::io("list", parent))?,
    };
    let mut names = Vec::new();
    for entry in listing {
        let entry = entry.map_err(error::io("list", parent))?;
        if let Ok(name) = entry.file_name().into_string()
            && entry
                .file_type()
                .map_err(error::io("list", entry.path()))?
                .is_dir()
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}
