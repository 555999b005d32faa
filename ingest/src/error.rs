//! Why nothing could be taken in at all. A bad file, sheet or cell is no error but a report or a finding.

use std::path::PathBuf;

use catalog::CatalogError;
use polars::prelude::PolarsError;
use store::StoreError;
use thiserror::Error;

/// Why a run stopped.
#[derive(Debug, Error)]
pub enum IngestError {
    /// No such programme.
    #[error("there is no programme `{asked}`; there are {}", .known.join(", "))]
    UnknownProgramme {
        /// As asked.
        asked: String,
        /// All there are.
        known: Vec<String>,
    },
    /// No such dataset.
    #[error("there is no dataset `{asked}`; there are {}", .known.join(", "))]
    UnknownDataset {
        /// As asked.
        asked: String,
        /// All there are.
        known: Vec<String>,
    },
    /// A file or folder that can't be opened.
    #[error("{}: {source}; see that it is there and may be read", path.display())]
    NotThere {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A map that is not well formed.
    #[error("{}: {reason}; a map has a table `headers` and a table `places`", path.display())]
    BadMap {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Something confirmed earlier that can't be used any more.
    #[error("{}: {reason}; correct the file, or delete it to forget what it says", path.display())]
    BadMemory {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// What was confirmed could not be written down.
    #[error("{}: what was confirmed could not be remembered ({source}); see that the disk is not full", path.display())]
    Remember {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The list of findings could not be written.
    #[error("{}: the findings could not be written ({source}); see that the disk is not full", path.display())]
    Findings {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The key of cases can't be used.
    #[error("{}: the key by which cases are told apart can't be used: {reason}; restore it from a backup, since with another key every case would be a new one", path.display())]
    Key {
        /// Where it lies.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The catalog could not be loaded anew, after a list of units was taken in.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The lake refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file of the lake could not be read, or rows not be laid out.
    #[error("could not {doing}: {source}")]
    Frame {
        /// What was tried.
        doing: &'static str,
        /// Why not.
        source: PolarsError,
    },
}

impl IngestError {
    /// Whether the caller asked for something that is not there, rather than something having failed.
    pub fn is_usage(&self) -> bool {
        match self {
            Self::UnknownProgramme { .. }
            | Self::UnknownDataset { .. }
            | Self::NotThere { .. }
            | Self::BadMap { .. }
            | Self::BadMemory { .. } => true,
            Self::Findings { .. }
            | Self::Remember { .. }
            | Self::Key { .. }
            | Self::Catalog(_)
            | Self::Store(_)
            | Self::Frame { .. } => false,
        }
    }
}
