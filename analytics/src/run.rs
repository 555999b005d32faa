//! Where pipelines are run: the one file that collects.

use std::fs::File;
use std::path::Path;

use figures::Plan;
use polars::prelude::*;

use crate::error::AnalyticsError;
use crate::pipeline::pipeline;

/// The rows of a plan over a table, sorted by its group keys.
pub fn rows(plan: &Plan, table: LazyFrame) -> Result<DataFrame, AnalyticsError> {
    frame(pipeline(plan, table))
}

/// A stored table as a whole, read on the thread that asks. Threads that stay would keep the memory in which others put away
/// what they read; and small tables are read no faster by several.
pub fn stored(path: &Path) -> Result<DataFrame, AnalyticsError> {
    let file = File::open(path).map_err(PolarsError::from)?;
    let reader = ParquetReader::new(file).read_parallel(ParallelStrategy::None);
    let mut frame = reader.finish()?;
    frame.rechunk_mut();
    Ok(frame)
}

/// A frame, computed.
#[expect(clippy::disallowed_methods, reason = "this is the file that the rule names")]
pub fn frame(lazy: LazyFrame) -> Result<DataFrame, AnalyticsError> {
    Ok(lazy.collect()?)
}
