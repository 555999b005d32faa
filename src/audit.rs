//! `jela audit`: the log of who did what.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Subcommand, ValueEnum};
use store::State;
use store::state::{Kind, Sieve, as_csv, as_json_lines};

use crate::console;
use crate::exit::{Exit, Usage};

/// What to do with the log.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Proves that nothing in the log was altered, or names the first entry that was.
    Verify {
        /// A folder with copies of anchors that were kept elsewhere.
        #[arg(long = "anchors", value_name = "DIR")]
        copies: Vec<PathBuf>,
    },
    /// Prints entries, the newest first.
    Export(Export),
}

#[derive(Debug, clap::Args)]
struct Export {
    /// Only those of an account.
    #[arg(long, value_name = "NAME")]
    account: Option<String>,
    /// Only those of a kind: sign-in, line-list, export, mail, upload, change.
    #[arg(long, value_name = "KIND", value_parser = Kind::from_str)]
    kind: Option<Kind>,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Jsonl,
}

/// Entries that are read at once.
const AT_ONCE: u32 = 10_000;

/// Verifies or prints the log.
pub fn run(data: &Path, args: &Args) -> anyhow::Result<Exit> {
    let state = State::open_existing(data)?;
    let Some(state) = state else {
        return nothing(&args.what);
    };
    match &args.what {
        What::Verify { copies } => verify(&state, copies),
        What::Export(export) => print(&state, export),
    }
}

/// No state, no log: then there is nothing to prove, unless anchors say that there was.
fn nothing(what: &What) -> anyhow::Result<Exit> {
    if let What::Verify { copies } = what
        && !copies.is_empty()
    {
        return Err(Usage(
            "there is no state, and so no log to hold the anchors against; give --data".into(),
        )
        .into());
    }
    console::say("there is no log yet");
    Ok(Exit::Done)
}

fn verify(state: &State, copies: &[PathBuf]) -> anyhow::Result<Exit> {
    let missing = copies.iter().find(|folder| !folder.is_dir());
    if let Some(folder) = missing {
        return Err(Usage(format!("{} is no folder", folder.display())).into());
    }
    match state.verify_audit(copies)? {
        Ok(whole) => {
            console::print_line(&format!(
                "whole: {} entries, {} anchors agree",
                whole.entries, whole.anchors
            ))?;
            Ok(Exit::Done)
        }
        Err(broken) => {
            console::print_line(&format!("broken: {broken}"))?;
            Err(anyhow::anyhow!(
                "the audit log was altered, or belongs to an older backup than its anchors; keep the data directory as it is"
            ))
        }
    }
}

fn print(state: &State, export: &Export) -> anyhow::Result<Exit> {
    let mut sieve = Sieve {
        account: export.account.clone(),
        kind: export.kind,
        ..Sieve::default()
    };
    let mut is_first = true;
    loop {
        let entries = state.audit_entries(&sieve, AT_ONCE)?;
        let text = match export.format {
            Form::Jsonl => as_json_lines(&entries),
            Form::Csv => {
                let whole = as_csv(&entries);
                let head = whole.find('\n').map_or(0, |end| end + 1);
                whole[if is_first { 0 } else { head }..].to_owned()
            }
        };
        console::print(text.as_bytes())?;
        is_first = false;
        match entries.last() {
            Some(last) => sieve.below = Some(last.number),
            None => return Ok(Exit::Done),
        }
    }
}
