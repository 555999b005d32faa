//! Building: facts, rollups and provenance of the financial years that changed.

use std::collections::{BTreeMap, BTreeSet};

use catalog::programme::{Dataset, Measure, Programme};
use catalog::{Catalog, FinancialYear};
use polars::prelude::*;
use store::{
    BatchEntry, FactsKey, FactsKind, Lake, LakeFile, Manifest, PartitionManifest, TableId, TableManifest,
};

use crate::current::{current, latest_of_each_set};
use crate::day;
use crate::error::AnalyticsError;
use crate::facts::{Year, carries_over_new_year, facts};
use crate::names::DATE;
use crate::provenance::provenance;
use crate::recipe::recipe;
use crate::rollup::{holders, rollup};
use crate::rows_of::{deliveries, rows};
use crate::run;

/// The stored sums by place.
pub const BY_PLACE: &str = "by-place";
/// The stored provenance by place.
pub const SOURCES: &str = "sources";

/// How often publishing is tried again when others publish at the same time.
const TRIES: usize = 5;

/// Facts, rollup and provenance of one financial year, computed.
pub struct Built {
    /// Changes of reporting places.
    pub facts: DataFrame,
    /// Changes of the places that contain them.
    pub by_place: DataFrame,
    /// Where rows came from.
    pub sources: DataFrame,
}

/// What the facts of one table are made from.
pub struct Table<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset.
    pub dataset: &'a Dataset,
    /// Its files.
    pub files: Vec<LakeFile>,
    /// Its deliveries, all of them.
    pub entries: Vec<BatchEntry>,
}

impl<'a> Table<'a> {
    /// A table as it lies in the lake.
    pub fn read(lake: &Lake, programme: &'a Programme, dataset: &'a Dataset) -> Result<Self, AnalyticsError> {
        let id = TableId::new(&programme.id, &dataset.id);
        Ok(Self {
            programme,
            dataset,
            files: lake.files(&id)?,
            entries: lake.batches(Some(&id))?,
        })
    }

    fn measures(&self) -> Vec<&'a Measure> {
        self.programme
            .measures
            .iter()
            .filter(|measure| measure.dataset == self.dataset.id)
            .collect()
    }

    fn carries_over(&self) -> bool {
        self.measures()
            .iter()
            .any(|measure| carries_over_new_year(measure, &self.programme.restarts))
    }

    /// Facts of one year, of what was taken in by `known_on` (microseconds) where that is given.
    pub fn build(
        &self,
        fy: FinancialYear,
        holders: &DataFrame,
        known_on: Option<i64>,
    ) -> Result<Built, AnalyticsError> {
        let deliveries = deliveries(&self.entries, known_on)?;
        let counted = rows(&self.files_of(fy), self.dataset)?;
        let all = if self.carries_over() {
            concat([counted.clone(), self.rows_before(fy)?], UnionArgs::default())?
        } else {
            counted.clone()
        };
        let current = run::frame(current(all, &deliveries, self.dataset))?;
        let year = Year {
            first: fy.first_day(),
            last: fy.last_day(),
        };
        let (facts, by_place) = self.changes(&current, year, holders)?;
        let sources = run::frame(provenance(
            latest_of_each_set(counted, &deliveries),
            self.dataset,
            holders,
        )?)?;
        Ok(Built {
            facts,
            by_place,
            sources,
        })
    }

    /// Facts and their rollup, measure by measure in the order of their ids: all at once would hold a copy of the year
    /// for each.
    fn changes(
        &self,
        current: &DataFrame,
        year: Year,
        holders: &DataFrame,
    ) -> Result<(DataFrame, DataFrame), AnalyticsError> {
        let mut measures = self.measures();
        measures.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut all_facts, mut all_by_place) = (Vec::new(), Vec::new());
        for measure in measures {
            let facts = run::frame(facts(
                current,
                self.dataset,
                measure,
                &self.programme.restarts,
                year,
            ))?;
            all_by_place.push(run::frame(rollup(facts.clone().lazy(), holders))?);
            all_facts.push(facts);
        }
        Ok((stacked(all_facts)?, stacked(all_by_place)?))
    }

    fn files_of(&self, fy: FinancialYear) -> Vec<&LakeFile> {
        let name = fy.to_string();
        self.files.iter().filter(|file| file.fy == name).collect()
    }

    /// The rows at the end of the year before that may still hold on 1 April.
    fn rows_before(&self, fy: FinancialYear) -> Result<LazyFrame, AnalyticsError> {
        let oldest = day::number(fy.first_day()) - i32::from(self.dataset.reported_by.carry);
        let rows = rows(&self.files_of(fy.previous()), self.dataset)?;
        Ok(rows.filter(col(DATE).cast(DataType::Int32).gt_eq(lit(oldest))))
    }

    /// The financial years of which there are rows.
    pub fn years(&self) -> BTreeSet<String> {
        self.files.iter().map(|file| file.fy.clone()).collect()
    }

    /// The changed years, and those into which they are carried.
    fn to_build(&self, changed: BTreeSet<String>) -> BTreeSet<String> {
        let years = self.years();
        let next = changed
            .iter()
            .filter(|_| self.carries_over())
            .filter_map(|fy| Some(fy.parse::<FinancialYear>().ok()?.next().to_string()));
        let next: Vec<String> = next.filter(|fy| years.contains(fy)).collect();
        changed
            .into_iter()
            .chain(next)
            .filter(|fy| years.contains(fy))
            .collect()
    }
}

/// Frames of the same columns, one below the other.
fn stacked(frames: Vec<DataFrame>) -> PolarsResult<DataFrame> {
    let mut frames = frames.into_iter();
    let mut all = frames.next().unwrap_or_default();
    for frame in frames {
        all.vstack_mut_owned(frame)?;
    }
    Ok(all)
}

/// Brings facts up to date with the rows and publishes them; the data version, a new one only if anything changed.
pub fn refresh(lake: &Lake, catalog: &Catalog) -> Result<u64, AnalyticsError> {
    publish(lake, catalog, Known::Kept)
}

/// Computes all facts again and publishes them; the data version.
pub fn rebuild(lake: &Lake, catalog: &Catalog) -> Result<u64, AnalyticsError> {
    publish(lake, catalog, Known::Forgotten)
}

/// Whether facts that are up to date are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Kept,
    Forgotten,
}

fn publish(lake: &Lake, catalog: &Catalog, known: Known) -> Result<u64, AnalyticsError> {
    for _ in 0..TRIES {
        let mut manifest = lake.manifest()?;
        let previous = manifest.data_version;
        if known == Known::Forgotten {
            manifest.tables.clear();
        }
        let Some(next) = next_manifest(lake, catalog, manifest)? else {
            return Ok(previous);
        };
        match lake.publish(next, previous) {
            Ok(version) => return Ok(version),
            Err(store::StoreError::Conflict { .. }) => continue,
            Err(other) => return Err(other.into()),
        }
    }
    Err(AnalyticsError::Contended)
}

fn next_manifest(
    lake: &Lake,
    catalog: &Catalog,
    mut manifest: Manifest,
) -> Result<Option<Manifest>, AnalyticsError> {
    let mut changed = false;
    for programme in catalog.programmes.iter() {
        for dataset in &programme.datasets {
            let id = TableId::new(&programme.id, &dataset.id);
            let Some(rows_version) = lake.version(&id)? else {
                continue;
            };
            let recipe = recipe(programme, dataset, &catalog.places);
            let known = manifest.tables.get(&id).filter(|known| known.recipe == recipe);
            if known.is_some_and(|known| known.rows_version == rows_version) {
                continue;
            }
            let table = table_manifest(lake, catalog, programme, dataset, known, recipe, rows_version)?;
            manifest.made_at = manifest.made_at.max(last_moment(lake, &id)?);
            manifest.tables.insert(id, table);
            changed = true;
        }
    }
    Ok(changed.then_some(manifest))
}

fn table_manifest(
    lake: &Lake,
    catalog: &Catalog,
    programme: &Programme,
    dataset: &Dataset,
    known: Option<&TableManifest>,
    recipe: String,
    rows_version: u64,
) -> Result<TableManifest, AnalyticsError> {
    let id = TableId::new(&programme.id, &dataset.id);
    let table = Table::read(lake, programme, dataset)?;
    let changed = match known {
        Some(known) => lake.changed_partitions(&id, Some(known.rows_version))?,
        None => table.years(),
    };
    let mut partitions: BTreeMap<String, PartitionManifest> =
        known.map(|known| known.partitions.clone()).unwrap_or_default();
    let holders = holders(&catalog.places, dataset.reported_by.level)?;
    for fy in table.to_build(changed) {
        let Ok(year) = fy.parse::<FinancialYear>() else {
            continue;
        };
        let built = table.build(year, &holders, None)?;
        partitions.insert(fy.clone(), written(lake, &id, &fy, built)?);
    }
    Ok(TableManifest {
        rows_version,
        recipe,
        partitions,
    })
}

fn written(
    lake: &Lake,
    table: &TableId,
    fy: &str,
    built: Built,
) -> Result<PartitionManifest, AnalyticsError> {
    let write = |kind, frame| {
        lake.write_facts(
            &FactsKey {
                table: table.clone(),
                kind,
                fy: fy.to_owned(),
            },
            frame,
        )
    };
    let rollup = |name: &str| FactsKind::Rollup(name.to_owned());
    Ok(PartitionManifest {
        facts: write(FactsKind::Facts, built.facts)?,
        history: None,
        rollups: BTreeMap::from([
            (BY_PLACE.to_owned(), write(rollup(BY_PLACE), built.by_place)?),
            (SOURCES.to_owned(), write(rollup(SOURCES), built.sources)?),
        ]),
    })
}

fn last_moment(lake: &Lake, table: &TableId) -> Result<Option<jiff::Timestamp>, AnalyticsError> {
    let entries = lake.batches(Some(table))?;
    Ok(entries
        .iter()
        .flat_map(|entry| entry.undone.into_iter().chain([entry.record.taken_in]))
        .max())
}
