//! `jela check`: what `ingest` would do.

use std::path::{Path, PathBuf};

use catalog::Language;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::exit::Exit;
use crate::{config, console, findings, sheets};

/// How to read the files.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub how: Reading,
}

/// How to read files.
#[derive(Debug, clap::Args)]
pub struct Reading {
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
    /// Where to put findings workbooks: each sheet with its wrong cells marked and what to mend. Sheets that name people
    /// get one only here.
    #[arg(long, value_name = "DIR")]
    pub findings: Option<PathBuf>,
    /// The language of findings workbooks: en, bn or hi.
    #[arg(long, value_name = "L", default_value = "en")]
    pub language: Language,
    /// One JSON object for each sheet.
    #[arg(long)]
    pub json: bool,
}

impl Reading {
    /// Where findings workbooks go and how they speak.
    pub fn wanted(&self) -> findings::Wanted<'_> {
        findings::Wanted {
            folder: self.findings.as_deref(),
            language: self.language,
        }
    }

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

/// What to check, and where to write what a person has to decide.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The same as for `ingest`.
    #[command(flatten)]
    pub read: Args,
    /// Write a map of what unknown headers and places may mean, to be looked through and given with --map.
    #[arg(long, value_name = "FILE")]
    pub write_map: Option<PathBuf>,
}

/// Says what would become of each sheet.
pub fn run(data: &Path, check: &CheckArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let args = &check.read;
    let catalog = config::catalog(data)?;
    let mut reports = ingest::check(&args.paths, &catalog, &args.how.options(data, now))?;
    if args.how.findings.is_some() {
        findings::write(&mut reports, args.how.wanted(), data)?;
    }
    if let Some(path) = &check.write_map {
        match ingest::proposed_map(&reports) {
            Some(map) => {
                ingest::write_whole(path, map.as_bytes())?;
                console::say(&format!(
                    "{}: look through it, then give it with --map",
                    path.display()
                ));
            }
            None => console::say("nothing is unknown that could be proposed; no map was written"),
        }
    }
    sheets::tell(&reports, args.how.json)?;
    Ok(sheets::exit(&reports))
}
