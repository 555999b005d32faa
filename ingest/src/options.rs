//! What the caller wants: limits on what is recognised, a date, a map, and where findings are written.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date};

/// How files are to be taken in.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only sources of this programme.
    pub programme: Option<String>,
    /// Only sources of this dataset.
    pub dataset: Option<String>,
    /// The day for which sheets are true that do not say it themselves.
    pub as_on: Option<Date>,
    /// A file of headers and places that only this office writes so; see [`crate::Mapping`].
    pub map: Option<PathBuf>,
    /// The instant of taking in. Each further batch of the run counts one microsecond later, so that of two
    /// batches with the same row it is settled which is the newer.
    pub taken_in: Timestamp,
    /// The data directory, below which findings are written.
    pub data: PathBuf,
}

impl Options {
    /// Everything recognised, dates from the sheets alone.
    pub fn new(data: impl Into<PathBuf>, taken_in: Timestamp) -> Self {
        Self {
            programme: None,
            dataset: None,
            as_on: None,
            map: None,
            taken_in,
            data: data.into(),
        }
    }
}
