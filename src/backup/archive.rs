//! The archive: parts one behind the other, each ended by its index.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use tar::{Builder, EntryType, Header};

use super::part::{FORM, Part, Stored, is_inside};
use crate::exit::{Refused, Unread};

/// tar counts in blocks of this many bytes.
const BLOCK: u64 = 512;
/// Bytes that are read and written at once.
const AT_ONCE: usize = 1 << 20;
/// An index of a million files is smaller.
const LARGEST_INDEX: u64 = 1 << 30;

/// An archive that is there, and what stands where in it.
pub struct Archive {
    path: PathBuf,
    file: File,
    parts: Vec<Part>,
    members: HashMap<String, (u64, u64)>,
    /// Where the last whole part ends.
    end: u64,
}

impl Archive {
    /// An archive to be read.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let file =
            File::open(path).map_err(|fault| Unread(format!("{} can't be read: {fault}", path.display())))?;
        let archive = Self::over(path, file)?;
        if archive.parts.is_empty() {
            return Err(Unread(format!("{}: no whole part of a backup is in it", path.display())).into());
        }
        Ok(archive)
    }

    /// An archive to which a part is to be added; nobody else may add to it meanwhile.
    pub fn to_grow(path: &Path) -> anyhow::Result<Self> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)
            .with_context(|| format!("{} can't be written", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let told = format!(
                    "{}: another backup is being written to it; wait for its end",
                    path.display()
                );
                return Err(Refused(told).into());
            }
            Err(TryLockError::Error(fault)) => {
                return Err(fault).context(format!("{} can't be locked", path.display()));
            }
        }
        let length = file.metadata()?.len();
        let archive = Self::over(path, file)?;
        if archive.parts.is_empty() && length > 0 && !archive.was_cut_short()? {
            let told = format!(
                "{}: there is a file, and it is no backup of jela; name another",
                path.display()
            );
            return Err(Refused(told).into());
        }
        Ok(archive)
    }

    /// The parts, oldest first.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// A part by its number, or the newest.
    pub fn part(&self, number: Option<u32>) -> anyhow::Result<&Part> {
        let found = match number {
            None => self.parts.last(),
            Some(number) => self.parts.iter().find(|part| part.part == number),
        };
        found.ok_or_else(|| {
            let known: Vec<String> = self.parts.iter().map(|part| part.part.to_string()).collect();
            Unread(format!(
                "{}: it has no such part; there are {}",
                self.path.display(),
                known.join(", ")
            ))
            .into()
        })
    }

    /// Compares every file of every part with its checksum.
    pub fn check(&self) -> anyhow::Result<()> {
        for part in &self.parts {
            for (path, stored) in part.files.iter().filter(|(_, stored)| stored.part == part.part) {
                self.copy(path, stored, &mut std::io::sink())?;
            }
        }
        Ok(())
    }

    /// Writes a file's bytes to `out`; a fault if they are not those that were backed up.
    pub fn copy(&self, path: &str, stored: &Stored, out: &mut impl Write) -> anyhow::Result<()> {
        let name = Part::member_name(stored.part, path);
        let damaged = |what: &str| {
            Unread(format!(
                "{}: `{name}` {what}; take another part or another backup",
                self.path.display()
            ))
        };
        if !is_inside(path) {
            return Err(damaged("leads out of the data directory").into());
        }
        let (at, bytes) = *self.members.get(&name).ok_or_else(|| damaged("is missing"))?;
        if bytes != stored.bytes {
            return Err(damaged("has another size than its index says").into());
        }
        let mut file = &self.file;
        file.seek(SeekFrom::Start(at))?;
        let mut hashing = Hashing::over(BufReader::with_capacity(AT_ONCE, file.take(bytes)));
        let copied = std::io::copy(&mut hashing, out).with_context(|| format!("{path} can't be written"))?;
        if copied != bytes || hashing.hash() != stored.hash {
            return Err(damaged("is damaged: its checksum is another").into());
        }
        Ok(())
    }

    /// Begins a part behind the last whole one. What a backup that was cut short left behind goes.
    pub fn begin(self) -> anyhow::Result<(Growing, Vec<Part>)> {
        let mut file = self.file;
        file.set_len(self.end)?;
        file.seek(SeekFrom::Start(self.end))?;
        let number = self.parts.last().map_or(1, |part| part.part + 1);
        let builder = Builder::new(BufWriter::with_capacity(AT_ONCE, file));
        Ok((
            Growing {
                number,
                builder,
                path: self.path,
            },
            self.parts,
        ))
    }

    fn over(path: &Path, file: File) -> anyhow::Result<Self> {
        let mut archive = Self {
            path: path.to_owned(),
            file,
            parts: Vec::new(),
            members: HashMap::new(),
            end: 0,
        };
        archive.scan()?;
        Ok(archive)
    }

    /// Looks through the headers. Where they end, or make no sense any more, the archive ends.
    fn scan(&mut self) -> anyhow::Result<()> {
        let length = self.file.metadata()?.len();
        let mut tar = tar::Archive::new(BufReader::new(self.file.try_clone()?));
        let Ok(entries) = tar.entries_with_seek() else {
            return Ok(());
        };
        let mut found = Vec::new();
        for entry in entries {
            let Ok(mut entry) = entry else { break };
            let (at, bytes) = (entry.raw_file_position(), entry.size());
            let Some(end) = at.checked_add(bytes).filter(|end| *end <= length) else {
                break;
            };
            let Ok(name) = entry.path().map(|path| path.to_string_lossy().into_owned()) else {
                break;
            };
            if name.ends_with("/part.json") && !name.contains("/data/") {
                let mut text = String::new();
                if bytes > LARGEST_INDEX || entry.read_to_string(&mut text).is_err() {
                    break;
                }
                found.push((text, end));
            }
            self.members.insert(name, (at, bytes));
        }
        for (text, end) in found {
            self.take(&text, end)?;
        }
        Ok(())
    }

    fn take(&mut self, text: &str, end: u64) -> anyhow::Result<()> {
        #[derive(serde::Deserialize)]
        struct Head {
            form: u32,
        }
        let unreadable = |fault: serde_json::Error| {
            Unread(format!(
                "{}: an index can't be read ({fault})",
                self.path.display()
            ))
        };
        let head: Head = serde_json::from_str(text).map_err(unreadable)?;
        if head.form > FORM {
            let told = format!(
                "{}: written by a newer jela than this one; install that version to restore it",
                self.path.display()
            );
            return Err(Refused(told).into());
        }
        self.parts.push(serde_json::from_str(text).map_err(unreadable)?);
        self.end = end.next_multiple_of(BLOCK);
        Ok(())
    }

    /// Whether a file without a whole part is one that a first backup began.
    fn was_cut_short(&self) -> anyhow::Result<bool> {
        let mut head = [0; 16];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        let read = file.read(&mut head)?;
        Ok(b"part-00001/data/".starts_with(&head[..read]) || head[..read].iter().all(|byte| *byte == 0))
    }
}

/// A part that is being written.
pub struct Growing {
    /// Its number.
    pub number: u32,
    builder: Builder<BufWriter<File>>,
    path: PathBuf,
}

impl Growing {
    /// Adds a file; the checksum of what was read. `bytes` must be its size.
    pub fn add(&mut self, path: &str, bytes: u64, source: impl Read) -> anyhow::Result<String> {
        let mut hashing = Hashing::over(source.take(bytes));
        let name = Part::member_name(self.number, path);
        self.builder
            .append_data(&mut header(bytes), name, &mut hashing)
            .with_context(|| {
                format!(
                    "{} can't be written; see that there is room for it",
                    self.path.display()
                )
            })?;
        if hashing.read != bytes {
            anyhow::bail!("{path} became shorter while it was copied; try again");
        }
        Ok(hashing.hash())
    }

    /// Ends the part: from here on it counts, also after a power cut.
    pub fn end(mut self, part: &Part) -> anyhow::Result<()> {
        let index = serde_json::to_vec(part)?;
        let name = Part::index_name(self.number);
        let fault = || {
            format!(
                "{} can't be written; see that there is room for it",
                self.path.display()
            )
        };
        self.builder
            .append_data(&mut header(index.len() as u64), name, index.as_slice())
            .with_context(fault)?;
        let file = self.builder.into_inner().with_context(fault)?;
        let file = file
            .into_inner()
            .map_err(|fault| fault.into_error())
            .with_context(fault)?;
        file.sync_all().with_context(fault)
    }
}

fn header(bytes: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_size(bytes);
    header
}

/// Sums up what is read through it.
struct Hashing<R> {
    inner: R,
    hasher: blake3::Hasher,
    read: u64,
}

impl<R: Read> Hashing<R> {
    fn over(inner: R) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
            read: 0,
        }
    }

    fn hash(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.read += read as u64;
        Ok(read)
    }
}
