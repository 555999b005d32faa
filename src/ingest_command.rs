//! `jela ingest`: takes files and folders in, and brings the facts up to date.
//!
//! The files lie on the disk of whoever runs the command, who waits for the outcome: so they are taken in here, by the same
//! function as the jobs of the queue, and a command that is killed is simply given again. Only `--watch` uses the queue.

use std::path::{Path, PathBuf};

use catalog::Catalog;
use indicatif::{ProgressBar, ProgressStyle};
use ingest::{Progress, ReadingOptions, SheetReport, Status};
use jiff::Timestamp;
use store::state::{Deed, Kind};
use store::{Lake, State};

use crate::config::Config;
use crate::exit::Exit;
use crate::{check, clock, config, findings, sheets, watch};

/// How to take the files in.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders.
    #[arg(required_unless_present = "watch", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The same as for `check`.
    #[command(flatten)]
    pub how: check::Reading,
    /// A folder of which everything that is put into it is taken in, until the command is ended.
    #[arg(long, value_name = "DIR")]
    pub watch: Option<PathBuf>,
}

/// Takes the files in and says what became of each sheet.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    if args.paths.is_empty()
        && let Some(folder) = &args.watch
    {
        return watched(data, folder, args, config);
    }
    store::check_room(data, config.system.disk_reserve())?;
    let exit = once(data, args, now)?;
    match &args.watch {
        Some(folder) => watched(data, folder, args, config),
        None => Ok(exit),
    }
}

fn watched(data: &Path, folder: &Path, args: &Args, config: &Config) -> anyhow::Result<Exit> {
    let how = &args.how;
    let map = how.map.as_ref().map(std::path::absolute).transpose()?;
    let options = ReadingOptions {
        programme: how.programme.clone(),
        dataset: how.dataset.clone(),
        as_on: how.as_on,
        map,
    };
    watch::run(data, folder, &options, how.json, config)
}

fn once(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    clock::check(&Lake::open(data)?, now)?;
    let catalog = config::catalog(data)?;
    let mut reports = take_in(data, &catalog, &args.paths, &args.how.options(data, now))?;
    log(data, &reports, now)?;
    findings::write(&mut reports, args.how.wanted(), data)?;
    // Lists of units that were taken in have added places.
    config::engine(data, &config::catalog(data)?)?;
    sheets::tell(&reports, args.how.json)?;
    Ok(sheets::exit(&reports))
}

/// What was taken in by whoever has the server's command line.
fn log(data: &Path, reports: &[SheetReport], now: Timestamp) -> anyhow::Result<()> {
    let taken = reports.iter().filter(|report| report.status == Status::Taken);
    let batches: Vec<String> = taken
        .filter_map(|report| report.batch.as_ref().map(ToString::to_string))
        .collect();
    if batches.is_empty() {
        return Ok(());
    }
    let state = State::open(data)?;
    // As many ids as an entry holds.
    for some in batches.chunks(20) {
        state.log(
            Deed::of_operator(Kind::Upload, format!("taken in {}", some.join(" "))),
            now,
        )?;
    }
    Ok(())
}

/// Takes files in, with a progress bar where standard error is a terminal.
pub fn take_in(
    data: &Path,
    catalog: &Catalog,
    paths: &[PathBuf],
    options: &ingest::Options,
) -> anyhow::Result<Vec<SheetReport>> {
    let lake = Lake::open(data)?;
    let bar = ProgressBar::new(0).with_style(style());
    let reports = ingest::ingest(paths, catalog, &lake, options, |progress| show(&bar, progress))?;
    bar.finish_and_clear();
    Ok(reports)
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_length(progress.of as u64);
    bar.set_position(progress.done as u64);
    let name = progress
        .file
        .as_ref()
        .and_then(|file| file.file_name())
        .map(|name| name.to_string_lossy().into_owned());
    bar.set_message(name.unwrap_or_else(|| "storing the rows".to_owned()));
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:30} {pos} of {len} files  {msg}").expect("the template is well formed")
}
