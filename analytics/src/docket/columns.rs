//! Stays in memory, as numbers: places and values of classes by their place in the catalog, days by their number.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use catalog::programme::{Dataset, Docket, DocketCount, Programme};
use catalog::{Catalog, PlaceCode, PlaceLevel};
use polars::lazy::dsl::{max_horizontal, min_horizontal};
use polars::prelude::*;

use super::kept::read_by_measures;
use super::measure::next_step;
use super::reports::REPORTER;
use crate::error::AnalyticsError;
use crate::names::{BATCH, BEGIN, END, OFFICE, PLACE, RECEIVED};
use crate::run;

/// The stays of a docket, in parts by month of receipt, so that a question of some time reads little of the rest.
#[derive(Debug, Clone, Default)]
pub struct Stays(pub Vec<Arc<Vec<Part>>>);

/// Stays of matters that were received in one month, those first of which nothing more is told soonest.
///
/// Columns: a number for the place of each geographic level (`state` … `ward`) and for the office, null where there is
/// none; days as numbers, an end that has not come as the largest; for each class the number of its value; what measures
/// test and add up.
#[derive(Debug)]
pub struct Part {
    /// The first day of which any of them tells.
    first: i32,
    /// The last day of which each tells, in order.
    last: Vec<i32>,
    stays: DataFrame,
}

impl Stays {
    /// Those that may tell of a time, one part below the other.
    pub fn touching(&self, from: i32, to: i32) -> PolarsResult<Option<DataFrame>> {
        let parts = self.0.iter().flat_map(|year| year.iter());
        let mut touching: Option<DataFrame> = None;
        for part in parts.filter(|part| part.first <= to) {
            let begin = part.last.partition_point(|last| *last < from);
            if begin == part.last.len() {
                continue;
            }
            let slice = part.stays.slice(begin as i64, part.last.len() - begin);
            match &mut touching {
                Some(all) => {
                    all.vstack_mut_owned(slice)?;
                }
                None => touching = Some(slice),
            }
        }
        Ok(touching)
    }
}

/// Numbers of places, as they stand in [`Stays`].
pub struct Numbers<'c>(HashMap<&'c str, u32>);

impl<'c> Numbers<'c> {
    /// Those of all places of a catalog.
    pub fn of(catalog: &'c Catalog) -> Self {
        let codes = catalog.places.all().map(|place| place.code.as_str());
        Self(codes.zip(0u32..).collect())
    }

    /// The number of a place.
    pub fn get(&self, code: &str) -> Option<u32> {
        self.0.get(code).copied()
    }
}

/// Stored stays of a financial year of receipt, in parts.
pub fn encoded(
    stored: LazyFrame,
    programme: &Programme,
    dataset: &Dataset,
    docket: &Docket,
    catalog: &Catalog,
) -> Result<Vec<Part>, AnalyticsError> {
    let steps = steps_left(programme, dataset);
    let next: Vec<Expr> = steps.iter().filter_map(|step| next_step(docket, step)).collect();
    let on = read_by_measures(programme, dataset);
    let on = on.iter().filter(|name| is_day(dataset, name)).map(String::as_str);
    let days: Vec<Expr> = docket.steps[1..]
        .iter()
        .map(String::as_str)
        .chain([docket.closed.as_str()])
        .chain(on)
        .chain([BEGIN, END, RECEIVED])
        .map(col)
        .collect();
    let first = min_horizontal(days.clone())?.alias(FIRST_DAY);
    let last = max_horizontal(days)?.alias(LAST_DAY);
    let stays = stored
        .drop(cols([BATCH, REPORTER]))
        .with_columns(next)
        .with_column(col(END).fill_null(lit(i32::MAX)))
        .with_columns([first, last, month().alias(MONTH)]);
    let sorted = stays.sort([MONTH, LAST_DAY], SortMultipleOptions::default());
    parts(with_places(run::frame(sorted)?, catalog)?)
}

const FIRST_DAY: &str = "first day";
const LAST_DAY: &str = "last day";
const MONTH: &str = "month";

/// The month of receipt.
fn month() -> Expr {
    let received = || col(RECEIVED).cast(DataType::Date).dt();
    received().year() * lit(12) + received().month().cast(DataType::Int32)
}

/// Sorted stays, cut by month of receipt.
fn parts(mut stays: DataFrame) -> Result<Vec<Part>, AnalyticsError> {
    let taken = |stays: &mut DataFrame, name| Ok::<_, PolarsError>(stays.drop_in_place(name)?.i32()?.clone());
    let months = taken(&mut stays, MONTH)?;
    let firsts = taken(&mut stays, FIRST_DAY)?;
    let lasts = taken(&mut stays, LAST_DAY)?;
    let mut parts = Vec::new();
    let mut begin = 0;
    while begin < stays.height() {
        let month = months.get(begin);
        let length = (begin..stays.height())
            .take_while(|row| months.get(*row) == month)
            .count();
        let rows = begin..begin + length;
        parts.push(Part {
            first: rows
                .clone()
                .filter_map(|row| firsts.get(row))
                .min()
                .unwrap_or(i32::MIN),
            last: rows.map(|row| lasts.get(row).unwrap_or(i32::MAX)).collect(),
            stays: stays.slice(begin as i64, length),
        });
        begin += length;
    }
    Ok(parts)
}

fn steps_left<'a>(programme: &'a Programme, dataset: &Dataset) -> BTreeSet<&'a str> {
    let of_it = programme
        .measures
        .iter()
        .filter(|measure| measure.dataset == dataset.id);
    of_it
        .filter_map(|measure| match &measure.docket {
            Some(DocketCount::Left(step)) => Some(step.as_str()),
            _ => None,
        })
        .collect()
}

fn is_day(dataset: &Dataset, name: &str) -> bool {
    dataset
        .column(name)
        .is_some_and(|column| column.kind == catalog::programme::ColumnType::Date)
}

/// The levels of the geography, which are no units.
pub fn geographic() -> impl Iterator<Item = PlaceLevel> {
    PlaceLevel::ALL.into_iter().filter(|level| !level.is_unit())
}

/// Codes of places and offices turned into numbers.
fn with_places(mut frame: DataFrame, catalog: &Catalog) -> Result<DataFrame, AnalyticsError> {
    let numbers = Numbers::of(catalog);
    let offices: UInt32Chunked = frame
        .column(OFFICE)?
        .str()?
        .iter()
        .map(|code| numbers.get(code?))
        .collect();
    let levels: Vec<PlaceLevel> = geographic().collect();
    let mut around: HashMap<String, Vec<Option<u32>>> = HashMap::new();
    let mut of_level: Vec<Vec<Option<u32>>> = vec![Vec::with_capacity(frame.height()); levels.len()];
    for code in frame.column(PLACE)?.str()?.iter() {
        let code = code.unwrap_or_default();
        if !around.contains_key(code) {
            around.insert(code.to_owned(), holders(code, &levels, &numbers, catalog));
        }
        for (known, number) in of_level.iter_mut().zip(&around[code]) {
            known.push(*number);
        }
    }
    frame.with_column(offices.with_name(OFFICE.into()).into_column())?;
    for (level, known) in levels.iter().zip(of_level) {
        let column: UInt32Chunked = known.into_iter().collect();
        frame.with_column(column.with_name(level.id().into()).into_column())?;
    }
    Ok(frame.drop(PLACE)?)
}

/// The numbers of the places of each level that hold a place, itself among them.
fn holders(code: &str, levels: &[PlaceLevel], numbers: &Numbers<'_>, catalog: &Catalog) -> Vec<Option<u32>> {
    let Ok(code) = code.parse::<PlaceCode>() else {
        return vec![None; levels.len()];
    };
    levels
        .iter()
        .map(|level| match code.level() == *level {
            true => numbers.get(code.as_str()),
            false => numbers.get(catalog.places.ancestor_at(&code, *level)?.code.as_str()),
        })
        .collect()
}
