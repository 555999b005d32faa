//! `jela check`: what `ingest` would do.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::exit::Exit;
use crate::{config, sheets};

/// How to read the files.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Take every sheet as one of this programme.
    #[arg(long)]
    pub programme: Option<String>,
    /// Take every sheet as one of this dataset.
    #[arg(long)]
    pub dataset: Option<String>,
    /// The day for which sheets without a date are true.
    #[arg(long, value_name = "DATE")]
    pub as_on: Option<Date>,
    /// A file that says what unknown headers and place names mean.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// One JSON object for each sheet.
    #[arg(long)]
    pub json: bool,
}

impl Args {
    /// The same for `ingest`.
    pub fn options(&self, data: &Path, now: Timestamp) -> ingest::Options {
        ingest::Options {
            programme: self.programme.clone(),
            dataset: self.dataset.clone(),
            as_on: self.as_on,
            map: self.map.clone(),
            ..ingest::Options::new(data, now)
        }
    }
}

/// Says what would become of each sheet.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let reports = ingest::check(&args.paths, &catalog, &args.options(data, now))?;
    sheets::tell(&reports, args.json)?;
    Ok(sheets::exit(&reports))
}
