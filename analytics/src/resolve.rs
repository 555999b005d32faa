//! The figure of a place: from the finest level that is whole, never added across levels.

use catalog::programme::Restarts;
use catalog::{Grain, PlaceCode, PlaceLevel};
use figures::{Shortfall, Units};
use jiff::civil::Date;

use crate::coverage::Coverage;
use crate::day;
use crate::reading::{Piece, Reading};
use crate::series::{Series, SeriesKey, SeriesSet};

/// One measure to be resolved, with how it is read.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// The measure's id.
    pub measure: &'a str,
    /// How it is read.
    pub reading: Reading,
    /// The first day of the reporting period in which the reading ends: a row since then is a report.
    pub reporting_from: Date,
    /// How often a return is due.
    pub every: Grain,
    /// When its count begins again, if it does: the last word of a place that has ended stands until then.
    pub restarts: Option<&'a Restarts>,
}

impl Part<'_> {
    /// The days on some of which places exist that have a value on a day.
    pub fn standing(&self, day: Date) -> (Date, Date) {
        let since = self.restarts.map(|restarts| {
            let restart = restarts.last_before(day);
            restart.unwrap_or_else(|| day::financial_year_start(day))
        });
        (since.unwrap_or(day), day)
    }

    /// The days that it is about: on some of them a place must exist to have a part in it.
    pub fn over(&self) -> (Date, Date) {
        match &self.reading {
            Reading::Events { from, to, .. } => (*from, *to),
            Reading::Pieces(pieces) => {
                let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
                    return (self.reporting_from, self.reporting_from);
                };
                let begins = first.base.and_then(|base| base.tomorrow().ok());
                let begins = begins.unwrap_or_else(|| self.standing(first.end).0);
                (begins.min(last.end), last.end)
            }
        }
    }

    /// Whether a place can have a figure: it exists in that time, and, for what runs on over restarts, all through it.
    pub fn is_of(&self, place: &PlaceCode, coverage: &Coverage<'_>) -> bool {
        let at_its_base = match &self.reading {
            Reading::Pieces(pieces) if self.restarts.is_none() => {
                let mut bases = pieces.iter().filter_map(|piece| piece.base);
                bases.all(|base| coverage.is_there(place, (base, base)))
            }
            _ => true,
        };
        at_its_base && coverage.is_there(place, self.over())
    }
}

/// The days that some parts are about.
pub fn over(parts: &[Part<'_>]) -> (Date, Date) {
    let each = parts.iter().map(Part::over);
    each.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
        .unwrap_or((Date::MIN, Date::MAX))
}

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

/// What is due of a part at a level of places inside a place.
struct Owed<'p> {
    part: &'p Part<'p>,
    place: &'p PlaceCode,
    level: PlaceLevel,
    coverage: &'p Coverage<'p>,
}

impl Owed<'_> {
    /// How many places have a value on a day, if all have.
    fn at(&self, day: Date) -> Option<i64> {
        let standing = self.part.standing(day);
        self.coverage
            .owing(self.place, self.level, standing)
            .map(i64::from)
    }

    fn returns(&self, from: Date, to: Date) -> Option<i64> {
        let owed = self
            .coverage
            .owed(self.place, self.level, (from, to), self.part.every)?;
        (owed > 0).then_some(owed)
    }
}

/// The value of a reading, where all expected units have one at each day it needs.
fn value(series: &Series, owed: &Owed<'_>) -> Option<i64> {
    match &owed.part.reading {
        Reading::Pieces(pieces) if nobody_reported(series, pieces) => None,
        Reading::Pieces(pieces) => pieces.iter().map(|piece| difference(series, *piece, owed)).sum(),
        Reading::Events { from, to, .. } => {
            let all = owed.returns(*from, *to)?;
            (series.fresh(*from, *to) >= all).then(|| series.sum(*from, *to))
        }
    }
}

/// Whether a flow would be made of carried values alone: nothing is known to have come about, which is not nothing.
fn nobody_reported(series: &Series, pieces: &[Piece]) -> bool {
    let base = pieces.first().and_then(|piece| piece.base);
    let first = base.and_then(|day| day.tomorrow().ok());
    first
        .zip(pieces.last())
        .is_some_and(|(first, last)| series.rows(first, last.end) == 0)
}

fn difference(series: &Series, piece: Piece, owed: &Owed<'_>) -> Option<i64> {
    let end = series.at(piece.end);
    let expected = owed.at(piece.end).filter(|expected| *expected > 0)?;
    if end.have < expected {
        return None;
    }
    let Some(day) = piece.base else {
        return Some(end.sum);
    };
    let (base, expected) = (series.at(day), owed.at(day)?);
    // What runs on over restarts can't be taken off where nobody was; what begins anew begins at nothing.
    let is_there = expected > 0 || owed.part.restarts.is_some();
    (is_there && base.have >= expected).then(|| end.sum - base.sum)
}

fn reports(series: &Series, owed: &Owed<'_>, expected: u32) -> u32 {
    let part = owed.part;
    let fresh = match &part.reading {
        Reading::Pieces(pieces) => {
            let end = pieces.last().map_or(part.reporting_from, |piece| piece.end);
            series.fresh(part.reporting_from, end)
        }
        Reading::Events { from, to, .. } => owed.returns(*from, *to).map_or(0, |all| {
            series.fresh(*from, *to).saturating_mul(i64::from(expected)) / all
        }),
    };
    u32::try_from(fresh.clamp(0, i64::from(expected))).unwrap_or(0)
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

/// The days on which a reading needs positions, widest first and last: what must be loaded.
pub fn days_needed(reading: &Reading) -> (Date, Date) {
    match reading {
        Reading::Pieces(pieces) => {
            let days = pieces
                .iter()
                .flat_map(|piece| piece.base.into_iter().chain([piece.end]));
            let first = days.clone().min().unwrap_or(Date::MAX);
            (day::financial_year_start(first), days.max().unwrap_or(Date::MIN))
        }
        Reading::Events { from, to, .. } => (*from, *to),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use catalog::Places;
    use jiff::civil::date;

    use super::*;
    use crate::series::YearSeries;

    const DAY: Date = date(2026, 11, 22);

    fn code(text: &str) -> PlaceCode {
        text.parse().unwrap()
    }

    /// Rows as facts and rollups would tell them: each value for its place and all places around it.
    fn set(places: &Places, rows: &[(&str, Date, i64)]) -> SeriesSet {
        let mut set = SeriesSet::default();
        let mut sums: HashMap<(PlaceCode, PlaceLevel), Vec<(Date, i64)>> = HashMap::new();
        for (place, date, value) in rows {
            let place = code(place);
            let around = places
                .ancestors(&place)
                .into_iter()
                .map(|above| above.code.clone());
            for holder in around.chain([place.clone()]) {
                sums.entry((holder, place.level()))
                    .or_default()
                    .push((*date, *value));
            }
        }
        for ((place, level), mut changes) in sums {
            changes.sort();
            let mut year = YearSeries::default();
            for (date, value) in changes {
                year.push(day::number(date), value, 1, 1, 1);
            }
            let key = SeriesKey {
                measure: "persondays",
                place: &place,
                level,
            };
            set.add(key, Arc::new(year));
        }
        set
    }

    fn position(end: Date) -> Part<'static> {
        Part {
            measure: "persondays",
            reading: Reading::Pieces(vec![Piece { base: None, end }]),
            reporting_from: end,
            every: Grain::Day,
            restarts: None,
        }
    }

    fn events(from: Date, to: Date) -> Part<'static> {
        Part {
            reading: Reading::Events { from, to, due: 3 },
            ..position(to)
        }
    }

    #[test]
    fn one_missing_day_does_not_hide_the_others_of_a_place() {
        let places = Places::built_in().unwrap();
        let coverage = Coverage::new(&places, "mgnrega", PlaceLevel::Gp, DAY);
        let first = date(2026, 11, 20);
        let rows = [("gp-108289", first, 4), ("gp-108289", DAY, 5)];
        let set = set(&places, &rows);
        let parts = [events(first, DAY)];
        let gp = resolve(&code("gp-108289"), &parts, &set, &coverage);
        assert_eq!(gp.sums, Some(vec![9]));
        assert_eq!(gp.returns, Some(Shortfall { reported: 2, due: 3 }));
        assert_eq!(gp.units.reported, 0, "it has not sent all");
        // The block is the sum of what there is.
        let block = resolve(&code("block-2774"), &parts, &set, &coverage);
        assert_eq!((block.sums, block.units.expected), (Some(vec![9]), 6));
        let silent = resolve(&code("gp-108290"), &parts, &set, &coverage);
        assert_eq!(silent.sums, None);
    }

    #[test]
    fn parts_of_different_returns_are_not_divided() {
        let places = Places::built_in().unwrap();
        let coverage = Coverage::new(&places, "mgnrega", PlaceLevel::Gp, DAY);
        let first = date(2026, 11, 20);
        let mut set = set(&places, &[("gp-108289", first, 4), ("gp-108289", DAY, 5)]);
        let place = code("gp-108289");
        let mut year = YearSeries::default();
        year.push(day::number(DAY), 2, 1, 1, 1);
        let key = SeriesKey {
            measure: "other",
            place: &place,
            level: PlaceLevel::Gp,
        };
        set.add(key, Arc::new(year));
        let other = Part {
            measure: "other",
            ..events(first, DAY)
        };
        let resolved = resolve(&place, &[events(first, DAY), other], &set, &coverage);
        assert_eq!(resolved.sums, None, "one of two days against both");
    }

    fn resolved(place: &str, rows: &[(&str, Date, i64)]) -> Resolved {
        let places = Places::built_in().unwrap();
        let coverage = Coverage::new(&places, "mgnrega", PlaceLevel::Gp, DAY);
        resolve(&code(place), &[position(DAY)], &set(&places, rows), &coverage)
    }

    /// All gram panchayats of Bankura-I.
    fn all_of_bankura_i() -> Vec<(&'static str, Date, i64)> {
        [
            "gp-108289",
            "gp-108290",
            "gp-108291",
            "gp-108292",
            "gp-108293",
            "gp-108294",
        ]
        .map(|gp| (gp, DAY, 10))
        .to_vec()
    }

    #[test]
    fn the_finest_whole_level_counts_and_the_blocks_own_row_is_not_added_to_it() {
        let mut rows = all_of_bankura_i();
        rows.push(("block-2774", DAY, 999));
        let resolved = resolved("block-2774", &rows);
        assert_eq!(resolved.sums, Some(vec![60]));
        assert_eq!(resolved.level, Some(PlaceLevel::Gp));
        assert_eq!(
            resolved.units,
            Units {
                reported: 6,
                carried: 0,
                expected: 6
            }
        );
    }

    #[test]
    fn with_a_gram_panchayat_missing_the_blocks_own_row_counts() {
        let mut rows = all_of_bankura_i();
        rows.pop();
        rows.push(("block-2774", DAY, 999));
        let resolved = resolved("block-2774", &rows);
        assert_eq!(resolved.sums, Some(vec![999]));
        assert_eq!(resolved.level, Some(PlaceLevel::Block));
    }

    #[test]
    fn with_neither_the_sum_of_what_there_is_counts_and_says_how_much_that_is() {
        let mut rows = all_of_bankura_i();
        rows.pop();
        let resolved = resolved("block-2774", &rows);
        assert_eq!(resolved.sums, Some(vec![50]));
        assert_eq!(
            resolved.units,
            Units {
                reported: 5,
                carried: 0,
                expected: 6
            }
        );
    }

    #[test]
    fn a_carried_value_stays_in_the_sum_and_is_not_a_report() {
        let mut rows = all_of_bankura_i();
        rows[0].1 = date(2026, 11, 20);
        let resolved = resolved("block-2774", &rows);
        assert_eq!(resolved.sums, Some(vec![60]));
        assert_eq!(
            resolved.units,
            Units {
                reported: 5,
                carried: 1,
                expected: 6
            }
        );
    }

    #[test]
    fn nothing_reported_is_nothing_and_not_zero() {
        let resolved = resolved("block-2774", &[]);
        assert_eq!(resolved.sums, None);
        assert_eq!(
            resolved.units,
            Units {
                reported: 0,
                carried: 0,
                expected: 6
            }
        );
    }

    #[test]
    fn a_district_mixes_levels_only_between_places_never_within_one() {
        let mut rows = all_of_bankura_i();
        rows.push(("block-2774", DAY, 999));
        rows.push(("block-2775", DAY, 7));
        assert_eq!(resolved("district-305", &rows).sums, Some(vec![67]));
    }
}
