//! One server on a data directory: a second one would look after the same jobs, mails and sweeps. The lock is the system's
//! own, so that it ends with the process that holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::{Result, StoreError, error};

/// The file that is locked; it holds the number of the process.
const FILE: &str = "server.lock";

/// Held by a server while it serves.
#[derive(Debug)]
pub struct ServerLock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl ServerLock {
    /// Takes the place of the one server of a data directory, or says which process has it.
    pub fn take(data: &Path) -> Result<Self> {
        std::fs::create_dir_all(data).map_err(error::io("make", data))?;
        let path = data.join(FILE);
        let mut file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::AlreadyServed {
                    path: data.to_owned(),
                    process: text(&mut file),
                });
            }
            Err(TryLockError::Error(fault)) => return Err(error::io("lock", &path)(fault)),
        }
        let written = file
            .set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(error::io("write", &path))?;
        Ok(Self(file))
    }

    /// The process that serves a data directory now, if one does.
    pub fn holder(data: &Path) -> Result<Option<String>> {
        let path = data.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let mut file = open(&path)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(None),
            Err(TryLockError::WouldBlock) => Ok(Some(text(&mut file))),
            Err(TryLockError::Error(fault)) => Err(error::io("lock", &path)(fault)),
        }
    }
}

fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(error::io("make", path))
}

/// What the holder wrote; only for people, so that what can't be read is nothing.
fn text(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.rewind().and_then(|()| file.read_to_string(&mut text));
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_told_of_the_first_and_may_serve_once_that_has_ended() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(ServerLock::holder(data.path()).unwrap(), None);
        let first = ServerLock::take(data.path()).unwrap();
        let own = std::process::id().to_string();
        assert_eq!(ServerLock::holder(data.path()).unwrap().as_ref(), Some(&own));
        let told = ServerLock::take(data.path()).unwrap_err().to_string();
        assert!(told.contains(&own), "{told}");
        drop(first);
        ServerLock::take(data.path()).unwrap();
    }
}
