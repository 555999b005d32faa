//! What of the lake counts, file by file: what a backup copies and what is looked through for damage.
//!
//! The manifest is taken first and the tables after it, so that their rows are at least as new as the facts; each table is
//! taken as of one version of its log, whatever is appended meanwhile.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::layout::DELTA_LOG;
use crate::{FactsFile, Lake, Manifest, Result, TableId, error, log};

/// Opens and ends a Parquet file.
const MAGIC: &[u8; 4] = b"PAR1";

/// A file of the lake that counts, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size, as log or manifest tells it; none for logs and manifests themselves.
    pub bytes: Option<u64>,
    /// BLAKE3 of its bytes, hex; none for files of before these were kept.
    pub hash: Option<String>,
    /// Whether its content can be computed again from others.
    pub is_derived: bool,
}

/// All files that count.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// The data version whose facts they hold.
    pub data_version: u64,
    /// When the newest row was taken in or taken back; made-up rows, which may run ahead of the clock, left aside.
    pub newest: Option<jiff::Timestamp>,
    /// The version of each table.
    pub tables: BTreeMap<TableId, u64>,
    /// The files: manifest, facts, then logs and rows.
    pub files: Vec<Counted>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsound {
    /// It is not there.
    #[error("is missing")]
    Missing,
    /// It has another size.
    #[error("has {found} bytes where {told} were written")]
    Size {
        /// Its size.
        found: u64,
        /// Its size when it was written.
        told: u64,
    },
    /// It has no end as Parquet files have.
    #[error("does not end as a Parquet file does")]
    NoFooter,
    /// A log whose lines are not all whole.
    #[error("is cut off: not every line of it is whole")]
    CutOff,
    /// It is as long as it was, and says something else.
    #[error("was altered: its checksum is not that of what was written")]
    Altered,
    /// It can't be read.
    #[error("can't be read: {0}")]
    Unreadable(String),
}

impl Lake {
    /// What counts now.
    pub fn inventory(&self) -> Result<Inventory> {
        let manifest = self.manifest()?;
        let mut inventory = Inventory {
            data_version: manifest.data_version,
            ..Inventory::default()
        };
        if manifest.data_version > 0 {
            inventory
                .files
                .push(plain(self.layout.manifest(manifest.data_version), true));
        }
        inventory.files.extend(self.facts_of(&manifest));
        for table in self.datasets()? {
            self.add_table(table, &mut inventory)?;
        }
        Ok(inventory)
    }

    fn facts_of<'m>(&'m self, manifest: &'m Manifest) -> impl Iterator<Item = Counted> + 'm {
        manifest.files().map(|file: &FactsFile| Counted {
            path: self.facts_path(file),
            bytes: Some(file.bytes),
            hash: file.hash.clone(),
            is_derived: true,
        })
    }

    fn add_table(&self, table: TableId, inventory: &mut Inventory) -> Result<()> {
        let Some(version) = self.version(&table)? else {
            return Ok(());
        };
        let folder = self.layout.table(&table);
        let logs = folder.join(DELTA_LOG);
        let entries = (0..=version).map(|number| plain(logs.join(log::entry_name(number)), false));
        inventory.files.extend(entries);
        inventory.files.extend(summaries(&logs, version)?);
        for file in self.files_as_of(&table, version)? {
            inventory.files.push(Counted {
                path: folder.join(&file.path),
                bytes: Some(file.bytes),
                hash: file.hash,
                is_derived: false,
            });
        }
        let real = self
            .batches(Some(&table))?
            .into_iter()
            .filter(|entry| !entry.record.sample);
        for entry in real {
            let moments = [Some(entry.record.taken_in), entry.undone];
            inventory.newest = inventory.newest.max(moments.into_iter().flatten().max());
        }
        inventory.tables.insert(table, version);
        Ok(())
    }
}

fn plain(path: PathBuf, is_derived: bool) -> Counted {
    Counted {
        path,
        bytes: None,
        hash: None,
        is_derived,
    }
}

/// Checkpoints up to a version; the pointer to the newest is a convenience that may be newer than the version.
fn summaries(logs: &Path, version: u64) -> Result<Vec<Counted>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(logs).map_err(error::io("list", logs))? {
        let path = entry.map_err(error::io("list", logs))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let number: Option<u64> = name
            .strip_suffix(".checkpoint.parquet")
            .and_then(|number| number.parse().ok());
        if number.is_some_and(|number| number <= version) {
            found.push(plain(path, true));
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

impl Counted {
    /// What is wrong with the file, looking at its size and ends, and at every byte with `thorough`.
    pub fn unsound(&self, thorough: bool) -> Option<Unsound> {
        self.check(thorough).err()
    }

    fn is_log(&self) -> bool {
        let folder = self.path.parent().and_then(Path::file_name);
        folder.is_some_and(|folder| folder == DELTA_LOG)
            && self.path.extension().is_some_and(|end| end == "json")
    }

    fn check(&self, thorough: bool) -> std::result::Result<(), Unsound> {
        let unreadable = |fault: std::io::Error| match fault.kind() {
            std::io::ErrorKind::NotFound => Unsound::Missing,
            _ => Unsound::Unreadable(fault.to_string()),
        };
        let mut file = File::open(&self.path).map_err(unreadable)?;
        let found = file.metadata().map_err(unreadable)?.len();
        if let Some(told) = self.bytes.filter(|told| *told != found) {
            return Err(Unsound::Size { found, told });
        }
        if self.path.extension().is_some_and(|end| end == "parquet")
            && !has_ends(&mut file).map_err(unreadable)?
        {
            return Err(Unsound::NoFooter);
        }
        if self.is_log() && !has_whole_lines(&mut file).map_err(unreadable)? {
            return Err(Unsound::CutOff);
        }
        if let (true, Some(told)) = (thorough, &self.hash) {
            file.rewind().map_err(unreadable)?;
            let mut hasher = blake3::Hasher::new();
            std::io::copy(&mut file, &mut hasher).map_err(unreadable)?;
            if hasher.finalize().to_hex().as_str() != told {
                return Err(Unsound::Altered);
            }
        }
        Ok(())
    }
}

/// Whether a log entry has lines, each of which is JSON.
fn has_whole_lines(file: &mut File) -> std::io::Result<bool> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let mut lines = text
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .peekable();
    let is_whole = |line: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    Ok(lines.peek().is_some() && lines.all(is_whole))
}

fn has_ends(file: &mut File) -> std::io::Result<bool> {
    let mut ends = [[0; 4]; 2];
    if file.metadata()?.len() < 12 {
        return Ok(false);
    }
    file.read_exact(&mut ends[0])?;
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut ends[1])?;
    Ok(ends.iter().all(|end| end == MAGIC))
}
