//! Building: facts, rollups and provenance of the financial years that changed.

mod cases;
mod docket;
mod follow;
mod series;
mod table;
mod tally;

use std::collections::BTreeMap;

use catalog::programme::{Dataset, Keeps, Programme};
use catalog::{Catalog, FinancialYear};
use store::{FactsKey, FactsKind, Lake, Manifest, PartitionManifest, TableId, TableManifest};

use crate::error::AnalyticsError;
use crate::published;
use crate::recipe::recipe;
use crate::rollup::holders;

pub use table::{Built, Table};

/// The stored sums by place.
pub const BY_PLACE: &str = "by-place";
/// The stored provenance by place.
pub const SOURCES: &str = "sources";
/// The stored lines of cases, with their derived columns.
pub const LINES: &str = "lines";
/// The stored times under care of followed cases.
pub const SPELLS: &str = "spells";
/// Which returns have come, by unit and period.
pub const RETURNS: &str = "returns";

/// How often publishing is tried again when others publish at the same time.
const TRIES: usize = 5;

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
            // What was hidden once stays hidden: the published cubes are no facts, and are kept.
            manifest.tables.clear();
        }
        let facts_changed = bring_up_to_date(lake, catalog, &mut manifest)?;
        // What is published is settled before anybody can see the facts that it is made from.
        let cubes_changed = published::make(lake, catalog, &mut manifest)?;
        if !facts_changed && !cubes_changed {
            return Ok(previous);
        }
        match lake.publish(manifest, previous) {
            Ok(version) => return Ok(version),
            Err(store::StoreError::Conflict { .. }) => continue,
            Err(other) => return Err(other.into()),
        }
    }
    Err(AnalyticsError::Contended)
}

/// Computes the facts of tables whose rows or recipe changed; whether any did.
fn bring_up_to_date(lake: &Lake, catalog: &Catalog, manifest: &mut Manifest) -> Result<bool, AnalyticsError> {
    let mut changed = false;
    for programme in catalog.programmes.iter() {
        for dataset in &programme.datasets {
            let id = TableId::new(&programme.id, &dataset.id);
            let Some(rows_version) = lake.content_version(&rows_of(programme, dataset))? else {
                continue;
            };
            let recipe = format!(
                "{}{}",
                recipe(programme, dataset, &catalog.places),
                beside_versions(lake, programme, dataset)?
            );
            let known = manifest.tables.get(&id).filter(|known| known.recipe == recipe);
            if known.is_some_and(|known| known.rows_version == rows_version) {
                continue;
            }
            let table = table_manifest(lake, catalog, programme, dataset, known, recipe, rows_version)?;
            manifest.made_at = manifest
                .made_at
                .max(last_moment(lake, &rows_of(programme, dataset))?);
            manifest.tables.insert(id, table);
            changed = true;
        }
    }
    Ok(changed)
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
    let table = Table::read(lake, catalog, programme, dataset)?;
    let changed = match known {
        // What is followed may have begun in any year, and a matter of any year may be told anew.
        Some(known) if !matches!(dataset.keeps, Keeps::Follow(_) | Keeps::Docket(_)) => {
            lake.changed_partitions(&id, Some(known.rows_version))?
        }
        _ => table.years(),
    };
    let mut partitions: BTreeMap<String, PartitionManifest> =
        known.map(|known| known.partitions.clone()).unwrap_or_default();
    let holders = holders(&catalog.places, dataset.reported_by)?;
    // Of a year whose rows were all taken out nothing is left, unless something is carried into it.
    let years = table.years();
    let is_emptied =
        |fy: &String| changed.contains(fy) || matches!(dataset.keeps, Keeps::Follow(_) | Keeps::Docket(_));
    partitions.retain(|fy, _| years.contains(fy) || !is_emptied(fy));
    for fy in table.to_build(changed) {
        let Ok(year) = fy.parse::<FinancialYear>() else {
            continue;
        };
        let built = table.build(year, &holders, None)?;
        if built.facts.height() == 0 && !table.years().contains(&fy) {
            partitions.remove(&fy); // nothing is carried into it
            continue;
        }
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
    let mut rollups = BTreeMap::new();
    let named = [
        (BY_PLACE, Some(built.by_place)),
        (SOURCES, Some(built.sources)),
        (LINES, built.lines),
        (SPELLS, built.spells),
        (RETURNS, built.returns),
    ];
    for (name, frame) in named {
        if let Some(frame) = frame {
            rollups.insert(name.to_owned(), write(FactsKind::Rollup(name.to_owned()), frame)?);
        }
    }
    Ok(PartitionManifest {
        facts: write(FactsKind::Facts, built.facts)?,
        history: None,
        rollups,
    })
}

/// The table whose rows a dataset's facts follow from: its own, or that of the cases it follows.
fn rows_of(programme: &Programme, dataset: &Dataset) -> TableId {
    match &dataset.keeps {
        Keeps::Follow(follow) => TableId::new(&programme.id, &follow.of),
        Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Cases(_) | Keeps::Docket(_) => {
            TableId::new(&programme.id, &dataset.id)
        }
    }
}

/// The versions of the tables that are read beside a dataset's own rows, so that facts are made anew with them.
fn beside_versions(lake: &Lake, programme: &Programme, dataset: &Dataset) -> Result<String, AnalyticsError> {
    let beside: Vec<&String> = match &dataset.keeps {
        Keeps::Series | Keeps::Tally(_) | Keeps::Register(_) | Keeps::Docket(_) => Vec::new(),
        Keeps::Cases(cases) => cases.register.iter().chain(&cases.totals).collect(),
        Keeps::Follow(follow) => follow.events.iter().collect(),
    };
    let mut versions = String::new();
    for other in beside {
        let version = lake.content_version(&TableId::new(&programme.id, other))?;
        versions.push_str(&format!(
            "-{}",
            version.map_or_else(|| "none".to_owned(), |version| version.to_string())
        ));
    }
    Ok(versions)
}

fn last_moment(lake: &Lake, table: &TableId) -> Result<Option<jiff::Timestamp>, AnalyticsError> {
    let entries = lake.batches(Some(table))?;
    Ok(entries
        .iter()
        .flat_map(|entry| entry.undone.into_iter().chain([entry.record.taken_in]))
        .max())
}
