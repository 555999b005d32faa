//! Small stored tables, kept in memory: a page asks the same few of them many times. Files never change under their
//! name, so what is kept is never stale.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use polars::prelude::*;

use crate::error::AnalyticsError;
use crate::rows_of::scan;
use crate::run;

/// The most rows of a table that is kept; larger ones are read as far as each question needs them.
const ROWS_OF_ONE: u64 = 250_000;

/// The most rows kept in all, some 60 bytes each.
const ROWS_IN_ALL: usize = 1_000_000;

/// Tables kept in memory.
#[derive(Default)]
pub struct KeptTables(Mutex<HashMap<PathBuf, DataFrame>>);

impl KeptTables {
    /// A stored table of so many rows.
    pub fn table(&self, path: &Path, rows: u64) -> Result<LazyFrame, AnalyticsError> {
        if rows > ROWS_OF_ONE {
            return scan(path);
        }
        if let Some(frame) = self.lock().get(path) {
            return Ok(frame.clone().lazy());
        }
        let frame = run::frame(scan(path)?)?;
        let mut kept = self.lock();
        if kept.values().map(DataFrame::height).sum::<usize>() + frame.height() > ROWS_IN_ALL {
            kept.clear();
        }
        kept.insert(path.to_owned(), frame.clone());
        Ok(frame.lazy())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, DataFrame>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
