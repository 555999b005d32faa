//! The times that an answer is about, with those that it is compared with.

use std::collections::HashSet;

use catalog::programme::Subject;
use figures::{Compare, Query};
use jiff::civil::Date;

use crate::change::compared;
use crate::grid::{GridRow, Times};
use crate::question::Question;
use crate::ratio::parts_of;
use crate::reading::Span;
use crate::resolve::over;

/// Every span asked, for each subject, with those it is compared with.
pub(super) fn spans(
    query: &Query,
    question: &Question<'_>,
    rows: &[GridRow],
    times: &Times,
) -> HashSet<Span> {
    let mut spans: HashSet<Span> = HashSet::from([times.span()]);
    let mut seen = HashSet::new();
    for row in rows.iter().filter(|row| seen.insert(row.span)) {
        spans.insert(row.span);
        for subject in &question.subjects {
            let other = query
                .compare
                .and_then(|asked| other_span(question, *subject, row, asked));
            spans.extend(other);
        }
    }
    spans
}

/// The time that a row's is compared with.
pub(super) fn other_span(
    question: &Question<'_>,
    subject: Subject<'_>,
    row: &GridRow,
    asked: Compare,
) -> Option<Span> {
    match (asked, row.before) {
        (Compare::Previous, Some(before)) => before,
        _ => compared(question.programme, subject, row.span, row.period.as_ref(), asked),
    }
}

/// The days that the figures of some subjects and those that they are compared with are about.
pub(super) fn time_of(
    question: &Question<'_>,
    subjects: &[Subject<'_>],
    spans: &HashSet<Span>,
) -> (Date, Date) {
    let each = subjects.iter().flat_map(|subject| {
        let of_span = |span: &Span| over(&parts_of(question.programme, *subject, *span));
        spans.iter().map(of_span)
    });
    each.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
        .unwrap_or((Date::MIN, Date::MIN))
}
