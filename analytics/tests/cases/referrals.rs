//! Severe cases with complications, and whether they were sent to a rehabilitation centre.

use jiff::civil::{Date, date};
use polars::prelude::Column;

use crate::world::{Span, World, batch, dates, ingest_table, rows};

const DAY: Date = date(2026, 9, 10);

/// A boy's weight in grams, whether there are complications, and whether he was sent.
type Seen = (i64, Option<bool>, Option<bool>);

/// A register of boys of a year and a half, 80 cm tall: 8.1 kg is severely wasted, 10.5 not.
fn world(seen: &[Seen]) -> World {
    let catalog = catalog::Catalog::load(None).unwrap();
    let pushti = catalog.programme("pushti").unwrap();
    World::with(&[], |lake| {
        let keys = vec![("centre-1".to_owned(), DAY); seen.len()];
        let ids = (0..seen.len()).map(|child| format!("child-{child}"));
        let columns = vec![
            Column::new("child".into(), ids.collect::<Vec<_>>()),
            Column::new("sex".into(), vec!["male"; seen.len()]),
            dates("born", &vec![Some(date(2025, 3, 1)); seen.len()]),
            Column::new("weight".into(), seen.iter().map(|one| one.0).collect::<Vec<_>>()),
            Column::new("height".into(), vec![800_i64; seen.len()]),
            Column::new(
                "complications".into(),
                seen.iter().map(|one| one.1).collect::<Vec<_>>(),
            ),
            Column::new(
                "referred".into(),
                seen.iter().map(|one| one.2).collect::<Vec<_>>(),
            ),
        ];
        let rows = rows(pushti, "measurements", &keys, columns);
        let table = ingest_table(pushti, "measurements");
        lake.append(&table, vec![batch("measurements", 1, rows, seen.len())])
            .unwrap();
    })
}

#[test]
fn the_rate_is_of_severe_cases_with_complications_alone() {
    let world = world(&[
        (8_100, Some(true), Some(true)),
        (8_100, Some(true), Some(false)),
        (8_100, Some(true), None),
        (8_100, Some(false), Some(true)),
        (10_500, Some(true), Some(true)),
    ]);
    let on = Span::On(date(2026, 9, 30));
    assert_eq!(world.value("block-90011", "sam_complicated", on), Some(3.0));
    assert_eq!(
        world.value("block-90011", "sam_complicated_referred", on),
        Some(1.0)
    );
    let percent = world.value("block-90011", "referral_percent", on).unwrap();
    assert!((percent - 100.0 / 3.0).abs() < 1e-9, "{percent}");
}

#[test]
fn where_nobody_noted_complications_there_is_no_rate() {
    let world = world(&[(8_100, None, Some(true)), (10_500, None, None)]);
    let figures = world.ask(
        "block-90011",
        &["referral_percent", "sam_combined"],
        &[],
        Span::On(date(2026, 9, 30)),
    );
    let cells = &figures.rows[0].cells;
    assert_eq!(cells[0].state, figures::State::NotApplicable);
    assert_eq!(cells[1].value, Some(1.0));
}
