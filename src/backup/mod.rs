//! `jela backup FILE`: everything that is needed to begin again elsewhere, while the server serves; and `jela restore FILE`.
//!
//! FILE is a tar archive that grows. Each backup adds a **part**: the files that are new or changed since the part before,
//! then an index that names every file of the data directory, with its checksum and the part in which it lies. A part whose
//! index is missing was cut short and counts as nothing, so a kill at any point leaves the parts before it whole. `tar`
//! opens it too, should jela itself be lost.
//!
//! What is copied fits together, in this order: the state as SQLite copies it at one moment; the manifest and the facts it
//! names; each table of the lake as of one version of its log; originals and settings last. So whatever the state tells of is
//! in the lake, and rows are at least as new as facts, which catch up by themselves.

mod archive;
mod collect;
mod last;
mod part;
mod restore;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::console;
use crate::exit::Exit;
use archive::Archive;
use part::Part;

pub use last::LastBackup;
pub use restore::{Args as RestoreArgs, run as restore};

/// What to back up, and where to.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The archive. One that is there gets a further part, with what is new or changed.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Leaves the secrets of DATA/keys out. Keep them elsewhere: without them originals do not open, and children are not known again.
    #[arg(long)]
    without_keys: bool,
    /// Only lists the parts that the archive has.
    #[arg(long, conflicts_with = "check")]
    list: bool,
    /// Only reads the whole archive and compares every file with its checksum.
    #[arg(long)]
    check: bool,
    /// One JSON object for each part.
    #[arg(long)]
    json: bool,
}

/// Adds a part, or tells of those that are there.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    if args.list || args.check {
        let archive = Archive::read(&args.file)?;
        if args.check {
            archive.check()?;
            console::say(&format!("{}: every file has its checksum", args.file.display()));
        }
        for part in archive.parts() {
            tell(part, args.json)?;
        }
        return Ok(Exit::Done);
    }
    let part = collect::back_up(data, &args.file, args.without_keys, now)?;
    tell(&part, args.json)?;
    if args.without_keys {
        console::say("the secrets of DATA/keys are not in it; keep a copy of that folder elsewhere");
    }
    Ok(Exit::Done)
}

fn tell(part: &Part, json: bool) -> anyhow::Result<()> {
    if json {
        return console::print_line(&serde_json::to_string(&part.summary())?);
    }
    let summary = part.summary();
    console::print_line(&format!(
        "part {} of {}: data version {}, {} files, {} MB; of these new or changed: {} files, {} MB",
        summary.part,
        summary.at,
        summary.data_version,
        summary.files,
        summary.bytes >> 20,
        summary.new_files,
        summary.new_bytes >> 20
    ))
}
