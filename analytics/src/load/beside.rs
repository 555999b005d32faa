//! What lies beside the sums of a financial year: stays of matters, returns, what is published, lines, provenance.

use std::collections::BTreeSet;
use std::sync::Arc;

use catalog::programme::{Dataset, Docket, Programme};
use catalog::{FinancialYear, PlaceCode};
use jiff::civil::Date;
use polars::prelude::*;
use store::TableId;

use super::{From, Loader, Wanted};
use crate::build::{LINES, RETURNS, SOURCES, Table};
use crate::decode::Provenance;
use crate::docket::{Stays, encoded};
use crate::error::AnalyticsError;
use crate::kept::MadeFrom;
use crate::published::{self, Shown};
use crate::returns::{self, Received};
use crate::rows_of::scan;
use crate::run;

impl Loader<'_> {
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
        self.kept.table(MadeFrom::File(path.clone()), || {
            Provenance::of(&run::stored(&path)?)
        })
    }

    /// The stays of a docket's matters that were received by a day.
    pub fn stays(
        &self,
        programme: &Programme,
        dataset: &Dataset,
        docket: &Docket,
        last: Date,
    ) -> Result<Stays, AnalyticsError> {
        let table = TableId::new(&programme.id, &dataset.id);
        let Some(known) = self.manifest.tables.get(&table) else {
            return Ok(Stays::default());
        };
        let mut stays = Vec::new();
        for (fy, partition) in &known.partitions {
            let has_begun = |year: FinancialYear| year.first_day() <= last;
            if !fy.parse().is_ok_and(has_begun) {
                continue;
            }
            let in_numbers = |stored| encoded(stored, programme, dataset, docket, self.catalog);
            if let From::Past(moment) = self.from {
                let wanted = Wanted {
                    programme,
                    dataset,
                    measures: BTreeSet::new(),
                    days: (last, last),
                };
                let built = self.past_year(&wanted, fy, moment)?;
                let lines = built.lines.clone().unwrap_or_default();
                stays.push(Arc::new(in_numbers(lines.lazy())?));
            } else if let Some(file) = partition.rollups.get(LINES) {
                let path = self.lake.facts_path(file);
                let read = || in_numbers(run::stored(&path)?.lazy());
                stays.push(self.kept.table(MadeFrom::File(path.clone()), read)?);
            }
        }
        Ok(Stays(stays))
    }

    /// The returns of a dataset that have come, of all years.
    pub fn received(&self, programme: &Programme, dataset: &Dataset) -> Result<Received, AnalyticsError> {
        let mut received = Received::default();
        let Some(known) = self
            .manifest
            .tables
            .get(&TableId::new(&programme.id, &dataset.id))
        else {
            return Ok(received);
        };
        if let From::Past(moment) = self.from {
            // From the rows themselves: facts of a past moment take long, and none are needed.
            let table = Table::read(self.lake, self.catalog, programme, dataset)?;
            for year in table.years().iter().filter_map(|fy| fy.parse().ok()) {
                if let Some(returns) = returns::table(&table, year, Some(moment))? {
                    received.0.push(Arc::new(returns::Year::of(&returns)?));
                }
            }
            return Ok(received);
        }
        for partition in known.partitions.values() {
            if let Some(file) = partition.rollups.get(RETURNS) {
                let path = self.lake.facts_path(file);
                let read = || returns::Year::of(&run::stored(&path)?);
                received
                    .0
                    .push(self.kept.table(MadeFrom::File(path.clone()), read)?);
            }
        }
        Ok(received)
    }

    /// What is published of a programme in a financial year: nothing where no cube was made.
    pub fn shown(&self, programme: &Programme, fy: FinancialYear) -> Result<Arc<Shown>, AnalyticsError> {
        let years = self.manifest.cubes.get(&programme.id);
        let Some(cube) = years.and_then(|years| years.get(&fy.to_string())) else {
            return Ok(Arc::default());
        };
        let path = self.lake.facts_path(&cube.cells);
        let read = || Ok(Shown::of(published::cells(&run::stored(&path)?)?));
        self.kept.table(MadeFrom::File(path.clone()), read)
    }

    /// A stored table beside the facts of a financial year: lines or times under care.
    pub fn stored(
        &self,
        programme: &str,
        dataset: &str,
        fy: &FinancialYear,
        name: &str,
    ) -> Result<Option<LazyFrame>, AnalyticsError> {
        let table = self.manifest.tables.get(&TableId::new(programme, dataset));
        let file = table
            .and_then(|table| table.partitions.get(&fy.to_string()))
            .and_then(|partition| partition.rollups.get(name));
        file.map(|file| scan(&self.lake.facts_path(file))).transpose()
    }
}
