//! What is in the lake: its tables, their versions, and the files that polars scans.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::layout::DELTA_LOG;
use crate::{Lake, Result, TableId, error, log};

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
        let latest = log::latest_version(&self.layout.table(table).join(DELTA_LOG))?;
        // What a rewrite of several tables has begun shows in none of them before it shows in all.
        let shown = self.shown_until(table)?;
        Ok(latest.map(|latest| shown.map_or(latest, |shown| shown.min(latest))))
    }

    /// The files of a table, by financial year; none if there is no such table.
    ///
    /// The rows of undone batches are still in them, and a file written before a column was declared lacks it.
    pub fn files(&self, table: &TableId) -> Result<Vec<LakeFile>> {
        let folder = self.layout.table(table);
        let known = self.files_as_of(table, u64::MAX)?.into_iter();
        let mut files: Vec<LakeFile> = known
            .map(|file| LakeFile {
                fy: file.fy,
                path: folder.join(file.path),
                rows: file.rows,
            })
            .collect();
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
