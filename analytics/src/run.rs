//! Where pipelines are run: the one file that collects.

use figures::Plan;
use polars::prelude::*;

use crate::error::AnalyticsError;
use crate::pipeline::pipeline;

/// The rows of a plan over a table, sorted by its group keys.
pub fn rows(plan: &Plan, table: LazyFrame) -> Result<DataFrame, AnalyticsError> {
    frame(pipeline(plan, table))
}

/// A frame, computed.
#[expect(clippy::disallowed_methods, reason = "this is the file that the rule names")]
pub fn frame(lazy: LazyFrame) -> Result<DataFrame, AnalyticsError> {
    Ok(lazy.collect()?)
}
