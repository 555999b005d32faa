//! `jela programme`: the programmes jela knows, and the kit to declare another.

mod check;
mod declaration;
mod new;
mod outline;
mod preview;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::Timestamp;

use crate::config::Config;
use crate::console;
use crate::exit::Exit;
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
        /// One JSON object for each fault.
        #[arg(long)]
        json: bool,
    },
    /// Writes a first `programme.toml`, from an example workbook if one is given.
    New(new::Args),
    /// Serves a programme with some workbooks from a temporary data directory.
    Preview(preview::Args),
    /// Prints the JSON Schema of the format, for editors.
    Schema,
}

/// Runs one of them.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    match &args.what {
        What::List => list(data)?,
        What::Check { folder, json } => return check::run(folder, *json),
        What::New(args) => return new::run(data, args),
        What::Preview(args) => return preview::run(data, args, config, now),
        What::Schema => console::print_line(&serde_json::to_string_pretty(&catalog::programme::schema())?)?,
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
