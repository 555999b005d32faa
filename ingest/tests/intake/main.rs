//! Whole files through the intake: what is recognised, accepted, left out, and said.

#![allow(clippy::unwrap_used)] // A test that cannot go on should fail where it stands.

mod admissions;
mod centres;
mod docket;
mod findings;
mod golden;
mod grades;
mod lake;
mod measurements;
mod personal;
mod prepared;
mod preview;
mod promise;
mod real_files;
mod together;
mod totals;

use std::path::{Path, PathBuf};

use std::fs::File;

use catalog::Catalog;
use ingest::{Options, SheetReport};
use jiff::SignedDuration;
use jiff::civil::Date;
use polars::prelude::{DataFrame, ParquetReader, SerReader};
use store::{Lake, TableId};
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

/// Two centres of Bankura-I, as the list of an ICDS project has them.
pub const CENTRES: &str = "Master list of Anganwadi centres\nAs on 01/04/2026\n\
    AWC code,AWC name,Block,GP,Sector,ICDS project,Enrolled,Worker name,Mobile no\n\
    19305010101,Anchuri Purba,Bankura-I,Anchuri,Anchuri Sector,Bankura-I,40,Kakali Mondal,9800000001\n\
    19305010102,Jagadalla Hat,Bankura-I,Jagadalla-I,Jagadalla Sector,Bankura-I,35,Mitali Rai,9800000002\n";

impl Office {
    /// An office that has taken the list of its centres in.
    pub fn with_centres() -> Self {
        let mut office = Self::new();
        let list = office.file("centres.csv", CENTRES);
        let report = one(office.take(&[list]));
        assert_eq!(report.rows_accepted, 2, "{} {:?}", report.message, told(&report));
        office
    }

    /// Takes files in, a minute after those before them.
    pub fn take(&mut self, paths: &[PathBuf]) -> Vec<SheetReport> {
        let lake = self.lake();
        let reports = ingest::ingest(paths, &self.catalog(), &lake, &self.options, |_| {}).unwrap();
        let minute = SignedDuration::from_secs(60);
        self.options.taken_in = self.options.taken_in.checked_add(minute).unwrap();
        reports
    }

    /// The only report of a text taken in.
    pub fn take_text(&mut self, name: &str, text: &str) -> SheetReport {
        let file = self.file(name, text);
        one(self.take(&[file]))
    }

    /// Its lake.
    pub fn lake(&self) -> Lake {
        Lake::open(self.data.path()).unwrap()
    }

    /// All rows that it has of a dataset of child nutrition.
    pub fn rows(&self, dataset: &str) -> DataFrame {
        self.rows_of("pushti", dataset)
    }

    /// All rows that it has of a dataset.
    pub fn rows_of(&self, programme: &str, dataset: &str) -> DataFrame {
        let files = self.lake().files(&TableId::new(programme, dataset)).unwrap();
        let frames = files.iter().map(|file| {
            let reader = ParquetReader::new(File::open(&file.path).unwrap());
            reader.finish().unwrap()
        });
        let frame = frames.reduce(|one, other| one.vstack(&other).unwrap()).unwrap();
        frame.sort(["place", "date"], Default::default()).unwrap()
    }

    /// Writes a workbook of one sheet; cells that are numbers are stored as such.
    pub fn workbook(&self, name: &str, rows: &str) -> PathBuf {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in (0..).zip(rows.lines()) {
            for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
        let path = self.data.path().join("in").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        workbook.save(&path).unwrap();
        path
    }
}

/// The values of a column as text, in the order of the frame; nothing for null.
pub fn column(frame: &DataFrame, name: &str) -> Vec<String> {
    let series = frame.column(name).unwrap().as_materialized_series().clone();
    let text = |value: polars::prelude::AnyValue<'_>| match value {
        polars::prelude::AnyValue::Null => String::new(),
        value => value.str_value().into_owned(),
    };
    series.iter().map(text).collect()
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
