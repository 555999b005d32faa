//! Stays: the times in which one office has a matter.

use std::collections::BTreeSet;

use catalog::programme::Docket;
use polars::prelude::*;
use store::columns::BATCH;

use super::kept::Kept;
use super::limits::Limits;
use super::reports::REPORTER;
use crate::error::AnalyticsError;
use crate::names::{BEGAN, BEGIN, CODE, DATE, DUE, END, ENDED, LAST, OFFICE, PLACE, RECEIVED};
use crate::run;

/// How a stay begins.
pub mod began {
    /// The matter was received.
    pub const RECEIVED: i32 = 0;
    /// It was opened again.
    pub const REOPENED: i32 = 1;
    /// It came from another office.
    pub const TRANSFERRED: i32 = 2;
}

/// How a stay ends.
pub mod ended {
    /// The matter was disposed of.
    pub const DISPOSED: i32 = 0;
    /// It went to another office.
    pub const TRANSFERRED: i32 = 1;
}

/// The stays of matters: one to three each, with the matter's own columns beside.
///
/// | column | |
/// |---|---|
/// | `stay_office` | the place code of the office; null where it is not known |
/// | `stay_begin`, `stay_began` | its first day (days are numbers), and how it began: 0 received, 1 reopened, 2 transferred |
/// | `stay_end`, `stay_ended` | the day it ended, and how: 0 disposed, 1 transferred; null while it lasts |
/// | `stay_last` | whether it is the matter's last |
/// | `matter_received`, `matter_due` | the matter's day of receipt, and the last day within its limit |
/// | `reporter` | the place whose sheets the matter stands in |
///
/// A day that cannot lie where it stands, such as a reopening of what was never disposed of, makes no stay.
pub fn stays(
    mut matters: DataFrame,
    docket: &Docket,
    kept: &[Kept],
    read: &BTreeSet<String>,
    limits: &Limits<'_>,
) -> Result<DataFrame, AnalyticsError> {
    let due = limits.due(&matters)?.with_name(DUE.into()).into_column();
    matters.with_column(due)?;
    let matters = matters.lazy().with_columns(days(docket));
    let of =
        |matters: LazyFrame, stay: Vec<Expr>| matters.with_columns(stay).select(columns(kept, read, docket));
    let mut stays = run::frame(of(matters.clone(), first(docket)))?;
    stays.vstack_mut_owned(run::frame(of(
        matters.clone().filter(moved()),
        transferred(docket),
    ))?)?;
    stays.vstack_mut_owned(run::frame(of(matters.filter(opened()), reopened(docket)))?)?;
    Ok(stays)
}

const CLOSED: &str = "closed at first";
const OPENED: &str = "opened again";
const CLOSED_AGAIN: &str = "closed again";
const MOVED: &str = "moved";
const EARLY: &str = "moved at first";
const FROM_OFFICE: &str = "from office";

/// The days that make stays, each null where it cannot lie where it stands.
fn days(docket: &Docket) -> Vec<Expr> {
    let day = |column: Option<&String>| match column {
        Some(column) => number(column),
        None => lit(NULL).cast(DataType::Int32),
    };
    let received = number(DATE);
    let closed = number(&docket.closed);
    let closed = only_if(closed.clone().gt_eq(received.clone()), closed);
    let opened = day(docket.reopened.as_ref());
    let opened = only_if(opened.clone().gt_eq(closed.clone()), opened);
    let again = day(docket.closed_again.as_ref());
    let again = only_if(again.clone().gt_eq(opened.clone()), again);
    let moved = day(docket.transferred.as_ref());
    let early = moved
        .clone()
        .gt_eq(received.clone())
        .and(closed.clone().is_null().or(moved.clone().lt_eq(closed.clone())));
    let late = moved
        .clone()
        .gt_eq(opened.clone())
        .and(again.clone().is_null().or(moved.clone().lt_eq(again.clone())));
    let early = early.fill_null(lit(false));
    let is_placed = early.clone().or(late.fill_null(lit(false)));
    let from = docket.transferred_from.as_ref().unwrap_or(&docket.office);
    vec![
        received.alias(RECEIVED),
        closed.alias(CLOSED),
        opened.alias(OPENED),
        again.alias(CLOSED_AGAIN),
        only_if(is_placed, moved).alias(MOVED),
        early.alias(EARLY),
        col(from.as_str()).alias(FROM_OFFICE),
    ]
}

/// A number where a condition holds; else none.
fn only_if(condition: Expr, number: Expr) -> Expr {
    when(condition)
        .then(number)
        .otherwise(lit(NULL))
        .cast(DataType::Int32)
}

fn number(column: &str) -> Expr {
    col(column).cast(DataType::Int32)
}

fn moved() -> Expr {
    col(MOVED).is_not_null()
}

fn opened() -> Expr {
    col(OPENED).is_not_null()
}

/// Whether the matter moved before it was disposed of for the first time.
fn early() -> Expr {
    moved().and(col(EARLY))
}

/// From receipt to the first disposal, or to the transfer before it.
fn first(docket: &Docket) -> Vec<Expr> {
    vec![
        held_by(moved(), docket),
        col(RECEIVED).alias(BEGIN),
        lit(began::RECEIVED).alias(BEGAN),
        when(early()).then(col(MOVED)).otherwise(col(CLOSED)).alias(END),
        when(early())
            .then(lit(ended::TRANSFERRED))
            .otherwise(lit(ended::DISPOSED))
            .alias(ENDED),
        moved().or(opened()).not().alias(LAST),
    ]
}

/// From the transfer to the disposal that follows it.
fn transferred(docket: &Docket) -> Vec<Expr> {
    vec![
        col(docket.office.as_str()).alias(OFFICE),
        col(MOVED).alias(BEGIN),
        lit(began::TRANSFERRED).alias(BEGAN),
        when(early())
            .then(col(CLOSED))
            .otherwise(col(CLOSED_AGAIN))
            .alias(END),
        lit(ended::DISPOSED).alias(ENDED),
        early().and(opened()).not().alias(LAST),
    ]
}

/// From the reopening to the second disposal, or to the transfer before it.
fn reopened(docket: &Docket) -> Vec<Expr> {
    let late = || moved().and(early().not());
    vec![
        held_by(late(), docket),
        col(OPENED).alias(BEGIN),
        lit(began::REOPENED).alias(BEGAN),
        when(late())
            .then(col(MOVED))
            .otherwise(col(CLOSED_AGAIN))
            .alias(END),
        when(late())
            .then(lit(ended::TRANSFERRED))
            .otherwise(lit(ended::DISPOSED))
            .alias(ENDED),
        late().not().alias(LAST),
    ]
}

/// The office that has the matter: where it moves only later, the one that it comes from.
fn held_by(moves_later: Expr, docket: &Docket) -> Expr {
    when(moves_later)
        .then(col(FROM_OFFICE))
        .otherwise(col(docket.office.as_str()))
        .alias(OFFICE)
}

/// What a stay has: its own columns, and those of its matter that measures and classes read.
fn columns(kept: &[Kept], read: &BTreeSet<String>, docket: &Docket) -> Vec<Expr> {
    let own = [PLACE, BATCH, REPORTER, OFFICE, BEGAN, LAST].map(col);
    let days = [BEGIN, END, RECEIVED, DUE].map(col);
    let ended = only_if(col(END).is_not_null(), col(ENDED));
    let is_read = |column: &&Kept| {
        let is_step = docket.steps.contains(&column.name) || column.name == docket.closed;
        is_step || column.name.starts_with(CODE) || read.contains(&column.name)
    };
    let of_matter = kept
        .iter()
        .filter(is_read)
        .map(|column| col(column.name.as_str()));
    own.into_iter()
        .chain(days)
        .chain([ended.alias(ENDED)])
        .chain(of_matter)
        .collect()
}
