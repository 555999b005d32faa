//! The figures of Bankura that are known from elsewhere come out as they went in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::command::{jela, real};
use crate::table::Table;

/// A data directory with file 06 as on the end of 2024 and file 11, where cargo cleans up.
fn data() -> &'static Path {
    static DATA: OnceLock<PathBuf> = OnceLock::new();
    DATA.get_or_init(|| {
        let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("end-to-end-bankura");
        let _ = fs::remove_dir_all(&data); // of an earlier run
        jela(&data, &["ingest", &real("06-"), "--as-on", "2024-12-31"]).ends_with(3);
        jela(&data, &["ingest", &real("11-")]).ends_with(0);
        data
    })
}

fn asked(words: &[&str]) -> Table {
    let start = ["query", "mgnrega", "--within", "district-305", "--format", "csv"];
    Table::of(jela(data(), &[&start, words].concat()))
}

#[test]
fn at_a_glance_gives_the_figures_of_the_reality_check() {
    const EXPECTED: [(&str, &str); 10] = [
        ("job_cards", "688826"),
        ("job_cards_active", "514439"),
        ("workers", "1543810"),
        ("workers_active", "1234957"),
        ("persondays", "1389"),
        ("households_provided", "86"),
        ("average_days", "16.151162790697676"),
        ("works_taken_up", "30682"),
        ("works_completed", "669"),
        ("expenditure", "46172150"),
    ];
    let measures = EXPECTED.map(|(measure, _)| measure).join(",");
    let table = asked(&["--measure", &measures, "--as-on", "2024-12-31"]);
    for (measure, value) in EXPECTED {
        assert_eq!(table.only(measure), value, "{measure}");
        assert_eq!(table.only(&format!("{measure}_state")), "value", "{measure}");
    }
}

#[test]
fn a_budget_of_nothing_while_work_is_suspended_is_no_zero() {
    let table = asked(&[
        "--measure",
        "labour_budget,labour_budget_percent",
        "--as-on",
        "2024-12-31",
    ]);
    assert_eq!(
        (table.only("labour_budget"), table.only("labour_budget_state")),
        ("", "suspended")
    );
    assert_eq!(
        table.only("labour_budget_percent"),
        "",
        "nothing is divided by a suspended budget"
    );
    assert_ne!(table.only("labour_budget_percent_state"), "value");
}

#[test]
fn a_number_reported_while_work_is_suspended_is_marked_so() {
    let words = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--as-on",
        "2024-12-31",
        "--format",
        "json",
    ];
    let ran = jela(data(), &words).ends_with(0);
    let cell = &ran.lines()[0]["rows"][0]["persondays"];
    assert_eq!(
        (cell["value"].as_i64(), cell["while_suspended"].as_bool()),
        (Some(1389), Some(true)),
        "{cell}"
    );
}

#[test]
fn persondays_of_the_blocks_are_those_of_the_list_of_statistics() {
    let table = asked(&[
        "--measure",
        "persondays",
        "--by",
        "block",
        "--as-on",
        "2019-03-31",
    ]);
    let mut expected: Vec<f64> = Table::read(&fs::read(real("11-")).unwrap())
        .rows
        .iter()
        .filter(|row| row[3].starts_with("BANKURA"))
        .map(|row| row[15].parse().unwrap())
        .collect();
    let mut found: Vec<f64> = table.numbers("persondays").into_iter().flatten().collect();
    expected.sort_by(f64::total_cmp);
    found.sort_by(f64::total_cmp);
    assert_eq!((found.len(), table.sum("persondays")), (22, 15_605_343.0));
    assert_eq!(found, expected);
    let onda = table
        .column("block")
        .iter()
        .position(|name| *name == "Onda")
        .unwrap();
    assert_eq!(table.column("persondays")[onda], "896070");
}

#[test]
fn the_year_of_the_list_of_statistics_is_the_sum_of_its_blocks() {
    let by_year = asked(&["--measure", "persondays", "--by", "fy", "--as-on", "2019-03-31"]);
    assert_eq!(
        (by_year.only("fy"), by_year.only("persondays")),
        ("2018-19", "15605343")
    );
    let position = asked(&["--measure", "persondays", "--as-on", "2019-03-31"]);
    assert_eq!(position.only("persondays"), "15605343");
}

#[test]
fn each_block_has_its_row_and_says_why_it_has_no_number() {
    for (day, why) in [("2024-12-31", "suspended"), ("2019-03-31", "not_reported")] {
        let table = asked(&["--measure", "workers", "--by", "block", "--as-on", day]);
        assert_eq!(
            table.column("workers_state"),
            [why; 22],
            "only the district has reported workers"
        );
        assert_eq!(table.column("workers"), [""; 22]);
    }
}

#[test]
fn a_day_before_anything_was_reported_is_no_error_and_no_zero() {
    let table = asked(&["--measure", "persondays", "--as-on", "2015-03-31"]);
    assert_eq!(
        (table.only("persondays"), table.only("persondays_state")),
        ("", "not_reported")
    );
}
