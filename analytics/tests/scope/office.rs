//! Those in office see all of their own places, and of others what everybody sees.

use analytics::Opening;
use catalog::{Grain, PlaceLevel};
use figures::{Dimension, Query, Reader, State, Where};
use jiff::civil::date;

use crate::world::{World, officer, query};

const SEVERE: &[&str] = &["children_severe", "severe_percent"];

#[test]
fn an_officer_sees_every_figure_of_their_own_block_small_ones_too() {
    let world = World::by_district();
    for role in ["officer", "line-list", "data-entry"] {
        let reader = officer(role, &["block-90011"], &[]);
        let by_gp = Query {
            by: vec![Dimension::Place(PlaceLevel::Gp)],
            ..query("block-90011", SEVERE, &reader)
        };
        let figures = world.ask(&by_gp).unwrap();
        let values: Vec<Option<f64>> = figures.rows.iter().map(|row| row.cells[0].value).collect();
        assert_eq!(values, [Some(2.0), Some(1.0)], "{role}");
        let by_day = Query {
            by: vec![Dimension::Time(Grain::Day)],
            from: Some(date(2026, 10, 1)),
            ..query("gp-900111", &["children_admitted"], &reader)
        };
        assert!(!world.refuses(&by_day), "{role}");
    }
}

#[test]
fn outside_their_scope_an_officer_is_anybody() {
    let world = World::by_district();
    let reader = officer("officer", &["block-90011"], &[]);
    for place in ["block-90012", "gp-900121"] {
        assert!(world.refuses(&query(place, SEVERE, &reader)), "{place}");
    }
    // The district is larger than the scope: of it they get what is published, byte for byte what the public gets.
    for measures in [SEVERE, &["children_weighed"]] {
        let own = world.ask(&query("district-9001", measures, &reader)).unwrap();
        let public = world
            .ask(&query("district-9001", measures, &Reader::public()))
            .unwrap();
        assert_eq!(own, public);
    }
    assert!(world.refuses(&query("state-99", SEVERE, &reader)));
}

#[test]
fn a_breakdown_or_condition_does_not_carry_an_officer_out_of_their_scope() {
    let world = World::by_district();
    let reader = officer("officer", &["block-90011"], &[]);
    let by_block = Query {
        by: vec![Dimension::Place(PlaceLevel::Block)],
        ..query("district-9001", SEVERE, &reader)
    };
    assert!(world.refuses(&by_block));
    let elsewhere = Query {
        conditions: vec![Where {
            column: "block".to_owned(),
            value: "block-90012".to_owned(),
        }],
        ..query("district-9001", SEVERE, &reader)
    };
    assert!(world.refuses(&elsewhere));
    let here = Query {
        conditions: vec![Where {
            column: "block".to_owned(),
            value: "block-90011".to_owned(),
        }],
        ..query("district-9001", SEVERE, &reader)
    };
    let figures = world.ask(&here).unwrap();
    assert_eq!(figures.rows[0].cells[0].value, Some(3.0));
}

#[test]
fn an_officer_of_another_programme_or_of_no_place_is_anybody() {
    let world = World::by_district();
    for reader in [
        officer("officer", &["block-90011"], &["mgnrega"]),
        officer("officer", &[], &[]),
        officer("officer", &["block-90019"], &[]),
        officer("analyst", &["block-90011"], &[]),
        Reader::public(),
    ] {
        assert!(
            world.refuses(&query("block-90011", SEVERE, &reader)),
            "{reader:?}"
        );
    }
    let of_both = officer("officer", &["block-90011"], &["children", "mgnrega"]);
    assert!(!world.refuses(&query("block-90011", SEVERE, &of_both)));
}

#[test]
fn admin_and_operator_see_all() {
    let world = World::by_district();
    for reader in [officer("admin", &[], &[]), Reader::operator()] {
        let figures = world
            .ask(&Query {
                by: vec![Dimension::Place(PlaceLevel::Gp)],
                ..query("state-99", SEVERE, &reader)
            })
            .unwrap();
        assert!(
            figures
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .all(|cell| cell.state != State::Suppressed)
        );
    }
}

#[test]
fn a_programme_published_by_law_is_open_to_everybody_at_any_detail() {
    let world = World::by_district();
    let by_gp = Query {
        by: vec![Dimension::Place(PlaceLevel::Gp)],
        known_on: Some("2026-11-01".parse().unwrap()),
        ..Query::of(
            "mgnrega",
            "district-9001".parse().unwrap(),
            &["persondays"],
            Reader::public(),
        )
    };
    assert!(world.engine.may_ask(&by_gp).unwrap());
}

#[test]
fn pages_open_to_those_they_are_made_for() {
    let world = World::by_district();
    let programme = world.catalog.programme("children").unwrap();
    let open = |reader: &Reader, page: &str, place: &str| {
        let page = programme.page(page).unwrap();
        world
            .engine
            .opening(reader, programme, page, &place.parse().unwrap())
    };
    let (public, analyst) = (Reader::public(), officer("analyst", &[], &[]));
    let bdo = officer("officer", &["block-90011"], &[]);
    assert_eq!(open(&public, "overview", "block-90011"), Opening::SignInNeeded);
    assert_eq!(open(&public, "map", "block-90011"), Opening::SignInNeeded);
    assert_eq!(open(&public, "published", "block-90011"), Opening::Open);
    assert_eq!(open(&analyst, "overview", "block-90011"), Opening::OutsideScope);
    assert_eq!(open(&analyst, "map", "block-90011"), Opening::Open);
    assert_eq!(open(&bdo, "overview", "gp-900111"), Opening::Open);
    assert_eq!(open(&bdo, "overview", "block-90012"), Opening::OutsideScope);
    assert_eq!(open(&bdo, "overview", "district-9001"), Opening::OutsideScope);
}
