//! Small counts of people are hidden from those not in office, with all that could tell them.

use catalog::{Grain, PlaceLevel};
use figures::{Cell, Change, Compare, Dimension, Query, Reader, State};
use jiff::civil::date;

use crate::world::{World, officer, query};

fn cell(world: &World, place: &str, measure: &str, reader: &Reader) -> Cell {
    let query = Query {
        compare: Some(Compare::Previous),
        ..query(place, &[measure], reader)
    };
    world.ask(&query).unwrap().rows[0].cells[0].clone()
}

fn is_bare(cell: &Cell) -> bool {
    cell.state == State::Suppressed
        && cell.value.is_none()
        && cell.parts.is_none()
        && cell.previous.is_none()
        && cell.change.is_none_or(|change| change == Change::NotApplicable)
}

#[test]
fn a_count_below_the_threshold_is_hidden_and_so_is_each_ratio_it_stands_in() {
    let world = World::of("block");
    for reader in [Reader::public(), officer("analyst", &[], &[])] {
        // 3 of 102 in the east, 7 of 82 in the west.
        assert!(is_bare(&cell(&world, "block-90011", "children_severe", &reader)));
        assert!(is_bare(&cell(&world, "block-90011", "severe_percent", &reader)));
        assert_eq!(
            cell(&world, "block-90011", "children_weighed", &reader).value,
            Some(102.0)
        );
        assert_eq!(
            cell(&world, "block-90012", "children_severe", &reader).value,
            Some(7.0)
        );
        let percent = cell(&world, "block-90012", "severe_percent", &reader);
        assert_eq!(percent.parts, Some((7.0, 82.0)));
    }
    let bdo = officer("officer", &["block-90011"], &[]);
    assert_eq!(
        cell(&world, "block-90011", "children_severe", &bdo).value,
        Some(3.0)
    );
}

#[test]
fn nobody_is_shown_as_nobody() {
    let world = World::of("gp");
    let public = Reader::public();
    assert_eq!(
        cell(&world, "gp-900122", "children_severe", &public).value,
        Some(0.0)
    );
    assert_eq!(
        cell(&world, "gp-900122", "severe_percent", &public).value,
        Some(0.0)
    );
    assert!(is_bare(&cell(&world, "gp-900112", "children_severe", &public)));
}

#[test]
fn a_small_count_is_hidden_as_that_with_which_another_is_compared() {
    let world = World::of("gp");
    // 1 in September, 2 in October; in the fourth 2 and then none.
    let now = cell(&world, "gp-900122", "children_severe", &Reader::public());
    assert_eq!((now.value, now.previous), (Some(0.0), None));
    assert_eq!(now.change, Some(Change::NotApplicable));
    let in_office = cell(
        &world,
        "gp-900122",
        "children_severe",
        &officer("officer", &["gp-900122"], &[]),
    );
    assert_eq!(in_office.previous, Some(2.0));
}

#[test]
fn months_are_hidden_one_by_one_and_no_sum_of_them_is_given() {
    let world = World::of("block");
    let by_month = Query {
        by: vec![Dimension::Time(Grain::Month)],
        from: Some(date(2026, 9, 1)),
        to: Some(date(2026, 10, 31)),
        as_on: None,
        ..query("block-90012", &["children_admitted"], &Reader::public())
    };
    let figures = world.ask(&by_month).unwrap();
    let cells: Vec<&Cell> = figures.rows.iter().map(|row| &row.cells[0]).collect();
    assert!(is_bare(cells[0]), "3 in September");
    assert_eq!(cells[1].value, Some(9.0), "9 in October");
    let both = Query {
        by: Vec::new(),
        ..by_month
    };
    assert!(world.refuses(&both));
}

#[test]
fn every_form_that_is_taken_away_hides_the_same() {
    let world = World::of("block");
    let figures = world
        .ask(&Query {
            by: vec![Dimension::Place(PlaceLevel::Block)],
            compare: Some(Compare::Previous),
            ..query(
                "block-90011",
                &["children_severe", "severe_percent"],
                &Reader::public(),
            )
        })
        .unwrap();
    let csv = figures::csv(&figures, catalog::Language::En);
    assert!(csv.contains(",suppressed,suppressed"), "{csv}");
    assert!(csv.lines().nth(1).unwrap().contains(",,,"), "{csv}");
    let json = figures::json(&figures, catalog::Language::En);
    assert!(json.contains("suppressed") && !json.contains("2.94"), "{json}");
}

#[test]
fn the_threshold_is_the_first_count_that_is_shown() {
    let shown = |threshold: u32| {
        let world = World::made(
            &format!("threshold = {threshold}\n"),
            "[[publication]]\nlevels = [\"block\"]\nmeasures = [\"children_severe\"]\n",
        );
        let cell = cell(&world, "block-90012", "children_severe", &Reader::public());
        (cell.value, cell.hidden_below)
    };
    assert_eq!(shown(7), (Some(7.0), None));
    assert_eq!(shown(8), (None, Some(8)), "the rule is told, not the count");
}
