//! What goes into a part: looked up in the order in which it fits together, and copied only where it is new.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::Timestamp;
use store::{Form, Lake, State};

use super::archive::{Archive, Growing};
use super::last::{LAST_BACKUP, LastBackup};
use super::part::{FORM, Part, Stored};
use crate::data_form;
use crate::exit::Usage;

const STATE: &str = "state.sqlite";
/// A room for the copy of the state, in the data directory, where there is room for it and others can't look.
const ROOM: &str = ".unfinished-backup-";
/// What lies elsewhere in a part, can be made again, or belongs to a process.
const LEFT_OUT: [&str; 7] = [
    "lake",
    store::PREPARED,
    LAST_BACKUP,
    "server.lock",
    "state.sqlite",
    "state.sqlite-wal",
    "state.sqlite-shm",
];

/// Adds a part to an archive.
pub fn back_up(data: &Path, file: &Path, without_keys: bool, now: Timestamp) -> anyhow::Result<Part> {
    if !data.is_dir() {
        return Err(Usage(format!("{}: there is no data directory", data.display())).into());
    }
    let archive = Archive::to_grow(file)?;
    let target = fs::canonicalize(file).with_context(|| format!("{} can't be found", file.display()))?;
    let (growing, parts) = archive.begin()?;
    let before = parts.last().map(|part| part.files.clone()).unwrap_or_default();
    let mut collecting = Collecting {
        data,
        before,
        growing,
        files: BTreeMap::new(),
    };
    collecting.state()?;
    let lake = Lake::open(data)?;
    let kept = data
        .join("lake")
        .is_dir()
        .then(|| lake.keep_files())
        .transpose()?;
    let inventory = lake.inventory()?;
    for counted in &inventory.files {
        collecting.file(&counted.path)?;
    }
    drop(kept);
    collecting.rest(data, &target, without_keys)?;
    let part = Part {
        form: FORM,
        part: collecting.growing.number,
        at: now,
        data: Form::written(data)?.unwrap_or_else(data_form::own),
        data_version: inventory.data_version,
        has_keys: !without_keys && data.join("keys").is_dir(),
        files: collecting.files,
    };
    collecting.growing.end(&part)?;
    LastBackup::write(data, file, now)?;
    Ok(part)
}

struct Collecting<'d> {
    data: &'d Path,
    /// The files of the part before.
    before: BTreeMap<String, Stored>,
    growing: Growing,
    files: BTreeMap<String, Stored>,
}

impl Collecting<'_> {
    /// The state as of one moment, whoever writes to it meanwhile.
    fn state(&mut self) -> anyhow::Result<()> {
        for left in rooms(self.data)? {
            // Of a backup that was cut short.
            fs::remove_dir_all(&left).with_context(|| format!("{} can't be removed", left.display()))?;
        }
        let Some(state) = State::open_existing(self.data)? else {
            return Ok(());
        };
        let room = tempfile::Builder::new()
            .prefix(ROOM)
            .tempdir_in(self.data)
            .context("there is no room in the data directory for a copy of the state")?;
        let copy = room.path().join(STATE);
        state.copy_to(&copy)?;
        self.copy(&copy, STATE)
    }

    /// A file below the data directory.
    fn file(&mut self, path: &Path) -> anyhow::Result<()> {
        let data = std::path::absolute(self.data)?;
        let name = std::path::absolute(path)?;
        let name = name
            .strip_prefix(&data)
            .context("a file of the data directory lies in it")?;
        let name = name
            .to_str()
            .with_context(|| format!("{} has a name that is no text", path.display()))?
            .to_owned();
        self.copy(path, &name)
    }

    fn copy(&mut self, path: &Path, name: &str) -> anyhow::Result<()> {
        let fault = || format!("{} can't be read", path.display());
        let source = File::open(path).with_context(fault)?;
        let known = source.metadata().with_context(fault)?;
        let written = known
            .mtime()
            .saturating_mul(1_000_000_000)
            .saturating_add(known.mtime_nsec());
        let mode = known.permissions().mode() & 0o777;
        let before = self.before.get(name);
        if let Some(before) = before.filter(|before| before.bytes == known.len() && before.written == written)
        {
            let same = Stored {
                mode,
                ..before.clone()
            };
            self.files.insert(name.to_owned(), same);
            return Ok(());
        }
        let hash = self
            .growing
            .add(name, known.len(), BufReader::with_capacity(1 << 20, source))?;
        let stored = Stored {
            bytes: known.len(),
            hash,
            mode,
            written,
            part: self.growing.number,
        };
        self.files.insert(name.to_owned(), stored);
        Ok(())
    }

    /// Originals, secrets, settings, places, programmes, and whatever else people put there.
    fn rest(&mut self, folder: &Path, archive: &Path, without_keys: bool) -> anyhow::Result<()> {
        let is_top = folder == self.data;
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
            .with_context(|| format!("{} can't be looked into", folder.display()))?;
        entries.sort();
        for path in entries {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let is_left_out =
                is_top && (LEFT_OUT.contains(&name.as_str()) || (without_keys && name == "keys"));
            if is_left_out || name.starts_with(".unfinished-") || name == "lost+found" {
                continue;
            }
            let Ok(known) = fs::symlink_metadata(&path) else {
                continue;
            }; // gone again
            if known.is_dir() {
                self.rest(&path, archive, without_keys)?;
            } else if known.is_file() && fs::canonicalize(&path).is_ok_and(|path| path != archive) {
                match self.file(&path) {
                    // An original that was deleted, or a list that was written anew, in this very moment.
                    Err(fault) if is_gone(&fault) => {}
                    done => done?,
                }
            }
        }
        Ok(())
    }
}

fn is_gone(fault: &anyhow::Error) -> bool {
    fault
        .downcast_ref::<std::io::Error>()
        .is_some_and(|fault| fault.kind() == ErrorKind::NotFound)
}

fn rooms(data: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(data).with_context(|| format!("{} can't be looked into", data.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(ROOM))
        })
        .collect())
}
