//! Loading: the series a question needs, from rollups for places above the reporting level and from facts below.

mod beside;
mod by_class;
mod past;
mod plans;
mod sums;

use std::collections::BTreeSet;

use catalog::programme::{Dataset, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode};
use jiff::civil::Date;
use store::{Lake, Manifest, PartitionManifest, TableId};

use crate::decode::add_series;
use crate::error::AnalyticsError;
use crate::expiry::AllGone;
use crate::kept::KeptTables;
use crate::rollup::is_above;
use crate::run;
use crate::series::SeriesSet;
use plans::plan;
use sums::Stored;

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
    /// Tables read before, and years of the past that were computed before.
    pub kept: &'a KeptTables,
    /// What was taken out, as its time was over.
    pub gone: &'a AllGone,
}

impl Loader<'_> {
    /// Adds the series of some places to a set.
    pub fn load(
        &self,
        wanted: &Wanted<'_>,
        places: &[&PlaceCode],
        into: &mut SeriesSet,
    ) -> Result<(), AnalyticsError> {
        let reported_by = wanted.dataset.reported_by;
        let (above, units): (Vec<&PlaceCode>, Vec<&PlaceCode>) = places
            .iter()
            .partition(|place| is_above(place.level(), reported_by));
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
        let kept = match self.kept_sums(wanted, fy, stored)? {
            None => self.kept_reports(wanted, fy, stored)?,
            kept => kept,
        };
        if let Some(kept) = kept {
            into.add_from(&kept, wanted.measures.iter().copied(), places);
            return Ok(());
        }
        match self.sums(wanted, fy, stored)? {
            Some(table) => add_series(&run::rows(&plan(wanted, places), table)?, into),
            None => Ok(()),
        }
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
}
