//! What a review has read and checked of a job's files, in `DATA/prepared/<job>`, so that confirming it need not read them
//! again. It holds what would enter the lake and nothing of what may not. All of it can be had again from the originals:
//! a file that is missing, cut off or altered is no fault, but as if nothing had been prepared.

use std::fs::{self, DirBuilder, File};
use std::io::{Cursor, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use polars::prelude::{DataFrame, ParquetReader, SerReader};

use crate::{Result, TableId, error, parquet};

/// The folder below the data directory.
pub const PREPARED: &str = "prepared";
/// What ties the files together; it is written last.
const PLAN: &str = "plan.json";

/// What is prepared of one job.
#[derive(Debug, Clone)]
pub struct Prepared {
    folder: PathBuf,
}

impl Prepared {
    /// What is prepared of a job; nothing is made until it begins.
    pub fn of(data: &Path, job: &str) -> Self {
        Self {
            folder: data.join(PREPARED).join(job),
        }
    }

    /// Begins anew: whatever an earlier try has left goes.
    pub fn begin(&self) -> Result<()> {
        self.remove()?;
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.folder);
        made.map_err(error::io("make the folder", &self.folder))
    }

    /// Puts rows under a number; gives the hash by which they are known again.
    pub fn put_rows(&self, number: usize, table: &TableId, rows: &mut DataFrame) -> Result<String> {
        let path = self.rows_file(number);
        parquet::write_for_a_while(&path, table, rows).map(|written| written.hash)
    }

    /// Whether the rows of a number are those of a hash.
    pub fn has_rows(&self, number: usize, hash: &str) -> bool {
        let mut hasher = blake3::Hasher::new();
        let read = File::open(self.rows_file(number)).and_then(|file| hasher.update_reader(file).map(|_| ()));
        read.is_ok() && hasher.finalize().to_hex().as_str() == hash
    }

    /// The rows of a number.
    pub fn rows(&self, number: usize, table: &TableId) -> Result<DataFrame> {
        let path = self.rows_file(number);
        let bytes = fs::read(&path).map_err(error::io("read", &path))?;
        let read = ParquetReader::new(Cursor::new(bytes)).finish();
        read.map_err(error::frame(table, "read prepared rows"))
    }

    /// Puts a file beside the rows.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(error::io("write", &path))
    }

    /// A file beside the rows, if it is there.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(name)).ok()
    }

    /// Ends it: from here on it is there as a whole.
    pub fn finish(&self, plan: &[u8]) -> Result<()> {
        let (unfinished, path) = (self.folder.join(".plan"), self.folder.join(PLAN));
        fs::write(&unfinished, plan).map_err(error::io("write", &unfinished))?;
        fs::rename(&unfinished, &path).map_err(error::io("write", &path))
    }

    /// What ties the files together, if all of it was written.
    pub fn plan(&self) -> Option<Vec<u8>> {
        self.get(PLAN)
    }

    /// Takes it off the disk.
    pub fn remove(&self) -> Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(none) if none.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(error::io("remove", &self.folder)),
        }
    }

    /// Takes what is prepared of other jobs than those that wait off the disk; gives how many went.
    pub fn sweep(data: &Path, waits: impl Fn(&str) -> bool) -> Result<usize> {
        let folder = data.join(PREPARED);
        let listing = match fs::read_dir(&folder) {
            Err(none) if none.kind() == ErrorKind::NotFound => return Ok(0),
            listing => listing.map_err(error::io("list", &folder))?,
        };
        let mut swept = 0;
        for entry in listing {
            let entry = entry.map_err(error::io("list", &folder))?;
            let job = entry.file_name().to_string_lossy().into_owned();
            if !waits(&job) {
                Self::of(data, &job).remove()?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    fn rows_file(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number}.parquet"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{NamedFrom, Series};

    fn table() -> TableId {
        TableId::new("mgnrega", "progress")
    }

    fn rows() -> DataFrame {
        let places = Series::new("place".into(), ["gp-1", "gp-2"]);
        let counts = Series::new("persondays".into(), [Some(3_i64), None]);
        DataFrame::new(2, vec![places.into(), counts.into()]).unwrap()
    }

    #[test]
    fn what_was_put_is_read_back_and_nobody_else_may_look() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        let prepared = Prepared::of(data.path(), "a");
        prepared.begin().unwrap();
        let hash = prepared.put_rows(0, &table(), &mut rows()).unwrap();
        assert!(prepared.has_rows(0, &hash) && !prepared.has_rows(1, &hash));
        assert_eq!(prepared.rows(0, &table()).unwrap(), rows());
        assert!(prepared.plan().is_none(), "it is not whole yet");
        prepared.finish(b"{}").unwrap();
        assert_eq!(prepared.plan().unwrap(), b"{}");
        let mode = fs::metadata(data.path().join("prepared/a"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
        prepared.begin().unwrap();
        assert!(
            prepared.plan().is_none() && !prepared.has_rows(0, &hash),
            "begun anew"
        );
    }

    #[test]
    fn altered_rows_are_not_those_that_were_put() {
        let data = tempfile::tempdir().unwrap();
        let prepared = Prepared::of(data.path(), "a");
        prepared.begin().unwrap();
        let hash = prepared.put_rows(0, &table(), &mut rows()).unwrap();
        let file = data.path().join("prepared/a/0.parquet");
        let mut bytes = fs::read(&file).unwrap();
        bytes[20] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert!(!prepared.has_rows(0, &hash));
    }

    #[test]
    fn what_no_job_waits_for_is_swept() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(Prepared::sweep(data.path(), |_| true).unwrap(), 0);
        for job in ["a", "b"] {
            Prepared::of(data.path(), job).begin().unwrap();
        }
        assert_eq!(Prepared::sweep(data.path(), |job| job == "a").unwrap(), 1);
        assert!(data.path().join("prepared/a").is_dir() && !data.path().join("prepared/b").exists());
    }
}
