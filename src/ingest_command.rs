//! `jela ingest`: takes files and folders in, and brings the facts up to date.

use std::path::{Path, PathBuf};

use catalog::Catalog;
use indicatif::{ProgressBar, ProgressStyle};
use ingest::{Progress, SheetReport};
use jiff::Timestamp;
use store::Lake;

use crate::exit::Exit;
use crate::{check, config, sheets};

/// How to take the files in.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The same as for `check`.
    #[command(flatten)]
    pub read: check::Args,
}

/// Takes the files in and says what became of each sheet.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let reports = take_in(data, &catalog, &args.read.paths, &args.read.options(data, now))?;
    // Lists of units that were taken in have added places.
    config::engine(data, &config::catalog(data)?)?;
    sheets::tell(&reports, args.read.json)?;
    Ok(sheets::exit(&reports))
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
