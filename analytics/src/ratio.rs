//! One cell: a sum, or two sums divided once, or the reason why there is none.

use catalog::programme::{ColumnType, Indicator, IndicatorUnit, Measure, Programme, Subject};
use catalog::{Grain, PlaceCode, Places, Unit};
use figures::{Cell, State, Units};

use crate::counts::{counted, counted_together};
use crate::coverage::Coverage;
use crate::kinds::is_of_units;
use crate::reading::{Span, adds_up, covered, distinct_adds_up, reading};
use crate::resolve::{Part, Resolved, resolve, together};
use crate::series::SeriesSet;

/// What cells are computed from.
pub struct Known<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// All places.
    pub places: &'a Places,
    /// All series loaded.
    pub series: &'a SeriesSet,
}

/// The parts of a subject over a span, each with how it is read.
pub fn parts_of<'a>(programme: &'a Programme, subject: Subject<'a>, span: Span) -> Vec<Part<'a>> {
    let measures = programme.measures_of(subject);
    measures
        .into_iter()
        .map(|measure| {
            let every = programme
                .dataset(&measure.dataset)
                .map_or(Grain::Day, |dataset| dataset.reported_by.every.grain());
            Part {
                measure: &measure.id,
                reading: reading(measure, &programme.restarts, every, span),
                reporting_from: every.containing(span.end()).from,
                every,
                restarts: measure.begins_again().then_some(&programme.restarts),
            }
        })
        .collect()
}

/// Whose figure a cell is: a place, or some units inside it.
#[derive(Debug, Clone)]
pub struct Whose<'a> {
    /// The place.
    pub place: &'a PlaceCode,
    /// Only these units of it.
    pub units: Option<&'a [PlaceCode]>,
}

/// The parts of a subject: counted of units where these alone report, else resolved over levels.
fn resolved(
    known: &Known<'_>,
    coverage: &Coverage<'_>,
    subject: Subject<'_>,
    whose: &Whose<'_>,
    parts: &[Part<'_>],
) -> Resolved {
    let measures = known.programme.measures_of(subject);
    let of_units = measures
        .first()
        .is_some_and(|measure| is_of_units(known.programme, measure));
    let place = whose.place;
    match whose.units {
        Some(units) if of_units => counted_together(units, parts, &measures, known.series, coverage),
        Some(units) => together(units, parts, known.series, coverage),
        None if of_units => counted(place, parts, &measures, known.series, coverage),
        None => resolve(place, parts, known.series, coverage),
    }
}

/// The cell of a subject for a place and span.
pub fn cell(
    known: &Known<'_>,
    coverage: &Coverage<'_>,
    subject: Subject<'_>,
    whose: &Whose<'_>,
    span: Span,
) -> Cell {
    let parts = parts_of(known.programme, subject, span);
    let place = whose.place;
    let resolved = resolved(known, coverage, subject, whose, &parts);
    if parts.iter().any(|part| !part.is_of(place, coverage)) {
        // A place has no figures of a time in which it was not.
        return Cell::without_value(State::NotApplicable, Units::default());
    }
    // Of wards there is nothing to report in a block.
    let measures = known.programme.measures_of(subject);
    let at = measures.first().and_then(|measure| measure.at);
    let can_report = !coverage.units_of(place, at).is_empty() && !coverage.is_elsewhere(place);
    let cell = value(known.programme, subject, span, &resolved, can_report);
    let reported = resolved
        .sums
        .as_ref()
        .is_some_and(|sums| sums.iter().any(|sum| *sum != 0));
    if cell.state == State::NotApplicable && reported {
        // Something came about, though no such figure can be made of it: the reason is not the suspension.
        return cell;
    }
    with_suspension(known, subject, place, span, cell)
}

/// What stands above and below a subject's line, each measure with its count; nothing where nobody has reported.
pub fn counts<'a>(
    known: &Known<'a>,
    coverage: &Coverage<'_>,
    subject: Subject<'a>,
    whose: &Whose<'_>,
    span: Span,
) -> Vec<(&'a Measure, f64)> {
    let programme = known.programme;
    let parts = parts_of(programme, subject, span);
    let sums = resolved(known, coverage, subject, whose, &parts).sums;
    programme
        .measures_of(subject)
        .into_iter()
        .zip(sums.into_iter().flatten())
        .map(|(measure, sum)| (measure, in_units(programme, measure, sum)))
        .collect()
}

fn value(
    programme: &Programme,
    subject: Subject<'_>,
    span: Span,
    resolved: &Resolved,
    reached: bool,
) -> Cell {
    let without = |state| Cell {
        level: resolved.level,
        ..Cell::without_value(state, resolved.units)
    };
    let measures = programme.measures_of(subject);
    let summable = match subject {
        Subject::Measure(measure) => distinct_adds_up(measure, &programme.restarts, span),
        Subject::Indicator(_) => adds_up(&measures, &programme.restarts, span),
    };
    let Some(sums) = &resolved.sums else {
        return without(if reached {
            State::NotReported
        } else {
            State::NotApplicable
        });
    };
    if !summable {
        return without(State::NotApplicable);
    }
    let sums: Vec<f64> = measures
        .iter()
        .zip(sums)
        .map(|(measure, sum)| in_units(programme, measure, *sum))
        .collect();
    let found = |value| Cell {
        value: Some(value),
        returns: resolved.returns,
        ..without(State::Value)
    };
    match subject {
        Subject::Measure(_) => found(sums[0]),
        Subject::Indicator(indicator) => {
            let (of, per) = sums.split_at(indicator.of.len());
            let (of, per): (f64, f64) = (of.iter().sum(), per.iter().sum());
            let cell = if per == 0.0 {
                without(State::NotApplicable)
            } else {
                found(divided(indicator, of, per))
            };
            Cell {
                parts: Some((of, per)),
                ..cell
            }
        }
    }
}

/// A ratio in the indicator's unit.
pub fn divided(indicator: &Indicator, of: f64, per: f64) -> f64 {
    match indicator.unit {
        IndicatorUnit::Percent => of * 100.0 / per,
        IndicatorUnit::Days | IndicatorUnit::Rupees | IndicatorUnit::Index => of / per,
        IndicatorUnit::GramsPerKilogramDay => of * 1_000.0 / per,
    }
}

/// A stored whole number in the measure's unit: paise as rupees.
#[expect(
    clippy::cast_precision_loss,
    reason = "sums of a district stay far below 2^53, where doubles are exact"
)]
pub fn in_units(programme: &Programme, measure: &Measure, sum: i64) -> f64 {
    sum as f64 / stored_per_unit(programme, measure) as f64
}

/// How many stored whole numbers make one of the measure's unit.
fn stored_per_unit(programme: &Programme, measure: &Measure) -> i64 {
    column_type(programme, measure).map_or(1, ColumnType::per_unit)
}

/// The unit in which a measure is shown.
pub fn stored_unit(programme: &Programme, measure: &Measure) -> Unit {
    column_type(programme, measure).map_or(Unit::Count, ColumnType::unit)
}

/// The type of what a measure adds up; none where it counts places or cases, or adds up a derived column.
fn column_type(programme: &Programme, measure: &Measure) -> Option<ColumnType> {
    let column = measure
        .sum_of
        .first()
        .filter(|_| measure.places_with_at_least.is_none())?;
    programme
        .dataset(&measure.dataset)?
        .column(column)
        .map(|column| column.kind)
}

/// A cell is suspended when it has no value, or 0, and its whole span lies in a suspended time of the place; any other
/// number reported in that time is a value, marked so.
fn with_suspension(
    known: &Known<'_>,
    subject: Subject<'_>,
    place: &PlaceCode,
    span: Span,
    cell: Cell,
) -> Cell {
    let days = known
        .programme
        .measures_of(subject)
        .into_iter()
        .map(|measure| covered(measure, &known.programme.restarts, span))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let Some((from, to)) = days else { return cell };
    if !is_suspended(known, place, from, to) {
        return cell;
    }
    match cell.value {
        Some(value) if value != 0.0 => Cell {
            while_suspended: true,
            ..cell
        },
        Some(_) | None => Cell {
            level: cell.level,
            parts: cell.parts,
            ..Cell::without_value(State::Suspended, cell.units)
        },
    }
}

/// Whether a span lies wholly in a suspended time of a place.
fn is_suspended(
    known: &Known<'_>,
    place: &PlaceCode,
    from: jiff::civil::Date,
    to: jiff::civil::Date,
) -> bool {
    let inside = |outer: &PlaceCode| outer == place || known.places.contains(outer, place);
    known
        .programme
        .suspended
        .iter()
        .any(|suspension| suspension.covers(from, to) && inside(&suspension.place))
}
