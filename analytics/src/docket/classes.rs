//! Classes that are made of numbers and days rather than read from a column.

use std::borrow::Cow;

use catalog::programme::{Class, ClassOf, Docket, range};
use polars::prelude::*;

use super::columns::NONE;
use super::measure::day_of;
use crate::names::{CODE, RECEIVED};

/// The number of the value whose range a whole number lies in.
pub fn range_code(class: &Class, number: &Expr) -> Expr {
    numbered(class.values.iter().map(|value| match range(&value.id) {
        Some(bounds) => within(number, bounds),
        None => lit(false),
    }))
}

/// The column in which the number of a class's value stands.
pub fn code_of(class: &Class) -> String {
    format!("{CODE}{}", class.id)
}

/// Where the number of a matter's value of a class stands, or of what it follows on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coded {
    /// In a column.
    Column(String),
    /// It is that of the range in which the days since one day lie: least and most of each.
    DaysSince(String, i32, Vec<(i64, Option<i64>)>),
    /// It is that of the last of some days that has come by a day: columns with the value of each.
    Reached(i32, Vec<(String, i32)>),
}

/// How the number of a matter's value of a class is known on a day, as given when it still waits then.
pub fn code_on(class: &Class, docket: &Docket, day: i32) -> Coded {
    match &class.of {
        ClassOf::Column | ClassOf::Ranges(_) | ClassOf::Groups(_) => Coded::Column(code_of(class)),
        ClassOf::DaysWaiting => {
            let ranges = class.values.iter().filter_map(|value| range(&value.id));
            Coded::DaysSince(RECEIVED.to_owned(), day, ranges.collect())
        }
        ClassOf::Step => {
            let steps = docket.steps.iter().filter_map(|step| {
                let at = class.values.iter().position(|value| value.id == *step)?;
                Some((day_of(step, docket.received()).to_owned(), whole(at)))
            });
            Coded::Reached(day, steps.collect())
        }
    }
}

impl Coded {
    /// The columns that it is made of.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Column(column) | Self::DaysSince(column, ..) => vec![column],
            Self::Reached(_, steps) => steps.iter().map(|(column, _)| column.as_str()).collect(),
        }
    }

    /// The numbers of some rows, of which the columns are given in order; [`NONE`] where the value is not known.
    pub fn codes<'r>(&self, columns: &[&'r [i32]]) -> Cow<'r, [i32]> {
        match self {
            Self::Column(_) => Cow::Borrowed(columns[0]),
            Self::DaysSince(_, day, ranges) => columns[0]
                .iter()
                .map(|since| range_of(i64::from(*day) - i64::from(*since), ranges))
                .collect(),
            Self::Reached(day, steps) => {
                let mut codes = vec![NONE; columns[0].len()];
                // Each step that has been reached by the day overrides those before it.
                for ((_, code), reached) in steps.iter().zip(columns) {
                    for (known, on) in codes.iter_mut().zip(*reached) {
                        if *on != NONE && on <= day {
                            *known = *code;
                        }
                    }
                }
                Cow::Owned(codes)
            }
        }
    }
}

/// The number of the last range that holds a number of days.
fn range_of(days: i64, ranges: &[(i64, Option<i64>)]) -> i32 {
    let holds = |(least, most): &(i64, Option<i64>)| *least <= days && most.is_none_or(|most| days <= most);
    ranges.iter().rposition(holds).map_or(NONE, whole)
}

fn numbered(conditions: impl Iterator<Item = Expr>) -> Expr {
    conditions
        .enumerate()
        .fold(lit(NULL).cast(DataType::Int32), |otherwise, (at, condition)| {
            when(condition).then(lit(whole(at))).otherwise(otherwise)
        })
}

fn within(number: &Expr, (least, most): (i64, Option<i64>)) -> Expr {
    let above = number.clone().gt_eq(lit(least));
    match most {
        Some(most) => above.and(number.clone().lt_eq(lit(most))),
        None => above,
    }
}

fn whole(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}
