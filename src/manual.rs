//! `jela manual`: the manual pages and the completions of shells, written from the words of the command line, for packages.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Jela;
use crate::console;
use crate::exit::Exit;

/// Where to write them.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A folder, in which `man1` and `completions` are made.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Writes `man1/jela.1`, one page for each subcommand, and completions for bash, zsh and fish.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let (pages, completions) = (folder(&args.out, "man1")?, folder(&args.out, "completions")?);
    // What a data directory is by default on the machine that builds is nobody's business.
    let command = Jela::command().disable_help_subcommand(true);
    clap_mangen::generate_to(command.clone(), &pages)
        .with_context(|| format!("{} can't be written", pages.display()))?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut command.clone(), "jela", &completions)
            .with_context(|| format!("{} can't be written", completions.display()))?;
    }
    console::say(&format!(
        "manual pages and completions are in {}",
        args.out.display()
    ));
    Ok(Exit::Done)
}

fn folder(out: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let folder = out.join(name);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    Ok(folder)
}
