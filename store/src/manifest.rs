//! Which facts count. A manifest makes facts and rollups of all changed partitions visible together, or not at all;
//! its number is the data version, on which every cache keys.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{FactsFile, Lake, Result, StoreError, TableId, durable, error};

/// All facts of a data version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Its number; 0 before anything was published.
    pub data_version: u64,
    /// The latest instant at which any row it covers was taken in or taken back: a time that follows from the
    /// data, for documents to carry. `None` while there is no data.
    pub made_at: Option<Timestamp>,
    /// What counts of each table.
    pub tables: BTreeMap<TableId, TableManifest>,
    /// The cubes that are published of each programme whose small counts are hidden, by financial year. They tell what
    /// was shown and hidden in all releases so far, so that they can't be made again and are never cleared.
    #[serde(default)]
    pub cubes: BTreeMap<String, BTreeMap<String, CubeManifest>>,
}

/// The published cubes of a programme and financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CubeManifest {
    /// Names what they were made from.
    pub recipe: String,
    /// Their cells.
    pub cells: FactsFile,
}

/// What counts of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableManifest {
    /// Version of the rows from which the facts were computed.
    pub rows_version: u64,
    /// Names how they were computed, so that facts of an older programme or jela are computed again.
    pub recipe: String,
    /// The files of each financial year.
    pub partitions: BTreeMap<String, PartitionManifest>,
}

/// The files of one table and financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionManifest {
    /// Rows that count now.
    pub facts: FactsFile,
    /// Rows that counted once, if there are any.
    pub history: Option<FactsFile>,
    /// Stored answers by name.
    pub rollups: BTreeMap<String, FactsFile>,
}

impl Manifest {
    /// Every file it names.
    pub fn files(&self) -> impl Iterator<Item = &FactsFile> {
        let cubes = self.cubes.values().flat_map(BTreeMap::values);
        let facts = self
            .tables
            .values()
            .flat_map(|table| table.partitions.values())
            .flat_map(|partition| {
                let PartitionManifest {
                    facts,
                    history,
                    rollups,
                } = partition;
                std::iter::once(facts).chain(history).chain(rollups.values())
            });
        facts.chain(cubes.map(|cube| &cube.cells))
    }
}

impl Lake {
    /// The manifest that counts; an empty one, version 0, before anything was published.
    pub fn manifest(&self) -> Result<Manifest> {
        match self.manifest_numbers()?.last() {
            Some(number) => self.read_manifest(*number),
            None => Ok(Manifest::default()),
        }
    }

    /// The number of the manifest that counts, 0 before there is any; it need not be read for that.
    pub fn data_version(&self) -> Result<u64> {
        Ok(self.manifest_numbers()?.last().copied().unwrap_or_default())
    }

    /// Publishes a manifest behind the version it was computed from, and returns its number, the new data version.
    ///
    /// If another was published meanwhile, nothing changes and the caller computes again from that.
    pub fn publish(&self, manifest: Manifest, expected_previous: u64) -> Result<u64> {
        let conflict = |found| StoreError::Conflict {
            expected: expected_previous,
            found,
        };
        let found = self.manifest_numbers()?.last().copied().unwrap_or(0);
        if found != expected_previous {
            return Err(conflict(found));
        }
        let data_version = expected_previous + 1;
        let manifest = Manifest {
            data_version,
            ..manifest
        };
        let bytes = serde_json::to_vec_pretty(&manifest).expect("a manifest is plain text and numbers");
        if durable::put_if_absent(&self.layout.manifest(data_version), &bytes)? {
            return Ok(data_version);
        }
        Err(conflict(
            self.manifest_numbers()?.last().copied().unwrap_or(data_version),
        ))
    }

    pub(crate) fn read_manifest(&self, data_version: u64) -> Result<Manifest> {
        let path = self.layout.manifest(data_version);
        let bytes = fs::read(&path).map_err(error::io("read", &path))?;
        serde_json::from_slice(&bytes).map_err(|source| StoreError::UnreadableManifest { path, source })
    }

    /// The data versions still kept, in order.
    pub(crate) fn manifest_numbers(&self) -> Result<Vec<u64>> {
        let folder = self.layout.manifests();
        let listing = match fs::read_dir(&folder) {
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            listing => listing.map_err(error::io("list", &folder))?,
        };
        let mut numbers = Vec::new();
        for entry in listing {
            let name = entry.map_err(error::io("list", &folder))?.file_name();
            numbers.extend(number_of(Path::new(&name)));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }
}

fn number_of(name: &Path) -> Option<u64> {
    let stem = name.to_str()?.strip_suffix(".json")?;
    stem.parse().ok()
}
