//! The figure of a place: from the finest level that is whole, never added across levels.

use catalog::{PlaceCode, PlaceLevel};
use figures::Units;
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
}

/// The parts of one place, over the same units, so that they may be divided.
///
/// It is the sum of the finest level at which every expected unit has a value; else the place's own row; else the sum
/// of what there is in the places inside it.
pub fn resolve(
    place: &PlaceCode,
    parts: &[Part<'_>],
    series: &SeriesSet,
    coverage: &Coverage<'_>,
) -> Resolved {
    if let Some(whole) = whole(place, parts, series, coverage) {
        return whole;
    }
    let children = coverage.children(place);
    if children.is_empty() {
        return nothing(place, coverage);
    }
    sum_of_what_there_is(
        children
            .into_iter()
            .map(|child| resolve(child, parts, series, coverage)),
        parts.len(),
    )
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
    let below = coverage.levels_below(place).find_map(|level| {
        let expected = coverage.expected(place, level).filter(|expected| *expected > 0)?;
        at_level(place, level, expected, parts, series)
    });
    below.or_else(|| at_level(place, place.level(), 1, parts, series))
}

fn at_level(
    place: &PlaceCode,
    level: PlaceLevel,
    expected: u32,
    parts: &[Part<'_>],
    series: &SeriesSet,
) -> Option<Resolved> {
    let mut sums = Vec::with_capacity(parts.len());
    let mut reported = expected;
    for part in parts {
        let known = series.get(SeriesKey {
            measure: part.measure,
            place,
            level,
        })?;
        sums.push(value(known, &part.reading, i64::from(expected))?);
        reported = reported.min(reports(known, part, expected));
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
    })
}

/// The value of a reading, where all expected units have one at each day it needs.
fn value(series: &Series, reading: &Reading, expected: i64) -> Option<i64> {
    match reading {
        Reading::Pieces(pieces) if nobody_reported(series, pieces) => None,
        Reading::Pieces(pieces) => pieces
            .iter()
            .map(|piece| difference(series, *piece, expected))
            .sum(),
        Reading::Events { from, to, due } => {
            (series.fresh(*from, *to) >= expected * due).then(|| series.sum(*from, *to))
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

fn difference(series: &Series, piece: Piece, expected: i64) -> Option<i64> {
    let end = series.at(piece.end);
    let base = piece.base.map(|day| series.at(day));
    let all_there = end.have >= expected && base.is_none_or(|base| base.have >= expected);
    all_there.then(|| end.sum - base.map_or(0, |base| base.sum))
}

fn reports(series: &Series, part: &Part<'_>, expected: u32) -> u32 {
    let fresh = match &part.reading {
        Reading::Pieces(pieces) => {
            let end = pieces.last().map_or(part.reporting_from, |piece| piece.end);
            series.fresh(part.reporting_from, end)
        }
        Reading::Events { from, to, due } => series.fresh(*from, *to) / (*due).max(1),
    };
    u32::try_from(fresh.clamp(0, i64::from(expected))).unwrap_or(0)
}

fn nothing(place: &PlaceCode, coverage: &Coverage<'_>) -> Resolved {
    let expected = coverage.expected(place, coverage.unit()).unwrap_or(1);
    Resolved {
        sums: None,
        level: None,
        units: Units {
            reported: 0,
            carried: 0,
            expected,
        },
    }
}

/// Places together: the sums of those that have any, and who has reported of all.
pub fn sum_of_what_there_is(inside: impl Iterator<Item = Resolved>, parts: usize) -> Resolved {
    let mut whole = Resolved {
        sums: None,
        level: None,
        units: Units::default(),
    };
    for part in inside {
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
        }
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
