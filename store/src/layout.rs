//! Where the bytes lie: every path below the data directory is made here.
//!
//! ```text
//! DATA/lake/rows/<programme>/<dataset>/            a Delta table, its files in fy=2026-27/
//! DATA/lake/facts/<programme>/<dataset>/<fy>/      facts, history and rollups, a new name each time
//! DATA/lake/manifest/<n>.json                      what of the facts counts in data version n
//! ```

use std::path::{Path, PathBuf};

use crate::TableId;

/// The folder in which Delta keeps its log; a folder is a table if it has one.
pub(crate) const DELTA_LOG: &str = "_delta_log";

/// Begins the name of a file that is not whole yet.
pub(crate) const UNFINISHED: &str = ".unfinished-";

/// The folders of a lake.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(crate) fn of(data: &Path) -> Self {
        Self {
            root: data.join("lake"),
        }
    }

    /// All of the lake; paths in manifests are relative to it.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn rows(&self) -> PathBuf {
        self.root.join("rows")
    }

    pub(crate) fn table(&self, table: &TableId) -> PathBuf {
        self.rows().join(&table.programme).join(&table.dataset)
    }

    pub(crate) fn manifests(&self) -> PathBuf {
        self.root.join("manifest")
    }

    pub(crate) fn manifest(&self, data_version: u64) -> PathBuf {
        self.manifests().join(format!("{data_version}.json"))
    }
}

/// The folder of a partition inside its table, named as Hive, Spark and DuckDB expect.
pub(crate) fn partition_folder(fy: &str) -> String {
    format!("{}={fy}", crate::columns::FY)
}
