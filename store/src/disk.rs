//! How much room there is on a disk.

use std::path::{Path, PathBuf};

use crate::{Result, StoreError, error};

/// The room on the disk that a path lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes that may still be written.
    pub free: u64,
    /// Bytes it has in all.
    pub total: u64,
}

/// The room on the disk of a path, which need not be there yet.
pub fn room(path: &Path) -> Result<Room> {
    let path = std::path::absolute(path).map_err(error::io("find", path))?;
    let there: PathBuf = path
        .ancestors()
        .find(|ancestor| ancestor.exists())
        .unwrap_or(Path::new("/"))
        .to_owned();
    let known = rustix::fs::statvfs(&there)
        .map_err(|fault| error::io("look at the disk of", &there)(fault.into()))?;
    Ok(Room {
        free: known.f_bavail.saturating_mul(known.f_frsize),
        total: known.f_blocks.saturating_mul(known.f_frsize),
    })
}

/// Refuses to begin what writes while less than `reserve` bytes are free: half a delivery on a full disk helps nobody, and
/// the state must still be written for those who only read.
pub fn check_room(data: &Path, reserve: u64) -> Result<Room> {
    let room = room(data)?;
    if room.free < reserve {
        return Err(StoreError::DiskNearlyFull {
            path: data.to_owned(),
            free_mb: room.free >> 20,
            reserve_mb: reserve.div_ceil(1 << 20),
        });
    }
    Ok(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_of_what_is_not_there_yet_is_that_of_the_disk_it_will_lie_on() {
        let data = tempfile::tempdir().unwrap();
        let there = room(data.path()).unwrap();
        let not_yet = room(&data.path().join("a/b")).unwrap();
        assert_eq!(there.total, not_yet.total);
        assert!(there.free <= there.total && there.total > 0);
    }

    #[test]
    fn a_disk_with_less_than_the_reserve_is_told_with_both_numbers() {
        let data = tempfile::tempdir().unwrap();
        assert!(check_room(data.path(), 0).is_ok());
        let told = check_room(data.path(), u64::MAX).unwrap_err().to_string();
        assert!(told.contains("MB") && told.contains("disk_reserve_mb"), "{told}");
    }
}
