//! The index of a part: every file that the data directory had, and where in the archive it lies.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Form;

/// How archives are written; one more when an older jela could not read them.
pub const FORM: u32 = 1;

/// A part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    /// How the archive is written.
    pub form: u32,
    /// Its number, from 1.
    pub part: u32,
    /// When it was made.
    pub at: Timestamp,
    /// The form of the data directory.
    pub data: Form,
    /// The data version.
    pub data_version: u64,
    /// Whether the secrets are in it.
    pub has_keys: bool,
    /// The files by path below the data directory, with `/` between folders.
    pub files: BTreeMap<String, Stored>,
}

/// A file of the data directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Its size.
    pub bytes: u64,
    /// BLAKE3 of its bytes, hex.
    pub hash: String,
    /// Who may read and write it.
    pub mode: u32,
    /// When it was written, in nanoseconds: by it and its size a file is known to be as it was.
    pub written: i64,
    /// The part in which its bytes lie.
    pub part: u32,
}

/// A part in few words.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Its number.
    pub part: u32,
    /// When it was made.
    pub at: Timestamp,
    /// The data version.
    pub data_version: u64,
    /// Whether the secrets are in it.
    pub has_keys: bool,
    /// Files in all.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that this part brought.
    pub new_files: usize,
    /// Their bytes.
    pub new_bytes: u64,
}

impl Part {
    /// The same in few words.
    pub fn summary(&self) -> Summary {
        let new = || self.files.values().filter(|file| file.part == self.part);
        Summary {
            part: self.part,
            at: self.at,
            data_version: self.data_version,
            has_keys: self.has_keys,
            files: self.files.len(),
            bytes: self.files.values().map(|file| file.bytes).sum(),
            new_files: new().count(),
            new_bytes: new().map(|file| file.bytes).sum(),
        }
    }

    /// Where the index of a part stands in the archive.
    pub fn index_name(number: u32) -> String {
        format!("part-{number:05}/part.json")
    }

    /// Where the bytes of a file stand in the archive.
    pub fn member_name(number: u32, path: &str) -> String {
        format!("part-{number:05}/data/{path}")
    }
}

/// Whether a path of an index leads to a file below the data directory and nowhere else.
pub fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leads_out_of_the_data_directory_is_none() {
        for path in ["../etc/passwd", "/etc/passwd", "lake/../../x", "", "./x"] {
            assert!(!is_inside(path), "{path}");
        }
        assert!(is_inside("lake/rows/mgnrega/progress/fy=2026-27/part-1.parquet"));
    }
}
