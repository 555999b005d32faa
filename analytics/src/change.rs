//! Comparison: the same question for another time, and the change since.

use catalog::calendar::same_date_last_year;
use catalog::programme::{OverTime, Programme, Subject};
use catalog::{Period, Unit};
use figures::{Cell, Change, Compare, Figures};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::day;
use crate::reading::Span;

/// The span a span is compared with; none where counts begin elsewhere, so that the two mean different things.
pub fn compared(
    programme: &Programme,
    subject: Subject<'_>,
    span: Span,
    period: Option<&Period>,
    compare: Compare,
) -> Option<Span> {
    let other = match (compare, span) {
        (Compare::LastYear, Span::Position(day)) => Span::Position(same_date_last_year(day)),
        (Compare::LastYear, Span::Flow(from, to)) => {
            Span::Flow(same_date_last_year(from), same_date_last_year(to))
        }
        (Compare::Previous, Span::Position(day)) => Span::Position(day.checked_sub(1.month()).ok()?),
        (Compare::Previous, Span::Flow(from, to)) => previous_flow(from, to, period)?,
    };
    comparable(programme, subject, span, other).then_some(other)
}

/// The period before, as far into it as the asked one goes; without periods the span of equal length just before.
fn previous_flow(from: Date, to: Date, period: Option<&Period>) -> Option<Span> {
    let Some(period) = period else {
        let length = to - from;
        let end = day::before(from);
        return Some(Span::Flow(end.checked_sub(length).ok()?, end));
    };
    let before = period.previous();
    let end = if to == period.to {
        before.to
    } else {
        before.from.checked_add(to - period.from).ok()?.min(before.to)
    };
    Some(Span::Flow(before.from, end))
}

/// Year-to-date positions compare only if both count from the same point: the same restart for a month earlier, the
/// same day of the year for a year earlier.
fn comparable(programme: &Programme, subject: Subject<'_>, span: Span, other: Span) -> bool {
    let (Span::Position(day), Span::Position(other)) = (span, other) else {
        return true;
    };
    programme
        .measures_of(subject)
        .iter()
        .filter(|m| m.over_time == OverTime::Cumulative && m.restarts)
        .all(|_| {
            let since = programme.restarts.last_before(day);
            let since_other = programme.restarts.last_before(other);
            since == since_other || since.map(same_date_last_year) == since_other
        })
}

/// A cell with what it is compared with.
pub fn with_change(cell: Cell, previous: Option<Cell>, unit: Unit) -> Cell {
    let previous = previous.and_then(|previous| previous.value.filter(|_| !previous.while_suspended));
    let change = match (cell.value, previous) {
        (Some(now), Some(before)) if unit == Unit::Percent => Change::Points(now - before),
        (Some(now), Some(before)) if before != 0.0 => Change::Percent((now - before) * 100.0 / before.abs()),
        _ => Change::NotApplicable,
    };
    Cell {
        previous,
        change: Some(change),
        ..cell
    }
}

/// The rows of figures, each compared with the first.
pub fn against_first(figures: &mut Figures) {
    let Some(first) = figures.rows.first().map(|row| row.cells.clone()) else {
        return;
    };
    for row in figures.rows.iter_mut().skip(1) {
        for ((cell, base), column) in row.cells.iter_mut().zip(&first).zip(&figures.columns) {
            *cell = with_change(cell.clone(), Some(base.clone()), column.unit);
        }
    }
}

#[cfg(test)]
mod tests {
    use figures::{State, Units};

    use super::*;

    fn cell(value: Option<f64>) -> Cell {
        Cell {
            value,
            ..Cell::without_value(State::Value, Units::default())
        }
    }

    fn change(now: Option<f64>, base: Option<f64>, unit: Unit) -> Option<Change> {
        with_change(cell(now), Some(cell(base)), unit).change
    }

    #[test]
    fn rates_differ_by_points_and_counts_by_percent() {
        assert_eq!(
            change(Some(60.0), Some(50.0), Unit::Percent),
            Some(Change::Points(10.0))
        );
        assert_eq!(
            change(Some(60.0), Some(50.0), Unit::Count),
            Some(Change::Percent(20.0))
        );
    }

    #[test]
    fn there_is_no_difference_to_nothing_or_of_what_is_not_known() {
        for (now, base) in [(Some(1.0), Some(0.0)), (None, Some(1.0)), (Some(1.0), None)] {
            assert_eq!(
                change(now, base, Unit::Count),
                Some(Change::NotApplicable),
                "{now:?} {base:?}"
            );
        }
        let suspended = Cell {
            while_suspended: true,
            ..cell(Some(4.0))
        };
        let against = with_change(cell(Some(8.0)), Some(suspended), Unit::Count);
        assert_eq!(against.change, Some(Change::NotApplicable));
    }
}
