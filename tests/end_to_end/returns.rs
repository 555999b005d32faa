//! Who has reported in time, who late, and who not: the same by command, on the page, and in its files.

use crate::agreement::text_of_pdf;
use crate::command::{Office, jela};
use crate::demo::data;
use crate::server::get;
use crate::table::Table;

const DAY: &str = "2026-11-22";

#[track_caller]
fn returns(words: &str) -> Vec<u8> {
    let all = ["returns", "mgnrega", "--as-on", DAY, "--format", "csv"];
    let all: Vec<&str> = all.into_iter().chain(words.split_whitespace()).collect();
    jela(data(), &all).ends_with(0).out
}

#[test]
fn the_command_and_the_twin_of_the_page_give_the_same_bytes() {
    let page = get(&format!("/mgnrega/district-305/returns.csv?as_on={DAY}")).is(200);
    assert_eq!(returns(""), page.body);
    let of_month = get(&format!(
        "/mgnrega/district-305/returns.csv?as_on={DAY}&dataset=payments"
    ))
    .is(200);
    assert_eq!(returns("--dataset payments"), of_month.body);
    let json = jela(
        data(),
        &["returns", "mgnrega", "--as-on", DAY, "--format", "json"],
    )
    .ends_with(0);
    let page = get(&format!("/mgnrega/district-305/returns.json?as_on={DAY}")).is(200);
    assert_eq!(json.out, page.body);
}

#[test]
fn counts_and_lists_agree_and_the_demo_has_some_of_each_kind() {
    let each = Table::read(&returns(""));
    let counts = Table::read(&returns("--by block"));
    let whole = |name: &str| -> f64 {
        let rows = counts.column("part_code").into_iter().zip(counts.numbers(name));
        rows.filter(|(code, _)| *code == "district-305")
            .filter_map(|(_, number)| number)
            .sum()
    };
    for state in ["in_time", "late", "overdue", "awaited"] {
        let listed = each
            .column("state")
            .iter()
            .filter(|found| **found == state)
            .count();
        assert_eq!(whole(state), listed as f64, "{state}");
    }
    for state in ["in_time", "late", "overdue"] {
        assert!(whole(state) > 0.0, "{state}");
    }
    let silent = Table::read(&returns("--silent"));
    assert!(silent.numbers("missed").is_sorted_by(|one, next| one >= next));
}

#[test]
fn what_was_known_earlier_had_fewer_returns() {
    let received = |known_on: &str| {
        let counts = Table::read(&returns(&format!("--by block --known-on {known_on}")));
        counts.sum("received")
    };
    assert!(received("2026-11-18") < received("2026-11-21"));
}

#[test]
fn the_report_prints_as_a_document_and_a_workbook() {
    let office = Office::new();
    for format in ["pdf", "xlsx"] {
        let out = office.path(&format!("returns.{format}"));
        let out = out.to_str().unwrap();
        let words = [
            "report", "returns", "--as-on", DAY, "--format", format, "--out", out,
        ];
        jela(data(), &words).ends_with(0);
    }
    let text = text_of_pdf(&office.path("returns.pdf"));
    for words in [
        "have reported",
        "returns received, of those owed",
        "not reporting",
        "Sarenga",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for report in [
        "pushti-returns",
        "grievance-returns",
        "e-prison-returns",
        "duare-sarkar-returns",
    ] {
        let out = office.path(&format!("{report}.pdf"));
        jela(
            data(),
            &[
                "report",
                report,
                "--format",
                "pdf",
                "--out",
                out.to_str().unwrap(),
            ],
        )
        .ends_with(0);
        assert!(
            text_of_pdf(&out).contains("returns received, of those owed"),
            "{report}"
        );
    }
}

#[test]
fn returns_that_nobody_owes_are_named_with_those_that_are_owed() {
    for (words, named) in [
        (
            ["returns", "mgnrega", "--dataset", "progres"],
            "progress, days-worked",
        ),
        (["returns", "nrega", "--dataset", "progress"], "nrega"),
        (["returns", "mgnrega", "--by", "village"], "village"),
        (["returns", "mgnrega", "--by", "state"], "state"),
        (["returns", "mgnrega", "--known-on", "soon"], "soon"),
    ] {
        let ran = jela(data(), &words).ends_with(2);
        assert!(ran.err.contains(named), "{words:?}: {}", ran.err);
    }
}
