//! Small stored tables, kept in memory as questions use them: a page asks the same few of them many times. Files never
//! change under their name, so what is kept is never stale.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::AnalyticsError;

/// The most rows of a table that is kept; larger ones are read as far as each question needs them.
pub const ROWS_OF_ONE: u64 = 500_000;

/// The most rows kept in all, some 50 bytes each.
const ROWS_IN_ALL: u64 = 1_000_000;

/// Stored tables of one kind, kept in memory with their numbers of rows.
pub struct Kept<T> {
    tables: Mutex<HashMap<PathBuf, (u64, Arc<T>)>>,
    rows_in_all: u64,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self::of_at_most(ROWS_IN_ALL)
    }
}

impl<T> Kept<T> {
    /// Tables of at most so many rows in all.
    pub fn of_at_most(rows_in_all: u64) -> Self {
        Self {
            tables: Mutex::default(),
            rows_in_all,
        }
    }

    /// The table of a file with so many rows, read once.
    pub fn table(
        &self,
        path: &Path,
        rows: u64,
        read: impl FnOnce() -> Result<T, AnalyticsError>,
    ) -> Result<Arc<T>, AnalyticsError> {
        if let Some((_, table)) = self.lock().get(path) {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(read()?);
        let mut kept = self.lock();
        if kept.values().map(|(rows, _)| rows).sum::<u64>() + rows > self.rows_in_all {
            kept.clear();
        }
        kept.insert(path.to_owned(), (rows, Arc::clone(&table)));
        Ok(table)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, (u64, Arc<T>)>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
