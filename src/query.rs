//! `jela query`: figures on standard output or in a file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use analytics::{AnalyticsError, Engine, LongForm};
use catalog::{Catalog, Language, format};
use clap::ValueEnum;
use figures::{Compare, Dimension, Figures, Key, KnownOn, Query, Reader, Where};
use jiff::civil::Date;

use crate::config::{self, Config};
use crate::console;
use crate::exit::{Exit, Usage};
use crate::{table, user};

/// What to ask.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The programme's id.
    programme: String,
    /// Measures and indicators, with commas between.
    #[arg(long, required = true, value_delimiter = ',', value_name = "M,…")]
    measure: Vec<String>,
    /// Dimensions, with commas between.
    #[arg(long, value_delimiter = ',', value_name = "DIM,…")]
    by: Vec<String>,
    /// The place; the home of this jela unless told.
    #[arg(long, value_name = "PLACE")]
    within: Option<String>,
    /// The day for which figures are true; the latest unless told.
    #[arg(long, value_name = "DATE")]
    as_on: Option<Date>,
    /// First day of the span.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day of the span.
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Only what had been taken in by then.
    #[arg(long, value_name = "DATE")]
    known_on: Option<String>,
    /// Only this: a place level and a code.
    #[arg(long = "where", value_name = "COL=VAL")]
    conditions: Vec<String>,
    /// Compare with another time: previous or last-year.
    #[arg(long)]
    compare: Option<String>,
    /// Who asks: public, operator or the name of an account.
    #[arg(long, default_value = "operator")]
    reader: String,
    /// The language of names: en, bn or hi.
    #[arg(long, default_value = "en")]
    language: String,
    /// How to write the figures.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write them.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Table,
    /// CSV.
    Csv,
    /// JSON.
    Json,
    /// Parquet.
    Parquet,
    /// An Excel workbook.
    Xlsx,
}

impl Format {
    /// The form in which it may be longer than memory is wide.
    fn long(self) -> Option<LongForm> {
        match self {
            Self::Csv => Some(LongForm::Csv),
            Self::Parquet => Some(LongForm::Parquet),
            Self::Table | Self::Json | Self::Xlsx => None,
        }
    }
}

/// Answers the question.
pub fn run(data: &Path, args: &Args, config: &Config) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let language = language(&args.language)?;
    let query = question(data, args, &catalog, config)?;
    let engine = config::engine(data, &catalog)?;
    let figures = match (engine.figures(&query), args.format.long()) {
        (Err(AnalyticsError::TooLarge { .. }), Some(form)) => {
            return in_runs(&engine, &query, (form, language), args.out.as_deref());
        }
        (figures, _) => figures?,
    };
    let bytes = written(&figures, &catalog, language, args.format)?;
    match &args.out {
        Some(file) => write(file, &bytes)?,
        None => console::print(&bytes)?,
    }
    Ok(Exit::Done)
}

/// An answer of more rows than are held at once, written as its rows are computed.
fn in_runs(
    engine: &Engine,
    query: &Query,
    form: (LongForm, Language),
    out: Option<&Path>,
) -> anyhow::Result<Exit> {
    let mut file: Box<dyn Write> = match out {
        Some(file) => Box::new(std::fs::File::create(file).map_err(unwritten(file))?),
        None => Box::new(std::io::stdout().lock()),
    };
    engine.write_in_runs(query, form, &mut *file, |_| anyhow::Ok(()))?;
    Ok(Exit::Done)
}

/// Who asks, by the word on the command line.
pub fn reader(data: &Path, word: &str) -> anyhow::Result<Reader> {
    match word {
        "public" => Ok(Reader::public()),
        "operator" => Ok(Reader::operator()),
        name => user::reader(data, name),
    }
}

/// A language by its code.
pub fn language(code: &str) -> anyhow::Result<Language> {
    code.parse()
        .map_err(|fault: catalog::UnknownLanguage| Usage(fault.to_string()).into())
}

/// The moment up to which deliveries are known, if one was named.
pub fn known_on(text: Option<&String>) -> anyhow::Result<Option<KnownOn>> {
    text.map(|text| text.parse()).transpose().map_err(usage)
}

/// Writes a file whole, and says where it went wrong if it can't.
pub fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(file, bytes).map_err(unwritten(file))
}

fn unwritten(file: &Path) -> impl Fn(std::io::Error) -> anyhow::Error {
    move |fault| Usage(format!("{} can't be written: {fault}", file.display())).into()
}

fn question(data: &Path, args: &Args, catalog: &Arc<Catalog>, config: &Config) -> anyhow::Result<Query> {
    let within = config::within(args.within.as_ref(), config, catalog)?;
    Ok(Query {
        programme: args.programme.clone(),
        measures: args.measure.iter().map(|id| id.trim().to_owned()).collect(),
        by: parsed::<Dimension>(&args.by)?,
        within,
        as_on: args.as_on,
        from: args.from,
        to: args.to,
        known_on: known_on(args.known_on.as_ref())?,
        conditions: parsed::<Where>(&args.conditions)?,
        compare: args
            .compare
            .as_ref()
            .map(|text| text.parse::<Compare>())
            .transpose()
            .map_err(usage)?,
        reader: reader(data, &args.reader)?,
    })
}

fn parsed<T: std::str::FromStr<Err = figures::QueryParseError>>(words: &[String]) -> anyhow::Result<Vec<T>> {
    words
        .iter()
        .map(|word| word.trim().parse::<T>().map_err(usage))
        .collect()
}

fn usage(fault: figures::QueryParseError) -> anyhow::Error {
    Usage(fault.to_string()).into()
}

fn written(
    figures: &Figures,
    catalog: &Catalog,
    language: Language,
    format: Format,
) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        Format::Table => for_people(figures, language).into_bytes(),
        Format::Csv => figures::csv(figures, language).into_bytes(),
        Format::Json => figures::json(figures, language).into_bytes(),
        Format::Parquet => analytics::parquet(figures, language)?,
        Format::Xlsx => {
            reports::figures_xlsx(figures, catalog, &title(figures, catalog, language), language)?
        }
    })
}

fn title(figures: &Figures, catalog: &Catalog, language: Language) -> String {
    let programme = catalog
        .programme(&figures.programme)
        .map_or(figures.programme.as_str(), |programme| {
            programme.title.get(language)
        });
    let place = catalog
        .places
        .get(&figures.place)
        .map_or(figures.place.as_str(), |place| place.name.get(language));
    format!("{programme}, {place}")
}

fn for_people(figures: &Figures, language: Language) -> String {
    let dimensions = figures.by.iter().map(|dimension| dimension.id().to_owned());
    let headers: Vec<String> = dimensions
        .chain(
            figures
                .columns
                .iter()
                .map(|column| column.title.get(language).to_owned()),
        )
        .collect();
    let rows: Vec<Vec<String>> = figures
        .rows
        .iter()
        .map(|row| {
            let keys = row.keys.iter().map(|key| match key {
                Key::Place { name, .. } => name.get(language).to_owned(),
                Key::Period(period) => period.label(),
                Key::Value { title, .. } => title.get(language).to_owned(),
            });
            let cells = row
                .cells
                .iter()
                .zip(&figures.columns)
                .map(|(cell, column)| match cell.value {
                    Some(value) => {
                        let signs = reports::marks::marks(cell).map(|(sign, _)| sign);
                        format::value(value, column.unit, language) + &signs.collect::<String>()
                    }
                    None => cell.state.id().replace('_', " "),
                });
            keys.chain(cells).collect()
        })
        .collect();
    let breaks = reports::marks::breaks(std::iter::once(figures), language);
    let breaks = breaks.into_iter().map(|(on, title)| format!("{on}: {title}\n"));
    format!(
        "{}{}\n{}",
        table::text(&headers, &rows),
        foot(figures, language),
        breaks.collect::<String>()
    )
}

fn foot(figures: &Figures, language: Language) -> String {
    let day = figures.as_on.map_or_else(
        || "no data".to_owned(),
        |day| format!("as on {}", catalog::calendar::show_date(day, language)),
    );
    let units = figures.units;
    let sample = if figures.sample {
        ", made-up sample data"
    } else {
        ""
    };
    format!(
        "{day}; {} of {} units reported, {} carried{sample}",
        units.reported, units.expected, units.carried
    )
}
