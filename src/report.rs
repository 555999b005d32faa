//! `jela report`: one report as a file.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;
use reports::{Order, Press, PressError};
use store::State;

use crate::config::{self, Config};
use crate::console;
use crate::exit::{Exit, Usage};
use crate::query;

/// Which report.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The report's id, like daily-employment or district-review.
    name: String,
    /// The place; the home of this jela unless told.
    #[arg(long, value_name = "PLACE")]
    within: Option<String>,
    /// The day for which figures are true; the latest unless told.
    #[arg(long, value_name = "DATE")]
    as_on: Option<Date>,
    /// Only what had been taken in by then.
    #[arg(long, value_name = "DATE")]
    known_on: Option<String>,
    /// Who asks: public, operator or the name of an account.
    #[arg(long, default_value = "operator")]
    reader: String,
    /// en, bn or hi.
    #[arg(long, default_value = "en")]
    language: String,
    /// How to write it.
    #[arg(long, value_enum)]
    format: Format,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A PDF document.
    Pdf,
    /// An Excel workbook.
    Xlsx,
    /// A page of HTML that stands alone.
    Html,
}

/// Writes the report.
pub fn run(data: &Path, args: &Args, config: &Config) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let language = query::language(&args.language)?;
    let place = config::within(args.within.as_ref(), config, &catalog)?;
    let known_on = query::known_on(args.known_on.as_ref())?;
    let order = Order::of(&catalog, &args.name, &place, query::reader(data, &args.reader)?)
        .map_err(|fault| Usage(fault.to_string()))?
        .at(args.as_on, known_on);
    let engine = config::engine(data, &catalog)?;
    // The register lies in the state, since the code on a page has to lead somewhere.
    let press = Press {
        engine: &engine,
        state: &State::open(data)?,
        dashboard: &config.address()?,
        now: console::now(),
    };
    let report = press.report(&order, language).map_err(|fault| match fault {
        PressError::Asked(fault) => anyhow::Error::from(fault),
        PressError::Register(fault) => fault.into(),
    })?;
    let bytes = match args.format {
        Format::Pdf => report.pdf(language)?,
        Format::Xlsx => report.xlsx(language)?,
        Format::Html => report.html(language)?.into_bytes(),
    };
    query::write(&args.out, &bytes)?;
    Ok(Exit::Done)
}
