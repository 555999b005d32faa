//! What centres gave, how long they were open, and whom they missed.

use jiff::civil::{Date, date};
use polars::prelude::Column;

use crate::world::{CENTRES, Child, Span, World, batch, ingest_table, rows};

const SEPTEMBER: Date = date(2026, 9, 30);

/// Services of the first centres of the world on a day, a row each.
fn services(day: Date, columns: &[(&'static str, &[Option<i64>])]) -> World {
    let centres = &CENTRES[..columns[0].1.len()];
    rows_beside(&[], ("services", centres), &[day], columns)
}

/// The same rows on each of some days, beside what children's registers say.
fn rows_beside(
    children: &[Child],
    (dataset, places): (&'static str, &[&str]),
    days: &[Date],
    columns: &[(&'static str, &[Option<i64>])],
) -> World {
    let catalog = catalog::Catalog::load(None).unwrap();
    let pushti = catalog.programme("pushti").unwrap();
    let registers: &[Vec<Child>] = if children.is_empty() {
        &[]
    } else {
        &[children.to_vec()]
    };
    World::with(registers, |lake| {
        let on = |day: Date| places.iter().map(move |place| ((*place).to_owned(), day));
        let keys: Vec<(String, Date)> = days.iter().flat_map(|day| on(*day)).collect();
        let columns = columns
            .iter()
            .map(|(name, values)| Column::new((*name).into(), values.repeat(days.len())));
        let rows = rows(pushti, dataset, &keys, columns.collect());
        let height = keys.len();
        let table = ingest_table(pushti, dataset);
        lake.append(&table, vec![batch(dataset, 5, rows, height)])
            .unwrap();
    })
}

#[test]
fn a_centre_counts_as_open_from_its_twenty_first_day_on() {
    let days = [Some(21), Some(20), None, Some(26)];
    let world = services(SEPTEMBER, &[("open_days", &days)]);
    let on = Span::On(SEPTEMBER);
    let value = |place: &str, measure: &str| world.value(place, measure, on);
    assert_eq!(value("district-9001", "centres_open_21_days"), Some(2.0));
    assert_eq!(value("block-90011", "centres_open_21_days"), Some(1.0));
    assert_eq!(value("block-90011", "centres_open_21_percent"), Some(50.0));
    assert_eq!(value("centre-1", "centres_open_21_percent"), Some(100.0));
    assert_eq!(
        value("centre-2", "centres_open_21_days"),
        Some(0.0),
        "open for too few days is a zero"
    );
    assert_eq!(
        value("centre-3", "centres_open_21_days"),
        None,
        "days that nobody told are no zero"
    );
    assert_eq!(value("district-9001", "centres_open_reported"), Some(3.0));
}

#[test]
fn centres_of_two_months_are_not_added_up() {
    let months = [date(2026, 8, 31), SEPTEMBER];
    let days: &[Option<i64>] = &[Some(24), Some(22)];
    let world = rows_beside(&[], ("services", &CENTRES[..2]), &months, &[("open_days", days)]);
    let both = Span::Over(date(2026, 8, 1), SEPTEMBER);
    let value = |measure: &str| world.value("gp-900111", measure, both);
    assert_eq!(value("centres_open_21_days"), Some(2.0));
    assert_eq!(value("centres_open_21_percent"), Some(100.0));
    assert_eq!(value("open_days"), Some(92.0), "days are");
}

#[test]
fn children_fed_in_two_months_are_those_of_the_last_and_not_twice_as_many() {
    let months = [date(2026, 8, 31), SEPTEMBER];
    let fed: &[Option<i64>] = &[Some(30), Some(15)];
    let eligible: &[Option<i64>] = &[Some(40), Some(20)];
    let columns = [("nutrition_21_days", fed), ("nutrition_eligible", eligible)];
    let world = rows_beside(&[], ("services", &CENTRES[..2]), &months, &columns);
    let both = Span::Over(date(2026, 8, 1), SEPTEMBER);
    assert_eq!(world.value("gp-900111", "nutrition_21_days", both), Some(45.0));
    assert_eq!(world.value("gp-900111", "nutrition_21_percent", both), Some(75.0));
}

#[test]
fn the_days_of_a_whole_block_are_not_those_of_a_centre_that_never_closes() {
    let days: &[Option<i64>] = &[Some(410)];
    let sent = ("services", &["block-90011"][..]);
    let world = rows_beside(&[], sent, &[SEPTEMBER], &[("open_days", days)]);
    let on = Span::On(SEPTEMBER);
    assert_eq!(world.value("block-90011", "centres_open_21_days", on), None);
    assert_eq!(world.value("block-90011", "centres_open_21_percent", on), None);
}

#[test]
fn visits_of_the_supervisor_count_centres_and_not_visits() {
    let visits = [Some(3), Some(0), Some(1)];
    let world = services(SEPTEMBER, &[("supervisor_visits", &visits)]);
    let on = Span::On(SEPTEMBER);
    assert_eq!(world.value("block-90011", "centres_visited", on), Some(2.0));
    let percent = world.value("block-90011", "centres_visited_percent", on);
    assert!((percent.unwrap() - 200.0 / 3.0).abs() < 1e-9, "{percent:?}");
}

#[test]
fn what_was_given_is_divided_by_what_was_due_and_by_nothing_there_is_no_rate() {
    let world = services(
        SEPTEMBER,
        &[
            ("egg_days_given", &[Some(20), Some(30)]),
            ("egg_days_due", &[Some(25), Some(75)]),
            ("filters_given", &[Some(0), Some(0)]),
            ("filters_due", &[Some(0), Some(0)]),
            ("nutrimix_given", &[None, None]),
            ("nutrimix_due", &[Some(3), Some(2)]),
        ],
    );
    let measures = ["egg_days_percent", "filters_percent", "nutrimix_percent"];
    let month = Span::Over(date(2026, 9, 1), SEPTEMBER);
    let figures = world.ask("gp-900111", &measures, &[], month);
    let cells = &figures.rows[0].cells;
    assert_eq!(cells[0].value, Some(50.0));
    assert_eq!(
        cells[1].state,
        figures::State::NotApplicable,
        "nobody was due one"
    );
    assert_eq!(
        cells[2].state,
        figures::State::NotReported,
        "what was given is not known"
    );
}

/// A boy of a year and a half, 80 cm tall.
fn boy(centre: &'static str, id: u32, weight: Option<i64>) -> Child {
    Child {
        centre,
        id: format!("child-{id}"),
        date: date(2026, 9, 10),
        sex: Some("male"),
        born: date(2025, 3, 1),
        weight,
        height: Some(800),
        status: None,
    }
}

#[test]
fn unweighed_children_are_those_enrolled_less_those_weighed_at_every_level() {
    let children = [
        boy("centre-1", 1, Some(10_500)),
        boy("centre-1", 2, None),
        boy("centre-2", 3, Some(8_100)),
        boy("centre-4", 4, Some(10_000)),
        boy("centre-4", 5, Some(10_000)),
    ];
    let enrolled = [Some(10), Some(7), Some(9), Some(1)];
    let world = rows_beside(
        &children,
        ("centres", &CENTRES),
        &[date(2026, 4, 1)],
        &[("enrolled", &enrolled)],
    );
    let on = Span::On(SEPTEMBER);
    let value = |place: &str, measure: &str| world.value(place, measure, on);
    assert_eq!(value("centre-1", "children_unweighed"), Some(9.0));
    assert_eq!(value("block-90011", "children_unweighed"), Some(15.0));
    assert_eq!(
        value("centre-3", "children_unweighed"),
        None,
        "a centre that sent no register has not missed nine children"
    );
    assert_eq!(
        value("centre-4", "children_unweighed"),
        Some(-1.0),
        "an old list is shown, not hidden"
    );
    for place in [
        "district-9001",
        "block-90011",
        "block-90012",
        "gp-900111",
        "centre-2",
    ] {
        let whole = value(place, "children_weighed").unwrap() + value(place, "children_unweighed").unwrap();
        assert_eq!(Some(whole), value(place, "children_enrolled"), "{place}");
    }
}

#[test]
fn where_no_list_has_a_number_the_register_s_own_lines_stand_in() {
    let world = World::of(&[vec![
        boy("centre-1", 1, Some(10_500)),
        boy("centre-1", 2, None),
        // Too light to be true: not graded, so not weighed.
        boy("centre-1", 3, Some(2_000)),
    ]]);
    assert_eq!(
        world.value("centre-1", "children_unweighed", Span::On(SEPTEMBER)),
        Some(2.0)
    );
}
