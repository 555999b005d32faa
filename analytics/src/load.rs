//! Loading: the series a question needs, from rollups for places above the reporting level and from facts below.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use catalog::programme::{Dataset, Docket, Keeps, Programme};
use catalog::{Catalog, FinancialYear, PlaceCode};
use figures::{Condition, Plan, Sum};
use jiff::civil::Date;
use polars::prelude::*;
use store::{FactsFile, Lake, Manifest, PartitionManifest, TableId};

use crate::build::{BY_PLACE, Built, LINES, RETURNS, SOURCES, Table};
use crate::by_class::ByClass;
use crate::decode::{Provenance, add_series};
use crate::docket::{Stays, Year, encoded};
use crate::error::AnalyticsError;
use crate::kept::{Kept, ROWS_OF_ONE};
use crate::kinds::Kinds;
use crate::names::{DATE, KEYS, MEASURE, PLACE, REPORTING, SUMS, TOTALS};
use crate::published::{self, Shown};
use crate::returns::{self, Received};
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

/// The most stays of matters that are kept in memory, some 150 bytes each: those of a state over some years.
const STAYS_IN_ALL: u64 = 4_000_000;

/// Stored tables kept in memory.
pub struct KeptTables {
    sums: Kept<SeriesSet>,
    /// Who reported of dockets, added up from facts by place, for answers that take no rollup.
    reports: Kept<SeriesSet>,
    sources: Kept<Provenance>,
    stays: Kept<Year>,
    returns: Kept<returns::Year>,
    /// What is published.
    shown: Kept<Shown>,
}

impl Default for KeptTables {
    fn default() -> Self {
        Self {
            sums: Kept::default(),
            reports: Kept::default(),
            sources: Kept::default(),
            stays: Kept::of_at_most(STAYS_IN_ALL),
            returns: Kept::default(),
            shown: Kept::default(),
        }
    }
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

    /// Adds the series of some places, apart for each value of the classes asked by, narrowed by those of conditions. Who
    /// reported is the same for all.
    pub fn load_by_class(
        &self,
        wanted: &Wanted<'_>,
        places: &[&PlaceCode],
        kinds: &Kinds<'_>,
        into: &mut ByClass,
    ) -> Result<(), AnalyticsError> {
        let mut parts = into.parts.take().unwrap_or_default();
        if kinds.classes.is_empty() {
            parts.entry(Vec::new()).or_default();
        }
        let unit = wanted.dataset.reported_by.level;
        for fy in self.years(wanted) {
            for stored in [Stored::ByPlace, Stored::Facts] {
                let is_of_units = stored == Stored::Facts;
                let here: Vec<&PlaceCode> = places
                    .iter()
                    .copied()
                    .filter(|place| (place.level() >= unit) == is_of_units)
                    .collect();
                if let (false, Some(table)) = (here.is_empty(), self.sums(wanted, &fy, stored)?) {
                    let rows = run::rows(&by_class(wanted, &here, kinds), table)?;
                    split(&rows, kinds, &mut parts)?;
                }
            }
        }
        for set in parts.values_mut().chain([&mut into.nobody]) {
            set.add_from(&into.whole, [REPORTING, TOTALS].into_iter(), places);
        }
        into.parts = Some(parts);
        Ok(())
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
            let stored = scan(&path)?;
            let sums = match stored_classes(wanted) {
                [] => run::frame(stored)?,
                _ => run::rows(&whole(), stored)?,
            };
            add_series(&sums, &mut set)?;
            Ok(set)
        };
        self.kept.sums.table(&path, file.rows, read).map(Some)
    }

    /// Who reported of a docket in a year, added up from its facts once. What is counted of its matters comes from stays,
    /// which have no rollup.
    fn kept_reports(
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
        // Under the facts' own name those of reporting places; those of places above beside it.
        let path = self.lake.facts_path(file);
        let path = match stored {
            Stored::ByPlace => path.with_extension(BY_PLACE),
            Stored::Facts => path,
        };
        let read = || {
            let mut set = SeriesSet::default();
            if let Some(sums) = self.sums(wanted, fy, stored)? {
                add_series(&run::rows(&whole(), sums)?, &mut set)?;
            }
            Ok(set)
        };
        self.kept.reports.table(&path, file.rows, read).map(Some)
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
            let classes = stored_classes(wanted);
            return Ok(Some(rollup(facts, &holders, classes)));
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
                let read = || in_numbers(scan(&path)?);
                stays.push(self.kept.stays.table(&path, file.rows, read)?);
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
                let read = || returns::Year::of(&run::frame(scan(&path)?)?);
                received.0.push(self.kept.returns.table(&path, file.rows, read)?);
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
        let read = || Ok(Shown::of(published::cells(&run::frame(scan(&path)?)?)?));
        self.kept.shown.table(&path, cube.cells.rows, read)
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
        let table = Table::read(self.lake, self.catalog, wanted.programme, wanted.dataset)?;
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

/// The classes by which sums are stored: none for a docket, of which sums only tell who reported.
fn stored_classes<'a>(wanted: &Wanted<'a>) -> &'a [String] {
    match &wanted.dataset.keeps {
        Keeps::Docket(_) => &[],
        _ => wanted.programme.classes_of(wanted.dataset),
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
        sums: sums(),
    }
}

/// A whole table, with its classes added up.
fn whole() -> Plan {
    Plan {
        rows: Vec::new(),
        group_by: KEYS.map(str::to_owned).to_vec(),
        sums: sums(),
    }
}

/// The sums of some places for each value of the classes asked by; who reported is left out.
fn by_class(wanted: &Wanted<'_>, places: &[&PlaceCode], kinds: &Kinds<'_>) -> Plan {
    let mut plan = plan(wanted, places);
    plan.rows.push(Condition::IsOneOf {
        column: MEASURE.to_owned(),
        values: wanted
            .measures
            .iter()
            .filter(|measure| ![REPORTING, TOTALS].contains(measure))
            .map(|&measure| measure.to_owned())
            .collect(),
    });
    plan.rows
        .extend(kinds.class_is.iter().map(|(class, value)| match value {
            Some(value) => Condition::IsOneOf {
                column: class.id.clone(),
                values: vec![value.clone()],
            },
            None => Condition::IsUnknown {
                column: class.id.clone(),
            },
        }));
    plan.group_by
        .extend(kinds.classes.iter().map(|class| class.id.clone()));
    plan
}

/// Sums by class, sorted by measure, place, level and day, into the series of each combination.
fn split(
    rows: &DataFrame,
    kinds: &Kinds<'_>,
    into: &mut BTreeMap<Vec<Option<String>>, SeriesSet>,
) -> Result<(), AnalyticsError> {
    if kinds.classes.is_empty() {
        return add_series(rows, into.entry(Vec::new()).or_default());
    }
    let columns: Vec<&StringChunked> = kinds
        .classes
        .iter()
        .map(|class| rows.column(&class.id)?.str())
        .collect::<PolarsResult<_>>()?;
    let mut rows_of: BTreeMap<Vec<Option<&str>>, Vec<IdxSize>> = BTreeMap::new();
    for row in 0..rows.height() {
        let key = columns.iter().map(|column| column.get(row)).collect();
        rows_of
            .entry(key)
            .or_default()
            .push(IdxSize::try_from(row).unwrap_or(IdxSize::MAX));
    }
    for (key, positions) in rows_of {
        let positions = IdxCa::from_vec("".into(), positions);
        let key = key.into_iter().map(|value| value.map(str::to_owned)).collect();
        add_series(&rows.take(&positions)?, into.entry(key).or_default())?;
    }
    Ok(())
}

fn sums() -> Vec<Sum> {
    SUMS.map(|column| Sum {
        column: column.to_owned(),
    })
    .to_vec()
}
