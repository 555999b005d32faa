//! What a preview has read and judged, kept until it is confirmed, and taken in without reading the files again.
//!
//! It counts only as long as nothing has changed on which it depends: the tables that were compared with, and everything else
//! by which sheets are judged. Otherwise it is as if nothing had been prepared, and the files are read once more.

mod base;
mod preparing;

use polars::prelude::{ChunkCompareEq, DataFrame, PolarsError, PolarsResult};
use serde::{Deserialize, Serialize};
use store::columns::FY;
use store::{BatchByYear, BatchRecord, DatasetTable, Lake, Prepared, TableId};

use catalog::Catalog;
use jiff::SignedDuration;

use crate::error::IngestError;
use crate::findings_file;
use crate::frame;
use crate::options::Options;

use base::base;
pub(crate) use preparing::{Preparing, Put};

/// What ties prepared files together.
#[derive(Debug, Serialize, Deserialize)]
struct Plan {
    /// A hash of everything but the lake by which the sheets were judged.
    base: String,
    /// The tables that were compared with, and the version of each.
    tables: Vec<(TableId, Option<u64>)>,
    /// Every sheet that was told, in that order.
    sheets: Vec<Sheet>,
}

/// A sheet that was told.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sheet {
    /// The batch whose list of findings is written anew.
    batch: Option<String>,
    /// The file that holds the list, if anything was found.
    findings: Option<String>,
    delivery: Option<Delivery>,
}

/// What a sheet adds to the lake.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Delivery {
    /// As of the preview; the instant of taking in is put in later.
    record: BatchRecord,
    years: Vec<String>,
    number: usize,
    hash: String,
}

/// Takes in what a preview has prepared, as [`crate::ingest_inputs`] would if it read the files again: for each sheet that was
/// told, where its list of findings lies. Gives nothing, and changes nothing, if anything has changed since, or if not
/// everything could be prepared.
pub fn take_prepared(
    prepared: &Prepared,
    catalog: &Catalog,
    lake: &Lake,
    options: &Options,
) -> Result<Option<Vec<Option<String>>>, IngestError> {
    let _alone = lake.lock_intake()?;
    let plan = prepared
        .plan()
        .and_then(|plan| serde_json::from_slice::<Plan>(&plan).ok());
    let Some(plan) = plan.filter(|plan| holds(plan, prepared, (lake, options))) else {
        return Ok(None);
    };
    for (table, version) in &plan.tables {
        if lake.content_version(table)? != *version {
            return Ok(None);
        }
    }
    let Some(tables) = declared(&plan, catalog) else {
        return Ok(None);
    };
    let mut lists = Vec::with_capacity(plan.sheets.len());
    for sheet in &plan.sheets {
        let findings = sheet.findings.as_ref().map(|name| prepared.get(name));
        lists.push(match (&sheet.batch, findings) {
            (Some(batch), Some(Some(text))) => Some(findings_file::put(&options.data, batch, &text)?),
            (Some(batch), _) => {
                findings_file::remove(&options.data, batch)?;
                None
            }
            (None, _) => None,
        });
    }
    for (table, deliveries) in tables {
        let batches = deliveries
            .into_iter()
            .map(|(at, delivery)| batch(prepared, &table, delivery, (at, options)));
        lake.append_by_year(&table, batches.collect())?;
    }
    Ok(Some(
        lists
            .into_iter()
            .map(|path| path.map(|path| path.display().to_string()))
            .collect(),
    ))
}

/// Whether everything but the lake is as it was, and every file is there.
fn holds(plan: &Plan, prepared: &Prepared, (lake, options): (&Lake, &Options)) -> bool {
    let deliveries = plan.sheets.iter().filter_map(|sheet| sheet.delivery.as_ref());
    let mut names = plan.sheets.iter().filter_map(|sheet| sheet.findings.as_ref());
    base(options, lake).is_some_and(|now| now == plan.base)
        && names.all(|name| prepared.get(name).is_some())
        && deliveries
            .into_iter()
            .all(|delivery| prepared.has_rows(delivery.number, &delivery.hash))
}

/// Deliveries, each with its place among them, by their tables.
type ByTable<'p> = Vec<(DatasetTable, Vec<(i64, &'p Delivery)>)>;

fn declared<'p>(plan: &'p Plan, catalog: &Catalog) -> Option<ByTable<'p>> {
    let mut tables: ByTable<'_> = Vec::new();
    let deliveries = plan.sheets.iter().filter_map(|sheet| sheet.delivery.as_ref());
    for (at, delivery) in (0..).zip(deliveries) {
        let programme = catalog.programme(&delivery.record.programme)?;
        let table = frame::table(programme, programme.dataset(&delivery.record.dataset)?);
        match tables.iter_mut().find(|(known, _)| known.id() == table.id()) {
            Some((_, of_table)) => of_table.push((at, delivery)),
            None => tables.push((table, vec![(at, delivery)])),
        }
    }
    Some(tables)
}

/// A delivery as of now. Rows are read a financial year at a time, as they are written.
fn batch<'p>(
    prepared: &'p Prepared,
    table: &DatasetTable,
    delivery: &Delivery,
    (at, options): (i64, &Options),
) -> BatchByYear<'p> {
    let later = SignedDuration::from_micros(at);
    let taken_in = options.taken_in.saturating_add(later).unwrap_or(options.taken_in);
    let (id, number) = (table.id(), delivery.number);
    BatchByYear {
        record: BatchRecord {
            taken_in,
            ..delivery.record.clone()
        },
        years: delivery.years.clone(),
        rows: Box::new(move |fy| {
            let rows = prepared.rows(number, &id);
            of_year(
                &rows.map_err(|fault| PolarsError::ComputeError(fault.to_string().into()))?,
                fy,
            )
        }),
    }
}

fn of_year(rows: &DataFrame, fy: &str) -> PolarsResult<DataFrame> {
    rows.filter(&rows.column(FY)?.str()?.equal(fy))
}
