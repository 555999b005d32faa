//! Loading: the series a question needs, from rollups for places above the reporting level and from facts below.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use catalog::programme::{Dataset, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode, PlaceLevel};
use figures::{Condition, Plan, Sum};
use jiff::civil::Date;
use polars::prelude::*;
use store::{Lake, Manifest, PartitionManifest, TableId};

use crate::build::{BY_PLACE, Built, SOURCES, Table};
use crate::error::AnalyticsError;
use crate::kept::KeptTables;
use crate::names::{BATCH, CHANGE, DATE, FRESH, HAVE, KEYS, LEVEL, MEASURE, PLACE, ROWS, SUMS, UNTIL};
use crate::rollup::holders;
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
            for (places, stored) in [(&above, true), (&units, false)] {
                if !places.is_empty() {
                    let table = self.sums(wanted, &fy, stored)?;
                    if let Some(table) = table {
                        add(&run::rows(&plan(wanted, places), table)?, into)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The batches whose rows were the last word for a place at some time between two days.
    pub fn batches(
        &self,
        wanted: &Wanted<'_>,
        place: &PlaceCode,
        days: (Date, Date),
    ) -> Result<BTreeSet<String>, AnalyticsError> {
        let mut batches = BTreeSet::new();
        let wanted = Wanted {
            days,
            measures: wanted.measures.clone(),
            ..*wanted
        };
        for fy in self.years(&wanted) {
            let Some(table) = self.sources(&wanted, &fy)? else {
                continue;
            };
            let plan = Plan {
                rows: vec![
                    Condition::IsOneOf {
                        column: PLACE.to_owned(),
                        values: vec![place.to_string()],
                    },
                    Condition::Between {
                        column: DATE.to_owned(),
                        from: None,
                        to: Some(days.1),
                    },
                    Condition::Between {
                        column: UNTIL.to_owned(),
                        from: Some(days.0),
                        to: None,
                    },
                ],
                group_by: vec![BATCH.to_owned()],
                sums: Vec::new(),
            };
            let rows = run::rows(&plan, table)?;
            batches.extend(rows.column(BATCH)?.str()?.iter().flatten().map(str::to_owned));
        }
        Ok(batches)
    }

    fn sums(&self, wanted: &Wanted<'_>, fy: &str, stored: bool) -> Result<Option<LazyFrame>, AnalyticsError> {
        let holders = || holders(&self.catalog.places, wanted.dataset.reported_by.level);
        match self.from {
            From::Past(moment) => {
                let built = self.past_year(wanted, fy, moment)?;
                Ok(Some(
                    if stored {
                        built.by_place.clone()
                    } else {
                        built.facts.clone()
                    }
                    .lazy(),
                ))
            }
            From::Facts => match self.partition(wanted, fy) {
                Some(partition) if stored => {
                    Ok(Some(crate::rollup::rollup(self.facts(partition)?, &holders()?)))
                }
                Some(partition) => self.facts(partition).map(Some),
                None => Ok(None),
            },
            From::Rollups => match self.partition(wanted, fy) {
                Some(partition) if stored => self.rollup(partition, BY_PLACE),
                Some(partition) => self.facts(partition).map(Some),
                None => Ok(None),
            },
        }
    }

    fn sources(&self, wanted: &Wanted<'_>, fy: &str) -> Result<Option<LazyFrame>, AnalyticsError> {
        match (self.from, self.partition(wanted, fy)) {
            (From::Past(moment), _) => Ok(Some(self.past_year(wanted, fy, moment)?.sources.clone().lazy())),
            (From::Facts | From::Rollups, Some(partition)) => self.rollup(partition, SOURCES),
            (From::Facts | From::Rollups, None) => Ok(None),
        }
    }

    fn facts(&self, partition: &PartitionManifest) -> Result<LazyFrame, AnalyticsError> {
        self.kept
            .table(&self.lake.facts_path(&partition.facts), partition.facts.rows)
    }

    fn rollup(&self, partition: &PartitionManifest, name: &str) -> Result<Option<LazyFrame>, AnalyticsError> {
        partition
            .rollups
            .get(name)
            .map(|file| self.kept.table(&self.lake.facts_path(file), file.rows))
            .transpose()
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

fn add(rows: &DataFrame, into: &mut SeriesSet) -> Result<(), AnalyticsError> {
    let (measures, places, levels) = (
        rows.column(MEASURE)?.str()?,
        rows.column(PLACE)?.str()?,
        rows.column(LEVEL)?.str()?,
    );
    let days = rows.column(DATE)?.cast(&DataType::Int32)?;
    let days = days.i32()?;
    let sums: Vec<&Int64Chunked> = [CHANGE, HAVE, FRESH, ROWS]
        .iter()
        .map(|sum| rows.column(sum)?.i64())
        .collect::<PolarsResult<_>>()?;
    let number = |sum: usize, row: usize| sums[sum].get(row).unwrap_or(0);
    let mut begin = 0;
    while begin < rows.height() {
        let same = |row: usize| {
            measures.get(row) == measures.get(begin)
                && places.get(row) == places.get(begin)
                && levels.get(row) == levels.get(begin)
        };
        let end = (begin..rows.height())
            .find(|row| !same(*row))
            .unwrap_or(rows.height());
        let key = (
            measures.get(begin),
            places.get(begin).map(str::parse),
            levels.get(begin).map(str::parse::<PlaceLevel>),
        );
        if let (Some(measure), Some(Ok(place)), Some(Ok(level))) = key {
            let series = into.entry(measure, &place, level);
            for row in begin..end {
                series.push(
                    days.get(row).unwrap_or(0),
                    number(0, row),
                    number(1, row),
                    number(2, row),
                    number(3, row),
                );
            }
        }
        begin = end;
    }
    Ok(())
}
