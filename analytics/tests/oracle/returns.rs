//! The register of returns: who owes what by when, and what has come of it.

use analytics::AnalyticsError;
use catalog::PlaceLevel;
use figures::{
    KnownOn, Query, Reader, ReturnState, Returns, ReturnsQuery, listing_csv, return_counts_listing,
    returns_listing, silent_listing,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::world::{Row, World};

const GPS: [&str; 4] = ["gp-900111", "gp-900112", "gp-900121", "gp-900122"];

fn row(place: &'static str, date: Date) -> Row {
    Row {
        place,
        date,
        persondays: Some(7),
        women: None,
        job_cards: None,
        works: None,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Daily returns are due at noon in India on the day after.
fn query() -> ReturnsQuery {
    ReturnsQuery {
        programme: "mgnrega".to_owned(),
        dataset: None,
        within: "district-9001".parse().unwrap(),
        by: None,
        as_on: None,
        from: None,
        known_on: None,
        reader: Reader::operator(),
    }
}

/// On 1 June East one comes in time and West one too late; East two comes for 2 June alone, West two never.
fn june() -> World {
    let (first, second) = (date(2026, 6, 1), date(2026, 6, 2));
    World::delivered(&[
        (at("2026-06-01T10:00:00Z"), vec![row(GPS[0], first)]),
        (at("2026-06-02T06:30:00.000001Z"), vec![row(GPS[2], first)]),
        (
            at("2026-06-03T06:30:00Z"),
            vec![row(GPS[0], second), row(GPS[1], second)],
        ),
        (at("2026-06-03T09:00:00Z"), vec![row(GPS[0], first)]),
    ])
}

fn states(returns: &Returns, place: &str) -> Vec<ReturnState> {
    let of = returns.units.iter().filter(|unit| unit.place.as_str() == place);
    of.map(|unit| unit.state).collect()
}

#[test]
fn a_return_is_in_time_until_the_very_moment_it_is_due() {
    let returns = june().engine.returns(&query()).unwrap();
    use ReturnState::{Awaited, InTime, Late, Overdue};
    assert_eq!(
        returns.as_on,
        Some(date(2026, 6, 3)),
        "the day of the last delivery"
    );
    assert_eq!(states(&returns, GPS[0]), [InTime, InTime, Awaited]);
    assert_eq!(states(&returns, GPS[1]), [Overdue, InTime, Awaited]);
    assert_eq!(states(&returns, GPS[2]), [Late, Overdue, Awaited]);
    assert_eq!(states(&returns, GPS[3]), [Overdue, Overdue, Awaited]);
    let total = returns.whole.total;
    assert_eq!((total.expected(), total.received()), (12, 4));
    assert_eq!(total.in_time_percent(), Some(37.5), "3 of the 8 that were due");
}

#[test]
fn a_return_sent_again_keeps_its_first_moment() {
    let returns = june().engine.returns(&query()).unwrap();
    let first = &returns.units[0];
    let received = first.received.unwrap();
    assert_eq!(first.place.as_str(), GPS[0]);
    assert_eq!(received.deliveries, 2);
    assert_eq!(received.first, at("2026-06-01T10:00:00Z"));
    assert_eq!(received.last, at("2026-06-03T09:00:00Z"));
}

#[test]
fn the_silent_are_those_whose_latest_due_return_is_missing_the_longest_first() {
    let returns = june().engine.returns(&query()).unwrap();
    let silent: Vec<_> = returns
        .silent
        .iter()
        .map(|unit| {
            (
                unit.place.as_str(),
                unit.missed,
                unit.last.map(|last| last.label()),
            )
        })
        .collect();
    assert_eq!(
        silent,
        [(GPS[3], 2, None), (GPS[2], 1, Some("2026-06-01".to_owned())),],
        "East two has missed a day and is not silent"
    );
}

#[test]
fn what_was_known_earlier_is_judged_at_that_moment() {
    let known = |moment: &str| {
        let known_on = Some(KnownOn(at(moment)));
        june()
            .engine
            .returns(&ReturnsQuery { known_on, ..query() })
            .unwrap()
    };
    let before = known("2026-06-02T06:00:00Z");
    assert_eq!(states(&before, GPS[2]), [ReturnState::Awaited]);
    let after = known("2026-06-02T06:30:00.000001Z");
    assert_eq!(states(&after, GPS[2]), [ReturnState::Late, ReturnState::Awaited]);
    assert_eq!(
        states(&after, GPS[1]),
        [ReturnState::Overdue, ReturnState::Awaited]
    );
}

#[test]
fn what_was_due_before_anything_came_is_neither_in_time_nor_late() {
    let may = date(2026, 5, 4);
    let world = World::delivered(&[
        (at("2026-06-01T10:00:00Z"), vec![row(GPS[0], may)]),
        (at("2026-06-02T10:00:00Z"), vec![row(GPS[1], may)]),
    ]);
    let asked = ReturnsQuery {
        as_on: Some(may),
        ..query()
    };
    let returns = world.engine.returns(&asked).unwrap();
    assert_eq!(states(&returns, GPS[0]), [ReturnState::Unjudged]);
    assert_eq!(states(&returns, GPS[1]), [ReturnState::Unjudged]);
    assert_eq!(returns.whole.total.in_time_percent(), None);
    assert!(
        returns.silent.is_empty(),
        "at the end of that day nothing was due yet"
    );
}

#[test]
fn parts_add_up_to_the_whole_and_lists_say_the_same_as_counts() {
    let asked = ReturnsQuery {
        by: Some(PlaceLevel::Block),
        ..query()
    };
    let returns = june().engine.returns(&asked).unwrap();
    let of_parts = |count: fn(&figures::ReturnCounts) -> u32| -> u32 {
        returns.parts.iter().map(|part| count(&part.total)).sum()
    };
    assert_eq!(returns.parts.len(), 2);
    assert_eq!(of_parts(|counts| counts.in_time), returns.whole.total.in_time);
    assert_eq!(of_parts(|counts| counts.overdue), returns.whole.total.overdue);
    let all = listing_csv(&returns_listing(&returns, catalog::Language::En));
    assert_eq!(all.lines().count(), 1 + 12);
    assert!(
        all.contains(
            "progress,gp-900121,West one,2026-06-01,2026-06-02T06:30:00Z,late,2026-06-02T06:30:00.000001Z,"
        ),
        "{all}"
    );
    let counts = listing_csv(&return_counts_listing(&returns, catalog::Language::En));
    assert!(
        counts.contains("progress,block-90012,West,2026-06-01,2,1,0,1,0,1,0,0,0\n"),
        "{counts}"
    );
    let silent = listing_csv(&silent_listing(&returns, catalog::Language::En));
    assert!(
        silent.contains("progress,gp-900122,West two,West,,2\n"),
        "{silent}"
    );
}

#[test]
fn a_lake_without_rows_owes_nothing_that_anybody_knows_of() {
    let returns = World::delivered(&[]).engine.returns(&query()).unwrap();
    assert_eq!(
        (returns.as_on, returns.periods.len(), returns.units.len()),
        (None, 0, 0)
    );
    let far = ReturnsQuery {
        as_on: Some(date(2026, 6, 3)),
        from: Some(date(2026, 7, 1)),
        ..query()
    };
    let returns = june().engine.returns(&far).unwrap();
    assert!(returns.periods.is_empty(), "nothing lies between July and June");
}

#[test]
fn what_nobody_owes_is_refused_with_what_is_owed() {
    let world = june();
    let refused = |asked: ReturnsQuery| world.engine.returns(&asked).unwrap_err();
    let unknown = refused(ReturnsQuery {
        dataset: Some("progres".to_owned()),
        ..query()
    });
    assert!(
        unknown.is_usage() && unknown.to_string().contains("progress, days-worked"),
        "{unknown}"
    );
    let coarser = refused(ReturnsQuery {
        by: Some(PlaceLevel::District),
        ..query()
    });
    assert!(matches!(coarser, AnalyticsError::DimensionOutside { .. }));
    let nowhere = refused(ReturnsQuery {
        within: "district-9".parse().unwrap(),
        ..query()
    });
    assert!(matches!(nowhere, AnalyticsError::UnknownPlace(_)));
    let long_ago = refused(ReturnsQuery {
        as_on: Some(date(1492, 10, 12)),
        ..query()
    });
    assert!(matches!(long_ago, AnalyticsError::DayOutside(_)));
}

#[test]
fn of_programmes_that_hide_small_counts_only_those_in_office_see_who_has_reported() {
    let world = june();
    let ask = |programme: &str, reader: Reader| {
        let programme = programme.to_owned();
        let asked = ReturnsQuery {
            programme,
            reader,
            ..query()
        };
        world.engine.returns(&asked)
    };
    assert!(ask("mgnrega", Reader::public()).is_ok());
    assert!(matches!(
        ask("pushti", Reader::public()),
        Err(AnalyticsError::Refused)
    ));
    let officer = |place: &str| Reader::of_account("x", "officer", &[place.to_owned()], &[]).unwrap();
    assert!(ask("pushti", officer("district-9001")).is_ok());
    assert!(matches!(
        ask("pushti", officer("block-90011")),
        Err(AnalyticsError::Refused)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::cases() / 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_has_reported_is_the_same_in_the_register_and_beside_every_figure(
        sent in proptest::collection::vec(proptest::collection::vec((0..4_usize, 0..12_i8), 1..9), 1..5),
        day in 0..12_i8,
    ) {
        let day_of = |number: i8| date(2026, 7, 2 + number);
        let batches: Vec<_> = sent
            .iter()
            .zip(0..)
            .map(|(rows, hours)| {
                let rows = rows.iter().map(|(gp, day)| row(GPS[*gp], day_of(*day)));
                (at("2026-07-20T00:00:00Z") + jiff::SignedDuration::from_hours(hours), rows.collect())
            })
            .collect();
        let world = World::delivered(&batches);
        let asked = ReturnsQuery { as_on: Some(date(2026, 7, 20)), from: Some(day_of(0)), ..query() };
        let returns = world.engine.returns(&asked).unwrap();
        for within in ["district-9001", "block-90011", "gp-900122"] {
            let figures = world.engine.figures(&Query {
                as_on: Some(day_of(day)),
                ..Query::of("mgnrega", within.parse().unwrap(), &["persondays"], Reader::operator())
            }).unwrap();
            let inside = world.catalog.places.inside(&within.parse().unwrap(), PlaceLevel::Gp, None);
            let of_day = returns.units.iter().filter(|unit| {
                returns.periods[unit.period].period.from == day_of(day)
                    && inside.iter().any(|place| place.code == unit.place)
            });
            let mut counts = figures::ReturnCounts::default();
            of_day.for_each(|unit| counts.add(unit.state));
            // Before the first return of all the register has not begun.
            if counts.expected() > 0 {
                prop_assert_eq!((counts.received(), counts.expected()), (figures.units.reported, figures.units.expected));
            } else {
                prop_assert_eq!(figures.units.reported, 0);
            }
        }
    }
}
