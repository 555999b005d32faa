//! Files that survive a killed process and a power cut: whole under their name, or not there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use uuid::Uuid;

use crate::layout::UNFINISHED;
use crate::{Result, error};

/// Makes a folder and those above it.
pub(crate) fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(error::io("make the folder", folder))
}

/// Writes a file that must not be there yet; `Ok(false)` if another process put one there first.
///
/// The bytes go to a name of their own, then a hard link gives them the wanted name: unlike a rename, that fails
/// if the name is taken.
pub(crate) fn put_if_absent(path: &Path, bytes: &[u8]) -> Result<bool> {
    let folder = path.parent().expect("a file of the lake lies in a folder");
    create_folder(folder)?;
    let unfinished = folder.join(format!("{UNFINISHED}{}", Uuid::new_v4()));
    write_whole(&unfinished, bytes).map_err(error::io("write", &unfinished))?;
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished).map_err(error::io("remove", &unfinished))?;
    match linked {
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        linked => {
            linked.map_err(error::io("write", path))?;
            sync_folder(folder)?;
            Ok(true)
        }
    }
}

/// Puts a file in the place of the one that is there, if any: readers see the old one or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path
        .parent()
        .expect("a file of the data directory lies in a folder");
    create_folder(folder)?;
    let unfinished = folder.join(format!("{UNFINISHED}{}", Uuid::new_v4()));
    write_whole(&unfinished, bytes).map_err(error::io("write", &unfinished))?;
    fs::rename(&unfinished, path).map_err(error::io("write", path))?;
    sync_folder(folder)
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Brings what was written to a file, by whomever, to the disk.
pub(crate) fn sync_file(path: &Path) -> Result<()> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(error::io("bring to disk", path))
}

/// Brings the names in a folder to the disk; without it a power cut can lose a file that was itself safe.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    sync_file(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_no_unfinished_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units/list.csv");
        replace(&path, b"a long first text").unwrap();
        replace(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_name_is_given_once_and_no_unfinished_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.json");
        assert!(put_if_absent(&path, b"first").unwrap());
        assert!(!put_if_absent(&path, b"second").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
