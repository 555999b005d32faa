//! Columns computed from others, of the closed set of kinds that programmes may declare.

use catalog::programme::{Cases, Derive};
use polars::prelude::*;

use super::growth::growth;
use super::weight_gain::weight_gain;
use crate::error::AnalyticsError;

/// Lines with their derived columns.
pub fn derived(mut lines: DataFrame, cases: &Cases) -> Result<DataFrame, AnalyticsError> {
    for derive in &cases.derive {
        let columns = match derive {
            Derive::Growth(declared) => growth(&lines, declared)?,
            Derive::WeightGain(declared) => weight_gain(&lines, declared)?,
        };
        lines = lines.hstack(&columns)?;
    }
    Ok(lines)
}
