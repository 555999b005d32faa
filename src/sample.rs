//! `jela sample`: only writes the sample workbooks.

use std::path::PathBuf;

use jiff::civil::Date;
use sample_data::{SampleOptions, Scale};

use crate::console;
use crate::exit::{Exit, Usage};

/// What to write.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to write.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The seed from which all numbers follow.
    #[arg(long)]
    seed: Option<u64>,
    /// How much: 1 is the usual amount of daily returns; `state` gives the grievances of the whole state alone.
    #[arg(long, value_name = "F|state")]
    scale: Option<String>,
    /// The last day; a fixed one unless told, so that bytes don't depend on the day.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
}

/// Writes the workbooks.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let options = options(args.seed, args.scale.as_deref(), args.until)?;
    let files = sample_data::write(&args.out, &options)?;
    console::say(&format!(
        "{} files written to {}",
        files.len(),
        args.out.display()
    ));
    Ok(Exit::Done)
}

/// The options asked, the usual ones where nothing was.
pub fn options(seed: Option<u64>, scale: Option<&str>, until: Option<Date>) -> anyhow::Result<SampleOptions> {
    let usual = SampleOptions::default();
    let scale = scale.map(self::scale).transpose()?.unwrap_or(usual.scale);
    Ok(SampleOptions {
        seed: seed.unwrap_or(usual.seed),
        scale,
        until: until.unwrap_or(usual.until),
    })
}

fn scale(text: &str) -> anyhow::Result<Scale> {
    let bad = || {
        Usage(format!(
            "`{text}` is not a scale; give a number like 1 or 2.5, or `state`"
        ))
    };
    match text {
        "state" => Ok(Scale::State),
        number => number.parse().map(Scale::Factor).map_err(|_| bad().into()),
    }
}
