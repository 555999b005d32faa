//! `jela programme`: the programmes jela knows, and whether a declared one makes sense.

use std::path::{Path, PathBuf};

use catalog::programme::Programmes;
use clap::Subcommand;

use crate::console;
use crate::exit::{Exit, Usage};
use crate::{config, table};

/// What to do with programmes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Lists the programmes.
    List,
    /// Checks the `programme.toml` in a folder; every fault is listed.
    Check {
        /// The folder.
        folder: PathBuf,
    },
}

/// Lists or checks programmes.
pub fn run(data: &Path, args: &Args) -> anyhow::Result<Exit> {
    match &args.what {
        What::List => list(data)?,
        What::Check { folder } => check(folder)?,
    }
    Ok(Exit::Done)
}

fn list(data: &Path) -> anyhow::Result<()> {
    let catalog = config::catalog(data)?;
    let rows: Vec<Vec<String>> = catalog
        .programmes
        .iter()
        .map(|programme| {
            let datasets: Vec<&str> = programme
                .datasets
                .iter()
                .map(|dataset| dataset.id.as_str())
                .collect();
            vec![
                programme.id.clone(),
                programme.title.en.clone(),
                datasets.join(", "),
            ]
        })
        .collect();
    console::print(table::text(&["programme", "title", "datasets"].map(str::to_owned), &rows).as_bytes())
}

fn check(folder: &Path) -> anyhow::Result<()> {
    let file = folder.join("programme.toml");
    let text =
        std::fs::read_to_string(&file).map_err(|fault| Usage(format!("{}: {fault}", file.display())))?;
    Programmes::default()
        .add(&file.display().to_string(), &text)
        .map_err(|fault| Usage(fault.to_string()))?;
    console::print_line(&format!("{}: no faults", file.display()))
}
