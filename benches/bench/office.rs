//! Data directories to measure in.

use std::path::PathBuf;
use std::sync::Arc;

use analytics::Engine;
use catalog::{Catalog, PlaceCode};
use ingest::Options;
use jiff::Timestamp;
use sample_data::{Purpose, SampleOptions, Scale};
use store::Lake;
use tempfile::TempDir;

/// When everything is taken in.
pub const TAKEN_IN: Timestamp = Timestamp::constant(1_795_370_400, 0);

/// A data directory of its own, removed at the end.
pub struct Office {
    pub data: TempDir,
    pub catalog: Arc<Catalog>,
}

impl Office {
    /// An empty one, with the built-in programmes and places.
    pub fn empty() -> Self {
        let data = tempfile::tempdir().expect("the machine has room for a folder");
        let catalog = Catalog::load(None).expect("what is built in is well formed");
        Self {
            data,
            catalog: Arc::new(catalog),
        }
    }

    /// One that has taken the whole sample in.
    pub fn with_sample(sample: &Sample) -> Self {
        let office = Self::empty();
        office.take_in(&sample.workbooks);
        office.engine();
        office
    }

    /// The same with the places that lists of units have made known.
    pub fn reloaded(self) -> Self {
        let catalog = Catalog::load(Some(self.data.path())).expect("what jela writes is well formed");
        Self {
            catalog: Arc::new(catalog),
            ..self
        }
    }

    /// Takes files in; rows accepted.
    pub fn take_in(&self, paths: &[PathBuf]) -> u64 {
        let options = Options::new(self.data.path(), TAKEN_IN);
        let reports = ingest::ingest(paths, &self.catalog, &self.lake(), &options, |_| {})
            .expect("the lake can be written");
        reports.iter().map(|report| report.rows_accepted).sum()
    }

    /// Its lake.
    pub fn lake(&self) -> Lake {
        Lake::open(self.data.path()).expect("the folder is there")
    }

    /// An engine whose facts are up to date.
    pub fn engine(&self) -> Engine {
        let engine = Engine::open(self.data.path(), Arc::clone(&self.catalog)).expect("the folder is there");
        engine.refresh().expect("the rows make facts");
        engine
    }
}

/// The sample workbooks, written once.
pub struct Sample {
    /// Those that jela takes in.
    pub workbooks: Vec<PathBuf>,
    _folder: TempDir, // removed with the last use of them
}

impl Sample {
    /// The usual sample.
    pub fn write() -> Self {
        Self::with(&SampleOptions::default())
    }

    /// The grievances of the whole state.
    pub fn of_the_state() -> Self {
        Self::with(&SampleOptions {
            scale: Scale::State,
            ..SampleOptions::default()
        })
    }

    fn with(options: &SampleOptions) -> Self {
        let folder = tempfile::tempdir().expect("the machine has room for a folder");
        let files = sample_data::write(folder.path(), options).expect("the options are fine");
        let workbooks = files
            .into_iter()
            .filter(|file| matches!(file.purpose, Purpose::Return | Purpose::Faulty));
        Self {
            workbooks: workbooks.map(|file| file.path).collect(),
            _folder: folder,
        }
    }
}

/// The district that everything is asked of.
pub fn bankura() -> PlaceCode {
    "district-305".parse().expect("it is a place code")
}
