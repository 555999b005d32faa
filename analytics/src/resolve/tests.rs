//! What is known of places is resolved level by level.

use std::collections::HashMap;
use std::sync::Arc;

use catalog::{Grain, PlaceCode, PlaceLevel, Places};
use jiff::civil::{Date, date};

use super::*;
use crate::day;
use crate::reading::Piece;
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
