//! Stays at the rehabilitation centre: how much weight was gained, for each kilogram and day.

use jiff::civil::{Date, date};
use polars::prelude::Column;

use crate::world::{Span, World, batch, dates, ingest_table, rows};

/// A stay: its centre, its days, and the weights at its ends in grams.
struct Stay(&'static str, Date, Option<Date>, Option<i64>, Option<i64>);

/// A world of stays alone.
fn world(stays: &[Stay]) -> World {
    let catalog = catalog::Catalog::load(None).unwrap();
    let pushti = catalog.programme("pushti").unwrap();
    World::with(&[], |lake| {
        let keys: Vec<(String, Date)> = stays.iter().map(|stay| (stay.0.to_owned(), stay.1)).collect();
        let children = (0..stays.len()).map(|child| format!("child-{child}"));
        let outcomes = stays.iter().map(|stay| stay.2.map(|_| "recovered"));
        let weights = |of: fn(&Stay) -> Option<i64>| stays.iter().map(of).collect::<Vec<_>>();
        let days = |of: fn(&Stay) -> Option<Date>| stays.iter().map(of).collect::<Vec<_>>();
        let columns = vec![
            Column::new("child".into(), children.collect::<Vec<_>>()),
            dates("referred", &days(|stay| Some(stay.1))),
            dates("discharged", &days(|stay| stay.2)),
            Column::new("outcome".into(), outcomes.collect::<Vec<_>>()),
            Column::new("weight_admission".into(), weights(|stay| stay.3)),
            Column::new("weight_discharge".into(), weights(|stay| stay.4)),
        ];
        let rows = rows(pushti, "admissions", &keys, columns);
        let table = ingest_table(pushti, "admissions");
        lake.append(&table, vec![batch("admissions", 3, rows, stays.len())])
            .unwrap();
    })
}

const MAY: Span = Span::Over(date(2026, 5, 1), date(2026, 5, 31));

fn ended(centre: &'static str, days: i8, before: i64, after: i64) -> Stay {
    let (first, last) = (date(2026, 5, 2), date(2026, 5, 2 + days));
    Stay(centre, first, Some(last), Some(before), Some(after))
}

#[test]
fn gains_are_added_up_and_divided_once_by_weights_times_days() {
    let world = world(&[
        ended("centre-1", 20, 6_000, 7_200),
        ended("centre-2", 10, 8_000, 8_100),
    ]);
    let gain = |place: &str| world.value(place, "nrc_weight_gain", MAY).unwrap();
    assert_eq!(gain("centre-1"), 10.0, "1,200 g in 6 kg times 20 days");
    assert_eq!(gain("centre-2"), 1.25);
    // 1,300 g in 120 and 80 kilogram-days; the mean of the two centres would be 5.625.
    assert_eq!(gain("block-90011"), 6.5);
    assert_eq!(
        world.value("block-90011", "nrc_weight_gained", MAY),
        Some(1_300.0)
    );
}

#[test]
fn a_child_that_lost_weight_makes_the_mean_less() {
    let world = world(&[
        ended("centre-1", 10, 5_000, 5_500),
        ended("centre-1", 10, 5_000, 4_900),
    ]);
    assert_eq!(world.value("centre-1", "nrc_weight_gain", MAY), Some(4.0));
}

#[test]
fn stays_without_an_end_a_day_or_a_weight_are_left_out_of_both_sums() {
    let open = Stay("centre-1", date(2026, 5, 20), None, Some(6_000), None);
    let unweighed = Stay(
        "centre-1",
        date(2026, 5, 3),
        Some(date(2026, 5, 23)),
        Some(6_000),
        None,
    );
    let world = world(&[
        ended("centre-1", 20, 6_000, 7_200),
        ended("centre-1", 0, 6_000, 6_000),
        open,
        unweighed,
    ]);
    assert_eq!(world.value("centre-1", "nrc_weight_gain", MAY), Some(10.0));
    assert_eq!(world.value("centre-1", "nrc_gram_days", MAY), Some(120_000.0));
    assert_eq!(world.value("centre-1", "nrc_admitted", MAY), Some(4.0));
}

#[test]
fn a_weight_of_nothing_has_no_gain_and_no_mean() {
    let world = world(&[ended("centre-1", 20, 0, 7_200)]);
    let figures = world.ask("centre-1", &["nrc_weight_gain", "nrc_admitted"], &[], MAY);
    let cells = &figures.rows[0].cells;
    assert_eq!(cells[0].state, figures::State::NotApplicable);
    assert_eq!(cells[1].value, Some(1.0));
}
