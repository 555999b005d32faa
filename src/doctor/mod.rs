//! `jela doctor`: looks whether everything is as it should be, and says how to mend what is not. It changes nothing.
//!
//! Each look is a function that adds what it found; one that can't look says so as a fault and keeps no other from looking.

mod keys;
mod lake;
mod machine;
mod mail;
mod settings;
mod state;

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use crate::config::Config;
use crate::console;
use crate::exit::Exit;

/// How to look.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One JSON object for each thing looked at.
    #[arg(long)]
    json: bool,
    /// Looks at sizes and ends of files only, not at every byte of them.
    #[arg(long)]
    quick: bool,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Standing {
    /// As it should be.
    Well,
    /// Not wrong yet, or not for certain.
    Warning,
    /// Wrong.
    Fault,
}

/// What a look found.
#[derive(Debug, Clone, Serialize)]
struct Found {
    /// What was looked at, as one word.
    look: &'static str,
    standing: Standing,
    /// What is there.
    what: String,
    /// How to mend it; nothing where all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<String>,
}

/// What is looked at, and what was found so far.
struct Visit<'v> {
    data: &'v Path,
    now: Timestamp,
    quick: bool,
    config: Config,
    found: Vec<Found>,
}

impl Visit<'_> {
    fn well(&mut self, look: &'static str, what: impl Into<String>) {
        self.add(look, Standing::Well, what.into(), None);
    }

    fn warn(&mut self, look: &'static str, what: impl Into<String>, mend: impl Into<String>) {
        self.add(look, Standing::Warning, what.into(), Some(mend.into()));
    }

    fn fault(&mut self, look: &'static str, what: impl Into<String>, mend: impl Into<String>) {
        self.add(look, Standing::Fault, what.into(), Some(mend.into()));
    }

    fn add(&mut self, look: &'static str, standing: Standing, what: String, mend: Option<String>) {
        self.found.push(Found {
            look,
            standing,
            what,
            mend,
        });
    }
}

/// Looks at everything; 0 if all is well or only to be watched, 3 if something has to be mended.
pub fn run(data: &Path, args: &Args, now: Timestamp) -> anyhow::Result<Exit> {
    let mut visit = Visit {
        data,
        now,
        quick: args.quick,
        config: Config::default(),
        found: Vec::new(),
    };
    settings::of_file(&mut visit);
    machine::directory(&mut visit);
    machine::disk(&mut visit);
    machine::secrets(&mut visit);
    machine::fonts(&mut visit);
    machine::server(&mut visit);
    machine::backups(&mut visit);
    settings::places_and_programmes(&mut visit);
    lake::files(&mut visit);
    lake::facts(&mut visit);
    keys::of_cases(&mut visit);
    state::look(&mut visit);
    machine::clock(&mut visit);
    mail::server(&mut visit);
    for found in &visit.found {
        tell(found, args.json)?;
    }
    let count = |standing| {
        visit
            .found
            .iter()
            .filter(|found| found.standing == standing)
            .count()
    };
    let (faults, warnings) = (count(Standing::Fault), count(Standing::Warning));
    if !args.json {
        console::print_line(&match (faults, warnings) {
            (0, 0) => "all is well".to_owned(),
            _ => format!("{faults} to be mended, {warnings} to be watched"),
        })?;
    }
    Ok(if faults > 0 { Exit::Rejected } else { Exit::Done })
}

fn tell(found: &Found, json: bool) -> anyhow::Result<()> {
    if json {
        return console::print_line(&serde_json::to_string(found)?);
    }
    let sign = match found.standing {
        Standing::Well => "well   ",
        Standing::Warning => "watch  ",
        Standing::Fault => "MEND   ",
    };
    console::print_line(&format!("{sign} {}: {}", found.look, found.what))?;
    match &found.mend {
        Some(mend) => console::print_line(&format!("         → {mend}")),
        None => Ok(()),
    }
}
