//! Words that mean nothing end with 2 and are named; nothing is guessed.

use crate::command::{Office, jela, real, word};
use crate::demo::{data, query};

/// The demo answers none of it; the word at fault stands in the message.
#[track_caller]
fn refused(words: &str, named: &str) {
    let ran = jela(data(), &words.split_whitespace().collect::<Vec<_>>()).ends_with(2);
    assert!(ran.err.contains(named), "{words}: {}", ran.err);
    assert!(ran.out.is_empty(), "{words}");
}

#[test]
fn unknown_words_of_a_question_are_named() {
    refused("query nrega --measure persondays", "nrega");
    refused("query mgnrega --measure person_days", "person_days");
    refused("query mgnrega --measure persondays --by village", "village");
    refused(
        "query mgnrega --measure persondays --within district-99999",
        "district-99999",
    );
    refused("query mgnrega --measure persondays --within Bankura", "Bankura");
    refused("query mgnrega --measure persondays --language fr", "fr");
    refused(
        "query mgnrega --measure persondays --compare yesterday",
        "yesterday",
    );
    refused("query mgnrega --measure persondays --reader nobody", "nobody");
    refused("query mgnrega --measure persondays --where block", "block");
    refused("query mgnrega --measure persondays --where colour=red", "colour");
    refused("query mgnrega --measure persondays --format docx", "docx");
    refused("query mgnrega --measure persondays,persondays", "persondays");
    refused(
        "query mgnrega --measure persondays --where block=block-2776 --where block=block-2774",
        "block-2774",
    );
}

#[test]
fn dates_and_spans_that_are_none_are_named() {
    refused(
        "query mgnrega --measure persondays --as-on 2026-13-40",
        "2026-13-40",
    );
    refused("query mgnrega --measure persondays --known-on soon", "soon");
    refused(
        "query mgnrega --measure persondays --as-on 9999-12-31",
        "9999-12-31",
    );
    refused(
        "query mgnrega --measure persondays --from 0001-01-01 --to 9999-12-31 --by month",
        "0001-01-01",
    );
    refused(
        "query mgnrega --measure persondays --from 2026-11-22 --to 2026-11-01",
        "2026-11-01",
    );
}

#[test]
fn a_dimension_outside_the_place_or_given_twice_is_named() {
    // The blocks of other districts lie in no registered subdivision.
    refused(
        "query mgnrega --measure persondays --by subdivision --within block-2723",
        "subdivision",
    );
    // A block's figures must not stand under its district's name.
    refused(
        "query mgnrega --measure persondays --by district --within block-2786",
        "district",
    );
    refused("query mgnrega --measure persondays --by block,block", "block");
    refused("query mgnrega --measure persondays --by month,week", "together");
}

#[test]
fn a_question_without_a_measure_and_a_command_that_there_is_not_are_refused() {
    refused("query mgnrega", "--measure");
    refused("fetch", "fetch");
    refused("", "Usage");
}

#[test]
fn unknown_reports_datasets_and_programmes_are_named() {
    let out = Office::new().path("report.pdf");
    let to = format!("--format pdf --out {}", out.display());
    refused(&format!("report weekly {to}"), "weekly");
    refused(
        &format!("report daily-employment --within block-1 {to}"),
        "block-1",
    );
    refused(&format!("report daily-employment --language ta {to}"), "ta");
    assert!(!out.exists());
    let file = real("11-");
    refused(&format!("ingest {file} --programme nrega"), "nrega");
    refused(
        &format!("ingest {file} --programme mgnrega --dataset progres"),
        "progres",
    );
}

#[test]
fn a_mistyped_key_of_the_settings_is_an_error() {
    let office = Office::new();
    office.file("data/jela.toml", b"hom = \"district-305\"\n");
    let ran = office
        .jela(&["query", "mgnrega", "--measure", "persondays"])
        .ends_with(2);
    assert!(
        ran.err.contains("jela.toml") && ran.err.contains("hom"),
        "{}",
        ran.err
    );
}

#[test]
fn a_home_that_is_no_place_is_an_error() {
    let office = Office::new();
    office.file("data/jela.toml", b"home = \"district-0\"\n");
    let ran = office
        .jela(&["query", "mgnrega", "--measure", "persondays"])
        .ends_with(2);
    assert!(ran.err.contains("district-0"), "{}", ran.err);
}

#[test]
fn the_home_of_the_settings_is_what_a_question_is_about_unless_told() {
    let office = Office::new();
    office.file("data/jela.toml", b"home = \"block-2786\"\n");
    let ran = office
        .jela(&["query", "mgnrega", "--measure", "persondays", "--format", "json"])
        .ends_with(0);
    assert_eq!(ran.lines()[0]["place"], "block-2786");
}

#[test]
fn help_and_version_are_no_faults() {
    for words in [&["--help"][..], &["--version"], &["query", "--help"]] {
        assert!(!Office::new().jela(words).ends_with(0).out.is_empty());
    }
}

#[test]
fn the_data_directory_may_be_named_after_the_subcommand() {
    let office = Office::new();
    let elsewhere = office.path("elsewhere");
    let elsewhere = elsewhere.to_str().unwrap();
    office
        .jela(&["ingest", &real("11-"), "--data", elsewhere])
        .ends_with(0);
    assert!(!office.data().exists());
    assert_eq!(
        office
            .jela(&["batches", "--json", "--data", elsewhere])
            .ends_with(0)
            .lines()
            .len(),
        1
    );
}

#[test]
fn a_sample_that_can_not_be_made_is_refused() {
    let office = Office::new();
    let out = office.path("sample");
    let out = out.to_str().unwrap();
    for words in [
        &["--scale", "much"][..],
        &["--scale", "0"],
        &["--until", "1999-01-01"],
        &["--until", "later"],
    ] {
        office
            .jela(&[&["sample", "--out", out], words].concat())
            .ends_with(2);
    }
}

#[test]
fn the_answer_goes_to_a_file_where_one_is_named() {
    let office = Office::new();
    let out = office.path("figures.csv");
    let words = "--measure persondays --by block --format csv";
    let printed = query(words).ends_with(0).out;
    let ran = query(&format!("{words} --out {}", out.display())).ends_with(0);
    assert!(ran.out.is_empty());
    assert_eq!(std::fs::read(out).unwrap(), printed);
}

#[test]
fn a_report_that_is_too_large_is_refused_with_what_would_fit() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    office.file("data/jela.toml", b"[limits]\ndocument_rows = 16\n");
    for format in ["pdf", "xlsx"] {
        let out = word(&office.path("report"));
        let words = ["report", "daily-employment", "--format", format, "--out", &out];
        let refused = office.jela(&words).ends_with(5);
        assert!(
            refused.err.contains("at most 16 fit") && refused.err.contains("a place inside Bankura"),
            "{}",
            refused.err
        );
        assert!(!office.path("report").exists());
        let words = [
            "report",
            "daily-employment",
            "--within",
            "gp-108289",
            "--format",
            format,
            "--out",
            &out,
        ];
        office.jela(&words).ends_with(0);
        std::fs::remove_file(office.path("report")).unwrap();
    }
}
