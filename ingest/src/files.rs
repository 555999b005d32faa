//! The files that are meant by paths: files as they are, folders with everything in them.

use std::path::{Path, PathBuf};

use crate::error::IngestError;

/// The files of `paths` in order; folders are walked by name, and hidden files and the lock files that Excel
/// leaves beside an open workbook are skipped there.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, IngestError> {
    let mut files = Vec::new();
    for path in paths {
        // A path that leads nowhere is a file that can't be read: it is told in its turn, and the others are taken in.
        match path.is_dir() {
            true => walk(path, &mut files)?,
            false => files.push(path.clone()),
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), IngestError> {
    let not_there = |source| IngestError::NotThere {
        path: folder.to_owned(),
        source,
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(not_there)? {
        let entry = entry.map_err(not_there)?;
        let kind = entry.file_type().map_err(not_there)?;
        if !is_skipped(&entry.file_name().to_string_lossy()) && !kind.is_symlink() {
            entries.push((entry.path(), kind.is_dir()));
        }
    }
    entries.sort();
    for (path, is_folder) in entries {
        if is_folder {
            walk(&path, files)?
        } else {
            files.push(path)
        }
    }
    Ok(())
}

fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_by_name_without_hidden_and_lock_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a/2.xls", "a/1.xls", "~$b.csv", ".hidden", ".git/x.csv"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let found = files(&[folder.path().to_owned()]).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a/1.xls", "a/2.xls", "b.csv"]);
    }

    #[test]
    fn a_path_that_is_not_there_is_handed_on_and_told_as_a_file_that_cannot_be_read() {
        let nowhere = PathBuf::from("nowhere/at-all.xlsx");
        assert_eq!(files(std::slice::from_ref(&nowhere)).unwrap(), [nowhere]);
    }
}
