//! What a measure counts of a stay over a span: marks that it has, and days that lie in ranges; and what it then adds up.

use catalog::programme::{Dataset, Docket, DocketCount, Measure, Programme};
use polars::prelude::*;

use super::columns::NONE;
use super::marks;
use crate::names::{BEGIN, DUE, END, RECEIVED};

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

/// What holds of the stays that a measure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Marks that they have, all of them.
    pub marks: u32,
    /// Days that lie in ranges, all of them.
    pub days: Vec<Within>,
}

/// A column of days and the range, both ends counted, in which a day lies. No range holds a day that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// The column.
    pub column: String,
    /// The first day.
    pub first: i32,
    /// The last day.
    pub last: i32,
}

/// What a counted stay adds to a measure's sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adds {
    /// One.
    One,
    /// The days from one day to a later one.
    Days {
        /// The column of the day before.
        since: String,
        /// The column of the later day.
        until: String,
    },
    /// The days from one day to the last of the span.
    DaysSince(String),
    /// A number; nothing where it is not known.
    Number(String),
}

/// The stays that a measure counts over a span.
pub fn counted(
    programme: &Programme,
    dataset: &Dataset,
    docket: &Docket,
    measure: &Measure,
    window: Window,
) -> Option<Counted> {
    let Counted { marks, days } = condition(measure.docket.as_ref()?, docket, window);
    let tests = measure.count.as_deref().unwrap_or_default();
    Some(Counted {
        marks: marks | marks::of_tests(programme, dataset, tests),
        days,
    })
}

/// What each of them adds.
pub fn adds(measure: &Measure, docket: &Docket) -> Adds {
    let Some(column) = measure.sum_of.first() else {
        return Adds::One;
    };
    let owned = str::to_owned;
    match column.as_str() {
        Docket::DAYS => Adds::Days {
            since: owned(RECEIVED),
            until: owned(END),
        },
        Docket::DAYS_WAITING => Adds::DaysSince(owned(RECEIVED)),
        _ => match column.strip_prefix(Docket::DAYS_AT) {
            Some(step) => Adds::Days {
                since: owned(day_of(step, docket.received())),
                until: after(step),
            },
            None => Adds::Number(column.clone()),
        },
    }
}

/// The day after a step that was reached, as a column; `None` where the docket has no such step.
pub fn next_step(docket: &Docket, step: &str) -> Option<Expr> {
    let at = docket.steps.iter().position(|known| known == step)?;
    let later = docket.steps[at + 1..].iter().chain([&docket.closed]);
    let days: Vec<Expr> = later.map(|day| col(day.as_str()).cast(DataType::Int32)).collect();
    let is_reached = col(day_of(step, docket.received())).is_not_null();
    let next = when(is_reached).then(coalesce(&days)).otherwise(lit(NULL));
    Some(next.alias(after(step).as_str()))
}

fn condition(count: &DocketCount, docket: &Docket, window: Window) -> Counted {
    let Window { from, to, true_on } = window;
    let is = |marks, days: &[(&str, i32, i32)]| Counted {
        marks,
        days: days
            .iter()
            .map(|(column, first, last)| within(column, *first, *last))
            .collect(),
    };
    let pending = [(BEGIN, NONE + 1, to), (END, to + 1, i32::MAX)];
    let due = [(BEGIN, from, to), (DUE, NONE + 1, true_on - 1)];
    match count {
        DocketCount::Opening => is(0, &[(BEGIN, NONE + 1, from - 1), (END, from, i32::MAX)]),
        DocketCount::Received => is(marks::RECEIVED, &[(BEGIN, from, to)]),
        DocketCount::Reopened => is(marks::REOPENED, &[(BEGIN, from, to)]),
        DocketCount::TransferredIn => is(marks::TRANSFERRED_IN, &[(BEGIN, from, to)]),
        DocketCount::Disposed => is(marks::DISPOSED, &[(END, from, to)]),
        DocketCount::TransferredOut => is(marks::TRANSFERRED_OUT, &[(END, from, to)]),
        DocketCount::Closing => is(0, &pending),
        DocketCount::Overdue => is(0, &[pending[0], pending[1], (DUE, NONE + 1, to - 1)]),
        DocketCount::Due => is(marks::RECEIVED, &due),
        DocketCount::DueInTime => is(marks::RECEIVED | marks::CLOSED_IN_TIME, &due),
        DocketCount::DisposedInTime => is(marks::DISPOSED | marks::ENDS_IN_TIME, &[(END, from, to)]),
        DocketCount::On(day) => is(marks::LATEST, &[(day_of(day, docket.received()), from, to)]),
        DocketCount::Left(step) => is(marks::LATEST, &[(after(step).as_str(), from, to)]),
    }
}

fn within(column: &str, first: i32, last: i32) -> Within {
    Within {
        column: column.to_owned(),
        first,
        last,
    }
}

/// The column of a day; that of receipt is kept under its own name.
pub fn day_of<'n>(day: &'n str, received: &str) -> &'n str {
    if day == received { RECEIVED } else { day }
}

/// The column of the day after a step.
pub fn after(step: &str) -> String {
    format!("after_{step}")
}
