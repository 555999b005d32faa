//! What is not published is refused, and never answered differently.

use catalog::{Grain, PlaceLevel};
use figures::{Compare, Dimension, Query, Reader};
use jiff::civil::{Date, date};

use crate::world::{World, officer, query};

fn readers() -> [Reader; 3] {
    [
        Reader::public(),
        officer("analyst", &[], &[]),
        officer("officer", &["district-9002"], &[]),
    ]
}

#[test]
fn stocks_are_published_at_their_level_as_on_a_day_and_by_month() {
    let world = World::by_district();
    for reader in readers() {
        let plain = query("district-9001", &["children_weighed"], &reader);
        assert!(!world.refuses(&plain));
        for by in [
            vec![Dimension::Place(PlaceLevel::District)],
            vec![Dimension::Time(Grain::Month)],
            vec![Dimension::Time(Grain::Fy)],
        ] {
            assert!(!world.refuses(&Query { by, ..plain.clone() }));
        }
        let compared = Query {
            compare: Some(Compare::Previous),
            ..plain
        };
        assert!(!world.refuses(&compared));
    }
}

#[test]
fn finer_places_larger_ones_and_finer_times_are_not_published() {
    let world = World::by_district();
    let weighed = &["children_weighed"];
    for reader in readers() {
        let of = |place: &str, by: Vec<Dimension>| Query {
            by,
            ..query(place, weighed, &reader)
        };
        let level = Dimension::Place;
        for query in [
            of("district-9001", vec![level(PlaceLevel::Block)]),
            of("district-9001", vec![level(PlaceLevel::Gp)]),
            of("block-90011", vec![]),
            of("gp-900111", vec![]),
            of("state-99", vec![]),
            of("state-99", vec![level(PlaceLevel::District)]),
            of("district-9001", vec![Dimension::Time(Grain::Day)]),
            of("district-9001", vec![Dimension::Time(Grain::Week)]),
        ] {
            assert!(world.refuses(&query), "{query:?}");
        }
    }
}

#[test]
fn measures_that_no_publication_names_are_not_published() {
    let world = World::by_district();
    for reader in readers() {
        for measures in [
            &["open_centres"][..],
            &["children_weighed", "open_centres"],
            &["admitted_percent"],
        ] {
            assert!(world.refuses(&query("district-9001", measures, &reader)));
        }
    }
    let nothing = World::publishing("");
    assert!(nothing.refuses(&query("district-9001", &["children_weighed"], &Reader::public())));
}

#[test]
fn what_adds_up_over_time_is_published_by_whole_months_only() {
    let world = World::by_district();
    let public = Reader::public();
    let asked = |by: &[Dimension], from: Option<Date>, to: Date| Query {
        by: by.to_vec(),
        from,
        to: Some(to),
        as_on: None,
        ..query("district-9001", &["children_admitted"], &public)
    };
    let month = &[Dimension::Time(Grain::Month)][..];
    let (april, october, november) = (date(2026, 4, 1), date(2026, 10, 31), date(2026, 11, 1));
    assert!(!world.refuses(&asked(month, None, october)));
    assert!(!world.refuses(&asked(month, Some(april), october)));
    assert!(!world.refuses(&asked(&[], Some(date(2026, 10, 1)), october)));
    // Any of these, less one of those above, is the count of a day or of a month that may be hidden.
    for query in [
        asked(&[], None, october),
        asked(&[], Some(april), october),
        asked(month, Some(april), date(2026, 10, 30)),
        asked(month, Some(date(2026, 4, 2)), october),
        asked(month, Some(april), november),
        asked(&[Dimension::Time(Grain::Fy)], None, date(2027, 3, 31)),
        asked(&[Dimension::Time(Grain::Quarter)], None, date(2026, 12, 31)),
        Query {
            to: None,
            ..asked(month, None, october)
        },
        Query {
            compare: Some(Compare::Previous),
            ..asked(month, Some(april), october)
        },
    ] {
        assert!(world.refuses(&query), "{query:?}");
    }
}

#[test]
fn stocks_are_published_as_on_the_latest_day_and_the_last_of_each_month() {
    let world = World::by_district();
    let answered = |day: Date, reader: &Reader| {
        let query = Query {
            as_on: Some(day),
            ..query("district-9001", &["children_weighed"], reader)
        };
        world.engine.figures(&query).is_ok()
    };
    let public = Reader::public();
    for day in [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 7)] {
        assert!(answered(day, &public), "{day}");
    }
    // From one day to the next a single return may have come in.
    for day in [date(2026, 9, 29), date(2026, 10, 1), date(2026, 10, 30)] {
        assert!(!answered(day, &public), "{day}");
        assert!(answered(day, &officer("officer", &["district-9001"], &[])));
    }
}

#[test]
fn earlier_states_of_knowledge_are_for_those_in_office() {
    let world = World::by_district();
    for (reader, refused) in [
        (Reader::public(), true),
        (officer("officer", &["district-9001"], &[]), false),
    ] {
        let earlier = Query {
            known_on: Some("2026-11-20".parse().unwrap()),
            ..query("district-9001", &["children_weighed"], &reader)
        };
        assert_eq!(world.engine.figures(&earlier).is_err(), refused);
    }
}
