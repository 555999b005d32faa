//! Loading: the series a question needs, from rollups for places above the reporting level and from facts below.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use catalog::programme::{Dataset, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode};
use figures::{Condition, Plan, Sum};
use jiff::civil::Date;
use polars::prelude::*;
use store::{FactsFile, Lake, Manifest, PartitionManifest, TableId};

use crate::build::{BY_PLACE, Built, SOURCES, Table};
use crate::decode::{Provenance, add_series};
use crate::error::AnalyticsError;
use crate::kept::{Kept, ROWS_OF_ONE};
use crate::names::{DATE, KEYS, MEASURE, PLACE, SUMS};
use crate::rollup::{holders, rollup};
use crate::rows_of::scan;
use crate::run;
use crate::series::SeriesSet;

/// How many years computed for questions of the past are kept.
const KEPT_YEARS: usize = 8;

/// Where the sums come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum From {
    /// The stored rollups, and facts only for reporting places.
    Rollups,
    /// Facts alone, added up now.
    Facts,
    /// Rows as they were known at a moment, in microseconds.
    Past(i64),
}

/// The stored sums of a financial year: of places above the reporting level, or of reporting places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stored {
    ByPlace,
    Facts,
}

impl Stored {
    fn file(self, partition: &PartitionManifest) -> Option<&FactsFile> {
        match self {
            Self::ByPlace => partition.rollups.get(BY_PLACE),
            Self::Facts => Some(&partition.facts),
        }
    }
}

/// Stored tables kept in memory.
#[derive(Default)]
pub struct KeptTables {
    sums: Kept<SeriesSet>,
    sources: Kept<Provenance>,
}

/// What one dataset is asked for.
pub struct Wanted<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset.
    pub dataset: &'a Dataset,
    /// Ids of measures of that dataset.
    pub measures: BTreeSet<&'a str>,
    /// First and last day of the changes needed.
    pub days: (Date, Date),
}

/// Loads series from one data version.
pub struct Loader<'a> {
    /// The lake.
    pub lake: &'a Lake,
    /// Programmes and places.
    pub catalog: &'a Catalog,
    /// The data version.
    pub manifest: &'a Manifest,
    /// Where the sums come from.
    pub from: From,
    /// Years of the past, computed before.
    pub past: &'a PastYears,
    /// Tables read before.
    pub kept: &'a KeptTables,
}

/// Years computed for questions of the past.
#[derive(Default)]
pub struct PastYears(Mutex<HashMap<PastYear, Arc<Built>>>);

/// Table, data version, financial year, and the moment in microseconds.
type PastYear = (TableId, u64, String, i64);

impl Loader<'_> {
    /// Adds the series of some places to a set.
    pub fn load(
        &self,
        wanted: &Wanted<'_>,
        places: &[&PlaceCode],
        into: &mut SeriesSet,
    ) -> Result<(), AnalyticsError> {
        let unit = wanted.dataset.reported_by.level;
        let (above, units): (Vec<&PlaceCode>, Vec<&PlaceCode>) =
            places.iter().partition(|place| place.level() < unit);
        for fy in self.years(wanted) {
            for (places, stored) in [(&above, Stored::ByPlace), (&units, Stored::Facts)] {
                if !places.is_empty() {
                    self.load_year(wanted, places, &fy, stored, into)?;
                }
            }
        }
        Ok(())
    }

    fn load_year(
        &self,
        wanted: &Wanted<'_>,
        places: &[&PlaceCode],
        fy: &str,
        stored: Stored,
        into: &mut SeriesSet,
    ) -> Result<(), AnalyticsError> {
        if let Some(kept) = self.kept_sums(wanted, fy, stored)? {
            into.add_from(&kept, wanted.measures.iter().copied(), places);
            return Ok(());
        }
        match self.sums(wanted, fy, stored)? {
            Some(table) => add_series(&run::rows(&plan(wanted, places), table)?, into),
            None => Ok(()),
        }
    }

    /// The stored sums of a small year, kept in memory.
    fn kept_sums(
        &self,
        wanted: &Wanted<'_>,
        fy: &str,
        stored: Stored,
    ) -> Result<Option<Arc<SeriesSet>>, AnalyticsError> {
        let file = self
            .partition(wanted, fy)
            .and_then(|partition| stored.file(partition));
        let Some(file) = file.filter(|file| self.from == From::Rollups && file.rows <= ROWS_OF_ONE) else {
            return Ok(None);
        };
        let path = self.lake.facts_path(file);
        let read = || {
            let mut set = SeriesSet::default();
            add_series(&run::frame(scan(&path)?)?, &mut set)?;
            Ok(set)
        };
        self.kept.sums.table(&path, file.rows, read).map(Some)
    }

    /// The batches whose rows were the last word for a place at some time in the wanted days.
    pub fn batches(
        &self,
        wanted: &Wanted<'_>,
        place: &PlaceCode,
    ) -> Result<BTreeSet<String>, AnalyticsError> {
        let mut batches = BTreeSet::new();
        for fy in self.years(wanted) {
            batches.extend(self.sources(wanted, &fy)?.batches(place, wanted.days));
        }
        Ok(batches)
    }

    fn sums(
        &self,
        wanted: &Wanted<'_>,
        fy: &str,
        stored: Stored,
    ) -> Result<Option<LazyFrame>, AnalyticsError> {
        if let From::Past(moment) = self.from {
            let built = self.past_year(wanted, fy, moment)?;
            return Ok(Some(match stored {
                Stored::ByPlace => built.by_place.clone().lazy(),
                Stored::Facts => built.facts.clone().lazy(),
            }));
        }
        let Some(partition) = self.partition(wanted, fy) else {
            return Ok(None);
        };
        if self.from == From::Facts && stored == Stored::ByPlace {
            let holders = holders(&self.catalog.places, wanted.dataset.reported_by.level)?;
            let facts = scan(&self.lake.facts_path(&partition.facts))?;
            return Ok(Some(rollup(facts, &holders)));
        }
        stored
            .file(partition)
            .map(|file| scan(&self.lake.facts_path(file)))
            .transpose()
    }

    fn sources(&self, wanted: &Wanted<'_>, fy: &str) -> Result<Arc<Provenance>, AnalyticsError> {
        if let From::Past(moment) = self.from {
            return Ok(Arc::new(Provenance::of(
                &self.past_year(wanted, fy, moment)?.sources,
            )?));
        }
        let file = self
            .partition(wanted, fy)
            .and_then(|partition| partition.rollups.get(SOURCES));
        let Some(file) = file else {
            return Ok(Arc::default());
        };
        let path = self.lake.facts_path(file);
        self.kept
            .sources
            .table(&path, file.rows, || Provenance::of(&run::frame(scan(&path)?)?))
    }

    fn partition(&self, wanted: &Wanted<'_>, fy: &str) -> Option<&PartitionManifest> {
        let table = TableId::new(&wanted.programme.id, &wanted.dataset.id);
        self.manifest.tables.get(&table)?.partitions.get(fy)
    }

    /// The financial years with facts, in order.
    pub fn all_years(&self, programme: &str, dataset: &str) -> Vec<String> {
        let table = self.manifest.tables.get(&TableId::new(programme, dataset));
        table
            .map(|table| table.partitions.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// Those that the wanted days touch.
    fn years(&self, wanted: &Wanted<'_>) -> Vec<String> {
        let touched = |fy: FinancialYear| fy.first_day() <= wanted.days.1 && wanted.days.0 <= fy.last_day();
        let mut years = self.all_years(&wanted.programme.id, &wanted.dataset.id);
        years.retain(|fy| fy.parse().is_ok_and(touched));
        years
    }

    fn past_year(&self, wanted: &Wanted<'_>, fy: &str, moment: i64) -> Result<Arc<Built>, AnalyticsError> {
        let id = TableId::new(&wanted.programme.id, &wanted.dataset.id);
        let key = (id, self.manifest.data_version, fy.to_owned(), moment);
        let mut kept = self.past.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(built) = kept.get(&key) {
            return Ok(Arc::clone(built));
        }
        let table = Table::read(self.lake, wanted.programme, wanted.dataset)?;
        let holders = holders(&self.catalog.places, wanted.dataset.reported_by.level)?;
        let year = fy
            .parse()
            .expect("years come from the manifest, which holds only parsed ones");
        let built = Arc::new(table.build(year, &holders, Some(moment))?);
        if kept.len() >= KEPT_YEARS {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&built));
        Ok(built)
    }
}

fn plan(wanted: &Wanted<'_>, places: &[&PlaceCode]) -> Plan {
    let is_one_of = |column: &str, values| Condition::IsOneOf {
        column: column.to_owned(),
        values,
    };
    Plan {
        rows: vec![
            is_one_of(
                MEASURE,
                wanted
                    .measures
                    .iter()
                    .map(|&measure| measure.to_owned())
                    .collect(),
            ),
            is_one_of(PLACE, places.iter().map(|place| place.to_string()).collect()),
            Condition::Between {
                column: DATE.to_owned(),
                from: Some(wanted.days.0),
                to: Some(wanted.days.1),
            },
        ],
        group_by: KEYS.map(str::to_owned).to_vec(),
        sums: SUMS
            .map(|column| Sum {
                column: column.to_owned(),
            })
            .to_vec(),
    }
}
