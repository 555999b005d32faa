//! Originals: the files as they were sent, apart from the lake in `DATA/originals`, each encrypted and named by an id.
//!
//! They may hold names and numbers of people, which the lake never does. XChaCha20-Poly1305 under a key that follows from a
//! secret of the data directory keeps them from whoever gets hold of the folder alone, and tells when a byte was altered. A
//! file is sealed in pieces, so that a large one needs little memory on its way in; each piece is bound to its id, its
//! place in the file and to being the last one or not, so that none can be left out, moved or cut off.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use jiff::Timestamp;
use uuid::Uuid;

use crate::layout::UNFINISHED;
use crate::secret::{SECRET_BYTES, secret};
use crate::{Result, StoreError, durable, error};

/// Opens every file, so that another way of sealing can be told apart.
const FORM: &[u8; 16] = b"jela original 1\n";
/// The random part of the nonces of a file; the rest counts its pieces.
const PREFIX: usize = 19;
/// Bytes of a piece before it is sealed.
const PIECE: usize = 256 << 10;
/// What sealing adds to a piece.
const TAG: usize = 16;
/// The secret's name in `DATA/keys`.
const SECRET: &str = "originals";

/// The originals of one data directory.
#[derive(Debug)]
pub struct Originals {
    data: PathBuf,
    key: OnceLock<[u8; SECRET_BYTES]>,
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The name under which it lies.
    pub id: String,
    /// Its size.
    pub bytes: u64,
    /// Hash of what it holds, hex.
    pub content_hash: String,
}

impl Originals {
    /// The originals of a data directory; nothing is made until the first one comes.
    pub fn of(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            key: OnceLock::new(),
        }
    }

    /// Begins to keep a file.
    pub fn begin(&self) -> Result<Keeping> {
        let cipher = self.cipher()?;
        let folder = self.folder();
        durable::create_folder(&folder)?;
        let id = Uuid::new_v4().simple().to_string();
        let unfinished = folder.join(format!("{UNFINISHED}{id}"));
        let mut prefix = [0; PREFIX];
        getrandom::fill(&mut prefix).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&unfinished)
            .map_err(error::io("make", &unfinished))?;
        let head = file.write_all(FORM).and_then(|()| file.write_all(&prefix));
        head.map_err(error::io("write", &unfinished))?;
        Ok(Keeping {
            sealing: Sealing {
                cipher,
                bound_to: bound_to(&id),
                prefix,
                pieces: 0,
            },
            id,
            folder,
            unfinished,
            file,
            waiting: Vec::with_capacity(PIECE),
            bytes: 0,
            hasher: blake3::Hasher::new(),
        })
    }

    /// Keeps a file whose bytes are at hand.
    pub fn keep(&self, bytes: &[u8]) -> Result<Kept> {
        let mut keeping = self.begin()?;
        keeping.write(bytes)?;
        keeping.finish()
    }

    /// What an original holds.
    pub fn read(&self, id: &str) -> Result<Vec<u8>> {
        let path = self.path(id)?;
        let sealed = fs::read(&path).map_err(error::io("read", &path))?;
        let altered = || StoreError::AlteredOriginal { path: path.clone() };
        let body = sealed.strip_prefix(FORM).ok_or_else(altered)?;
        let (prefix, body) = body.split_first_chunk::<PREFIX>().ok_or_else(altered)?;
        let mut sealing = Sealing {
            cipher: self.cipher()?,
            bound_to: bound_to(id),
            prefix: *prefix,
            pieces: 0,
        };
        let mut opened = Vec::with_capacity(body.len());
        let pieces: Vec<&[u8]> = body.chunks(PIECE + TAG).collect();
        let (last, before) = pieces.split_last().ok_or_else(altered)?;
        for piece in before {
            opened.extend(sealing.open(piece, false).ok_or_else(altered)?);
        }
        opened.extend(sealing.open(last, true).ok_or_else(altered)?);
        Ok(opened)
    }

    /// Deletes an original; whether it was there.
    pub fn delete(&self, id: &str) -> Result<bool> {
        let path = self.path(id)?;
        match fs::remove_file(&path) {
            Err(gone) if gone.kind() == ErrorKind::NotFound => Ok(false),
            done => {
                done.map_err(error::io("delete", &path))?;
                durable::sync_folder(&self.folder())?;
                Ok(true)
            }
        }
    }

    /// Deletes what nobody knows of: files of a process that was killed before it wrote down whose they are. Give an instant
    /// before anything began that is coming in now.
    pub fn sweep(&self, older_than: Timestamp, is_known: impl Fn(&str) -> bool) -> Result<usize> {
        let folder = self.folder();
        let listing = match fs::read_dir(&folder) {
            Err(none) if none.kind() == ErrorKind::NotFound => return Ok(0),
            listing => listing.map_err(error::io("list", &folder))?,
        };
        let mut swept = 0;
        for entry in listing {
            let entry = entry.map_err(error::io("list", &folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let written = entry.metadata().and_then(|known| known.modified());
            // A file whose time makes no sense is left alone.
            let written = written.ok().and_then(|at| Timestamp::try_from(at).ok());
            if written.is_some_and(|at| at < older_than) && !is_known(&name) {
                fs::remove_file(entry.path()).map_err(error::io("delete", entry.path()))?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    fn folder(&self) -> PathBuf {
        self.data.join("originals")
    }

    /// Ids are made here and come back through the state, so that one of another form is no id at all.
    fn path(&self, id: &str) -> Result<PathBuf> {
        let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let path = self.folder().join(if is_id { id } else { "no-id" });
        is_id
            .then_some(path.clone())
            .ok_or(StoreError::AlteredOriginal { path })
    }

    fn cipher(&self) -> Result<XChaCha20Poly1305> {
        let key = match self.key.get() {
            Some(key) => *key,
            None => {
                let secret = secret(&self.data, SECRET).map_err(|fault| StoreError::Secret {
                    path: fault.path,
                    reason: fault.reason,
                })?;
                *self
                    .key
                    .get_or_init(|| blake3::derive_key("jela 2026 originals", &secret))
            }
        };
        Ok(XChaCha20Poly1305::new(&Key::from(key)))
    }
}

fn bound_to(id: &str) -> Vec<u8> {
    [FORM.as_slice(), id.as_bytes()].concat()
}

/// An original on its way in. Dropped before its end, it leaves nothing.
pub struct Keeping {
    id: String,
    folder: PathBuf,
    unfinished: PathBuf,
    file: File,
    sealing: Sealing,
    /// What is still to be sealed.
    waiting: Vec<u8>,
    bytes: u64,
    hasher: blake3::Hasher,
}

impl Keeping {
    /// Takes in what follows.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            // A full piece waits until something follows it: the last one is sealed otherwise.
            if self.waiting.len() == PIECE {
                self.seal(false)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// Hash of what it holds so far, hex.
    pub fn content_hash(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }

    /// Its size so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Ends the file: from here on it is there under its name, also after a power cut.
    pub fn finish(mut self) -> Result<Kept> {
        self.seal(true)?;
        self.file
            .sync_all()
            .map_err(error::io("write", &self.unfinished))?;
        let path = self.folder.join(&self.id);
        fs::rename(&self.unfinished, &path).map_err(error::io("write", &path))?;
        durable::sync_folder(&self.folder)?;
        Ok(Kept {
            id: self.id.clone(),
            bytes: self.bytes,
            content_hash: self.content_hash(),
        })
    }

    fn seal(&mut self, last: bool) -> Result<()> {
        let sealed = self.sealing.seal(&self.waiting, last);
        self.waiting.clear();
        self.file
            .write_all(&sealed)
            .map_err(error::io("write", &self.unfinished))
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        // After `finish` there is none; and what can't be removed here is swept later.
        let _ = fs::remove_file(&self.unfinished);
    }
}

/// Seals and opens the pieces of one file, in order.
struct Sealing {
    cipher: XChaCha20Poly1305,
    bound_to: Vec<u8>,
    prefix: [u8; PREFIX],
    pieces: u32,
}

impl Sealing {
    fn seal(&mut self, piece: &[u8], last: bool) -> Vec<u8> {
        let nonce = self.next(last);
        let payload = Payload {
            msg: piece,
            aad: &self.bound_to,
        };
        let sealed = self.cipher.encrypt(&nonce, payload);
        sealed.expect("a piece is far shorter than the cipher allows")
    }

    fn open(&mut self, piece: &[u8], last: bool) -> Option<Vec<u8>> {
        let nonce = self.next(last);
        let payload = Payload {
            msg: piece,
            aad: &self.bound_to,
        };
        self.cipher.decrypt(&nonce, payload).ok()
    }

    fn next(&mut self, last: bool) -> XNonce {
        let mut nonce = [0; 24];
        nonce[..PREFIX].copy_from_slice(&self.prefix);
        nonce[PREFIX..PREFIX + 4].copy_from_slice(&self.pieces.to_be_bytes());
        nonce[PREFIX + 4] = u8::from(last);
        self.pieces += 1;
        XNonce::from(nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(bytes: &[u8]) -> (tempfile::TempDir, Originals, Kept) {
        let data = tempfile::tempdir().unwrap();
        let originals = Originals::of(data.path());
        let kept = originals.keep(bytes).unwrap();
        (data, originals, kept)
    }

    fn file(data: &tempfile::TempDir, kept: &Kept) -> PathBuf {
        data.path().join("originals").join(&kept.id)
    }

    #[test]
    fn an_original_is_read_back_and_lies_there_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            let (data, originals, kept) = kept(&bytes);
            assert_eq!(
                (kept.bytes, originals.read(&kept.id).unwrap()),
                (size as u64, bytes.clone())
            );
            assert_eq!(kept.content_hash, blake3::hash(&bytes).to_hex().to_string());
            let mode = fs::metadata(file(&data, &kept)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let (data, _, kept) = kept(b"Riya Das, Khatra");
        let sealed = fs::read(file(&data, &kept)).unwrap();
        assert!(!sealed.windows(4).any(|four| four == b"Riya"));
    }

    #[test]
    fn an_altered_moved_or_shortened_original_is_told() {
        let bytes = vec![7; 2 * PIECE + 5];
        let (data, originals, kept) = kept(&bytes);
        let path = file(&data, &kept);
        let sealed = fs::read(&path).unwrap();
        let cut = FORM.len() + PREFIX + PIECE + TAG;
        let mut swapped = sealed.clone();
        swapped[cut - PIECE - TAG..cut + PIECE + TAG].rotate_left(PIECE + TAG);
        let mut wrong: Vec<Vec<u8>> =
            vec![Vec::new(), sealed[..10].to_vec(), sealed[..cut].to_vec(), swapped];
        for at in [0, 20, 40, cut, sealed.len() - 1] {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            wrong.push(altered);
        }
        for bytes in wrong {
            fs::write(&path, bytes).unwrap();
            let fault = originals.read(&kept.id).unwrap_err().to_string();
            assert!(
                fault.contains("altered") && fault.contains("keys/originals"),
                "{fault}"
            );
        }
        let other = originals.keep(b"other").unwrap();
        fs::copy(file(&data, &other), &path).unwrap();
        assert!(
            originals.read(&kept.id).is_err(),
            "one file in the place of another"
        );
    }

    #[test]
    fn with_another_key_nothing_opens_and_a_damaged_key_is_named() {
        let (data, _, kept) = kept(b"a workbook");
        fs::write(data.path().join("keys/originals"), [9; 32]).unwrap();
        let fault = Originals::of(data.path()).read(&kept.id).unwrap_err().to_string();
        assert!(fault.contains("altered"), "{fault}");
        fs::write(data.path().join("keys/originals"), b"short").unwrap();
        let fault = Originals::of(data.path()).read(&kept.id).unwrap_err().to_string();
        assert!(fault.contains("32 bytes") && fault.contains("backup"), "{fault}");
    }

    #[test]
    fn a_name_that_is_no_id_leads_nowhere() {
        let (data, originals, _) = kept(b"x");
        fs::write(data.path().join("secret"), "x").unwrap();
        for id in ["../secret", "", "secret", "/etc/passwd"] {
            assert!(
                originals.read(id).is_err() && originals.delete(id).is_err(),
                "{id}"
            );
        }
    }

    #[test]
    fn what_is_begun_and_not_ended_leaves_nothing_and_what_is_deleted_is_gone() {
        let (data, originals, kept) = kept(b"x");
        let mut keeping = originals.begin().unwrap();
        keeping.write(b"half").unwrap();
        drop(keeping);
        assert_eq!(fs::read_dir(data.path().join("originals")).unwrap().count(), 1);
        assert!(originals.delete(&kept.id).unwrap());
        assert!(!originals.delete(&kept.id).unwrap());
        assert!(originals.read(&kept.id).is_err());
    }

    #[test]
    fn what_nobody_knows_of_is_swept_once_it_is_old() {
        let (_data, originals, known) = kept(b"x");
        originals.keep(b"lost").unwrap();
        let is_known = |id: &str| id == known.id;
        assert_eq!(originals.sweep(Timestamp::UNIX_EPOCH, is_known).unwrap(), 0);
        assert_eq!(originals.sweep(Timestamp::MAX, is_known).unwrap(), 1);
        assert_eq!(originals.read(&known.id).unwrap(), b"x");
    }
}
