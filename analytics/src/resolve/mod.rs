//! The figure of a place: from the finest level that is whole, never added across levels.

mod owed;
mod part;
#[cfg(test)]
mod tests;

use catalog::{PlaceCode, PlaceLevel};
use figures::{Shortfall, Units};

use crate::coverage::Coverage;
use crate::reading::Reading;
use crate::series::{SeriesKey, SeriesSet};
use owed::{Owed, reports, value};

pub use part::{Part, days_needed, over};

/// What is known of a place: one sum for each part, over the same units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The sums, in stored whole units; none where nobody has reported.
    pub sums: Option<Vec<i64>>,
    /// The level whose rows were added up.
    pub level: Option<PlaceLevel>,
    /// Who has reported.
    pub units: Units,
    /// Of events of which some returns are missing: how many there are, of how many that are due.
    pub returns: Option<Shortfall>,
}

/// The parts of one place, over the same units, so that they may be divided.
///
/// It is the sum of the finest level at which every expected unit has a value; else the place's own row; else the sum
/// of what there is in the places inside it; else, of events, what there is of the place's own rows.
pub fn resolve(
    place: &PlaceCode,
    parts: &[Part<'_>],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Resolved {
    if let Some(whole) = whole(place, parts, series, coverage) {
        return whole;
    }
    let children = coverage.children(place, over(parts));
    let inside = match children.is_empty() {
        true => nothing(place, parts, coverage),
        false => sum_of_what_there_is(
            children
                .into_iter()
                .map(|child| resolve(child, parts, series, coverage)),
            parts.len(),
        ),
    };
    if inside.sums.is_some() {
        return inside;
    }
    let own = some_returns(place, parts, series, coverage);
    own.map_or(inside.clone(), |(sums, returns)| Resolved {
        sums: Some(sums),
        level: Some(place.level()),
        returns: Some(returns),
        ..inside
    })
}

/// What there is of a place's own events where some returns are missing. Parts that are divided must be of the same
/// returns, or days of one would be set against days of another.
fn some_returns(
    place: &PlaceCode,
    parts: &[Part<'_>],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Option<(Vec<i64>, Shortfall)> {
    let mut sums = Vec::with_capacity(parts.len());
    let mut returns: Option<Shortfall> = None;
    for part in parts {
        let Reading::Events { from, to, .. } = &part.reading else {
            return None;
        };
        let known = series.get(SeriesKey {
            measure: part.measure,
            place,
            level: place.level(),
        })?;
        let due = coverage.owed(place, place.level(), (*from, *to), part.every)?;
        let there = Shortfall {
            reported: known.fresh(*from, *to),
            due,
        };
        if there.reported == 0 || returns.is_some_and(|other| other != there) {
            return None;
        }
        returns = Some(there);
        sums.push(known.sum(*from, *to));
    }
    returns.map(|returns| (sums, returns))
}

/// The parts of several places together, as far as there are any.
pub fn together(
    places: &[PlaceCode],
    parts: &[Part<'_>],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Resolved {
    let each = places.iter().map(|place| resolve(place, parts, series, coverage));
    sum_of_what_there_is(each, parts.len())
}

/// The figure where a level is whole or the place has a row of its own.
pub fn whole(
    place: &PlaceCode,
    parts: &[Part<'_>],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Option<Resolved> {
    let mut below = coverage.levels_below(place);
    let below = below.find_map(|level| at_level(place, level, parts, series, coverage));
    below.or_else(|| at_level(place, place.level(), parts, series, coverage))
}

fn at_level(
    place: &PlaceCode,
    level: PlaceLevel,
    parts: &[Part<'_>],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Option<Resolved> {
    let mut sums = Vec::with_capacity(parts.len());
    let end = over(parts).1;
    let expected = coverage.owing(place, level, (end, end))?;
    let mut reported = expected;
    for part in parts {
        let known = series.get(SeriesKey {
            measure: part.measure,
            place,
            level,
        })?;
        let owed = Owed {
            part,
            place,
            level,
            coverage,
        };
        sums.push(value(known, &owed)?);
        reported = reported.min(reports(known, &owed, expected));
    }
    let units = Units {
        reported,
        carried: expected - reported,
        expected,
    };
    Some(Resolved {
        sums: Some(sums),
        level: Some(level),
        units,
        returns: None,
    })
}

fn nothing(place: &PlaceCode, parts: &[Part<'_>], coverage: &Coverage<'_>) -> Resolved {
    let end = over(parts).1;
    let expected = coverage.owing(place, coverage.unit(), (end, end)).unwrap_or(1);
    Resolved {
        sums: None,
        level: None,
        units: Units {
            reported: 0,
            carried: 0,
            expected,
        },
        returns: None,
    }
}

/// Places together: the sums of those that have any, and who has reported of all.
pub fn sum_of_what_there_is(inside: impl Iterator<Item = Resolved>, parts: usize) -> Resolved {
    let mut whole = Resolved {
        sums: None,
        level: None,
        units: Units::default(),
        returns: None,
    };
    for part in inside {
        whole.returns = together_of(whole.returns, part.returns);
        whole.units.reported += part.units.reported;
        whole.units.carried += part.units.carried;
        whole.units.expected += part.units.expected;
        whole.level = whole.level.max(part.level);
        if let Some(sums) = part.sums {
            let total = whole.sums.get_or_insert_with(|| vec![0; parts]);
            total.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum);
        }
    }
    whole
}

/// The returns of several places together: of the places of which some are missing.
fn together_of(one: Option<Shortfall>, other: Option<Shortfall>) -> Option<Shortfall> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Shortfall {
            reported: one.reported + other.reported,
            due: one.due + other.due,
        }),
        (one, other) => one.or(other),
    }
}
