//! The engine: one function that answers every page, download, report, mail and call.

mod figures;
mod lists;
mod rights;
mod sources;
mod times;
mod version;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use catalog::programme::{Dataset, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Lake, Over};

use crate::build;
use crate::error::AnalyticsError;
use crate::expiry;
use crate::kept::KeptTables;
use crate::latest::latest;
use crate::load::From;
use crate::strangers::Strangers;
use version::Version;

/// Answers queries over one lake. It is shared by all threads of a server.
pub struct Engine {
    lake: Lake,
    catalog: Arc<Catalog>,
    kept: KeptTables,
    known: Mutex<Option<Arc<Version>>>,
    strangers: Strangers,
}

impl Engine {
    /// An engine over the lake in a data directory; a lake that is not there yet is empty.
    pub fn open(data: &Path, catalog: Arc<Catalog>) -> Result<Self, AnalyticsError> {
        Ok(Self {
            lake: Lake::open(data)?,
            catalog,
            kept: KeptTables::default(),
            known: Mutex::default(),
            strangers: Strangers::of(data),
        })
    }

    /// From now on keeps no more than so many bytes of stored tables in memory.
    pub fn keep_at_most(&self, bytes: usize) {
        self.kept.keep_at_most(bytes);
    }

    /// Lets go of the stored tables used longest ago, until no more than so many bytes are kept.
    pub fn let_go(&self, down_to: usize) {
        self.kept.let_go(down_to);
    }

    /// How many stored tables are kept in memory, and their bytes.
    pub fn kept(&self) -> (usize, usize) {
        self.kept.size()
    }

    /// The lake that it answers from.
    pub fn lake(&self) -> &Lake {
        &self.lake
    }

    /// Programmes and places.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// Brings facts and rollups up to date with the rows; the data version.
    pub fn refresh(&self) -> Result<u64, AnalyticsError> {
        build::refresh(&self.lake, &self.catalog)
    }

    /// Computes all facts again, whatever is stored of them; the data version.
    pub fn rebuild(&self) -> Result<u64, AnalyticsError> {
        build::rebuild(&self.lake, &self.catalog)
    }

    /// Which rows of a dataset are over when figures are kept from a day on.
    pub fn over(
        &self,
        programme: &Programme,
        dataset: &Dataset,
        before: Date,
    ) -> Result<Over, AnalyticsError> {
        expiry::over(&self.lake, &self.catalog, programme, dataset, before)
    }

    /// The number of the facts that answers are computed from now.
    pub fn data_version(&self) -> Result<u64, AnalyticsError> {
        Ok(self.lake.data_version()?)
    }

    /// That number, and when those facts came to be.
    pub fn data_state(&self) -> Result<(u64, Option<Timestamp>), AnalyticsError> {
        let manifest = self.lake.manifest()?;
        Ok((manifest.data_version, manifest.made_at))
    }

    /// The latest day with a row of a programme in a place, if there is any.
    pub fn latest(&self, programme: &str, within: &PlaceCode) -> Result<Option<Date>, AnalyticsError> {
        let Some(programme) = self.catalog.programme(programme) else {
            return Ok(None);
        };
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let all: Vec<&str> = programme
            .measures
            .iter()
            .map(|measure| measure.id.as_str())
            .collect();
        latest(&loader, programme, &all, within)
    }

    /// The financial years of which a programme has any facts, in order.
    pub fn years(&self, programme: &str) -> Result<Vec<FinancialYear>, AnalyticsError> {
        let Some(programme) = self.catalog.programme(programme) else {
            return Ok(Vec::new());
        };
        let version = self.version()?;
        let loader = self.loader(&version, From::Rollups);
        let of = |dataset: &Dataset| loader.all_years(&programme.id, &dataset.id);
        let years: BTreeSet<FinancialYear> = programme
            .datasets
            .iter()
            .flat_map(of)
            .filter_map(|year| year.parse().ok())
            .collect();
        Ok(years.into_iter().collect())
    }
}
