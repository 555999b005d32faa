//! Scores of children from file to file, as WHO's software gives them; what a file can't say is named.

use std::path::Path;

use crate::command::{Office, Ran};

/// What scoring reads of the test children; the columns behind are what it should give.
const INPUT_COLUMNS: usize = 10;
const OLDER_INPUT_COLUMNS: usize = 6;

fn data(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("analytics/tests/growth/data");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The first columns of each line; test children have no commas in cells.
fn first_columns(text: &str, count: usize) -> String {
    let cut = |line: &str| line.split(',').take(count).collect::<Vec<_>>().join(",") + "\n";
    text.lines().map(cut).collect()
}

/// Scores a file of that text; tells how the command ended and what it wrote.
fn scored(office: &Office, text: &str, words: &[&str]) -> (Ran, Option<String>) {
    let input = office.file("children.csv", text.as_bytes());
    let out = office.path("scored.csv");
    let mut all = vec!["growth", &input, "--out", out.to_str().unwrap()];
    all.extend(words);
    let ran = office.jela(&all);
    (ran, std::fs::read_to_string(out).ok())
}

fn scores_of(text: &str, words: &[&str], code: i32) -> (String, String) {
    let (ran, written) = scored(&Office::new(), text, words);
    (ran.ends_with(code).err, written.unwrap())
}

/// One column of a written file.
fn column<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let at = lines
        .next()
        .unwrap()
        .iter()
        .position(|column| *column == name)
        .unwrap();
    lines.map(|cells| cells[at]).collect()
}

#[test]
fn the_test_children_are_scored_as_by_whos_software_to_the_letter() {
    let expected = data("vectors.csv");
    let (said, written) = scores_of(&first_columns(&expected, INPUT_COLUMNS), &[], 0);
    assert_eq!(written, expected);
    assert_eq!(said, "");
}

#[test]
fn children_of_five_years_are_scored_by_the_reference_of_2007() {
    let expected = data("vectors_60_72m.csv");
    let input = first_columns(&expected, OLDER_INPUT_COLUMNS);
    let (_, written) = scores_of(&input, &["--age-months"], 0);
    assert_eq!(written, expected);
    let (said, written) = scores_of(&input, &[], 0);
    assert_eq!(written, expected);
    assert!(said.contains("2007"), "{said}");
}

#[test]
fn what_was_scored_before_is_scored_again_in_place() {
    let expected = data("vectors.csv");
    let (said, written) = scores_of(&expected, &[], 0);
    assert_eq!(written, expected);
    assert!(said.contains("zlen"), "{said}");
}

#[test]
fn a_measurement_that_no_child_has_is_named_and_counts_as_missing() {
    let text = "id,village,sex,age_days,weight_kg,lenhei_cm,oedema\n\
                A1,\"Khatra, east\",m,400,0,75.0,n\n\
                A2,Onda,F,-3,8.1,75.0,n\n\
                A3,Onda,x,400,8.1,seventy,maybe\n\
                A4,Onda,1,400,8.1,75.0,\n";
    let (said, written) = scores_of(text, &[], 3);
    for named in [
        "row 1, line 2, id A1: weight_kg `0`",
        "row 2, line 3, id A2: age_days `-3`",
        "id A3: sex `x`",
        "id A3: lenhei_cm `seventy`",
        "id A3: oedema `maybe`",
    ] {
        assert!(said.contains(named), "{named}: {said}");
    }
    assert!(!said.contains("A4"), "{said}");
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(
        lines[1].starts_with("A1,\"Khatra, east\",m,400,0,75.0,n,75,"),
        "{}",
        lines[1]
    );
    assert_eq!(column(&written, "zwfl")[1..], ["-1.38", "", "-1.98"]);
}

#[test]
fn a_row_that_is_too_short_or_too_long_is_named_and_written() {
    let text = "id,sex,age_days,weight_kg\nA1,1,365\nA2,1,365,7.0,9\nA3,1,365,7.0\n";
    let (said, written) = scores_of(text, &[], 3);
    assert!(said.contains("id A1: 3 cells where the header has 4"), "{said}");
    assert!(said.contains("id A2: 5 cells where the header has 4"), "{said}");
    assert_eq!(column(&written, "id"), ["A1", "A2", "A3"]);
    assert_eq!(column(&written, "zwei"), ["", "", "-2.90"]);
}

#[test]
fn a_file_with_a_header_alone_is_a_file_of_no_children() {
    let (said, written) = scores_of("sex,weight_kg\n", &[], 0);
    assert_eq!((written.lines().count(), said.as_str()), (1, ""));
}

#[test]
fn a_file_as_excel_saves_it_with_a_mark_and_other_line_ends_is_read() {
    let (_, written) = scores_of("\u{feff}Sex,Age_Days,Weight_kg\r\n1,365,7.0\r\n", &[], 0);
    assert_eq!(column(&written, "zwei"), ["-2.90"]);
}

#[test]
fn a_file_that_is_none_of_children_is_refused_and_nothing_written() {
    for (text, named) in [
        ("", "is empty"),
        ("name,village\nRani,Onda\n", "no column `sex`"),
        ("sex,age_days\n1,365\n", "weight_kg"),
        ("sex;age_days;weight_kg\n1;365;7\n", "other marks than commas"),
        ("PK\u{3}\u{4}\u{14}\u{0}", "workbook"),
        ("sex,age,weight_kg\n1,12,7\n", "age_unit"),
        ("sex,sex,weight_kg\n1,1,7\n", "two columns `sex`"),
        ("sex,age_days,height_cm\n1,365,75\n", "lenhei_cm"),
    ] {
        let (ran, written) = scored(&Office::new(), text, &[]);
        let said = ran.ends_with(4).err;
        assert!(said.contains(named), "{text}: {said}");
        assert_eq!(written, None, "{text}");
    }
}

#[test]
fn files_that_are_not_there_or_can_not_be_written_end_it() {
    let office = Office::new();
    let out = office.path("out.csv");
    let (out, missing) = (out.to_str().unwrap(), office.path("none.csv"));
    let ran = office
        .jela(&["growth", missing.to_str().unwrap(), "--out", out])
        .ends_with(4);
    assert!(ran.err.contains("none.csv"), "{}", ran.err);
    let input = office.file("children.csv", b"sex,weight_kg\n1,7\n");
    let folder = office.path("nowhere/out.csv");
    office
        .jela(&["growth", &input, "--out", folder.to_str().unwrap()])
        .ends_with(2);
    let same = office.jela(&["growth", &input, "--out", &input]).ends_with(2);
    assert!(same.err.contains("another name"), "{}", same.err);
    assert_eq!(std::fs::read(&input).unwrap(), b"sex,weight_kg\n1,7\n");
    office.jela(&["growth", &input]).ends_with(2);
    office.jela(&["growth"]).ends_with(2);
}

/// Estimates of the test survey, or of another text.
fn estimated(office: &Office, text: &str, design: &str) -> (Ran, Option<String>) {
    let input = office.file("survey.csv", text.as_bytes());
    let out = office.path("estimated.csv");
    let ran = office.jela(&[
        "growth",
        "prevalence",
        &input,
        "--design",
        design,
        "--out",
        out.to_str().unwrap(),
    ]);
    (ran, std::fs::read_to_string(out).ok())
}

#[test]
fn a_survey_is_estimated_as_by_whos_software_by_every_design() {
    let expected = data("prevalence_expected.csv");
    for design in ["none", "cluster", "cluster_strata_sw", "sw"] {
        let (ran, written) = estimated(&Office::new(), &data("prevalence_input.csv"), design);
        let said = ran.ends_with(0).err;
        assert!(said.contains("older than 1826 days"), "{said}");
        let written = written.unwrap();
        assert_eq!(written.lines().next(), expected.lines().next());
        for line in expected
            .lines()
            .filter(|line| line.starts_with(&format!("{design},")))
        {
            let (key, value) = line.rsplit_once(',').unwrap();
            let found = written
                .lines()
                .find_map(|line| line.strip_prefix(&format!("{key},")))
                .unwrap();
            let (found, value): (f64, f64) = (found.parse().unwrap(), value.parse().unwrap());
            assert!(
                (found - value).abs() <= 1e-6 * value.abs().max(1.0),
                "{line}: {found}"
            );
        }
    }
}

#[test]
fn the_data_directory_may_be_named_anywhere_and_files_only_behind_the_last_word() {
    let office = Office::new();
    let input = office.file("survey.csv", b"sex,age_days,weight_kg\n1,365,7.0\n");
    let (data, out) = (office.path("data"), office.path("estimated.csv"));
    let (data, out) = (data.to_str().unwrap(), out.to_str().unwrap());
    let last = ["prevalence", &input, "--design", "none", "--out", out];
    office
        .jela(&[&["growth", "--data", data], &last[..]].concat())
        .ends_with(0);
    office
        .jela(&[&["growth"], &last[..], &["--data", data]].concat())
        .ends_with(0);
    let twice = office
        .jela(&[&["growth", &input], &last[..]].concat())
        .ends_with(2);
    assert!(twice.err.contains("prevalence"), "{}", twice.err);
}

#[test]
fn a_survey_without_the_columns_of_its_design_or_with_a_weight_below_zero_is_refused() {
    let text = "id,sex,age_days,weight_kg,sw\nB1,1,365,7.0,1\nB2,1,365,7.0,-1\n";
    let (ran, written) = estimated(&Office::new(), text, "cluster");
    assert!(ran.ends_with(4).err.contains("no column `cluster`"));
    assert_eq!(written, None);
    let (ran, _) = estimated(&Office::new(), text, "sw");
    let said = ran.ends_with(4).err;
    assert!(said.contains("row 2, line 3, id B2"), "{said}");
    estimated(&Office::new(), text, "none").0.ends_with(0);
    let (ran, _) = estimated(&Office::new(), text, "random");
    assert!(ran.ends_with(2).err.contains("random"));
}

#[test]
fn a_fifth_by_wealth_that_is_none_and_a_weight_of_zero_are_named() {
    let text = "id,sex,age_days,weight_kg,wealthq\nB1,1,365,7.0,rich\nB2,1,365,0,5\n";
    let (ran, written) = estimated(&Office::new(), text, "none");
    let said = ran.ends_with(3).err;
    assert!(
        said.contains("id B1: wealthq `rich`") && said.contains("id B2: weight_kg `0`"),
        "{said}"
    );
    assert!(
        written
            .unwrap()
            .contains("none,Wealth quintile: Q5: Richest,WAZ_unwpop,0")
    );
}
