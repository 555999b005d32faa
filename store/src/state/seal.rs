//! Seals under links that leave the house in mails: whoever has the link may use it, and nobody can make one.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::{Result, StoreError, error};

/// What seals are made with: a secret of one data directory. It has no `Debug`, so that it can't be printed.
#[derive(Clone)]
pub struct Seals([u8; blake3::KEY_LEN]);

impl Seals {
    /// `DATA/keys/links`, made on first need.
    pub fn of(data: &Path) -> Result<Self> {
        let folder = data.join("keys");
        let path = folder.join("links");
        fs::create_dir_all(&folder).map_err(error::io("make", &folder))?;
        for _ in 0..2 {
            match fs::read(&path) {
                Ok(bytes) => {
                    let key = bytes
                        .try_into()
                        .map_err(|_| StoreError::Hashing("keys/links is not 32 bytes long".into()))?;
                    return Ok(Self(key));
                }
                Err(missing) if missing.kind() == ErrorKind::NotFound => make(&folder, &path)?,
                Err(fault) => return Err(error::io("read", &path)(fault)),
            }
        }
        Err(StoreError::Hashing("keys/links can't be made".into()))
    }

    /// The seal under some words. Their lengths count, so that words can't run into one another.
    pub fn seal(&self, purpose: &str, words: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for word in [purpose].iter().chain(words) {
            hasher.update(&(word.len() as u64).to_le_bytes());
            hasher.update(word.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Whether a seal is that of the words; how long the comparison takes says nothing.
    pub fn is_seal(&self, purpose: &str, words: &[&str], shown: &str) -> bool {
        blake3::hash(self.seal(purpose, words).as_bytes()) == blake3::hash(shown.as_bytes())
    }
}

/// The file appears whole under its name; of two processes that make one at once, the second takes the first one's.
fn make(folder: &Path, path: &Path) -> Result<()> {
    let mut key = [0; blake3::KEY_LEN];
    getrandom::fill(&mut key).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
    let unfinished = folder.join(format!(".unfinished-links-{}", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .and_then(|mut file| file.write_all(&key).and_then(|()| file.sync_all()));
    written.map_err(error::io("write", &unfinished))?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished).map_err(error::io("remove", &unfinished))?;
    match linked {
        Err(taken) if taken.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked.map_err(error::io("make", path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_for_its_words_its_purpose_and_its_data_directory_alone() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let seals = Seals::of(one.path()).unwrap();
        let seal = seals.seal("file", &["d1", "xlsx"]);
        let again = Seals::of(one.path()).unwrap();
        assert!(again.is_seal("file", &["d1", "xlsx"], &seal));
        assert!(!again.is_seal("file", &["d1x", "lsx"], &seal));
        assert!(!again.is_seal("unsubscribe", &["d1", "xlsx"], &seal));
        assert!(!again.is_seal("file", &["d1", "xlsx"], ""));
        assert!(
            !Seals::of(other.path())
                .unwrap()
                .is_seal("file", &["d1", "xlsx"], &seal)
        );
    }

    #[test]
    fn a_damaged_secret_is_named_and_not_replaced() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir_all(data.path().join("keys")).unwrap();
        fs::write(data.path().join("keys/links"), "short").unwrap();
        let refusal = Seals::of(data.path()).err().unwrap().to_string();
        assert!(refusal.contains("keys/links"), "{refusal}");
        assert_eq!(fs::read(data.path().join("keys/links")).unwrap(), b"short");
    }
}
