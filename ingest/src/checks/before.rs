//! Checks against the rows before, in the sheet and in the lake: what can't fall, and what can't shrink.

use catalog::programme::{CheckEffect, Dataset, Programme, RowRule};
use jiff::civil::Date;

use super::{positions, tell};
use crate::problem::{CaseProblem, Problem};
use crate::row::Row;
use crate::standing::Standing;
use crate::values::shown;
use crate::verdicts::Verdicts;

/// A column that should not become less.
struct Watched {
    column: usize,
    /// By how much it may.
    within: i64,
    /// Whether it begins again with the programme's year.
    restarts: bool,
    effect: CheckEffect,
}

/// Checks that year-to-date values do not fall and that what grows does not shrink.
pub(crate) fn against_the_past(
    programme: &Programme,
    dataset: &Dataset,
    rows: &[Row],
    standing: &Standing,
    verdicts: &mut Verdicts,
) {
    let watched = watched(dataset);
    if watched.is_empty() {
        return;
    }
    let mut in_order: Vec<&Row> = rows.iter().collect();
    in_order.sort_by_key(|row| (&row.place, row.case, row.date));
    for (at, row) in in_order.iter().enumerate() {
        for one in &watched {
            let since = programme.restarts.last_before(row.date).filter(|_| one.restarts);
            let Some(value) = row.whole(one.column) else {
                continue;
            };
            let before = in_sheet(&in_order[..at], row, since, one.column)
                .max(standing.value(row, since, one.column))
                .filter(|(_, before)| *before > value.saturating_add(one.within));
            if let Some(before) = before {
                let problem = less(dataset, one, value, before);
                tell(verdicts, row, Some(one.column), problem, one.effect);
            }
        }
    }
}

/// The last value before a row among the rows before it.
fn in_sheet(before: &[&Row], row: &Row, since: Option<Date>, column: usize) -> Option<(Date, i64)> {
    before
        .iter()
        .rev()
        .take_while(|earlier| earlier.place == row.place && earlier.case == row.case)
        .filter(|earlier| earlier.date < row.date && since.is_none_or(|since| earlier.date >= since))
        .find_map(|earlier| Some((earlier.date, earlier.whole(column)?)))
}

fn less(dataset: &Dataset, one: &Watched, value: i64, (on, before): (Date, i64)) -> Problem {
    let declared = &dataset.columns[one.column];
    let (value, before) = (
        shown(i128::from(value), declared.kind),
        shown(i128::from(before), declared.kind),
    );
    let column = declared.id.clone();
    if one.restarts {
        Problem::Fell {
            column,
            value,
            before,
            on,
        }
    } else {
        CaseProblem::Shrank {
            column,
            value,
            before,
            on,
        }
        .into()
    }
}

fn watched(dataset: &Dataset) -> Vec<Watched> {
    let mut watched = Vec::new();
    for check in &dataset.checks {
        let (ids, within, restarts) = match &check.rule {
            RowRule::NotFalling { columns } => (columns.iter().map(String::as_str).collect(), 0, true),
            RowRule::NotShrinking { column, within } => (vec![column.as_str()], *within, false),
            _ => continue, // needs no past
        };
        let columns = positions(dataset, ids).unwrap_or_default();
        watched.extend(columns.into_iter().map(|column| Watched {
            column,
            within,
            restarts,
            effect: check.effect,
        }));
    }
    watched
}

/// The dataset's columns whose past is needed.
pub(crate) fn past_columns(dataset: &Dataset) -> Vec<usize> {
    watched(dataset).into_iter().map(|one| one.column).collect()
}

/// Whether the past goes beyond the financial year of a row.
pub(crate) fn looks_back_a_year(dataset: &Dataset) -> bool {
    watched(dataset).iter().any(|one| !one.restarts)
}
