//! Files that can't be read, rows that can't be counted, and a disk that gives no room.

use std::fs;

use crate::command::{Office, real};
use crate::demo::sample_file;
use crate::table::Table;

/// Ends with 4, names the file in one message, and takes nothing in.
fn is_unreadable(name: &str, bytes: &[u8]) {
    let office = Office::new();
    let file = office.file(name, bytes);
    let lines = office.jela(&["ingest", "--json", &file]).ends_with(4).lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let line = &lines[0];
    assert_eq!(
        (line["status"].as_str(), line["file"].as_str()),
        (Some("unreadable"), Some(name)),
        "{line}"
    );
    assert!(line["sheet"].is_null() && line["rows_read"] == 0, "{line}");
    assert!(line["message"].as_str().unwrap().starts_with(name), "{line}");
}

#[test]
fn a_workbook_cut_off_halfway_is_unreadable() {
    let whole = fs::read(real("06-")).unwrap();
    is_unreadable("cut.xlsx", &whole[..whole.len() / 2]);
}

#[test]
fn a_pdf_that_calls_itself_a_workbook_is_unreadable() {
    is_unreadable(
        "report.xls",
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
    );
}

#[test]
fn an_empty_file_is_not_taken_in() {
    let office = Office::new();
    let file = office.file("empty.xlsx", b"");
    let ran = office.jela(&["ingest", &file]).ends_with(4);
    assert!(ran.err.contains("empty.xlsx"), "{}", ran.err);
}

#[test]
fn random_bytes_and_broken_markup_are_never_a_fault() {
    let office = Office::new();
    let noise: Vec<u8> = (0_u32..4096)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let real_page = fs::read(real("19-")).unwrap();
    let files = [
        office.file("noise.xlsb", &noise),
        office.file("noise.csv", &noise),
        office.file("half a page.xls", &real_page[..real_page.len() / 3]),
        office.file("nested.xls", "<table><tr><td>".repeat(3000).as_bytes()),
        office.file("zip.ods", b"PK\x03\x04 and nothing more"),
    ];
    for file in &files {
        let ran = office.jela(&["check", file]);
        assert!(matches!(ran.code, Some(3 | 4)), "{file}: {}", ran.text());
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let office = Office::new();
    let ran = office.jela(&["ingest", "no such file.xlsx"]).ends_with(4);
    assert!(ran.err.contains("no such file.xlsx"), "{}", ran.err);
    let lines = office
        .jela(&["ingest", "--json", "no such file.xlsx", &real("11-")])
        .ends_with(4)
        .lines();
    assert_eq!(lines[0]["status"].as_str(), Some("unreadable"));
    assert_eq!(
        lines[1]["status"].as_str(),
        Some("taken"),
        "the other file is taken in"
    );
}

#[test]
fn rows_that_break_a_rule_are_left_out_and_handed_back_as_a_workbook() {
    let office = Office::new();
    let lines = office
        .jela(&["ingest", "--json", &sample_file("faults/women-above-total.xlsx")])
        .ends_with(3)
        .lines();
    assert_eq!(
        (lines[0]["status"].as_str(), lines[0]["rows_rejected"].as_u64()),
        (Some("taken"), Some(1))
    );
    let findings = lines[0]["findings_file"].as_str().unwrap();
    assert!(fs::metadata(findings).unwrap().len() > 0, "{findings}");
}

#[test]
fn every_faulty_file_of_the_sample_is_accounted_for_row_by_row() {
    let office = Office::new();
    let lines = office
        .jela(&["ingest", "--json", &sample_file("faults")])
        .ends_with(4)
        .lines();
    for line in &lines {
        let [read, accepted, rejected] =
            ["rows_read", "rows_accepted", "rows_rejected"].map(|f| line[f].as_u64().unwrap());
        assert_eq!(accepted + rejected, read, "{line}");
    }
    let status = |file: &str| {
        lines
            .iter()
            .find(|line| line["file"] == file)
            .map(|line| line["status"].clone())
            .unwrap()
    };
    assert_eq!(status("truncated.xlsx"), "unreadable");
    assert_eq!(status("pdf.xls"), "unreadable");
    assert_eq!(status("no-date.xls"), "needs_date");
    assert_eq!(status("unknown-block.xls"), "rejected");
    for good in [
        "windows-1252.csv",
        "spreadsheetml.xls",
        "bengali.xlsx",
        "row-twice.xlsx",
        "wrong-year.xlsx",
    ] {
        assert_eq!(status(good), "taken", "{good}");
    }
}

#[test]
fn of_many_files_the_readable_ones_are_taken_in_and_the_worst_one_decides_the_end() {
    let office = Office::new();
    let broken = office.file("broken.xlsx", b"PK\x03\x04");
    let lines = office
        .jela(&["ingest", "--json", &broken, &real("14-"), &real("11-")])
        .ends_with(4)
        .lines();
    let statuses: Vec<&str> = lines
        .iter()
        .map(|line| line["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["unreadable", "rejected", "taken"]);
    let words = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--as-on",
        "2019-03-31",
        "--format",
        "csv",
    ];
    assert_eq!(Table::of(office.jela(&words)).only("persondays"), "15605343");
}

#[test]
fn a_lake_that_can_not_be_written_is_a_fault_told_in_a_sentence() {
    let office = Office::new();
    office.file("data/lake", b"a file where the folder of the lake belongs");
    let ran = office.jela(&["ingest", &real("11-")]).ends_with(1);
    assert!(
        ran.err.contains("lake") && ran.err.lines().count() == 1,
        "{}",
        ran.err
    );
}

#[test]
fn a_list_of_places_with_a_fault_is_named_with_its_line() {
    let office = Office::new().with_places("block-9999,Nowhere,district-99999,\n");
    let ran = office.jela(&["check", &real("11-")]).ends_with(2);
    assert!(
        ran.err.contains("added.csv") && ran.err.contains("district-99999"),
        "{}",
        ran.err
    );
}
