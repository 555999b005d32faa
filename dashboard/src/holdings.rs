//! What is held of whom, and why: by dataset, of readers, of recipients; and how much about one person who asks.
//!
//! Whom a row is about is known by a keyed hash alone, so that nobody can be listed. Who asks what is held of them says
//! what a register says of them; it is hashed as what comes in is, and compared. What was asked is kept nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use catalog::programme::{AtItsEnd, ColumnType, Dataset, Keep, Keeps, Programme, Source};
use catalog::{Catalog, PlaceCode, Words};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::state::{HeldInState, KEPT_DAYS};
use store::{CaseTable, Lake, State, TableId};

/// Why it can't be told what is held.
#[derive(Debug, thiserror::Error)]
pub enum HoldingsError {
    /// What was asked means nothing: the field, and what to write.
    #[error("{0}: {1}")]
    Asked(&'static str, &'static str),
    /// The lake or the state can't be read.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// A key is missing or damaged.
    #[error(transparent)]
    Key(#[from] ingest::IngestError),
}

/// How long rows are kept, of those datasets that are not kept for ever.
pub type KeptFor = BTreeMap<TableId, Keep>;

/// All that is held of persons.
#[derive(Debug, Serialize)]
pub struct Holdings {
    /// The office that decides what is held; empty where the settings name none.
    pub owner: String,
    /// How many keys are in force by which cases are told apart.
    pub keys: u32,
    /// Rows about single cases, and sheets that name people.
    pub datasets: Vec<HeldRows>,
    /// Days after which what was sent is deleted, once it is settled.
    pub originals_kept_days: i64,
    /// Readers, recipients, files and the log.
    pub state: HeldInState,
}

/// What is held of persons by one dataset.
#[derive(Debug, Serialize)]
pub struct HeldRows {
    /// Id of the programme.
    pub programme: String,
    /// Id of the dataset.
    pub dataset: String,
    /// What they are called.
    pub title: [Words; 2],
    /// Whether a row is about one case; else its sheets name people, and nothing of that is kept.
    pub of_cases: bool,
    /// Whom it is about, for what it is held, and by which law; where the programme says so.
    pub of: Option<Words>,
    /// For what.
    pub purpose: Option<Words>,
    /// By which law or order.
    pub basis: Option<Words>,
    /// Heads of columns of which only a keyed hash is kept.
    pub hashed: Vec<String>,
    /// Heads of columns that are never read.
    pub dropped: Vec<String>,
    /// The columns that are kept of each case.
    pub kept: Vec<String>,
    /// Rows in the lake.
    pub rows: u64,
    /// The financial years that they are about, first and last.
    pub years: Option<[String; 2]>,
    /// `36 months`; none for ever.
    pub keep: Option<String>,
    /// The first day that is kept now, where not all is.
    pub kept_from: Option<Date>,
    /// Whether rows go at their end, or only what tells their cases apart.
    pub at_its_end: Option<&'static str>,
}

impl Holdings {
    /// What is held now.
    pub fn of(
        (catalog, lake, state): (&Catalog, &Lake, Option<&State>),
        (owner, kept_for): (&str, &KeptFor),
        today: Date,
    ) -> Result<Self, HoldingsError> {
        let mut datasets = Vec::new();
        for programme in catalog.programmes.iter() {
            for dataset in &programme.datasets {
                datasets.extend(held_rows(lake, programme, dataset, kept_for, today)?);
            }
        }
        // Those of which a programme says whom they are about come first.
        datasets.sort_by_key(|rows| (rows.of.is_none(), !rows.of_cases));
        Ok(Self {
            owner: owner.to_owned(),
            keys: lake.case_key()?,
            datasets,
            originals_kept_days: KEPT_DAYS,
            state: state.map(State::held).transpose()?.unwrap_or_default(),
        })
    }
}

/// What one dataset holds; none where neither its rows nor its sheets tell of persons.
fn held_rows(
    lake: &Lake,
    programme: &Programme,
    dataset: &Dataset,
    kept_for: &KeptFor,
    today: Date,
) -> Result<Option<HeldRows>, HoldingsError> {
    let sources = programme
        .sources
        .iter()
        .filter(|source| source.dataset == dataset.id);
    let sources: Vec<&Source> = sources.collect();
    let of_cases = case_column(dataset).is_some();
    let dropped: BTreeSet<&String> = sources.iter().flat_map(|source| &source.personal).collect();
    if !of_cases && dropped.is_empty() {
        return Ok(None);
    }
    let told_apart = sources.iter().filter_map(|source| source.case.as_ref());
    let hashed: BTreeSet<&String> = told_apart
        .flat_map(|case| case.number.iter().chain(case.words.iter().flatten()))
        .collect();
    let table = TableId::new(&programme.id, &dataset.id);
    let files = lake.files(&table)?;
    let years: BTreeSet<&String> = files.iter().map(|file| &file.fy).collect();
    let keep = kept_for.get(&table);
    let personal = dataset.personal.as_ref();
    let own = |column: &&catalog::programme::Column| column.kind != ColumnType::Case;
    Ok(Some(HeldRows {
        programme: programme.id.clone(),
        dataset: dataset.id.clone(),
        title: [programme.title.clone(), dataset.title.clone()],
        of_cases,
        of: personal.map(|personal| personal.of.clone()),
        purpose: personal.map(|personal| personal.purpose.clone()),
        basis: personal.map(|personal| personal.basis.clone()),
        dropped: dropped
            .into_iter()
            .filter(|head| !hashed.contains(head))
            .cloned()
            .collect(),
        hashed: hashed.into_iter().cloned().collect(),
        kept: match of_cases {
            true => dataset
                .columns
                .iter()
                .filter(own)
                .map(|column| column.id.clone())
                .collect(),
            false => Vec::new(),
        },
        rows: files.iter().map(|file| file.rows).sum(),
        years: years
            .first()
            .zip(years.last())
            .map(|(first, last)| [(*first).clone(), (*last).clone()]),
        keep: keep.map(Keep::to_string),
        kept_from: keep.map(|keep| keep.first_day_kept(today)),
        at_its_end: keep.and(programme.at_its_end(dataset)).map(|end| match end {
            AtItsEnd::Removed => "removed",
            AtItsEnd::Unlinked => "unlinked",
        }),
    }))
}

fn case_column(dataset: &Dataset) -> Option<&str> {
    let mut columns = dataset.columns.iter();
    let column = columns.find(|column| column.kind == ColumnType::Case);
    column.map(|column| column.id.as_str())
}

/// What a register says of one person, as they give it.
#[derive(Clone)]
pub struct Person {
    /// The programme.
    pub programme: String,
    /// The unit whose register it is; dockets count for the whole programme.
    pub place: Option<PlaceCode>,
    /// Their number, where the register has one.
    pub number: Option<String>,
    /// Else the words that tell them apart, in the order of the register.
    pub words: Vec<String>,
}

/// How much one dataset holds about one person.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct HeldAbout {
    /// Id of the dataset.
    pub dataset: String,
    /// Rows.
    pub rows: u64,
    /// The first and the last day that they are about.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// How much is held about one person, by dataset; nothing of what is held is told.
pub fn about(
    data: &Path,
    (catalog, lake): (&Catalog, &Lake),
    person: &Person,
) -> Result<Vec<HeldAbout>, HoldingsError> {
    let programme = catalog
        .programme(&person.programme)
        .ok_or(HoldingsError::Asked("programme", "there is no such programme"))?;
    let told = match (&person.number, person.words.as_slice()) {
        (Some(number), []) => ingest::ToldApart::Number(number),
        (None, words @ [_, ..]) => ingest::ToldApart::Words(words),
        _ => {
            let why = "give the number in the register, or else the words that tell the person apart";
            return Err(HoldingsError::Asked("number", why));
        }
    };
    if let Some(place) = &person.place
        && catalog.places.get(place).is_none()
    {
        return Err(HoldingsError::Asked("place", "there is no such place"));
    }
    let mut held = Vec::new();
    for dataset in &programme.datasets {
        let Some(column) = case_column(dataset) else {
            continue;
        };
        let place = match dataset.keeps {
            Keeps::Docket(_) => None,
            // A register counts by itself: without the unit nobody is told by its number.
            _ if person.place.is_none() => continue,
            _ => person.place.as_ref(),
        };
        let Some(case) = ingest::case_hash((data, lake), &programme.id, place, told)? else {
            continue;
        };
        let of = CaseTable {
            table: TableId::new(&programme.id, &dataset.id),
            column: column.to_owned(),
        };
        if let Some((rows, from, to)) = lake.rows_about(&of, &case)? {
            held.push(HeldAbout {
                dataset: dataset.id.clone(),
                rows,
                from,
                to,
            });
        }
    }
    Ok(held)
}

/// What the log says of it: how much was found, and never of whom.
pub fn logged(person: &Person, held: &[HeldAbout]) -> String {
    let rows: u64 = held.iter().map(|held| held.rows).sum();
    format!(
        "looked up what is held about one person in {}: {rows} rows in {} datasets",
        person.programme,
        held.len()
    )
}

/// The day on which something is looked at, in India.
pub fn today(now: Timestamp) -> Date {
    catalog::calendar::day_in_india(now)
}
