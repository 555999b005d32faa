//! Stored stays, turned into arrays of numbers.

use std::collections::{BTreeSet, HashMap};

use catalog::programme::{Dataset, Docket, DocketCount, Measure, Programme};
use catalog::{Catalog, PlaceCode, PlaceLevel, Places};
use polars::lazy::dsl::{max_horizontal, min_horizontal};
use polars::prelude::*;

use super::columns::{Month, NO_NUMBER, NONE, Year};
use super::marks::marks;
use super::measure::{after, day_of, next_step};
use crate::error::AnalyticsError;
use crate::names::{BEGIN, CODE, DUE, END, OFFICE, PLACE, RECEIVED};
use crate::run;

const MARKS: &str = "marks";
const FIRST_DAY: &str = "first day";
const LAST_DAY: &str = "last day";
const MONTH: &str = "month";

/// Stored stays of a financial year of receipt, month after month.
pub fn encoded(
    stored: LazyFrame,
    programme: &Programme,
    dataset: &Dataset,
    docket: &Docket,
    catalog: &Catalog,
) -> Result<Year, AnalyticsError> {
    let steps = steps_left(programme, dataset);
    let next: Vec<Expr> = steps.iter().filter_map(|step| next_step(docket, step)).collect();
    let told = told_days(programme, dataset, docket);
    let days: Vec<Expr> = told.iter().map(|day| col(day.as_str())).collect();
    let first = min_horizontal(days.clone())?.alias(FIRST_DAY);
    let last = max_horizontal(days)?.alias(LAST_DAY);
    let stays = stored
        .with_columns(next)
        .with_column(
            marks(programme, dataset, docket)
                .cast(DataType::UInt32)
                .alias(MARKS),
        )
        .with_column(col(END).fill_null(lit(i32::MAX)))
        .with_columns([first, last, month().alias(MONTH)]);
    let sorted = run::frame(stays.sort([MONTH, LAST_DAY], SortMultipleOptions::default()))?;
    let codes = sorted.get_column_names().into_iter().map(|name| name.as_str());
    let codes = codes.filter(|name| name.starts_with(CODE)).map(str::to_owned);
    let names = told.into_iter().chain([DUE.to_owned()]);
    let names = names.chain(steps.iter().map(|step| after(step))).chain(codes);
    let mut columns = names
        .map(|name| Ok((name.clone(), days_of(&sorted, &name)?)))
        .collect::<Result<HashMap<_, _>, AnalyticsError>>()?;
    columns.extend(places(&sorted, &catalog.places)?);
    Ok(Year {
        marks: sorted
            .column(MARKS)?
            .u32()?
            .iter()
            .map(|marks| marks.unwrap_or(0))
            .collect(),
        columns,
        numbers: numbers(&sorted, programme, dataset)?,
        months: months(&sorted)?,
        last: days_of(&sorted, LAST_DAY)?,
    })
}

/// The month of receipt.
fn month() -> Expr {
    let received = || col(RECEIVED).cast(DataType::Date).dt();
    received().year() * lit(12) + received().month().cast(DataType::Int32)
}

/// Every day that a stay tells of.
fn told_days(programme: &Programme, dataset: &Dataset, docket: &Docket) -> BTreeSet<String> {
    let on = of_it(programme, dataset).filter_map(|measure| match &measure.docket {
        Some(DocketCount::On(day)) => Some(day_of(day, docket.received())),
        _ => None,
    });
    let steps = docket.steps[1..].iter().map(String::as_str);
    let all = steps
        .chain([docket.closed.as_str(), BEGIN, END, RECEIVED])
        .chain(on);
    all.map(str::to_owned).collect()
}

fn steps_left<'a>(programme: &'a Programme, dataset: &Dataset) -> BTreeSet<&'a str> {
    let left = of_it(programme, dataset).filter_map(|measure| match &measure.docket {
        Some(DocketCount::Left(step)) => Some(step.as_str()),
        _ => None,
    });
    left.collect()
}

fn of_it<'a>(programme: &'a Programme, dataset: &Dataset) -> impl Iterator<Item = &'a Measure> {
    let all = programme.measures.iter();
    all.filter(move |measure| measure.dataset == dataset.id)
}

fn days_of(frame: &DataFrame, name: &str) -> Result<Vec<i32>, AnalyticsError> {
    let days = frame.column(name)?.cast(&DataType::Int32)?;
    Ok(days.i32()?.iter().map(|day| day.unwrap_or(NONE)).collect())
}

/// The dataset's own columns that measures add up.
fn numbers(
    frame: &DataFrame,
    programme: &Programme,
    dataset: &Dataset,
) -> Result<HashMap<String, Vec<i64>>, AnalyticsError> {
    let summed = of_it(programme, dataset).filter_map(|measure| measure.sum_of.first());
    let own: BTreeSet<&String> = summed.filter(|name| dataset.column(name).is_some()).collect();
    let each = own.into_iter().map(|name| {
        let column = frame.column(name)?.cast(&DataType::Int64)?;
        let numbers = column.i64()?.iter().map(|number| number.unwrap_or(NO_NUMBER));
        Ok((name.clone(), numbers.collect()))
    });
    each.collect()
}

/// The months of sorted stays.
fn months(stays: &DataFrame) -> Result<Vec<Month>, AnalyticsError> {
    let of_row = stays.column(MONTH)?.i32()?;
    let firsts = stays.column(FIRST_DAY)?.i32()?;
    let mut months = Vec::new();
    let mut begin = 0;
    while begin < stays.height() {
        let month = of_row.get(begin);
        let rest = begin..stays.height();
        let length = rest.take_while(|row| of_row.get(*row) == month).count();
        let rows = begin..begin + length;
        let first = rows.clone().filter_map(|row| firsts.get(row)).min();
        months.push(Month {
            first: first.unwrap_or(NONE),
            rows,
        });
        begin += length;
    }
    Ok(months)
}

/// The positions of offices, and of the place of each level that holds a stay's place.
fn places(stays: &DataFrame, places: &Places) -> Result<HashMap<String, Vec<i32>>, AnalyticsError> {
    let levels: Vec<PlaceLevel> = PlaceLevel::ALL
        .into_iter()
        .filter(|level| !level.is_unit())
        .collect();
    let of_places = positions(stays, PLACE, |code| holders(code, &levels, places))?;
    let of_offices = positions(stays, OFFICE, |code| vec![position(code, places)])?;
    let names = levels.iter().map(|level| level.id()).chain([OFFICE]);
    let columns = of_places.into_iter().chain(of_offices);
    Ok(names.map(str::to_owned).zip(columns).collect())
}

/// Some numbers for each code of a column, each looked up once.
fn positions(
    stays: &DataFrame,
    column: &str,
    of: impl Fn(&str) -> Vec<i32>,
) -> Result<Vec<Vec<i32>>, AnalyticsError> {
    let mut known: HashMap<&str, Vec<i32>> = HashMap::new();
    let mut columns: Vec<Vec<i32>> = of("")
        .iter()
        .map(|_| Vec::with_capacity(stays.height()))
        .collect();
    for code in stays.column(column)?.str()?.iter() {
        let code = code.unwrap_or_default();
        let numbers = known.entry(code).or_insert_with(|| of(code));
        for (column, number) in columns.iter_mut().zip(numbers) {
            column.push(*number);
        }
    }
    Ok(columns)
}

/// The position of a place in the registry.
fn position(code: &str, places: &Places) -> i32 {
    let known = code
        .parse()
        .ok()
        .and_then(|code: PlaceCode| places.position(&code));
    known
        .and_then(|position| i32::try_from(position).ok())
        .unwrap_or(NONE)
}

/// The positions of the places of each level that hold a place, itself among them.
fn holders(code: &str, levels: &[PlaceLevel], places: &Places) -> Vec<i32> {
    let Ok(code) = code.parse::<PlaceCode>() else {
        return vec![NONE; levels.len()];
    };
    let holder = |level: &PlaceLevel| {
        let holder = places.ancestor_at(&code, *level);
        holder.map_or(NONE, |holder| position(holder.code.as_str(), places))
    };
    levels.iter().map(holder).collect()
}
