//! Leagues: a percentage of each place against the whole, as far as chance allows.

use catalog::programme::{Better, Breakdown, Programme, Subject};
use figures::{Cell, Figures, Row};

use super::layout::{Block, LaidRow, Outside, cut, heads, is_unknown, largest_first, plain, titles};

/// Of a league, how many of those shown have a place in it, and how many of them lie beyond chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standings {
    /// All that are of somebody known and of enough.
    pub ranked: usize,
    /// Those below the whole.
    pub below: usize,
    /// Those above it.
    pub above: usize,
}

impl Block {
    /// How many stand where.
    pub fn standings(&self) -> Standings {
        let on = |side| self.rows.iter().filter(|row| row.outside == Some(side)).count();
        Standings {
            ranked: self.rows.iter().filter(|row| row.is_ranked()).count(),
            below: on(Outside::Below),
            above: on(Outside::Above),
        }
    }
}

/// The worst first, each with its interval; a few and those of nobody known stand last and outside nothing.
pub(super) fn league(
    programme: &Programme,
    breakdown: &Breakdown,
    figures: &Figures,
    whole: &Figures,
) -> Block {
    let reference = whole.rows.first().and_then(|row| row.cells[0].value);
    let mut rows: Vec<&Row> = figures
        .rows
        .iter()
        .filter(|row| row.cells[0].value.is_some())
        .collect();
    rows.sort_by(|one, other| largest_first(&one.cells[0], &other.cells[0]));
    if lower_is_worse(programme, breakdown) {
        rows.reverse();
    }
    // A few are neither the worst nor the best, whatever their figure, and what is not known is nobody: they stand after
    // those that tell something.
    rows.sort_by_key(|row| (is_unknown(&row.keys), row.cells[0].of_few().is_some()));
    let (shown, left_out) = cut(breakdown, rows);
    let rows = shown.into_iter().map(|row| {
        let laid = plain(row);
        let interval = interval(&row.cells[0]);
        let told = interval.filter(|_| laid.is_ranked()).zip(reference);
        LaidRow {
            interval,
            outside: told.and_then(|(interval, whole)| outside(interval, whole)),
            ..laid
        }
    });
    Block {
        by: titles(programme, breakdown),
        columns: heads(programme, figures),
        rows: rows.collect(),
        whole: whole.rows.first().map(plain),
        known: None,
        left_out,
    }
}

fn lower_is_worse(programme: &Programme, breakdown: &Breakdown) -> bool {
    let first = breakdown.measures.first().and_then(|id| programme.subject(id));
    first.is_some_and(|subject: Subject<'_>| subject.better() == Better::Higher)
}

/// Wilson's interval of a percentage, as far as its two sums tell.
fn interval(cell: &Cell) -> Option<(f64, f64)> {
    let (count, of) = cell
        .parts
        .filter(|(count, of)| *of > 0.0 && (0.0..=*of).contains(count))?;
    let (low, high) = analytics::wilson(count, of);
    Some((low * 100.0, high * 100.0))
}

fn outside((low, high): (f64, f64), whole: f64) -> Option<Outside> {
    if high < whole {
        Some(Outside::Below)
    } else if whole < low {
        Some(Outside::Above)
    } else {
        None
    }
}
