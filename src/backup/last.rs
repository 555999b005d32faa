//! When the last backup was made, for those who look whether it is time for one.

use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The file in the data directory; no backup holds it.
pub const LAST_BACKUP: &str = "last-backup.json";

/// The last backup.
#[derive(Debug, Serialize, Deserialize)]
pub struct LastBackup {
    /// When it was made.
    pub at: Timestamp,
    /// The archive.
    pub file: String,
}

impl LastBackup {
    /// The last one of a data directory, if any is known.
    pub fn read(data: &Path) -> Option<Self> {
        let text = std::fs::read(data.join(LAST_BACKUP)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Writes down that one was made.
    pub fn write(data: &Path, file: &Path, at: Timestamp) -> anyhow::Result<()> {
        let file = std::path::absolute(file)?.display().to_string();
        let text = serde_json::to_vec(&Self { at, file })?;
        let path = data.join(LAST_BACKUP);
        std::fs::write(&path, text).with_context(|| format!("{} can't be written", path.display()))
    }
}
