//! Every query gives the same from rollups, from facts, and from an oracle that reads rows one by one.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that can't set itself up should stop"
)]

mod oracle;
mod returns;
mod splits;
mod world;

use catalog::Grain;
use catalog::PlaceLevel;
use figures::{Cell, Dimension, Figures, Query, State};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use oracle::Oracle;
use world::{Row, World};

const PLACES: [&str; 8] = [
    "district-9001",
    "block-90011",
    "block-90012",
    "gp-900111",
    "gp-900112",
    "gp-900121",
    "gp-900122",
    "state-99",
];

/// Rows of a few weeks around both restarts, at every level, some of them delivered again with other values.
fn rows() -> impl Strategy<Value = Vec<Vec<Row>>> {
    let row = (0..PLACES.len(), 0..150_i32, 0..1_000_i64, any::<bool>());
    let row = row.prop_map(|(place, day, value, women)| Row {
        place: PLACES[place],
        date: first_day().checked_add(jiff::Span::new().days(day)).unwrap(),
        persondays: Some(value),
        women: women.then_some(value / 2),
        job_cards: Some(value * 3),
        works: (value % 5 != 0).then_some(value % 90),
    });
    proptest::collection::vec(proptest::collection::vec(row, 1..24), 1..5)
}

fn first_day() -> Date {
    date(2026, 3, 10)
}

fn day() -> impl Strategy<Value = Date> {
    (0..170_i32).prop_map(|days| first_day().checked_add(jiff::Span::new().days(days)).unwrap())
}

fn queries() -> impl Strategy<Value = Query> {
    let by = prop_oneof![
        Just(vec![]),
        Just(vec![Dimension::Place(PlaceLevel::Gp)]),
        Just(vec![Dimension::Place(PlaceLevel::Block)]),
        Just(vec![Dimension::Time(Grain::Month)]),
        Just(vec![
            Dimension::Place(PlaceLevel::Block),
            Dimension::Time(Grain::Week)
        ]),
        Just(vec![
            Dimension::Time(Grain::Month),
            Dimension::Place(PlaceLevel::Gp)
        ]),
    ];
    (by, day(), proptest::option::of(0..60_i32), 0..PLACES.len()).prop_map(|(by, end, back, within)| {
        let within = if by.is_empty() {
            PLACES[within]
        } else {
            "district-9001"
        };
        Query {
            by,
            as_on: Some(end),
            from: back.map(|back| end.checked_sub(jiff::Span::new().days(back)).unwrap()),
            ..Query::of(
                "mgnrega",
                within.parse().unwrap(),
                &[
                    "persondays",
                    "persondays_women",
                    "women_percent",
                    "job_cards",
                    "works_ongoing",
                ],
                figures::Reader::operator(),
            )
        }
    })
}

/// A few in every run, many in a soak.
fn cases() -> u32 {
    if std::env::var_os("JELA_SOAK").is_some() {
        2_000
    } else {
        48
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_query_gives_the_same_from_rollups_from_facts_and_from_rows_read_one_by_one(batches in rows(), queries in proptest::collection::vec(queries(), 6)) {
        let world = World::of(&batches);
        let oracle = Oracle::of(&batches, &world.catalog);
        for query in queries {
            let from_rollups = world.engine.figures(&query).unwrap();
            prop_assert_eq!(&from_rollups, &world.engine.figures_from_facts(&query).unwrap());
            compare(&oracle, &query, &from_rollups)?;
            for rows_at_once in [1, 3, 1_000] {
                let runs = runs(&world, &query, rows_at_once);
                prop_assert!(runs.iter().all(|run| run.columns == from_rollups.columns && run.by == from_rollups.by));
                let rows: Vec<_> = runs.into_iter().flat_map(|run| run.rows).collect();
                prop_assert_eq!(&rows, &from_rollups.rows, "in runs of {}", rows_at_once);
            }
        }
    }
}

/// The answer in runs of a few rows, as long answers are written.
fn runs(world: &World, query: &Query, rows_at_once: usize) -> Vec<Figures> {
    let mut runs = Vec::new();
    let each = |run| {
        runs.push(run);
        Ok::<(), analytics::AnalyticsError>(())
    };
    world.engine.figures_in_runs(query, rows_at_once, each).unwrap();
    runs
}

fn compare(oracle: &Oracle<'_>, query: &Query, figures: &Figures) -> Result<(), TestCaseError> {
    for row in &figures.rows {
        let place = row.place().map_or(&query.within, |(code, _)| code);
        let end = query.as_on.unwrap();
        let span = row.period().map(|period| {
            let from = query.from.unwrap_or(if end.month() >= 4 {
                date(end.year(), 4, 1)
            } else {
                date(end.year() - 1, 4, 1)
            });
            (period.from.max(from), period.to.min(end))
        });
        let span = span.or(query.from.map(|from| (from, end)));
        for (column, cell) in figures.columns.iter().zip(&row.cells) {
            let expected = oracle.value(&column.id, place, span, end);
            let found = found(cell);
            prop_assert!(
                same(expected, found),
                "{} of {place} over {span:?} to {end}: rows say {expected:?}, figures {found:?} ({cell:?})",
                column.id
            );
        }
    }
    Ok(())
}

fn found(cell: &Cell) -> Option<f64> {
    cell.value.filter(|_| cell.state == State::Value)
}

fn same(expected: Option<f64>, found: Option<f64>) -> bool {
    match (expected, found) {
        (Some(expected), Some(found)) => (expected - found).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    }
}
