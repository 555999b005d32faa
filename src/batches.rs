//! `jela batches`: what was taken in.

use std::path::Path;

use clap::Subcommand;
use serde::Serialize;
use store::{BatchEntry, BatchId, Lake};

use crate::console;
use crate::exit::{Exit, Usage};
use crate::table;

/// What to list.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One JSON object for each delivery.
    #[arg(long, global = true)]
    json: bool,
    /// One batch instead of all.
    #[command(subcommand)]
    one: Option<One>,
}

#[derive(Debug, Subcommand)]
enum One {
    /// Shows one batch.
    Show {
        /// Its id.
        batch: String,
    },
}

/// One delivery, as JSON tells it.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    record: &'a store::BatchRecord,
    undone: Option<jiff::Timestamp>,
    version: u64,
}

/// Lists deliveries, oldest first.
pub fn run(data: &Path, args: &Args) -> anyhow::Result<Exit> {
    let mut entries = Lake::open(data)?.batches(None)?;
    if let Some(One::Show { batch }) = &args.one {
        let id: BatchId = batch
            .parse()
            .map_err(|fault: store::NotABatchId| Usage(fault.to_string()))?;
        entries.retain(|entry| entry.record.batch == id);
        if entries.is_empty() {
            return Err(Usage(format!("there is no batch `{batch}`; `jela batches` lists them")).into());
        }
    }
    entries.sort_by_key(|entry| entry.record.taken_in);
    if args.json {
        for BatchEntry {
            record,
            undone,
            version,
            ..
        } in &entries
        {
            console::print_line(&serde_json::to_string(&Line {
                record,
                undone: *undone,
                version: *version,
            })?)?;
        }
    } else {
        console::print(
            table::text(
                &HEADERS.map(str::to_owned),
                &entries.iter().map(cells).collect::<Vec<_>>(),
            )
            .as_bytes(),
        )?;
    }
    Ok(Exit::Done)
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
