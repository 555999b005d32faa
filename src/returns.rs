//! `jela returns`: who has reported in time, who late, and who not.

use std::path::{Path, PathBuf};

use catalog::{Language, PlaceLevel};
use clap::ValueEnum;
use figures::{
    Field, Listing, Returns, ReturnsQuery, listing_csv, listing_json, return_counts_listing, returns_listing,
    silent_listing,
};
use jiff::civil::Date;

use crate::config::{self, Config};
use crate::exit::{Exit, Usage};
use crate::{console, query, table};

/// What to ask.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The programme's id.
    programme: String,
    /// The kind of return; the first of the programme unless told.
    #[arg(long)]
    dataset: Option<String>,
    /// The place; the home of this jela unless told.
    #[arg(long, value_name = "PLACE")]
    within: Option<String>,
    /// Count by places of a level, and by period.
    #[arg(long, value_name = "LEVEL", conflicts_with = "silent")]
    by: Option<String>,
    /// Only those whose latest due return has not come, longest silent first.
    #[arg(long)]
    silent: bool,
    /// The day at whose end lateness is judged; that of the last delivery unless told.
    #[arg(long, value_name = "DATE")]
    as_on: Option<Date>,
    /// A day of the first period.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Only what had been taken in by then.
    #[arg(long, value_name = "DATE")]
    known_on: Option<String>,
    /// Who asks: public, operator or the name of an account.
    #[arg(long, default_value = "operator")]
    reader: String,
    /// The language of names: en, bn or hi.
    #[arg(long, default_value = "en")]
    language: String,
    /// How to write them.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write them.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Table,
    /// CSV.
    Csv,
    /// JSON.
    Json,
}

/// Answers from the register of returns.
pub fn run(data: &Path, args: &Args, config: &Config) -> anyhow::Result<Exit> {
    let catalog = config::catalog(data)?;
    let language = query::language(&args.language)?;
    let within = config::within(args.within.as_ref(), config, &catalog)?;
    let asked = ReturnsQuery {
        programme: args.programme.clone(),
        dataset: args.dataset.clone(),
        within,
        by: args.by.as_deref().map(level).transpose()?,
        as_on: args.as_on,
        from: args.from,
        known_on: query::known_on(args.known_on.as_ref())?,
        reader: query::reader(data, &args.reader)?,
    };
    let returns = config::engine(data, &catalog)?.returns(&asked)?;
    let listing = listing(args, &returns, language);
    let text = match args.format {
        Format::Csv => listing_csv(&listing),
        Format::Json => listing_json(&listing, language),
        Format::Table => for_people(&returns, &listing, language),
    };
    match &args.out {
        Some(file) => query::write(file, text.as_bytes())?,
        None => console::print(text.as_bytes())?,
    }
    Ok(Exit::Done)
}

fn level(word: &str) -> anyhow::Result<PlaceLevel> {
    word.parse().map_err(|_| {
        let known: Vec<&str> = PlaceLevel::ALL.iter().map(|level| level.id()).collect();
        Usage(format!(
            "`{word}` is no level of places; use one of: {}",
            known.join(", ")
        ))
        .into()
    })
}

fn listing(args: &Args, returns: &Returns, language: Language) -> Listing {
    if args.silent {
        silent_listing(returns, language)
    } else if args.by.is_some() {
        return_counts_listing(returns, language)
    } else {
        returns_listing(returns, language)
    }
}

/// What is to be seen in a sentence, the rule, and the rows.
fn for_people(returns: &Returns, listing: &Listing, language: Language) -> String {
    let heads: Vec<String> = listing.columns.iter().map(|column| column.id.clone()).collect();
    let rows: Vec<Vec<String>> = listing
        .rows
        .iter()
        .map(|row| row.iter().map(Field::plain).collect())
        .collect();
    format!(
        "{}{}\n{}\n",
        table::text(&heads, &rows),
        reports::returns_sentence(returns, language),
        reports::returns_rule(returns, language)
    )
}
