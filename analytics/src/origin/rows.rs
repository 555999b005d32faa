//! The rows of numbers that count, by place and day.

use std::collections::BTreeSet;

use catalog::{FinancialYear, PlaceCode, PlaceLevel, Places, Words};
use figures::{OriginDelivery, OriginRow};
use polars::prelude::*;
use store::columns::{BATCH, DATE, LEVEL, PLACE, SOURCE_ROW};
use store::{BatchEntry, Lake, LakeFile, TableId};

use super::Asked;
use super::words::{last_words, oldest};
use crate::current::latest_of_each_set;
use crate::day;
use crate::error::AnalyticsError;
use crate::rows_of::{deliveries, rows};
use crate::run;

/// The most rows that are listed: a year of daily returns of a district.
const MOST: usize = 100_000;

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
        .filter(|level| *level > asked.within.level() && *level <= asked.dataset.reported_by.finest())
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
