//! Files that no longer count, or never did, taken off the disk. Rows in the log are never touched.

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::layout::{DELTA_LOG, UNFINISHED};
use crate::{Lake, Result, error};

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Lake {
    /// Removes all manifests but the last `keep` (at least the latest stays), and the facts that only those named.
    ///
    /// Files that no manifest ever named may belong to a publication under way, and stay.
    pub fn sweep_facts(&self, keep: usize) -> Result<Swept> {
        let numbers = self.manifest_numbers()?;
        let (old, kept) = numbers.split_at(numbers.len().saturating_sub(keep.max(1)));
        let mut needed = HashSet::new();
        for number in kept {
            needed.extend(self.read_manifest(*number)?.files().map(|file| file.path.clone()));
        }
        let mut swept = Swept::default();
        for number in old {
            let manifest = self.read_manifest(*number)?;
            for file in manifest.files().filter(|file| !needed.contains(&file.path)) {
                remove(&self.facts_path(file), &mut swept)?;
            }
            // The manifest goes last, so that a sweep cut short is taken up by the next.
            remove(&self.layout.manifest(*number), &mut swept)?;
        }
        Ok(swept)
    }

    /// Removes manifests older than `older_than` but the latest, with the facts that only those named: whoever began to read
    /// before has ended, and whoever begins now reads the latest.
    pub fn sweep_old_facts(&self, older_than: Timestamp) -> Result<Swept> {
        let mut keep = 0;
        for number in self.manifest_numbers()?.iter().rev() {
            if written_before(&self.layout.manifest(*number), older_than)? {
                break;
            }
            keep += 1;
        }
        // The one before the oldest kept was the latest at that moment.
        self.sweep_facts(keep + 1)
    }

    /// Removes files that a killed process left behind: those that neither a log nor a manifest names, last
    /// written before `older_than`. Give an instant before any process now at work began.
    pub fn sweep_orphans(&self, older_than: Timestamp) -> Result<Swept> {
        let mut needed: HashSet<PathBuf> = HashSet::new();
        for table in self.datasets()? {
            needed.extend(self.files(&table)?.into_iter().map(|file| file.path));
            // What was put together since then may still be read where it lay before.
            let folder = self.layout.table(&table);
            let late = self.removed_since(&table, older_than)?;
            needed.extend(late.into_iter().map(|path| folder.join(path)));
        }
        for number in self.manifest_numbers()? {
            needed.extend(
                self.read_manifest(number)?
                    .files()
                    .map(|file| self.facts_path(file)),
            );
        }
        let mut swept = Swept::default();
        for path in files_below(self.layout.root())? {
            if may_be_orphan(&path) && !needed.contains(&path) && written_before(&path, older_than)? {
                remove(&path, &mut swept)?;
            }
        }
        Ok(swept)
    }
}

/// Parquet files outside the logs, and files whose names say that they were never finished. In a log only
/// the latter, which deltalake marks by `#`.
fn may_be_orphan(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    let in_log = path.components().any(|part| part.as_os_str() == DELTA_LOG);
    name.starts_with(UNFINISHED)
        || if in_log {
            name.contains('#')
        } else {
            name.ends_with(".parquet")
        }
}

/// A file whose time makes no sense is left alone.
fn written_before(path: &Path, before: Timestamp) -> Result<bool> {
    match fs::metadata(path).and_then(|metadata| metadata.modified()) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(false),
        modified => {
            let modified = modified.map_err(error::io("read", path))?;
            Ok(Timestamp::try_from(modified).is_ok_and(|modified| modified < before))
        }
    }
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let listing = match fs::read_dir(folder) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(error::io("list", folder))?,
    };
    let mut files = Vec::new();
    for entry in listing {
        let entry: DirEntry = entry.map_err(error::io("list", folder))?;
        if entry
            .file_type()
            .map_err(error::io("list", entry.path()))?
            .is_dir()
        {
            files.extend(files_below(&entry.path())?);
        } else {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// A file that is gone already was swept by another process, which is just as well.
fn remove(path: &Path, swept: &mut Swept) -> Result<()> {
    let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
    match fs::remove_file(path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        removed => {
            removed.map_err(error::io("remove", path))?;
            swept.files += 1;
            swept.bytes += bytes;
            Ok(())
        }
    }
}
