//! What the caller wants: limits on what is recognised, a date, a map, and where findings are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::office::Office;

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
    /// Files that came earlier than the run, each with when it did: they count as taken in then. Files have to be given in
    /// that order, since of two deliveries the later one counts.
    pub came: BTreeMap<PathBuf, Timestamp>,
    /// The data directory, below which findings are written.
    pub data: PathBuf,
    /// Whose files they are; none for whoever runs the server, whose rows may be about any place.
    pub office: Option<Office>,
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
            came: BTreeMap::new(),
            data: data.into(),
            office: None,
        }
    }
}

/// What somebody who sends files says of them, as it is kept until they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReadingOptions {
    /// Only sources of this programme.
    pub programme: Option<String>,
    /// Only sources of this dataset.
    pub dataset: Option<String>,
    /// The day for which sheets are true that do not say it themselves.
    pub as_on: Option<Date>,
    /// A file of headers and places that only this office writes so.
    pub map: Option<PathBuf>,
}

impl ReadingOptions {
    /// The options of taking in by which this is meant.
    pub fn of(self, data: &Path, taken_in: Timestamp) -> Options {
        Options {
            programme: self.programme,
            dataset: self.dataset,
            as_on: self.as_on,
            map: self.map,
            ..Options::new(data, taken_in)
        }
    }
}
