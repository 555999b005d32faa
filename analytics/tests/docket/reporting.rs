//! What nothing was heard of is missing and not at zero.

use figures::{State, Units};
use jiff::civil::date;

use crate::world::{BANKURA, Matter, Span, World};

fn world() -> World {
    World::of(&[vec![
        Matter::new(1, date(2026, 5, 4)).closed(date(2026, 5, 20)),
        Matter::new(2, date(2026, 6, 4)),
    ]])
}

#[test]
fn a_block_without_a_complaint_has_none_while_its_district_reports() {
    let cell = world().cell(
        "block-2775",
        "received",
        Span::Over(date(2026, 5, 1), date(2026, 5, 31)),
    );
    assert_eq!((cell.state, cell.value), (State::Value, Some(0.0)));
    let units = Units {
        reported: 1,
        carried: 0,
        expected: 1,
    };
    assert_eq!(cell.units, units);
}

#[test]
fn before_the_first_list_and_long_after_the_last_nothing_is_known() {
    let world = world();
    let before = Span::Over(date(2026, 1, 1), date(2026, 3, 31));
    let after = Span::Over(date(2026, 9, 1), date(2026, 9, 30));
    for measure in ["received", "disposed"] {
        assert_eq!(world.cell(BANKURA, measure, before).state, State::NotReported);
        assert_eq!(world.cell(BANKURA, measure, after).state, State::NotReported);
    }
    let soon = world.cell(BANKURA, "pending", Span::On(date(2026, 7, 1)));
    assert_eq!(
        (soon.value, soon.units.reported, soon.units.carried),
        (Some(1.0), 0, 1)
    );
    let late = world.cell(BANKURA, "pending", Span::On(date(2026, 9, 1)));
    assert_eq!(late.state, State::NotReported);
}

#[test]
fn a_district_that_sent_nothing_is_not_reported_beside_one_that_did() {
    let may = Span::Over(date(2026, 5, 1), date(2026, 5, 31));
    let districts = world().by("state-19", "received", "district", may);
    let known: Vec<&str> = districts
        .iter()
        .filter(|(_, cell)| cell.state == State::Value)
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(known, [BANKURA]);
    let state = world().cell("state-19", "received", may);
    assert_eq!((state.value, state.units.reported), (Some(1.0), 1));
    assert!(state.units.expected > 20);
}

#[test]
fn without_any_list_there_is_no_day_and_no_figure() {
    let world = World::of(&[]);
    let query = figures::Query::of(
        "grievance",
        BANKURA.parse().unwrap(),
        &["received"],
        figures::Reader::operator(),
    );
    let figures = world.engine.figures(&query).unwrap();
    assert_eq!(figures.as_on, None);
    assert_eq!(figures.rows[0].cells[0].state, State::NotReported);
}

#[test]
fn the_day_of_the_answer_is_the_latest_on_which_anything_happened() {
    let query = figures::Query::of(
        "grievance",
        BANKURA.parse().unwrap(),
        &["pending"],
        figures::Reader::operator(),
    );
    let figures = world().engine.figures(&query).unwrap();
    assert_eq!(figures.as_on, Some(date(2026, 6, 4)));
    assert_eq!(figures.sources.len(), 1);
}
