//! Taking files off the disk, and copying them, keep out of each other's way: a backup holds the lock with others, whoever
//! removes files that no longer count holds it alone. Readers need none, since what is removed has not counted for hours.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::{Lake, Result, durable, error};

/// Held while files are copied or removed.
#[derive(Debug)]
pub struct VacuumLock(#[expect(dead_code, reason = "the lock lasts as long as the file is open")] File);

impl Lake {
    /// Keeps files from being removed; waits for a removal under way, which takes moments.
    pub fn keep_files(&self) -> Result<VacuumLock> {
        let (path, file) = self.vacuum_file()?;
        file.lock_shared().map_err(error::io("lock", &path))?;
        Ok(VacuumLock(file))
    }

    /// The right to remove files; none while somebody copies them or a rewrite of rows has not ended, which is no fault: the next time is soon.
    pub fn may_remove(&self) -> Result<Option<VacuumLock>> {
        if self.is_rewriting()? {
            // Its new files are not named by any log yet.
            return Ok(None);
        }
        let (path, file) = self.vacuum_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(VacuumLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(fault)) => Err(error::io("lock", &path)(fault)),
        }
    }

    /// Keeps files from being copied; waits for a backup under way, so that none has one table of before a rewrite and
    /// another of after it.
    pub(crate) fn keep_copies_out(&self) -> Result<VacuumLock> {
        let (path, file) = self.vacuum_file()?;
        file.lock().map_err(error::io("lock", &path))?;
        Ok(VacuumLock(file))
    }

    fn vacuum_file(&self) -> Result<(std::path::PathBuf, File)> {
        durable::create_folder(self.layout.root())?;
        let path = self.layout.root().join("vacuum.lock");
        let file = open(&path)?;
        Ok((path, file))
    }
}

fn open(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(false);
    options.open(path).map_err(error::io("make", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_removed_while_somebody_copies_and_several_may_copy() {
        let data = tempfile::tempdir().unwrap();
        let lake = Lake::open(data.path()).unwrap();
        let copying = [lake.keep_files().unwrap(), lake.keep_files().unwrap()];
        assert!(lake.may_remove().unwrap().is_none());
        drop(copying);
        assert!(lake.may_remove().unwrap().is_some());
    }
}
