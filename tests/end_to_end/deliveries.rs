//! Deliveries: taken in again, taken back, replaced, and looked up as they were known.

use serde_json::Value;

use crate::command::{Office, real};
use crate::table::Table;

const ONDA: &str = "block-2786";

/// Takes file 11 in; the id of its batch.
fn taken_in(office: &Office) -> String {
    ingest(office, &real("11-"))["batch"].as_str().unwrap().to_owned()
}

fn persondays(office: &Office, more: &[&str]) -> (String, String) {
    let start = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--as-on",
        "2019-03-31",
        "--format",
        "csv",
    ];
    let table = Table::of(office.jela(&[&start, more].concat()));
    (
        table.only("persondays").to_owned(),
        table.only("persondays_state").to_owned(),
    )
}

fn value(text: &str) -> (String, String) {
    (text.to_owned(), "value".to_owned())
}

fn not_reported() -> (String, String) {
    (String::new(), "not_reported".to_owned())
}

fn ingest(office: &Office, file: &str) -> Value {
    office
        .jela(&["ingest", "--json", file])
        .ends_with(0)
        .lines()
        .remove(0)
}

fn batches(office: &Office) -> Vec<Value> {
    office.jela(&["batches", "--json"]).ends_with(0).lines()
}

/// File 11 with another number for Onda.
fn corrected(office: &Office) -> String {
    let text = std::fs::read_to_string(real("11-")).unwrap();
    assert!(text.contains("896070.0"));
    office.file("corrected.csv", text.replace("896070.0", "896075.0").as_bytes())
}

#[test]
fn the_same_file_again_is_unchanged_and_adds_nothing() {
    let office = Office::new();
    let first = ingest(&office, &real("11-"));
    let again = ingest(&office, &real("11-"));
    assert_eq!(
        (first["status"].as_str(), again["status"].as_str()),
        (Some("taken"), Some("unchanged"))
    );
    assert_eq!(first["batch"], again["batch"]);
    assert_eq!(batches(&office).len(), 1);
    assert_eq!(persondays(&office, &[]), value("15605343"));
}

#[test]
fn a_copy_under_another_name_is_the_same_delivery() {
    let office = Office::new();
    ingest(&office, &real("11-"));
    let copy = office.file("sent again.csv", &std::fs::read(real("11-")).unwrap());
    assert_eq!(ingest(&office, &copy)["status"], "unchanged");
}

#[test]
fn a_batch_that_was_taken_back_no_longer_counts_until_it_is_taken_in_again() {
    let office = Office::new();
    let batch = taken_in(&office);
    office.jela(&["undo", &batch]).ends_with(0);
    assert_eq!(persondays(&office, &[]), not_reported());
    assert!(batches(&office)[0]["undone"].is_string());
    assert_eq!(ingest(&office, &real("11-"))["status"], "taken");
    assert_eq!(persondays(&office, &[]), value("15605343"));
}

#[test]
fn a_correction_counts_until_it_is_taken_back_and_the_past_stays_as_it_was_known() {
    let office = Office::new();
    ingest(&office, &real("11-"));
    let known = batches(&office)[0]["taken_in"].as_str().unwrap().to_owned();
    let correction = ingest(&office, &corrected(&office))["batch"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(persondays(&office, &[]), value("15605348"));
    assert_eq!(persondays(&office, &["--within", ONDA]), value("896075"));
    assert_eq!(persondays(&office, &["--known-on", &known]), value("15605343"));
    assert_eq!(persondays(&office, &["--known-on", "2019-12-31"]), not_reported());
    office.jela(&["undo", &correction]).ends_with(0);
    assert_eq!(persondays(&office, &[]), value("15605343"));
}

#[test]
fn what_a_correction_replaced_counts_as_newest_when_it_is_sent_again() {
    let office = Office::new();
    ingest(&office, &real("11-"));
    ingest(&office, &corrected(&office));
    assert_eq!(ingest(&office, &real("11-"))["status"], "taken");
    assert_eq!(persondays(&office, &[]), value("15605343"));
}

#[test]
fn a_batch_is_listed_and_shown_with_its_counts() {
    let office = Office::new();
    let told = ingest(&office, &real("11-"));
    let batch = told["batch"].as_str().unwrap();
    let listed = batches(&office).remove(0);
    for field in [
        "batch",
        "file",
        "sheet",
        "programme",
        "dataset",
        "as_on",
        "rows_read",
        "rows_accepted",
        "rows_rejected",
    ] {
        assert_eq!(listed[field], told[field], "{field}");
    }
    let shown = office.jela(&["batches", "show", batch]).ends_with(0);
    assert!(
        shown.text().contains(batch) && shown.text().contains("11-mgnrega-block-persondays"),
        "{}",
        shown.text()
    );
    let mut line = office
        .jela(&["batches", "show", batch, "--json"])
        .ends_with(0)
        .lines()
        .remove(0);
    let changes = line.as_object_mut().unwrap().remove("changes").unwrap();
    assert_eq!(changes["new"], told["rows_accepted"]);
    assert_eq!(line, listed);
}

#[test]
fn a_batch_that_there_is_not_can_be_neither_shown_nor_taken_back() {
    let office = Office::new();
    ingest(&office, &real("11-"));
    for batch in ["nonsense", "0123456789abcdef0123456789abcdef"] {
        for words in [&["undo", batch][..], &["batches", "show", batch]] {
            let ran = office.jela(words).ends_with(2);
            assert!(ran.err.contains(batch) && ran.out.is_empty(), "{}", ran.err);
        }
    }
    assert_eq!(persondays(&office, &[]), value("15605343"));
}

#[test]
fn a_batch_can_be_taken_back_once() {
    let office = Office::new();
    let batch = taken_in(&office);
    office.jela(&["undo", &batch]).ends_with(0);
    office.jela(&["undo", &batch]).ends_with(2);
}

#[test]
fn facts_computed_again_give_the_same_figures() {
    let office = Office::new();
    ingest(&office, &real("11-"));
    ingest(&office, &corrected(&office));
    office.jela(&["rebuild"]).ends_with(0);
    assert_eq!(persondays(&office, &[]), value("15605348"));
}

#[test]
fn places_added_later_count_once_everything_is_computed_again() {
    let office = Office::new();
    ingest(&office, &real("11-"));
    office.file(
        "data/places/renamed.csv",
        b"code,name,parent,mgnrega_code\nblock-2786,Onda Sadar,subdivision-bnk-sadar,3213015\n",
    );
    office.jela(&["rebuild"]).ends_with(0);
    let words = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--by",
        "block",
        "--as-on",
        "2019-03-31",
        "--format",
        "csv",
    ];
    let table = Table::of(office.jela(&words));
    let row = table
        .column("block")
        .iter()
        .position(|name| *name == "Onda Sadar")
        .unwrap();
    assert_eq!(table.column("persondays")[row], "896070");
}

#[test]
fn a_batch_tells_what_it_changed_and_two_are_compared() {
    let office = Office::new();
    let first = taken_in(&office);
    let second = ingest(&office, &corrected(&office))["batch"]
        .as_str()
        .unwrap()
        .to_owned();
    let changes = |words: &[&str]| office.jela(words).ends_with(0).lines().remove(0);
    let shown = changes(&["batches", "show", &first, "--json"])["changes"].clone();
    assert_eq!(
        (&shown["changed"], &shown["unchanged"]),
        (&0.into(), &0.into()),
        "{shown}"
    );
    let shown = changes(&["batches", "show", &second, "--json"])["changes"].clone();
    assert_eq!(
        (&shown["new"], &shown["changed"]),
        (&0.into(), &1.into()),
        "{shown}"
    );
    let back = changes(&["batches", "diff", &second, &first, "--json"]);
    let change = &back["sample"][0];
    assert_eq!(
        (&change["before"], &change["after"]),
        (&"896075".into(), &"896070".into())
    );
    let text = office.jela(&["batches", "diff", &first, &second]).ends_with(0);
    assert!(
        text.text().contains("0 rows new, 1 changed") && text.text().contains(ONDA),
        "{}",
        text.text()
    );
    // What stood before a batch is told as it was, whatever was taken back since.
    office.jela(&["undo", &first]).ends_with(0);
    assert_eq!(
        changes(&["batches", "show", &second, "--json"])["changes"]["changed"],
        1
    );
    office
        .jela(&["batches", "diff", &first, &"0".repeat(32)])
        .ends_with(2);
    office.jela(&["batches", "diff", &first]).ends_with(2);
}
