//! Stored sums: as they lie, or kept in memory.

use std::sync::Arc;

use catalog::programme::Keeps;
use polars::prelude::*;
use store::{FactsFile, PartitionManifest};

use super::plans::whole;
use super::{From, Loader, Wanted};
use crate::build::BY_PLACE;
use crate::decode::{add_series, are_in_order};
use crate::error::AnalyticsError;
use crate::kept::MadeFrom;
use crate::rollup::{holders, rollup};
use crate::rows_of::scan;
use crate::run;
use crate::series::SeriesSet;

/// The most rows of a table of sums that is kept; larger ones are read as far as each question needs them.
const ROWS_OF_ONE: u64 = 500_000;

/// The stored sums of a financial year: of places above the reporting level, or of reporting places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
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

impl Loader<'_> {
    pub(super) fn sums(
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
            let holders = holders(&self.catalog.places, wanted.dataset.reported_by)?;
            let facts = scan(&self.lake.facts_path(&partition.facts))?;
            let classes = stored_classes(wanted);
            return Ok(Some(rollup(facts, &holders, classes)));
        }
        stored
            .file(partition)
            .map(|file| scan(&self.lake.facts_path(file)))
            .transpose()
    }

    /// The stored sums of a small year, kept in memory.
    pub(super) fn kept_sums(
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
            let stored = run::stored(&path)?;
            // Sums are stored in the order of their keys, so that those by class stand together; else they are added up first.
            let sums = match are_in_order(&stored)? {
                true => stored,
                false => run::rows(&whole(), stored.lazy())?,
            };
            add_series(&sums, &mut set)?;
            Ok(set)
        };
        self.kept.table(MadeFrom::File(path.clone()), read).map(Some)
    }

    /// Who reported of a docket in a year, added up from its facts once. What is counted of its matters comes from stays,
    /// which have no rollup.
    pub(super) fn kept_reports(
        &self,
        wanted: &Wanted<'_>,
        fy: &str,
        stored: Stored,
    ) -> Result<Option<Arc<SeriesSet>>, AnalyticsError> {
        let is_docket = matches!(wanted.dataset.keeps, Keeps::Docket(_));
        let partition = self
            .partition(wanted, fy)
            .filter(|_| is_docket && self.from == From::Facts);
        let Some(file) = partition.map(|partition| &partition.facts) else {
            return Ok(None);
        };
        // Beside what is kept under the facts' own name: of reporting places, and of places above.
        let path = self.lake.facts_path(file).with_extension(match stored {
            Stored::ByPlace => BY_PLACE,
            Stored::Facts => "by-unit",
        });
        let read = || {
            let mut set = SeriesSet::default();
            if let Some(sums) = self.sums(wanted, fy, stored)? {
                add_series(&run::rows(&whole(), sums)?, &mut set)?;
            }
            Ok(set)
        };
        self.kept.table(MadeFrom::File(path), read).map(Some)
    }
}

/// The classes by which sums are stored: none for a docket, of which sums only tell who reported.
fn stored_classes<'a>(wanted: &Wanted<'a>) -> &'a [String] {
    match &wanted.dataset.keeps {
        Keeps::Docket(_) => &[],
        _ => wanted.programme.classes_of(wanted.dataset),
    }
}
