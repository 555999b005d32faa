//! The list of children under care.

use analytics::AnalyticsError;
use figures::{Alert, CaseQuery, Reader};
use jiff::civil::date;

use crate::world::{Child, World};

fn severe(id: &str, month: i8, weight: i64) -> Child {
    Child {
        centre: "centre-1",
        id: id.to_owned(),
        date: date(2026, month, 10),
        sex: Some("female"),
        born: date(2025, 3, 1),
        weight: Some(weight),
        height: Some(800),
        status: None,
    }
}

fn query(within: &str, reader: Reader) -> CaseQuery {
    CaseQuery {
        programme: "pushti".to_owned(),
        follow: "cases".to_owned(),
        within: within.parse().unwrap(),
        as_on: Some(date(2026, 9, 30)),
        reader,
    }
}

#[test]
fn a_child_under_care_is_listed_with_what_was_measured_and_what_is_wrong() {
    let world = World::of(&[vec![
        severe("0123456789abcdef", 8, 7_700),
        severe("0123456789abcdef", 9, 7_500),
        severe("fedcba9876543210", 9, 10_000),
    ]]);
    let list = world
        .engine
        .cases(&query("block-90011", Reader::operator()))
        .unwrap();
    assert_eq!(list.rows.len(), 1);
    let child = &list.rows[0];
    assert_eq!(
        (child.id.as_str(), child.place.as_str()),
        ("0123456789", "centre-1")
    );
    assert_eq!((child.entry.as_str(), child.since), ("new", date(2026, 8, 10)));
    assert_eq!(child.age_months, Some(18));
    assert_eq!(child.measured.len(), 2);
    assert!(
        child.alerts.contains(&Alert::WeightLost { grams: 200 }),
        "{:?}",
        child.alerts
    );
    assert_eq!(list.rules.len(), 4);
}

#[test]
fn a_place_without_cases_and_a_day_without_data_give_an_empty_list() {
    let world = World::of(&[vec![severe("a", 9, 7_500)]]);
    assert!(
        world
            .engine
            .cases(&query("block-90012", Reader::operator()))
            .unwrap()
            .rows
            .is_empty()
    );
    let before = CaseQuery {
        as_on: Some(date(2024, 9, 30)),
        ..query("block-90011", Reader::operator())
    };
    assert!(world.engine.cases(&before).unwrap().rows.is_empty());
}

#[test]
fn the_public_gets_no_list_at_all() {
    let world = World::of(&[vec![severe("a", 9, 7_500)]]);
    let refused = world
        .engine
        .cases(&query("block-90011", Reader::public()))
        .unwrap_err();
    assert!(matches!(refused, AnalyticsError::Refused), "{refused}");
}

#[test]
fn a_dataset_that_follows_nobody_has_no_list() {
    let world = World::of(&[vec![severe("a", 9, 7_500)]]);
    let other = CaseQuery {
        follow: "measurements".to_owned(),
        ..query("block-90011", Reader::operator())
    };
    assert!(world.engine.cases(&other).unwrap_err().is_usage());
}
