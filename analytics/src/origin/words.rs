//! The rows that had the last word: those whose values were added up, or would have been at another level.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use polars::prelude::*;
use store::columns::{DATE, PLACE};

use super::{Asked, Read};
use crate::day;
use crate::error::AnalyticsError;
use crate::reading::Reading;
use crate::rows_of::SET;

/// The rows whose values were added up, or would have been at another level: for a position the last one of each place
/// that still holds on its day, for events every one in their time.
pub(super) fn last_words(
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
    if let Reading::Events { from, to, .. } = &read.reading {
        let during = day::number(*from)..=day::number(*to);
        let counted = told.iter().filter(|(_, date, _)| during.contains(date));
        return counted.flat_map(|(.., rows)| rows.clone()).collect();
    }
    let mut taken = Vec::new();
    for position in read.reading.positions() {
        let holding = day::number(asked.holds_since(read, position))..=day::number(position);
        let mut by_place: BTreeMap<&str, &Vec<usize>> = BTreeMap::new();
        for (place, _, rows) in told.iter().filter(|(_, date, _)| holding.contains(date)) {
            by_place.insert(place, rows);
        }
        taken.extend(by_place.into_values().flatten());
    }
    taken
}

/// The oldest day of a row that can still hold.
pub(super) fn oldest(asked: &Asked<'_>) -> Date {
    let days = asked.readings.iter().flat_map(|read| {
        let holding = read.reading.positions().map(|day| asked.holds_since(read, day));
        let events = match &read.reading {
            Reading::Events { from, .. } => Some(*from),
            Reading::Pieces(_) => None,
        };
        holding.chain(events)
    });
    days.min().unwrap_or(asked.days.0)
}
