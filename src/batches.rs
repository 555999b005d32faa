//! `jela batches`: what was taken in, what one batch changed, and how two differ.

use std::path::Path;

use catalog::Catalog;
use catalog::programme::Dataset;
use clap::Subcommand;
use ingest::Changes;
use serde::Serialize;
use store::{BatchEntry, BatchId, Lake};

use crate::config;
use crate::console;
use crate::exit::{Exit, Usage};
use crate::table;

/// What to list.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One JSON object for each delivery.
    #[arg(long, global = true)]
    json: bool,
    /// One batch, or two, instead of all.
    #[command(subcommand)]
    chosen: Option<Chosen>,
}

#[derive(Debug, Subcommand)]
enum Chosen {
    /// Shows one batch: its deliveries, and what the last of them changed against what stood before it.
    Show {
        /// Its id.
        batch: String,
    },
    /// Shows what one batch says otherwise than another of the same dataset.
    Diff {
        /// The batch to compare with.
        before: String,
        /// The batch that is compared.
        after: String,
    },
}

/// One delivery, as JSON tells it.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    record: &'a store::BatchRecord,
    undone: Option<jiff::Timestamp>,
    version: u64,
    /// Of a single batch: what the delivery changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Changes>,
}

/// Lists deliveries, oldest first; or tells of one batch, or of two.
pub fn run(data: &Path, args: &Args) -> anyhow::Result<Exit> {
    let lake = Lake::open(data)?;
    let mut entries = lake.batches(None)?;
    entries.sort_by_key(|entry| entry.record.taken_in);
    match &args.chosen {
        None => list(&entries, args.json)?,
        Some(Chosen::Show { batch }) => {
            entries = deliveries(entries, batch)?;
            show(data, &lake, &entries, args.json)?;
        }
        Some(Chosen::Diff { before, after }) => {
            let before = deliveries(entries.clone(), before)?;
            let after = deliveries(entries, after)?;
            diff(data, &lake, (&before, &after), args.json)?;
        }
    }
    Ok(Exit::Done)
}

/// The deliveries of a batch that must exist.
fn deliveries(mut entries: Vec<BatchEntry>, batch: &str) -> Result<Vec<BatchEntry>, Usage> {
    let id: BatchId = batch
        .parse()
        .map_err(|fault: store::NotABatchId| Usage(fault.to_string()))?;
    entries.retain(|entry| entry.record.batch == id);
    if entries.is_empty() {
        return Err(Usage(format!(
            "there is no batch `{batch}`; `jela batches` lists them"
        )));
    }
    Ok(entries)
}

fn list(entries: &[BatchEntry], json: bool) -> anyhow::Result<()> {
    if json {
        entries.iter().try_for_each(|entry| line(entry, None))
    } else {
        let rows: Vec<_> = entries.iter().map(cells).collect();
        print_table(&HEADERS, &rows)
    }
}

fn show(data: &Path, lake: &Lake, entries: &[BatchEntry], json: bool) -> anyhow::Result<()> {
    let catalog = config::catalog(data)?;
    let changes = |entry: &BatchEntry| {
        let dataset = dataset(&catalog, entry)?;
        Ok::<_, anyhow::Error>(ingest::changes_of_delivery(lake, dataset, entry)?)
    };
    if json {
        return entries
            .iter()
            .try_for_each(|entry| line(entry, Some(changes(entry)?)));
    }
    list(entries, false)?;
    match entries.last() {
        Some(last) => tell(&changes(last)?, "against what stood before"),
        None => Ok(()),
    }
}

fn diff(
    data: &Path,
    lake: &Lake,
    (before, after): (&[BatchEntry], &[BatchEntry]),
    json: bool,
) -> anyhow::Result<()> {
    let (Some(before), Some(after)) = (before.last(), after.last()) else {
        return Ok(());
    };
    if before.record.table() != after.record.table() {
        let (one, other) = (before.record.table(), after.record.table());
        return Err(Usage(format!(
            "the batches are of {one} and {other}, and say nothing of one another"
        ))
        .into());
    }
    let catalog = config::catalog(data)?;
    let dataset = dataset(&catalog, after)?;
    let changes = ingest::changes_between(lake, dataset, after, Some(before))?;
    match json {
        true => console::print_line(&serde_json::to_string(&changes)?),
        false => tell(&changes, &format!("against {}", before.record.batch)),
    }
}

fn dataset<'c>(catalog: &'c Catalog, entry: &BatchEntry) -> Result<&'c Dataset, Usage> {
    let record = &entry.record;
    let programme = catalog.programme(&record.programme);
    let dataset = programme.and_then(|programme| programme.dataset(&record.dataset));
    dataset.ok_or_else(|| Usage(format!("{} is declared no more", record.table())))
}

fn line(entry: &BatchEntry, changes: Option<Changes>) -> anyhow::Result<()> {
    console::print_line(&serde_json::to_string(&Line {
        record: &entry.record,
        undone: entry.undone,
        version: entry.version,
        changes,
    })?)
}

fn tell(changes: &Changes, against: &str) -> anyhow::Result<()> {
    let Changes {
        new,
        changed,
        unchanged,
        sample,
        ..
    } = changes;
    console::print_line(&format!(
        "{new} rows new, {changed} changed, {unchanged} unchanged, {against}"
    ))?;
    if sample.is_empty() {
        return Ok(());
    }
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "not reported".to_owned());
    let rows: Vec<Vec<String>> = sample
        .iter()
        .map(|change| {
            vec![
                change.row.to_string(),
                change.place.clone(),
                change.date.map(|day| day.to_string()).unwrap_or_default(),
                change.column.clone(),
                value(&change.before),
                value(&change.after),
            ]
        })
        .collect();
    print_table(&["row", "place", "date", "column", "before", "after"], &rows)
}

fn print_table<const N: usize>(headers: &[&str; N], rows: &[Vec<String>]) -> anyhow::Result<()> {
    console::print(table::text(&headers.map(str::to_owned), rows).as_bytes())
}

const HEADERS: [&str; 9] = [
    "batch", "taken in", "dataset", "as on", "file", "sheet", "accepted", "left out", "state",
];

fn cells(entry: &BatchEntry) -> Vec<String> {
    let record = &entry.record;
    vec![
        record.batch.to_string(),
        record.taken_in.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
        format!("{} {}", record.programme, record.dataset),
        record.as_on.map(|day| day.to_string()).unwrap_or_default(),
        record.file.clone(),
        record.sheet.clone(),
        record.rows_accepted.to_string(),
        record.rows_rejected.to_string(),
        entry.undone.map_or_else(String::new, |_| "undone".to_owned()),
    ]
}
