//! Hiding small counts of people from those who are not in office.
//!
//! A count from 1 to threshold − 1 is hidden, and with it every ratio above or below whose line it stands, its parts and
//! what it is compared with. Nobody is shown as 0. Because publications hold no sums of their own cells (the catalog
//! refuses those that do), no figure that is shown tells a hidden one.

use catalog::programme::{Measure, Programme, Subject};
use figures::{Cell, Change};

use crate::coverage::Coverage;
use crate::ratio::{Known, Whose, counts};
use crate::reading::Span;

/// Whether a subject of a place and span stands on a count of people that is too small to be told.
pub fn is_small(
    known: &Known<'_>,
    coverage: &Coverage<'_>,
    subject: Subject<'_>,
    whose: &Whose<'_>,
    span: Span,
) -> bool {
    let programme = known.programme;
    let measures = programme.measures_of(subject);
    // A measure by itself may be added up from finer places than beside another: both of its values are published.
    let alone = measures
        .into_iter()
        .flat_map(|measure| counts(known, coverage, Subject::Measure(measure), whose, span));
    has_small_count(
        programme,
        alone.chain(counts(known, coverage, subject, whose, span)),
    )
}

/// Whether one of some counts is of so few people that it must not be told.
pub fn has_small_count<'a>(
    programme: &Programme,
    counts: impl IntoIterator<Item = (&'a Measure, f64)>,
) -> bool {
    counts
        .into_iter()
        .any(|(measure, count)| programme.counts_people(measure) && is_small_count(programme, count))
}

/// The cell as those see it who may not see the count.
pub fn hidden(programme: &Programme, cell: Cell) -> Cell {
    Cell {
        level: cell.level,
        change: cell.change.map(|_| Change::NotApplicable),
        ..Cell::hidden(programme.threshold, cell.units)
    }
}

fn is_small_count(programme: &Programme, count: f64) -> bool {
    // A correction can make a flow negative; it points at as few people.
    let count = count.abs();
    count > 0.0 && count < f64::from(programme.threshold)
}
