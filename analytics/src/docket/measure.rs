//! What a measure counts of a stay over a span, as conditions and values of a pipeline.

use catalog::programme::{Docket, DocketCount, Measure};
use polars::prelude::*;

use super::stays::{began, ended};
use crate::cases::holds;
use crate::names::{BEGAN, BEGIN, DUE, END, ENDED, LAST, RECEIVED};

/// The time that counts are of, in numbers of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first day.
    pub from: i32,
    /// The last day.
    pub to: i32,
    /// The day for which the figures are true: what was due by then can be judged.
    pub true_on: i32,
}

/// Whether a stay is counted by a measure.
pub fn is_counted(measure: &Measure, docket: &Docket, window: Window) -> Expr {
    let base = match &measure.docket {
        Some(count) => condition(count, docket, window),
        None => lit(false),
    };
    match measure.count.as_deref() {
        None | Some([]) => base,
        Some(tests) => base.and(holds(tests)),
    }
}

/// What a counted stay adds to a measure's sum; nothing where the column has no value.
pub fn value(measure: &Measure, docket: &Docket, window: Window) -> Option<Expr> {
    let column = measure.sum_of.first()?.as_str();
    Some(match column {
        Docket::DAYS => col(END) - col(RECEIVED),
        Docket::DAYS_WAITING => lit(window.to) - col(RECEIVED),
        _ => match column.strip_prefix(Docket::DAYS_AT) {
            Some(step) => col(after(step).as_str()) - col(day_of(step, docket.received())),
            None => col(column),
        },
    })
}

/// The day after a step, as a column; `None` where the docket has no such step.
pub fn next_step(docket: &Docket, step: &str) -> Option<Expr> {
    let at = docket.steps.iter().position(|known| known == step)?;
    let later = docket.steps[at + 1..].iter().chain([&docket.closed]);
    let days: Vec<Expr> = later.map(|day| col(day.as_str()).cast(DataType::Int32)).collect();
    Some(coalesce(&days).alias(after(step).as_str()))
}

fn condition(count: &DocketCount, docket: &Docket, window: Window) -> Expr {
    let Window { from, to, true_on } = window;
    let inside = |day: Expr| day.clone().gt_eq(lit(from)).and(day.lt_eq(lit(to)));
    let begins = |how: i32| col(BEGAN).eq(lit(how)).and(inside(col(BEGIN)));
    let ends = |how: i32| col(ENDED).eq(lit(how)).and(inside(col(END)));
    let pending = || col(BEGIN).lt_eq(lit(to)).and(col(END).gt(lit(to)));
    let due = || begins(began::RECEIVED).and(col(DUE).lt(lit(true_on)));
    match count {
        DocketCount::Opening => col(BEGIN).lt(lit(from)).and(col(END).gt_eq(lit(from))),
        DocketCount::Received => begins(began::RECEIVED),
        DocketCount::Reopened => begins(began::REOPENED),
        DocketCount::TransferredIn => begins(began::TRANSFERRED),
        DocketCount::Disposed => ends(ended::DISPOSED),
        DocketCount::TransferredOut => ends(ended::TRANSFERRED),
        DocketCount::Closing => pending(),
        DocketCount::Overdue => pending().and(col(DUE).lt(lit(to))),
        DocketCount::Due => due(),
        DocketCount::DueInTime => due().and(col(docket.closed.as_str()).lt_eq(col(DUE))),
        DocketCount::DisposedInTime => ends(ended::DISPOSED).and(in_time()),
        DocketCount::On(day) => col(LAST).and(inside(col(day_of(day, docket.received())))),
        DocketCount::Left(step) => {
            let reached = col(day_of(step, docket.received())).is_not_null();
            col(LAST).and(reached).and(inside(col(after(step).as_str())))
        }
    }
}

fn in_time() -> Expr {
    col(END).lt_eq(col(DUE))
}

/// The column of a day; that of receipt is kept under its own name.
fn day_of<'n>(day: &'n str, received: &str) -> &'n str {
    if day == received { RECEIVED } else { day }
}

fn after(step: &str) -> String {
    format!("after_{step}")
}
