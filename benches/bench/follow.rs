//! Following a state's children through two years of registers.

use std::hint::black_box;

use analytics::follow::{Rules, spells};
use catalog::Catalog;
use catalog::programme::{Follow, Keeps};
use criterion::Criterion;
use polars::prelude::{Column, DataFrame, DataType, NamedFrom, Series};

const CHILDREN: i32 = 300_000;
const CHILDREN_OF_A_CENTRE: i32 = 40;
const MONTHS: i32 = 24;
/// January 2025, in months since year 0, and as the number of a day.
const FIRST_MONTH: i32 = 2025 * 12;
const FIRST_DAY: i32 = 20_089;

/// Times under care of 300,000 children over 24 months.
pub fn a_state_s_children(criterion: &mut Criterion) {
    let catalog = Catalog::load(None).expect("what is built in loads");
    let follow = follow(&catalog);
    let rules = Rules {
        recovery_visits: 2,
        default_months: 2,
        relapse_within_months: 6,
        ages_out_days: 1_827,
    };
    let lines = lines();
    let mut group = criterion.benchmark_group("follow");
    group.bench_function("300,000 children over 24 months", |bencher| {
        bencher.iter(|| black_box(spells(&lines, follow, &rules).expect("the columns are right")));
    });
    group.finish();
}

fn follow(catalog: &Catalog) -> &Follow {
    let mut datasets = catalog
        .programmes
        .iter()
        .flat_map(|programme| &programme.datasets);
    let found = datasets.find_map(|dataset| match &dataset.keeps {
        Keeps::Follow(follow) => Some(follow),
        _ => None,
    });
    found.expect("a built-in programme follows cases")
}

/// One child in twelve falls ill in a month of its own, and is well again four months later.
fn lines() -> DataFrame {
    let rows = || (0..CHILDREN).flat_map(|child| (0..MONTHS).map(move |month| (child, month)));
    let is_ill =
        |child: i32, month: i32| child % 12 == 0 && (child / 12 % 20..child / 12 % 20 + 3).contains(&month);
    let centre = |child: i32| format!("centre-{:06}", child / CHILDREN_OF_A_CENTRE);
    let text = |name: &str, values: Vec<String>| Column::from(Series::new(name.into(), values));
    let height = usize::try_from(CHILDREN * MONTHS).expect("it is positive");
    let days: Vec<i32> = rows()
        .map(|(child, month)| FIRST_DAY + month * 30 + child % 7)
        .collect();
    let days = Series::new("date".into(), days);
    let columns = vec![
        text("place", rows().map(|(child, _)| centre(child)).collect()),
        text("level", vec!["centre".to_owned(); height]),
        text("case", rows().map(|(child, _)| format!("{child:032x}")).collect()),
        Series::new(
            "period".into(),
            rows().map(|(_, month)| FIRST_MONTH + month).collect::<Vec<_>>(),
        )
        .into(),
        days.cast(&DataType::Date).expect("whole numbers are days").into(),
        text(
            "cls_acute",
            rows()
                .map(|(child, month)| if is_ill(child, month) { "SAM" } else { "ok" }.to_owned())
                .collect(),
        ),
        Series::new(
            "whz".into(),
            rows()
                .map(|(child, month)| if is_ill(child, month) { -320_i64 } else { -90 })
                .collect::<Vec<_>>(),
        )
        .into(),
        Series::new("oedema".into(), vec![false; height]).into(),
        Series::new("status".into(), vec![None::<&str>; height]).into(),
        Series::new(
            "age_days".into(),
            rows()
                .map(|(child, month)| i64::from(200 + child % 900 + month * 30))
                .collect::<Vec<_>>(),
        )
        .into(),
    ];
    DataFrame::new(height, columns).expect("all columns are of one height")
}
