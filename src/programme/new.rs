//! `jela programme new`: a first `programme.toml`, from an example workbook or from a made-up one.

use std::path::{Path, PathBuf};

use anyhow::Context;
use catalog::programme::{Severity, diagnose};

use super::declaration;
use super::outline::{Outline, outlines};
use crate::console;
use crate::exit::{Exit, Unread, Usage};

/// What to write.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The programme's id: small letters, digits and hyphens.
    name: String,
    /// An example workbook, to infer datasets and columns from.
    #[arg(long, value_name = "WORKBOOK")]
    from: Option<PathBuf>,
    /// The folder to write to; `DATA/programmes/NAME` unless told.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// What stands in for a workbook where none is given.
const EXAMPLE: &str = "District,Block,Date,Families eligible,Families served\n\
                       Bankura,Onda,01/11/2026,120,80\nBankura,Onda,02/11/2026,110,90\n";

/// Writes the declaration. What stands there already is not written over.
pub fn run(data: &Path, args: &Args) -> anyhow::Result<Exit> {
    let outlines = match &args.from {
        Some(workbook) => of_workbook(workbook)?,
        None => outlines(&ingest::read::workbook_bytes("returns.csv", EXAMPLE.as_bytes())?),
    };
    let text = declaration::text(&args.name, &outlines);
    if let Some(fault) = diagnose(&text).iter().find(|one| one.severity == Severity::Fault) {
        return Err(Usage(format!("{}: {}", fault.problem, fault.hint)).into());
    }
    let folder = args
        .out
        .clone()
        .unwrap_or_else(|| data.join("programmes").join(&args.name));
    let file = folder.join("programme.toml");
    if file.exists() {
        return Err(Usage(format!("{} is there already; move it away first", file.display())).into());
    }
    let unwritable = || format!("{} can't be written", file.display());
    std::fs::create_dir_all(&folder).with_context(unwritable)?;
    std::fs::write(&file, text).with_context(unwritable)?;
    console::print_line(&file.display().to_string())?;
    Ok(Exit::Done)
}

fn of_workbook(workbook: &Path) -> anyhow::Result<Vec<Outline>> {
    let book = ingest::read::workbook(workbook).map_err(|fault| Unread(fault.to_string()))?;
    let outlines = outlines(&book);
    for outline in &outlines {
        if let Some(lack) = outline.lack() {
            let (file, sheet) = (workbook.display(), &outline.sheet);
            console::say(&format!("{file}, sheet {sheet}: left aside: {lack}"));
        }
    }
    if !outlines.iter().any(Outline::is_useful) {
        let message = format!(
            "{}: no sheet has a column that names places (State, District, Block, GP …) and one with counts or amounts",
            workbook.display()
        );
        return Err(Unread(message).into());
    }
    Ok(outlines)
}
