//! `jela undo`: takes a batch back.

use std::path::Path;

use jiff::Timestamp;
use store::state::{Deed, Kind};
use store::{BatchId, Lake, State};

use crate::config;
use crate::console;
use crate::exit::{Exit, Usage};

/// What to take back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The batch's id, as `jela batches` lists it.
    batch: String,
}

/// Takes a batch back; what it had superseded counts again.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    let batch: BatchId = args
        .batch
        .parse()
        .map_err(|fault: store::NotABatchId| Usage(fault.to_string()))?;
    let lake = Lake::open(data)?;
    // Nobody writes rows again meanwhile.
    let _alone = lake.lock_intake()?;
    let outcome = lake.undo(&batch, now)?;
    State::open(data)?.log(Deed::of_operator(Kind::Change, format!("undo {batch}")), now)?;
    // A list of units may have been taken back.
    ingest::write_units(&*config::catalog(data)?, &lake, data)?;
    config::engine(data, &config::catalog(data)?)?;
    console::say(&format!(
        "{batch}: taken back from {}; deliveries that no longer count: {}",
        outcome.table, outcome.deliveries
    ));
    Ok(Exit::Done)
}
