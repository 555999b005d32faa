//! Whole files through the intake: what is recognised, accepted, left out, and said.

#![allow(clippy::unwrap_used)] // A test that cannot go on should fail where it stands.

mod findings;
mod lake;
mod promise;
mod real_files;

use std::path::{Path, PathBuf};

use catalog::Catalog;
use ingest::{Options, SheetReport};
use jiff::civil::Date;
use tempfile::TempDir;

/// A data directory, perhaps with places of its own, and the files to be taken in.
pub struct Office {
    /// Its data directory.
    pub data: TempDir,
    /// How it takes files in.
    pub options: Options,
}

impl Office {
    /// An office with the built-in places and nothing taken in.
    #[expect(clippy::new_without_default, reason = "an office makes a folder")]
    pub fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let options = Options::new(data.path(), "2026-11-24T06:30:00Z".parse().unwrap());
        Self { data, options }
    }

    /// Dates sheets that do not say their day.
    pub fn as_on(mut self, day: Date) -> Self {
        self.options.as_on = Some(day);
        self
    }

    /// Adds places, as `code,name,parent,mgnrega_code` lines.
    pub fn with_places(self, lines: &str) -> Self {
        let folder = self.data.path().join("places");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join("more.csv"),
            format!("code,name,parent,mgnrega_code\n{lines}"),
        )
        .unwrap();
        self
    }

    /// Gives the office a map of its own words.
    pub fn with_map(mut self, text: &str) -> Self {
        let path = self.data.path().join("map.toml");
        std::fs::write(&path, text).unwrap();
        self.options.map = Some(path);
        self
    }

    /// The catalog with the office's own places.
    pub fn catalog(&self) -> Catalog {
        Catalog::load(Some(self.data.path())).unwrap()
    }

    /// Writes a file to be taken in.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.data.path().join("in").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The reports of a file or folder.
    pub fn check(&self, path: &Path) -> Vec<SheetReport> {
        ingest::check(&[path.to_owned()], &self.catalog(), &self.options).unwrap()
    }

    /// The only report of a file with one sheet that is data.
    pub fn check_text(&self, text: &str) -> SheetReport {
        one(self.check(&self.file("return.csv", text)))
    }
}

/// The only report.
pub fn one(mut reports: Vec<SheetReport>) -> SheetReport {
    assert_eq!(reports.len(), 1, "{reports:#?}");
    reports.remove(0)
}

/// The real file whose name begins so.
pub fn real(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/real-files");
    let mut files = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .find(|path| {
            path.file_name()
                .is_some_and(|file| file.to_string_lossy().starts_with(name))
        })
        .unwrap()
}

/// The findings as `C5 row left out: …`.
pub fn told(report: &SheetReport) -> Vec<String> {
    report
        .findings
        .iter()
        .map(|finding| format!("{} {}: {}", finding.at.a1(), finding.effect, finding.problem))
        .collect()
}
