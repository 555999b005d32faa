//! Classes that are made of numbers and days rather than read from a column.

use catalog::programme::{Class, ClassOf, Docket, range};
use polars::prelude::*;

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

/// The number of a matter's value of a class on a day, as given when it still waits then: its place among those
/// declared, null where it is not known.
pub fn code_on(class: &Class, docket: &Docket, day: i32) -> Expr {
    match &class.of {
        ClassOf::Column | ClassOf::Ranges(_) | ClassOf::Groups(_) => col(code_of(class).as_str()),
        ClassOf::DaysWaiting => range_code(class, &(lit(day) - col(RECEIVED))),
        ClassOf::Step => {
            // Each step that has been reached by the day overrides those before it.
            let reached = docket.steps.iter().filter_map(|step| {
                let at = class.values.iter().position(|value| value.id == *step)?;
                let column = if step == docket.received() { RECEIVED } else { step };
                Some((at, col(column).lt_eq(lit(day)).fill_null(lit(false))))
            });
            reached.fold(lit(NULL).cast(DataType::Int32), |before, (at, is_reached)| {
                when(is_reached).then(lit(whole(at))).otherwise(before)
            })
        }
    }
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
