//! Counting: one pipeline over stays for all measures of a span.

use std::collections::HashMap;

use catalog::programme::{Class, Docket, Measure};
use catalog::{PlaceCode, PlaceLevel};
use polars::prelude::*;

use super::classes::code_on;
use super::columns::{Numbers, Stays};
use super::measure::{Window, is_counted, value};
use crate::error::AnalyticsError;
use crate::names::OFFICE;
use crate::run;

/// By what counts are told apart, and which stays count at all.
pub struct KeyOf<'a> {
    /// The docket.
    pub docket: &'a Docket,
    /// The place inside which stays count; an office, or a place of the geography.
    pub within: &'a PlaceCode,
    /// The level of the places that are told apart; none for the whole.
    pub level: Option<PlaceLevel>,
    /// The classes that are told apart, in order.
    pub classes: &'a [&'a Class],
    /// Classes narrowed to a value; none for what is not known.
    pub narrowed: &'a [(&'a Class, Option<String>)],
}

/// Sums and medians of each measure by place and class.
#[derive(Debug, Default)]
pub struct Counts {
    rows: HashMap<Vec<Option<u32>>, usize>,
    sums: Vec<Vec<i64>>,
    medians: Vec<Vec<Option<f64>>>,
}

impl Counts {
    /// The sums of a key, one for each measure; zeros where no stay is counted.
    pub fn sum(&self, key: &[Option<u32>], measure: usize) -> i64 {
        self.rows.get(key).map_or(0, |row| self.sums[measure][*row])
    }

    /// The median of what a measure adds up; none where nothing is counted.
    pub fn median(&self, key: &[Option<u32>], measure: usize) -> Option<f64> {
        let row = self.rows.get(key)?;
        self.medians[measure][*row]
    }
}

/// The counts of some measures over a span. A key is the number of the place, where places are told apart, and then the
/// number of the value of each class.
pub fn count(
    stays: &Stays,
    key: &KeyOf<'_>,
    measures: &[&Measure],
    medians: &[bool],
    window: Window,
    numbers: &Numbers<'_>,
) -> Result<Counts, AnalyticsError> {
    let keys = keys(key, window);
    let mut sums = Vec::new();
    for (at, measure) in measures.iter().enumerate() {
        let counted = is_counted(measure, key.docket, window);
        sums.push(
            match value(measure, key.docket, window) {
                Some(value) => when(counted.clone())
                    .then(value.cast(DataType::Int64))
                    .otherwise(lit(NULL)),
                None => counted.cast(DataType::Int64),
            }
            .alias(name(at).as_str()),
        );
    }
    let columns: Vec<Expr> = keys.iter().cloned().chain(sums).collect();
    let names: Vec<String> = (0..keys.len()).map(key_name).collect();
    let Some(touching) = stays.touching(window.from, window.to)? else {
        return Ok(Counts::default());
    };
    let all = touching
        .lazy()
        .filter(is_asked(key, window, numbers))
        .select(columns);
    let aggregates: Vec<Expr> = (0..measures.len())
        .map(|at| col(name(at).as_str()).sum())
        .chain(
            (0..measures.len())
                .filter(|at| medians[*at])
                .map(|at| col(name(at).as_str()).median().alias(median_name(at).as_str())),
        )
        .collect();
    let counted = if names.is_empty() {
        run::frame(all.select(aggregates))?
    } else {
        run::frame(
            all.group_by(names.iter().map(|name| col(name.as_str())).collect::<Vec<_>>())
                .agg(aggregates),
        )?
    };
    decoded(&counted, &names, medians)
}

fn keys(key: &KeyOf<'_>, window: Window) -> Vec<Expr> {
    let place = key.level.map(|level| col(column_of(level)));
    let classes = key
        .classes
        .iter()
        .map(|class| code_on(class, key.docket, window.to).cast(DataType::UInt32));
    place
        .into_iter()
        .chain(classes)
        .enumerate()
        .map(|(at, key)| key.alias(key_name(at).as_str()))
        .collect()
}

/// The column that has the number of a place's level.
fn column_of(level: PlaceLevel) -> &'static str {
    if level.is_unit() { OFFICE } else { level.id() }
}

/// Whether a stay lies inside the place and has the values that conditions name, and may touch the span.
fn is_asked(key: &KeyOf<'_>, window: Window, numbers: &Numbers<'_>) -> Expr {
    let inside = match numbers.get(key.within.as_str()) {
        Some(number) => col(column_of(key.within.level())).eq(lit(number)),
        None => lit(false),
    };
    key.narrowed.iter().fold(inside, |asked, (class, value)| {
        let code = code_on(class, key.docket, window.to);
        let at = value
            .as_ref()
            .and_then(|value| class.values.iter().position(|known| known.id == *value));
        asked.and(match at {
            Some(at) => code.eq(lit(i32::try_from(at).unwrap_or(i32::MAX))),
            None => code.is_null(),
        })
    })
}

fn decoded(frame: &DataFrame, keys: &[String], medians: &[bool]) -> Result<Counts, AnalyticsError> {
    let keys: Vec<&UInt32Chunked> = keys
        .iter()
        .map(|name| frame.column(name)?.u32())
        .collect::<PolarsResult<_>>()?;
    let mut counts = Counts::default();
    for row in 0..frame.height() {
        counts
            .rows
            .insert(keys.iter().map(|key| key.get(row)).collect(), row);
    }
    for (at, has_median) in medians.iter().enumerate() {
        let sums = frame.column(&name(at))?.i64()?;
        counts
            .sums
            .push(sums.iter().map(|sum| sum.unwrap_or(0)).collect());
        counts.medians.push(match has_median {
            true => frame.column(&median_name(at))?.f64()?.iter().collect(),
            false => Vec::new(),
        });
    }
    Ok(counts)
}

fn name(measure: usize) -> String {
    format!("sum {measure}")
}

fn median_name(measure: usize) -> String {
    format!("median {measure}")
}

fn key_name(at: usize) -> String {
    format!("key {at}")
}
