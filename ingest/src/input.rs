//! A file to be read: one on the disk, or one whose bytes are at hand, as of an original that lies encrypted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::read::{self, ReadError, Workbook};

/// A file to be read.
#[derive(Debug, Clone)]
pub enum Input {
    /// On the disk.
    File(PathBuf),
    /// In memory.
    Bytes {
        /// Its name, for messages and records.
        name: String,
        /// What it holds.
        bytes: Arc<Vec<u8>>,
    },
}

impl Input {
    /// Its name, without folders.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    /// What is shown of it while it is read.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Bytes { name, .. } => Path::new(name).to_owned(),
        }
    }

    pub(crate) fn workbook(&self) -> Result<Workbook, ReadError> {
        match self {
            Self::File(path) => read::workbook(path),
            Self::Bytes { name, bytes } => read::workbook_bytes(name, bytes),
        }
    }

    /// Its size; of one that is not there, nothing.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::File(path) => std::fs::metadata(path).map_or(0, |file| file.len()),
            Self::Bytes { bytes, .. } => bytes.len() as u64,
        }
    }

    /// The hash of what it holds. A file that can't be read has none, and no batch either.
    pub(crate) fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        match self {
            Self::File(path) => {
                let read = std::fs::File::open(path).and_then(|file| hasher.update_reader(file).map(|_| ()));
                read.map_or_else(|_| String::new(), |()| hasher.finalize().to_hex().to_string())
            }
            Self::Bytes { bytes, .. } => hasher.update(bytes).finalize().to_hex().to_string(),
        }
    }
}
