//! A district's figures from 1.2 million rows.

use std::hint::black_box;

use catalog::{Grain, PlaceLevel};
use criterion::Criterion;
use figures::{Dimension, Query, Reader};

use crate::office::bankura;
use crate::years;

/// The same questions from rollups, which hold their sums, and from facts.
pub fn district_queries(criterion: &mut Criterion) {
    let office = years::of_daily_returns();
    let engine = office.engine();
    let questions = [
        ("the district", vec![]),
        ("its blocks", vec![Dimension::Place(PlaceLevel::Block)]),
        ("its months", vec![Dimension::Time(Grain::Month)]),
    ];
    let mut group = criterion.benchmark_group("1.2 million rows");
    for (name, by) in questions {
        let query = Query {
            by,
            as_on: Some(years::LAST_DAY),
            ..Query::of(
                "mgnrega",
                bankura(),
                &["persondays", "women_percent"],
                Reader::operator(),
            )
        };
        let answers = [&engine.figures(&query), &engine.figures_from_facts(&query)]
            .map(|answer| answer.as_ref().expect("the query is well formed").rows.clone());
        assert_eq!(
            answers[0], answers[1],
            "from rollups and from facts the answer is the same"
        );
        group.bench_function(format!("{name}, from rollups"), |bencher| {
            bencher.iter(|| black_box(engine.figures(&query)))
        });
        group.bench_function(format!("{name}, from facts"), |bencher| {
            bencher.iter(|| black_box(engine.figures_from_facts(&query)))
        });
    }
    group.finish();
}
