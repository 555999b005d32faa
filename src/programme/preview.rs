//! `jela programme preview`: a programme with its workbooks, served from a data directory that ends with it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use catalog::programme::{LeftOut, Programmes};
use jiff::Timestamp;

use crate::config::Config;
use crate::console;
use crate::exit::{Exit, Usage};
use crate::{config, demo_accounts, ingest_command, serve, sheets};

/// What to show.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder with `programme.toml`.
    folder: PathBuf,
    /// Workbooks, or folders of them.
    #[arg(required = true, value_name = "WORKBOOK")]
    workbooks: Vec<PathBuf>,
    /// The day for which sheets without a date are true.
    #[arg(long, value_name = "DATE")]
    as_on: Option<jiff::civil::Date>,
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
}

/// What of the office's data directory a preview needs too: its places and their outlines.
const BESIDE: [&str; 2] = ["places", "boundaries"];

/// Takes the workbooks in and serves them until told to stop. Nothing of it stays.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    let id = id_of(&args.folder)?;
    let room = tempfile::tempdir().context("no temporary directory can be made")?;
    let shown = room.path();
    copy(&args.folder, &shown.join("programmes").join(&id))?;
    for name in BESIDE {
        let folder = data.join(name);
        if folder.is_dir() {
            copy(&folder, &shown.join(name))?;
        }
    }
    let catalog = config::catalog(shown)?;
    let options = ingest::Options {
        programme: Some(id.clone()),
        as_on: args.as_on,
        ..ingest::Options::new(shown, now)
    };
    let reports = ingest_command::take_in(shown, &catalog, &args.workbooks, &options)?;
    sheets::tell(&reports, false)?;
    config::engine(shown, &config::catalog(shown)?)?;
    demo_accounts::make(shown, config, &catalog, now)?;
    console::say(&format!(
        "the programme's pages begin at /{id}; nothing of this stays"
    ));
    let listen = args.listen.clone();
    serve::run(shown, &serve::Args { listen }, config)
}

/// The id of the programme in a folder, which must be without fault.
fn id_of(folder: &Path) -> anyhow::Result<String> {
    let file = folder.join("programme.toml");
    match Programmes::declared(&file) {
        Ok(programme) => Ok(programme.id),
        Err(problem) => Err(Usage(LeftOut { file, problem }.to_string()).into()),
    }
}

/// Copies the files of a folder; folders in it are nothing that jela reads.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("{} can't be made", to.display()))?;
    let unreadable = || format!("{} can't be read", from.display());
    for entry in std::fs::read_dir(from).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            std::fs::copy(&path, to.join(name))
                .with_context(|| format!("{} can't be copied", path.display()))?;
        }
    }
    Ok(())
}
