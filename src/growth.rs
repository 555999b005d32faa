//! `jela growth`: scores of children by the WHO standards, and how common malnutrition is among them.

mod cells;
mod children;
mod faults;
mod header;
mod numbers;
mod prevalence;
mod scoring;

use std::path::{Path, PathBuf};

use crate::exit::{Exit, Usage};

/// What to score.
#[derive(Debug, clap::Args)]
#[command(subcommand_negates_reqs = true)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// A CSV file of children: `sex`; `age_days`, `age_months`, or `age` with `age_unit` d or m; any of `weight_kg`,
    /// `lenhei_cm`, `measure` (l or h), `armc_cm`, `headc_cm`, `oedema` (y or n). Of several ages the first counts.
    #[arg(required = true, value_name = "IN.csv")]
    input: Option<PathBuf>,
    /// Where to write the same rows with their scores.
    #[arg(long, required = true, value_name = "OUT.csv")]
    out: Option<PathBuf>,
    /// Score children of 60 months and more by the WHO reference of 2007; chosen without asking for a file that has
    /// `age_months` and `height_cm`, and no `lenhei_cm`.
    #[arg(long)]
    age_months: bool,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// How common malnutrition is, by group, with confidence limits.
    Prevalence(prevalence::Args),
}

/// Writes scores, or a table of prevalence.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    match (&args.command, &args.input, &args.out) {
        (Some(Command::Prevalence(args)), None, None) => prevalence::run(args),
        (None, Some(input), Some(out)) => scoring::run(input, out, args.age_months),
        (Some(_), ..) => Err(Usage("name files behind `prevalence`, not before it".into()).into()),
        (None, ..) => {
            Err(Usage("name a file of children, and with --out one for their scores".into()).into())
        }
    }
}

/// Refuses to write over the file that is being read.
fn check_apart(input: &Path, out: &Path) -> anyhow::Result<()> {
    let is_same = match (input.canonicalize(), out.canonicalize()) {
        (Ok(input), Ok(out)) => input == out,
        // One of them is not there yet, or can't be read, which opening it will tell.
        _ => false,
    };
    if is_same {
        let message = format!(
            "{} can't be read and written at once; give --out another name",
            out.display()
        );
        return Err(Usage(message).into());
    }
    Ok(())
}
