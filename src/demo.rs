//! `jela demo`: a made-up district to look at, within seconds.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use sample_data::Purpose;

use crate::config::Config;
use crate::exit::Exit;
use crate::{allocator, config, console, demo_accounts, demo_post, ingest_command, sample, serve};

/// How to show it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Only make the data and take it in.
    #[arg(long)]
    no_serve: bool,
    /// The last day of the sample.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
}

/// Makes the sample, takes it in, serves it. Faulty files are part of the sample and no fault of the demo.
pub fn run(data: &Path, args: &Args, config: &Config, now: Timestamp) -> anyhow::Result<Exit> {
    let folder = data.join("sample");
    let options = sample::options(None, None, args.until)?;
    let written = sample_data::write(&folder, &options)?;
    let (places, workbooks): (Vec<_>, Vec<_>) =
        written.iter().partition(|file| file.purpose == Purpose::Places);
    for file in places {
        add_places(data, &file.path)?;
    }
    let catalog = config::catalog(data)?;
    let sheets = workbooks
        .into_iter()
        .filter(|file| file.purpose != Purpose::Notes);
    let sheets: Vec<_> = sheets.collect();
    // What is dated after the day on which it is taken in is refused, and the sample may run ahead of the clock.
    let taken_in = now.max(day_after(options.until)?);
    let (paths, came) = demo_post::in_order(&sheets, &folder, options.until, taken_in);
    let intake = ingest::Options {
        came,
        ..ingest::Options::new(data, taken_in)
    };
    let reports = ingest_command::take_in(data, &catalog, &paths, &intake)?;
    // Lists of units that were taken in have added places.
    config::engine(data, &config::catalog(data)?)?;
    let accepted: u64 = reports.iter().map(|report| report.rows_accepted).sum();
    let rejected: u64 = reports.iter().map(|report| report.rows_rejected).sum();
    console::say(&format!(
        "{} sheets taken in: {accepted} rows accepted, {rejected} left out",
        reports.len()
    ));
    demo_accounts::make(data, config, &catalog, now)?;
    if args.no_serve {
        return Ok(Exit::Done);
    }
    // What was needed to make and take in the sample is not carried along for as long as it is served.
    allocator::serve_with(as_served(data, args));
    let listen = args.listen.clone();
    serve::run(data, &serve::Args { listen }, config)
}

/// The words of the command that serves the demo.
fn as_served(data: &Path, args: &Args) -> Vec<OsString> {
    let mut words: Vec<OsString> = ["serve".into(), "--data".into(), data.into()].into();
    if let Some(address) = &args.listen {
        words.extend(["--listen".into(), address.into()]);
    }
    words
}

fn day_after(day: Date) -> anyhow::Result<Timestamp> {
    Ok(Offset::UTC.to_timestamp(day.tomorrow()?.at(0, 0, 0, 0))?)
}

/// The sample's made-up populations count in the demo alone: they lie in its data directory.
fn add_places(data: &Path, file: &Path) -> anyhow::Result<()> {
    let folder = data.join("places");
    let name = file.file_name().context("a written file has a name")?;
    std::fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    std::fs::copy(file, folder.join(name)).with_context(|| format!("{} can't be copied", file.display()))?;
    Ok(())
}
