//! Each of the real files gets the answer that is expected for it.

use serde_json::Value;

use crate::command::{Office, real};

/// How a name begins, how `check` ends, and what it says of every sheet.
const EXPECTED: [(&str, i32, &str, Option<&str>); 19] = [
    ("01-", 4, "needs_date", Some("finance")),
    ("02-", 4, "unrecognised", None),
    ("03-", 4, "unrecognised", None),
    ("04-", 4, "unrecognised", None),
    ("05-", 4, "unrecognised", None),
    ("06-", 4, "needs_date", Some("progress")),
    ("07-", 4, "unrecognised", None),
    ("08-", 4, "unrecognised", None),
    ("09-", 4, "unrecognised", None),
    ("10-", 3, "rejected", Some("centre-totals")),
    ("11-", 0, "taken", Some("progress")),
    ("12-", 3, "rejected", Some("schedule")),
    ("13-", 3, "taken", Some("national")),
    ("14-", 3, "rejected", Some("progress")),
    ("15-", 4, "unrecognised", None),
    ("16-", 4, "unrecognised", None),
    ("17-", 4, "unrecognised", None),
    ("18-", 4, "unrecognised", None),
    ("19-", 3, "rejected", Some("days-worked")),
];

const FIELDS: [&str; 12] = [
    "file",
    "sheet",
    "programme",
    "dataset",
    "batch",
    "as_on",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "findings_file",
    "status",
    "message",
];

/// A district of Haryana and a block of Jharkhand with its GPs; the codes of the GPs are made up.
const ELSEWHERE: &str = "district-60,Kurukshetra,state-6,1203\ndistrict-351,Gumla,state-20,\nblock-3501,Basia,district-351,\n\
    gp-9001,Banai,block-3501,\ngp-9002,Basia,block-3501,\ngp-9003,Eitam,block-3501,\ngp-9004,Kaliga,block-3501,\n\
    gp-9005,Konbir,block-3501,\ngp-9006,Kumhari,block-3501,\ngp-9007,Lungtu,block-3501,\ngp-9008,Mamarla,block-3501,\n\
    gp-9009,Moreng,block-3501,\ngp-9010,Okba,block-3501,\ngp-9011,Oreya,block-3501,\ngp-9012,Pantha,block-3501,\n\
    gp-9013,Pokta,block-3501,\ngp-9014,Tetra,block-3501,\ngp-9015,Turbunga,block-3501,\n";

fn rows(line: &Value) -> [u64; 3] {
    ["rows_read", "rows_accepted", "rows_rejected"].map(|field| line[field].as_u64().unwrap())
}

#[test]
fn check_gives_each_real_file_the_expected_answer_and_accounts_for_every_row() {
    let office = Office::new();
    for (name, code, status, dataset) in EXPECTED {
        let lines = office
            .jela(&["check", "--json", &real(name)])
            .ends_with(code)
            .lines();
        assert!(!lines.is_empty(), "{name}");
        for line in lines {
            assert_eq!(
                (line["status"].as_str(), line["dataset"].as_str()),
                (Some(status), dataset),
                "{line}"
            );
            assert_eq!(
                line.as_object().unwrap().keys().collect::<Vec<_>>(),
                FIELDS,
                "{name}"
            );
            let [read, accepted, rejected] = rows(&line);
            assert_eq!(accepted + rejected, read, "{line}");
            assert!(
                status != "unrecognised" || line["message"].as_str().unwrap().contains("found "),
                "{line}"
            );
            assert!(line["file"].as_str().unwrap().starts_with(name), "{line}");
        }
    }
}

#[test]
fn check_writes_nothing() {
    let office = Office::new();
    office.jela(&["check", &real("11-"), &real("14-")]).ends_with(3);
    assert!(!office.data().exists() || office.data().read_dir().unwrap().next().is_none());
}

#[test]
fn a_folder_is_checked_file_by_file_and_notes_beside_the_data_are_met_too() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real-files");
    let lines = Office::new()
        .jela(&["check", "--json", folder.to_str().unwrap()])
        .ends_with(4)
        .lines();
    let files: std::collections::BTreeSet<&str> =
        lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    for (name, ..) in EXPECTED {
        assert!(
            files.iter().any(|file| file.starts_with(name)),
            "{name} is missing among {files:?}"
        );
    }
}

#[test]
fn rows_of_other_states_are_accepted_once_their_places_are_added() {
    let office = Office::new().with_places(ELSEWHERE);
    let lines = office
        .jela(&["ingest", "--json", &real("14-"), &real("19-")])
        .ends_with(3)
        .lines();
    assert_eq!(
        lines.iter().map(rows).collect::<Vec<_>>(),
        [[275, 12, 263], [15, 15, 0]]
    );
    let asked = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--within",
        "district-60",
        "--format",
        "csv",
    ];
    let of_the_feed = crate::table::Table::of(office.jela(&asked));
    assert_eq!(of_the_feed.only("persondays_state"), "value");
}

#[test]
fn the_financial_statement_of_the_state_is_accepted_with_a_date() {
    let lines = Office::new()
        .jela(&["ingest", "--json", &real("01-"), "--as-on", "2023-03-31"])
        .lines();
    let [read, accepted, _] = rows(&lines[0]);
    assert_eq!(
        (lines[0]["status"].as_str(), lines[0]["as_on"].as_str()),
        (Some("taken"), Some("2023-03-31"))
    );
    assert!(accepted >= 30 && read >= accepted, "{}", lines[0]);
}

#[test]
fn at_a_glance_without_a_date_says_how_to_give_one_and_takes_nothing_in() {
    let office = Office::new();
    let ran = office.jela(&["ingest", &real("06-")]).ends_with(4);
    assert!(
        ran.err.contains("--as-on") && ran.err.contains("06-mgnrega"),
        "{}",
        ran.err
    );
    assert!(office.jela(&["batches", "--json"]).ends_with(0).out.is_empty());
}
