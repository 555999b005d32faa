//! Facts and rollups: Parquet files that are written once, under a new name each time, and named by a manifest.

use std::path::PathBuf;

use polars::prelude::DataFrame;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::columns::check_name;
use crate::{Lake, Result, TableId, durable, parquet};

/// What a file of the facts area is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactsKey {
    /// The table whose rows it was computed from.
    pub table: TableId,
    /// What it holds.
    pub kind: FactsKind,
    /// Financial year of its rows.
    pub fy: String,
}

/// What a file of the facts area holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactsKind {
    /// Rows that count now, with derived columns.
    Facts,
    /// Rows that counted once, for questions about what was known on an earlier day.
    History,
    /// The stored answer of a plan, by its name.
    Rollup(String),
}

/// A written file; it counts once a published manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsFile {
    /// Where it lies inside the lake, with `/` between folders; see [`Lake::facts_path`].
    pub path: String,
    /// Rows in it.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// BLAKE3 of its bytes, hex; none for files of before these were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

impl Lake {
    /// Writes facts, in the order of the frame, to a file that is nobody's yet.
    pub fn write_facts(&self, key: &FactsKey, mut frame: DataFrame) -> Result<FactsFile> {
        key.table.check()?;
        check_name(&key.fy)?;
        let folder = format!("facts/{}/{}", key.table, key.fy);
        let path = format!("{folder}/{}-{}.parquet", stem(&key.kind)?, Uuid::new_v4());
        let folder = self.layout.root().join(folder);
        durable::create_folder(&folder)?;
        let written = parquet::write(&self.layout.root().join(&path), &key.table, &mut frame)?;
        durable::sync_folder(&folder)?;
        Ok(FactsFile {
            path,
            rows: frame.height() as u64,
            bytes: written.bytes,
            hash: Some(written.hash),
        })
    }

    /// Where a file of the facts area lies, for scans.
    pub fn facts_path(&self, file: &FactsFile) -> PathBuf {
        self.layout.root().join(&file.path)
    }
}

fn stem(kind: &FactsKind) -> Result<String> {
    Ok(match kind {
        FactsKind::Facts => "facts".to_owned(),
        FactsKind::History => "history".to_owned(),
        FactsKind::Rollup(name) => {
            check_name(name)?;
            format!("rollup-{name}")
        }
    })
}
