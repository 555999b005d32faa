//! The grievances of a state: questions over 1.13 million of them, and one sum straight from Parquet beside DuckDB's.

use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;

use analytics::Engine;
use criterion::Criterion;
use figures::{Compare, Query, Reader};
use jiff::civil::{Date, date};
use polars::prelude::*;

use crate::office::{Office, Sample, bankura};

/// The day for which everything is asked.
const DAY: Date = date(2026, 11, 22);
const STATE: &str = "state-19";

/// An overview, leagues, the whole audit, and five conditional counts from Parquet.
pub fn of_a_state(criterion: &mut Criterion) {
    let office = Office::with_sample(&Sample::of_the_state());
    // Lists of offices make places, which a catalog reads when it is loaded.
    let office = office.reloaded();
    let engine = office.engine();
    let mut group = criterion.benchmark_group("a state's grievances");
    for (name, query) in questions() {
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(engine.figures(&query).expect("the question is right")));
        });
    }
    group.bench_function("the audit of a state, from facts", |bencher| {
        bencher.iter(|| black_box(audit(&office, &engine, STATE)));
    });
    group.bench_function("the audit of a district, from facts", |bencher| {
        bencher.iter(|| black_box(audit(&office, &engine, bankura().as_str())));
    });
    let files = stays(&office);
    group.bench_function(
        "five counts by district and department, from Parquet",
        |bencher| {
            bencher.iter(|| black_box(five_counts(&files)));
        },
    );
    group.finish();
    duckdb(&files);
}

fn questions() -> Vec<(&'static str, Query)> {
    let asked = |measures: &[&str], by: &[&str]| {
        let within = STATE.parse().expect("it is a place code");
        let mut query = Query::of("grievance", within, measures, Reader::operator());
        query.by = by
            .iter()
            .map(|by| by.parse().expect("it is a dimension"))
            .collect();
        query.as_on = Some(DAY);
        query
    };
    let tiles = [
        "pending",
        "received",
        "disposal_percent",
        "within_limit_percent",
        "rating_mean",
    ];
    let league = ["within_limit_percent", "disposed", "mean_days", "pending"];
    let mut overview = asked(&tiles, &[]);
    overview.compare = Some(Compare::LastYear);
    vec![
        ("overview, against last year", overview),
        ("league of departments", asked(&league, &["department"])),
        ("league of offices", asked(&league, &["office"])),
        (
            "pendency of offices by days waited",
            asked(&["pending"], &["office", "age_bucket"]),
        ),
    ]
}

/// Everything that the audit asks, from facts.
fn audit(office: &Office, engine: &Engine, place: &str) -> reports::ReportContent {
    let place = place.parse().expect("it is a place code");
    let mut request = reports::Request::of(&office.catalog, "grievance-audit", &place, Reader::operator())
        .expect("a built-in programme declares the report");
    request.as_on = Some(DAY);
    reports::run(&request, |query| engine.figures_from_facts(query)).expect("its questions are right")
}

/// The files of stays that count now.
fn stays(office: &Office) -> Vec<PathBuf> {
    let lake = office.lake();
    let manifest = lake.manifest().expect("the lake can be read");
    let tables = manifest.tables.iter();
    let cases = tables.filter(|(table, _)| table.to_string().contains("cases"));
    let partitions = cases.flat_map(|(_, table)| table.partitions.values());
    partitions
        .filter_map(|partition| partition.rollups.get("lines"))
        .map(|file| lake.facts_path(file))
        .collect()
}

/// By district and department: received, disposed, disposed within the limit, pending and overdue since 8 June 2023.
#[expect(
    clippy::disallowed_methods,
    reason = "what the engine of sums takes is measured here; no figure is made of it"
)]
fn five_counts(files: &[PathBuf]) -> DataFrame {
    let (first, last) = (number(date(2023, 6, 8)), number(DAY));
    let inside = |day: &str| col(day).gt_eq(lit(first)).and(col(day).lt_eq(lit(last)));
    let disposed = || col("stay_ended").eq(lit(0)).and(inside("stay_end"));
    let pending = || {
        let lasts = col("stay_end").is_null().or(col("stay_end").gt(lit(last)));
        col("stay_begin").lt_eq(lit(last)).and(lasts)
    };
    let scans = files.iter().map(|file| {
        let path = PlRefPath::try_from_path(file).expect("the path is plain");
        LazyFrame::scan_parquet(path, ScanArgsParquet::default()).expect("the file is there")
    });
    concat(scans.collect::<Vec<_>>(), UnionArgs::default())
        .expect("the files have the same columns")
        .group_by([col("reporter"), col("code_of_department")])
        .agg([
            col("stay_began")
                .eq(lit(0))
                .and(inside("stay_begin"))
                .sum()
                .alias("received"),
            disposed().sum().alias("disposed"),
            disposed()
                .and(col("stay_end").lt_eq(col("matter_due")))
                .sum()
                .alias("in_time"),
            pending().sum().alias("pending"),
            pending()
                .and(col("matter_due").lt(lit(last)))
                .sum()
                .alias("overdue"),
        ])
        .collect()
        .expect("the columns are right")
}

fn number(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// The same counts by DuckDB, with as many threads, printed as criterion prints the others.
#[expect(clippy::print_stdout, reason = "criterion prints the others there too")]
fn duckdb(files: &[PathBuf]) {
    let Some(python) = std::env::var_os("JELA_PYTHON") else {
        println!("DuckDB is not measured: JELA_PYTHON names no Python that has it; `make bench` sets it up");
        return;
    };
    let files: Vec<String> = files.iter().map(|file| format!("'{}'", file.display())).collect();
    let (first, last) = (number(date(2023, 6, 8)), number(DAY));
    let sql = format!(
        "SELECT reporter, code_of_department, \
         count(*) FILTER (stay_began = 0 AND stay_begin BETWEEN {first} AND {last}), \
         count(*) FILTER (stay_ended = 0 AND stay_end BETWEEN {first} AND {last}), \
         count(*) FILTER (stay_ended = 0 AND stay_end BETWEEN {first} AND {last} AND stay_end <= matter_due), \
         count(*) FILTER (stay_begin <= {last} AND (stay_end IS NULL OR stay_end > {last})), \
         count(*) FILTER (stay_begin <= {last} AND (stay_end IS NULL OR stay_end > {last}) AND matter_due < {last}) \
         FROM read_parquet([{}]) GROUP BY ALL",
        files.join(", ")
    );
    let script = format!(
        "import duckdb, statistics, time\n\
         base = duckdb.connect()\n\
         def once():\n    began = time.perf_counter_ns(); base.sql(\"\"\"{sql}\"\"\").fetchall(); return time.perf_counter_ns() - began\n\
         times = [once() for _ in range(20)][5:]\n\
         print(int(statistics.median(times)), max(times) - min(times))"
    );
    let output = Command::new(python)
        .args(["-c", &script])
        .output()
        .expect("Python runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut numbers = printed.split_whitespace();
    match (numbers.next(), numbers.next()) {
        (Some(median), Some(spread)) => println!(
            "test a state's grievances/the same five counts, by DuckDB ... bench: {median} ns/iter (+/- {spread})"
        ),
        _ => println!(
            "DuckDB is not measured: {}",
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}
