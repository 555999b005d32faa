//! Where figures come from: the deliveries that were the last word for a place in a time, and the rows of numbers that
//! count. Rows about single cases are no part of it, whoever asks: they have a list of their own.

use std::collections::{BTreeMap, BTreeSet};

use catalog::programme::{Dataset, Keeps, Measure, Programme};
use catalog::{FinancialYear, PlaceCode, PlaceLevel, Places, Words};
use figures::{OriginColumn, OriginDelivery, OriginRow};
use jiff::ToSpan;
use jiff::civil::Date;
use polars::prelude::*;
use store::columns::{BATCH, DATE, LEVEL, PLACE, SOURCE_ROW};
use store::{BatchEntry, Lake, LakeFile, TableId};

use crate::current::latest_of_each_set;
use crate::day;
use crate::error::AnalyticsError;
use crate::reading::Reading;
use crate::rows_of::{SET, deliveries, rows};
use crate::run;

/// The most rows that are listed: a year of daily returns of a district.
const MOST: usize = 100_000;

/// What is asked of one dataset.
pub struct Asked<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The columns that the figures are made of.
    pub columns: Vec<&'a str>,
    /// The place.
    pub within: &'a PlaceCode,
    /// The first and the last day.
    pub days: (Date, Date),
    /// Only what was taken in by then, in microseconds.
    pub known_on: Option<i64>,
    /// The batches that were the last word.
    pub batches: &'a BTreeSet<String>,
    /// The level whose rows were added up, where one is known.
    pub level: Option<PlaceLevel>,
    /// How each measure of the dataset is read.
    pub readings: Vec<Read<'a>>,
}

/// How one measure is read.
pub struct Read<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// Over which days.
    pub reading: Reading,
}

/// The deliveries of the batches: of each the newest that was known and is not taken back.
pub fn told(asked: &Asked<'_>, entries: &[BatchEntry]) -> Vec<OriginDelivery> {
    let counts = |entry: &&BatchEntry| {
        let moment = entry.record.taken_in.as_microsecond();
        entry.undone.is_none() && asked.known_on.is_none_or(|known_on| moment <= known_on)
    };
    let newest = asked.batches.iter().filter_map(|batch| {
        let of_it = entries
            .iter()
            .filter(|entry| entry.record.batch.as_str() == batch);
        of_it.filter(counts).max_by_key(|entry| entry.record.taken_in)
    });
    let mut told: Vec<OriginDelivery> = newest.map(|entry| delivery(asked, entry)).collect();
    told.sort_by(|one, other| (one.taken_in, &one.batch).cmp(&(other.taken_in, &other.batch)));
    told
}

fn delivery(asked: &Asked<'_>, entry: &BatchEntry) -> OriginDelivery {
    let record = &entry.record;
    let mut sources = asked.programme.sources.iter();
    let layout = sources.find(|source| source.id == record.source);
    OriginDelivery {
        batch: record.batch.to_string(),
        dataset: asked.dataset.title.clone(),
        layout: layout.map_or_else(
            || Words::latin(record.source.clone()),
            |source| source.title.clone(),
        ),
        as_on: record.as_on,
        taken_in: record.taken_in,
        named: Some((record.file.clone(), record.sheet.clone())),
        rows: None,
    }
}

/// Whether rows of the dataset are numbers of places, and of nobody.
pub fn has_rows(dataset: &Dataset) -> bool {
    matches!(dataset.keeps, Keeps::Series)
}

/// The columns as rows have them.
pub fn columns(asked: &Asked<'_>) -> Vec<OriginColumn> {
    let declared = asked.columns.iter().filter_map(|id| asked.dataset.column(id));
    declared
        .map(|column| OriginColumn {
            id: column.id.clone(),
            decimals: if column.kind.per_unit() == 100 { 2 } else { 0 },
        })
        .collect()
}

/// The rows that count, by place and day, and how many more there are.
pub fn counted(
    asked: &Asked<'_>,
    lake: &Lake,
    places: &Places,
    told: &[OriginDelivery],
    entries: &[BatchEntry],
) -> Result<(Vec<OriginRow>, u64), AnalyticsError> {
    let table = TableId::new(&asked.programme.id, &asked.dataset.id);
    let files = lake.files(&table)?;
    let files: Vec<&LakeFile> = files.iter().filter(|file| touches(asked, &file.fy)).collect();
    let own: Vec<BatchEntry> = entries
        .iter()
        .filter(|entry| entry.record.table() == table)
        .cloned()
        .collect();
    let deliveries = deliveries(&own, asked.known_on)?;
    let known = rows(&files, asked.dataset, places)?.filter(one_of(PLACE, codes(asked, places)));
    let (first, last) = (day::number(oldest(asked)), day::number(asked.days.1));
    let dated = col(DATE).cast(DataType::Int32);
    let during = dated.clone().gt_eq(lit(first)).and(dated.lt_eq(lit(last)));
    // In the order of delivery, which settles whose word is the last.
    let candidates = run::frame(latest_of_each_set(known.filter(during), &deliveries))?;
    let words = last_words(asked, &candidates, &deliveries.sets)?;
    let mut all = decoded(asked, places, told, &candidates, &words)?;
    all.sort_by(|one, other| {
        (&one.place, one.date, one.delivery, one.row).cmp(&(
            &other.place,
            other.date,
            other.delivery,
            other.row,
        ))
    });
    let further = all.len().saturating_sub(MOST) as u64;
    all.truncate(MOST);
    Ok((all, further))
}

/// The rows whose values were added up, or would have been at another level: for a position the last one of each place
/// that still holds on its day, for events every one in their time.
fn last_words(
    asked: &Asked<'_>,
    candidates: &DataFrame,
    sets: &[BTreeSet<String>],
) -> Result<BTreeSet<usize>, AnalyticsError> {
    let places = candidates.column(PLACE)?.str()?;
    let dates = candidates.column(DATE)?.cast(&DataType::Int32)?;
    let (dates, numbers) = (dates.i32()?, candidates.column(SET)?.u32()?);
    let mut words = BTreeSet::new();
    for read in &asked.readings {
        // By place and day, the row that has the last word on each column.
        let mut known: BTreeMap<(&str, i32), Vec<Option<usize>>> = BTreeMap::new();
        for (at, column) in read.measure.sum_of.iter().enumerate() {
            let is_null = candidates.column(column)?.is_null();
            for row in 0..candidates.height() {
                let set = numbers.get(row).and_then(|number| sets.get(number as usize));
                let (Some(place), Some(date), Some(set)) = (places.get(row), dates.get(row), set) else {
                    continue;
                };
                if set.contains(column) {
                    let columns = known.entry((place, date)).or_default();
                    columns.resize(columns.len().max(at + 1), None);
                    columns[at] = (is_null.get(row) == Some(false)).then_some(row);
                }
            }
        }
        // A day counts only where it has all of the columns that are added up together.
        let whole = |rows: &Vec<Option<usize>>| {
            let rows: Option<Vec<usize>> = rows.iter().copied().collect();
            rows.filter(|rows| rows.len() == read.measure.sum_of.len())
        };
        let told: Vec<(&str, i32, Vec<usize>)> = known
            .iter()
            .filter_map(|((place, date), rows)| Some((*place, *date, whole(rows)?)))
            .collect();
        words.extend(held(asked, read, &told));
    }
    Ok(words)
}

/// Of what is told by place and day, in order: what the reading of a measure takes.
fn held(asked: &Asked<'_>, read: &Read<'_>, told: &[(&str, i32, Vec<usize>)]) -> Vec<usize> {
    let days = match &read.reading {
        Reading::Events { from, to, .. } => {
            let (from, to) = (day::number(*from), day::number(*to));
            let during = told.iter().filter(|(_, date, _)| (from..=to).contains(date));
            return during.flat_map(|(.., rows)| rows.clone()).collect();
        }
        Reading::Pieces(pieces) => pieces.iter().flat_map(|piece| [Some(piece.end), piece.base]),
    };
    let mut taken = Vec::new();
    for position in days.flatten() {
        let since = match read.measure.begins_again() {
            true => asked.programme.restarts.last_before(position).map(day::number),
            false => None,
        };
        let oldest = day::number(position) - i32::from(asked.dataset.reported_by.carry);
        let oldest = since.map_or(oldest, |since| oldest.max(since));
        let last = day::number(position);
        let mut by_place: BTreeMap<&str, &Vec<usize>> = BTreeMap::new();
        for (place, date, rows) in told {
            if (oldest..=last).contains(date) {
                by_place.insert(place, rows);
            }
        }
        taken.extend(by_place.into_values().flatten());
    }
    taken
}

/// The oldest day of a row that can still hold.
fn oldest(asked: &Asked<'_>) -> Date {
    let carry = i64::from(asked.dataset.reported_by.carry);
    let days = asked.readings.iter().flat_map(|read| match &read.reading {
        Reading::Events { from, .. } => vec![*from],
        Reading::Pieces(pieces) => pieces
            .iter()
            .flat_map(|piece| [Some(piece.end), piece.base])
            .flatten()
            .map(|position| position.saturating_sub(carry.days()))
            .collect(),
    });
    days.min().unwrap_or(asked.days.0)
}

/// Whether a partition has rows that may hold in the time.
fn touches(asked: &Asked<'_>, fy: &str) -> bool {
    let oldest = oldest(asked);
    let touched = |year: FinancialYear| year.first_day() <= asked.days.1 && oldest <= year.last_day();
    fy.parse().is_ok_and(touched)
}

/// The place and every place inside it.
fn codes(asked: &Asked<'_>, places: &Places) -> Vec<String> {
    let inside = PlaceLevel::ALL
        .into_iter()
        .filter(|level| *level > asked.within.level() && *level <= asked.dataset.reported_by.level)
        .flat_map(|level| places.inside(asked.within, level, None))
        .map(|place| place.code.to_string());
    std::iter::once(asked.within.to_string()).chain(inside).collect()
}

fn one_of(column: &str, values: Vec<String>) -> Expr {
    col(column).is_in(lit(Series::new("".into(), values)).implode(false), false)
}

fn decoded(
    asked: &Asked<'_>,
    places: &Places,
    told: &[OriginDelivery],
    frame: &DataFrame,
    words: &BTreeSet<usize>,
) -> Result<Vec<OriginRow>, AnalyticsError> {
    let text =
        |name: &str| -> Result<StringChunked, AnalyticsError> { Ok(frame.column(name)?.str()?.clone()) };
    let (codes, levels, batches) = (text(PLACE)?, text(LEVEL)?, text(BATCH)?);
    let dates = frame.column(DATE)?.cast(&DataType::Int32)?;
    let (dates, numbers) = (dates.i32()?, frame.column(SOURCE_ROW)?.i64()?);
    let values = asked
        .columns
        .iter()
        .filter_map(|id| asked.dataset.column(id))
        .map(|column| {
            Ok((
                frame.column(&column.id)?.cast(&DataType::Float64)?,
                column.kind.per_unit(),
            ))
        })
        .collect::<Result<Vec<_>, AnalyticsError>>()?;
    let mut rows = Vec::with_capacity(words.len());
    for at in words.iter().copied() {
        let delivery = told
            .iter()
            .position(|told| batches.get(at) == Some(told.batch.as_str()));
        let place = codes.get(at).and_then(|code| code.parse::<PlaceCode>().ok());
        let level = levels.get(at).and_then(|level| level.parse::<PlaceLevel>().ok());
        let date = dates.get(at).and_then(day::from_number);
        let (Some(delivery), Some(place), Some(level), Some(date)) = (delivery, place, level, date) else {
            continue;
        };
        let value = |(column, per): &(Column, i64)| -> Result<Option<f64>, AnalyticsError> {
            #[expect(
                clippy::cast_precision_loss,
                reason = "100 paise, 1,000 grams or 10 millimetres"
            )]
            let per = *per as f64;
            Ok(column.f64()?.get(at).map(|stored| stored / per))
        };
        rows.push(OriginRow {
            delivery,
            row: numbers.get(at).unwrap_or_default(),
            name: places
                .get(&place)
                .map_or_else(|| Words::latin(place.to_string()), |known| known.name.clone()),
            adds: asked.level.is_none_or(|added| added == level),
            values: values.iter().map(value).collect::<Result<_, _>>()?,
            place,
            level,
            date,
        });
    }
    Ok(rows)
}
