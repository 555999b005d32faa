//! Facts: what counts, as changes from day to day, for every measure of a dataset.
//!
//! A stock or year-to-date value holds from its day until the place's next row, at most for the days it may be
//! carried, and never over a restart. So it becomes a change on its day and, where nothing follows, its taking away on
//! the day after it ends. The position on a day is then the sum of the changes of its financial year up to that day:
//! a sum that adds up over places in any order.

use catalog::programme::{Dataset, Every, Measure, OverTime, Restarts};
use jiff::civil::Date;
use polars::prelude::*;

use crate::day;
use crate::names::{CHANGE, DATE, FRESH, HAVE, KEYS, LEVEL, MEASURE, PLACE, ROWS};

const VALUE: &str = "value";
const DAY: &str = "day";
const UNTIL: &str = "until";

/// One financial year, as a partition of facts.
#[derive(Debug, Clone, Copy)]
pub struct Year {
    /// 1 April.
    pub first: Date,
    /// 31 March.
    pub last: Date,
}

/// When places end: their codes with their last days, of those that do.
pub type Ends = [(String, Date)];

/// The facts of one measure in one financial year.
///
/// A value ends with its place. But the last word of a count that begins again at restarts stands until the next one: it
/// was counted, and those that follow the place count anew from their first day.
///
/// `current` holds the year's rows and may hold the last rows of the year before, which some measures carry over.
pub fn facts(
    current: &DataFrame,
    dataset: &Dataset,
    measure: &Measure,
    restarts: &Restarts,
    ends: &Ends,
    year: Year,
) -> LazyFrame {
    let values = values(current, dataset, measure, restarts, year);
    let changes = match measure.over_time {
        OverTime::Sum => events(values, dataset),
        OverTime::Latest | OverTime::Cumulative => changes(values, dataset, measure, restarts, ends, year),
    };
    let named = changes
        .with_column(lit(measure.id.as_str()).alias(MEASURE))
        .select(order());
    named.sort(KEYS, SortMultipleOptions::default())
}

fn order() -> Vec<Expr> {
    [MEASURE, PLACE, LEVEL, DATE, CHANGE, HAVE, FRESH, ROWS]
        .map(col)
        .to_vec()
}

/// Place, level, day and value of every row that has all columns of the measure.
fn values(
    current: &DataFrame,
    dataset: &Dataset,
    measure: &Measure,
    restarts: &Restarts,
    year: Year,
) -> LazyFrame {
    let value = measure
        .sum_of
        .iter()
        .map(|column| col(column.as_str()))
        .reduce(|sum, column| sum + column);
    let value = value.unwrap_or_else(|| lit(NULL));
    // A row of a place above those that report is the sum of several, and can't be counted as one.
    let value = match measure.places_with_at_least {
        None => value,
        // A row of a place above those that report is the sum of several, and can't be counted as one.
        Some(least) => when(col(LEVEL).eq(lit(dataset.reported_by.level.id())))
            .then(value.gt_eq(lit(least)))
            .otherwise(lit(NULL)),
    };
    let rows = current.clone().lazy().select([
        col(PLACE),
        col(LEVEL),
        col(DATE),
        col(DATE).cast(DataType::Int32).alias(DAY),
        value.cast(DataType::Int64).alias(VALUE),
    ]);
    let rows = rows.filter(col(VALUE).is_not_null());
    if carries_over_new_year(measure, restarts) {
        rows
    } else {
        rows.filter(col(DAY).gt_eq(lit(day::number(year.first))))
    }
}

/// Whether a value may be carried from one financial year into the next.
pub fn carries_over_new_year(measure: &Measure, restarts: &Restarts) -> bool {
    measure.over_time != OverTime::Sum && !(measure.restarts && restarts.every_financial_year)
}

fn events(values: LazyFrame, dataset: &Dataset) -> LazyFrame {
    values.select([
        col(PLACE),
        col(LEVEL),
        col(DATE),
        col(VALUE).alias(CHANGE),
        whole(0).alias(HAVE),
        first_in_period(dataset.reported_by.every)
            .cast(DataType::Int64)
            .alias(FRESH),
        whole(1).alias(ROWS),
    ])
}

fn changes(
    values: LazyFrame,
    dataset: &Dataset,
    measure: &Measure,
    restarts: &Restarts,
    ends: &Ends,
    year: Year,
) -> LazyFrame {
    let first = lit(day::number(year.first));
    let carried = col(DAY) + lit(i32::from(dataset.reported_by.carry));
    let next = when(same_place(-1))
        .then(col(DAY).shift(lit(-1)))
        .otherwise(lit(NULL));
    let segment = segment_end(measure, restarts, year);
    let until = polars::lazy::dsl::min_horizontal([carried.clone(), segment.clone(), next.clone() - lit(1)])
        .expect("there are three");
    let until = match ends {
        [] => until,
        ends => with_its_place(until, last_days(ends), (carried, segment, next.clone()), measure),
    };
    let held = values.with_columns([
        until.alias(UNTIL),
        next.alias("next"),
        first_in_period(dataset.reported_by.every).alias(FRESH),
    ]);
    // What was carried out of the year before is not part of this one's sums.
    let before = col(UNTIL).shift(lit(1));
    let follows_on = same_place(1)
        .and(before.clone().eq(col(DAY) - lit(1)))
        .and(before.gt_eq(first.clone()));
    let held = held
        .with_columns([
            follows_on.fill_null(lit(false)).alias("follows_on"),
            col(VALUE).shift(lit(1)).alias("before"),
        ])
        .filter(col(UNTIL).gt_eq(first.clone()));
    let starts = held.clone().select([
        col(PLACE),
        col(LEVEL),
        polars::lazy::dsl::max_horizontal([col(DAY), first.clone()])
            .expect("there are two")
            .cast(DataType::Date)
            .alias(DATE),
        when(col("follows_on"))
            .then(col(VALUE) - col("before"))
            .otherwise(col(VALUE))
            .alias(CHANGE),
        when(col("follows_on"))
            .then(whole(0))
            .otherwise(whole(1))
            .alias(HAVE),
        (col(FRESH).and(col(DAY).gt_eq(first.clone())))
            .cast(DataType::Int64)
            .alias(FRESH),
        col(DAY).gt_eq(first).cast(DataType::Int64).alias(ROWS),
    ]);
    concat([starts, endings(held, year)], UnionArgs::default()).expect("both parts have the same columns")
}

/// The last day of a place, as a number; null for those that have none.
fn last_days(ends: &Ends) -> Expr {
    let none = lit(NULL).cast(DataType::Int32);
    ends.iter().fold(none, |otherwise, (place, last)| {
        when(col(PLACE).eq(lit(place.as_str())))
            .then(lit(day::number(*last)))
            .otherwise(otherwise)
    })
}

/// Until when the value of a place that ends is held. What was reported of it later is held like any other.
fn with_its_place(
    until: Expr,
    ended: Expr,
    (carried, segment, next): (Expr, Expr, Expr),
    measure: &Measure,
) -> Expr {
    let ends_after = ended
        .clone()
        .gt_eq(col(DAY))
        .and(ended.clone().lt_eq(until.clone()));
    if !measure.begins_again() {
        return when(ends_after.fill_null(lit(false)))
            .then(ended)
            .otherwise(until);
    }
    let is_last = next.clone().is_null().or(next.gt(segment.clone()));
    let is_final = ended
        .clone()
        .gt_eq(col(DAY))
        .and(ended.clone().lt_eq(carried))
        .and(ended.lt_eq(segment.clone()))
        .and(is_last);
    when(is_final.fill_null(lit(false)))
        .then(segment)
        .otherwise(until)
}

/// The taking away of values that nothing follows, on the day after they end.
fn endings(held: LazyFrame, year: Year) -> LazyFrame {
    let ends = col(UNTIL) + lit(1);
    let followed = col("next").eq(ends.clone()).fill_null(lit(false));
    held.filter(
        followed
            .not()
            .and(ends.clone().lt_eq(lit(day::number(year.last)))),
    )
    .select([
        col(PLACE),
        col(LEVEL),
        ends.cast(DataType::Date).alias(DATE),
        (whole(0) - col(VALUE)).alias(CHANGE),
        whole(-1).alias(HAVE),
        whole(0).alias(FRESH),
        whole(0).alias(ROWS),
    ])
}

/// The last day of the count in which a day lies, at most the year's last.
fn segment_end(measure: &Measure, restarts: &Restarts, year: Year) -> Expr {
    let end = lit(day::number(year.last));
    if !measure.restarts {
        return end;
    }
    let inside = restarts
        .on
        .iter()
        .filter(|restart| **restart > year.first && **restart <= year.last);
    let mut starts: Vec<i32> = inside.map(|restart| day::number(*restart)).collect();
    starts.sort_unstable();
    starts.into_iter().rev().fold(end, |later, start| {
        when(col(DAY).lt(lit(start)))
            .then(lit(start - 1))
            .otherwise(later)
    })
}

/// Whether a row is the place's first in its reporting period.
fn first_in_period(every: Every) -> Expr {
    let key = match every {
        Every::Day => return lit(true),
        Every::Month => col(DATE).dt().year() * lit(12) + col(DATE).dt().month().cast(DataType::Int32),
        Every::Year => financial_year(),
    };
    same_place(1)
        .and(key.clone().eq(key.shift(lit(1))))
        .fill_null(lit(false))
        .not()
}

/// The calendar year in which the financial year of a row's day began.
pub fn financial_year() -> Expr {
    let year = col(DATE).dt().year();
    when(col(DATE).dt().month().lt(lit(4)))
        .then(year.clone() - lit(1))
        .otherwise(year)
}

/// Whether the row `by` rows before (after, if negative) is of the same place.
fn same_place(by: i64) -> Expr {
    col(PLACE).eq(col(PLACE).shift(lit(by))).fill_null(lit(false))
}

/// A whole number of the width in which sums are kept.
fn whole(number: i64) -> Expr {
    lit(number).cast(DataType::Int64)
}
