//! What goes back to the sender: findings workbooks, templates, and what is remembered once a person has confirmed it.

use std::path::{Path, PathBuf};

use ingest::read::{Cell, a1, workbook_bytes};
use serde_json::Value;

use crate::command::{Office, word};
use crate::table::Table;

const HEAD: &str = "Gram Panchayat,As on date,Job cards issued,Households provided,Persondays so far";

pub fn daily(rows: &str) -> String {
    format!("District : Bankura Block : Bankura-I\n{HEAD}\n{rows}")
}

/// The workbook as a person saves it after correcting cells of its first sheet.
pub fn corrected(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let book = workbook_bytes("handed back.xlsx", bytes).unwrap();
    let mut again = rust_xlsxwriter::Workbook::new();
    for (nth, sheet) in book.sheets.iter().enumerate() {
        let written = again.add_worksheet();
        written.set_name(&sheet.name).unwrap();
        for row in 0..sheet.rows() {
            for column in 0..sheet.width(row) {
                let at = column as u16;
                let correction = cells
                    .iter()
                    .find(|(cell, _)| nth == 0 && *cell == a1(row, column));
                match (correction, sheet.cell(row, column)) {
                    (Some((_, text)), _) => written.write_string(row, at, *text).unwrap(),
                    (None, Cell::Number(number)) => written.write_number(row, at, number).unwrap(),
                    (None, cell) => written.write_string(row, at, cell.text()).unwrap(),
                };
            }
        }
    }
    again.save_to_buffer().unwrap()
}

fn ingest(office: &Office, words: &[&str], code: i32) -> Value {
    let lines = office
        .jela(&[&["ingest", "--json"], words].concat())
        .ends_with(code)
        .lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.into_iter().next().unwrap()
}

fn persondays(office: &Office) -> Vec<(String, String)> {
    let words = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--by",
        "gp",
        "--within",
        "block-2774",
        "--as-on",
        "2026-11-22",
        "--format",
        "csv",
    ];
    let table = Table::of(office.jela(&words));
    let names = table.column("gp").into_iter();
    names
        .zip(table.column("persondays"))
        .filter(|(_, value)| !value.is_empty())
        .map(|(gp, value)| (gp.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn a_return_is_handed_back_mended_and_sent_again_and_only_the_mended_rows_change() {
    let office = Office::new();
    let sent = daily(
        "Anchuri,22/11/2026,120,30,900\nJagadala-I,22/11/2026,110,20,700\nKenjakura,22/11/2026,90,10,-300\n",
    );
    let file = office.file("return.csv", sent.as_bytes());
    let first = ingest(&office, &["--language", "bn", &file], 3);
    let counts = |line: &Value| {
        ["rows_read", "rows_accepted", "rows_rejected"].map(|field| line[field].as_u64().unwrap())
    };
    assert_eq!(
        (counts(&first), &first["status"]),
        ([3, 1, 2], &"taken".into()),
        "{first}"
    );
    let before = persondays(&office);
    assert_eq!(before, [("Anchuri".to_owned(), "900".to_owned())]);
    let workbook = PathBuf::from(first["findings_file"].as_str().unwrap());
    assert!(
        workbook.ends_with(format!("findings/{}.xlsx", first["batch"].as_str().unwrap())),
        "{first}"
    );

    // Sent again as it is, it is the same batch.
    let unmended = ingest(&office, &[&word(&workbook)], 3);
    assert_eq!(
        (&unmended["status"], &unmended["batch"]),
        (&"unchanged".into(), &first["batch"]),
        "{unmended}"
    );

    let mended = office.file(
        "mended.xlsx",
        &corrected(
            &std::fs::read(&workbook).unwrap(),
            &[("A4", "Jagadalla-I"), ("E5", "300")],
        ),
    );
    let second = ingest(&office, &[&mended], 0);
    assert_eq!(
        (counts(&second), &second["status"]),
        ([3, 3, 0], &"taken".into()),
        "{second}"
    );
    assert!(second["findings_file"].is_null(), "{second}");
    let after = persondays(&office);
    let changed: Vec<&(String, String)> = after.iter().filter(|row| !before.contains(row)).collect();
    let names: Vec<&str> = changed.iter().map(|(gp, _)| gp.as_str()).collect();
    assert_eq!((after.len(), names.len()), (3, 2), "{after:?}");
    assert!(before.iter().all(|row| after.contains(row)));
}

#[test]
fn a_sheet_that_names_people_is_handed_back_only_where_its_sender_wants_it() {
    let office = Office::new();
    let sent = "Master list of Anganwadi centres\nAs on 01/04/2026\n\
        AWC code,AWC name,Block,GP,Sector,ICDS project,Enrolled,Worker name,Mobile no\n\
        19305010101,Anchuri Purba,Bankura-I,Anchuri,Anchuri Sector,Bankura-I,-40,Kakali Mondal,9800000001\n";
    let file = office.file("centres.csv", sent.as_bytes());
    let line = ingest(&office, &[&file], 3);
    let list = line["findings_file"].as_str().unwrap();
    assert!(list.ends_with(".csv"), "{line}");
    assert!(!std::fs::read_to_string(list).unwrap().contains("Kakali"));
    let folder = office.path("mine");
    let line = ingest(&office, &["--findings", &word(&folder), &file], 3);
    let workbook = PathBuf::from(line["findings_file"].as_str().unwrap());
    assert!(workbook.starts_with(&folder), "{line}");
    let book = workbook_bytes("back.xlsx", &std::fs::read(&workbook).unwrap()).unwrap();
    assert_eq!(
        book.sheets[0].cell(3, 7).text(),
        "Kakali Mondal",
        "the sender's own sheet"
    );
    let said: String = (0..book.sheets[1].rows())
        .flat_map(|row| {
            book.sheets[1]
                .row(row)
                .map(|cell| cell.text().into_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(!said.contains("Kakali") && !said.contains("9800000001"), "{said}");
    let kept = std::fs::read_dir(office.data().join("findings")).unwrap();
    let workbooks = kept.filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|end| end == "xlsx")
    });
    assert_eq!(
        workbooks.count(),
        0,
        "nothing that names people lies in the data directory"
    );
}

#[test]
fn an_unknown_header_is_proposed_confirmed_once_remembered_and_forgotten_with_its_file() {
    let office = Office::new();
    let sent = daily("Anchuri,22/11/2026,120,30,900\n").replace("Job cards issued", "Job crds isued");
    let file = office.file("one.csv", sent.as_bytes());
    let map = word(&office.path("map.toml"));
    let checked = office
        .jela(&["check", "--json", "--write-map", &map, &file])
        .ends_with(4)
        .lines();
    let message = checked[0]["message"].as_str().unwrap();
    assert!(
        message.contains("`Job crds isued` may be `job_cards`"),
        "{message}"
    );
    let proposed = std::fs::read_to_string(&map).unwrap();
    assert!(
        proposed.contains("\"Job crds isued\" = \"job_cards\""),
        "{proposed}"
    );

    let first = ingest(&office, &["--map", &map, &file], 0);
    let message = first["message"].as_str().unwrap();
    assert!(message.contains("remembered in mappings/"), "{message}");
    // Another file of this shape needs no thought.
    let next = office.file("two.csv", sent.replace("900", "950").as_bytes());
    let second = ingest(&office, &[&next], 0);
    let message = second["message"].as_str().unwrap();
    assert!(message.contains("read as confirmed in mappings/"), "{message}");
    assert_eq!(persondays(&office), [("Anchuri".to_owned(), "950".to_owned())]);

    let folder = office.data().join("mappings");
    let files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    std::fs::write(&files[0], "source = \"mgnrega/nothing\"\n").unwrap();
    let refused = office.jela(&["ingest", &next]).ends_with(2);
    assert!(
        refused.err.contains("mappings") && refused.err.contains("delete"),
        "{}",
        refused.err
    );
    std::fs::remove_file(&files[0]).unwrap();
    let forgotten = ingest(&office, &[&next], 4);
    assert_eq!(forgotten["status"], "unrecognised");
}

#[test]
fn a_confirmed_spelling_is_an_alias_inside_its_parent_and_nowhere_else() {
    let office = Office::new();
    let sent = daily("Gram of the BDO,22/11/2026,120,30,900\n");
    let file = office.file("one.csv", sent.as_bytes());
    assert_eq!(ingest(&office, &[&file], 3)["rows_accepted"], 0);
    let map = office.file("map.toml", b"[places]\n\"Gram of the BDO\" = \"gp-108289\"\n");
    assert_eq!(ingest(&office, &["--map", &map, &file], 0)["rows_accepted"], 1);
    let next = office.file("two.csv", sent.replace("900", "950").as_bytes());
    let line = ingest(&office, &[&next], 0);
    let message = line["message"].as_str().unwrap();
    assert!(
        message.contains("`Gram of the BDO`") && message.contains("mappings/places.toml"),
        "{message}"
    );
    let other = sent.replace("Bankura-I\n", "Bankura-II\n");
    let other = office.file("other block.csv", other.as_bytes());
    assert_eq!(
        ingest(&office, &[&other], 3)["rows_accepted"],
        0,
        "a name never leads across the block"
    );
    let other = word(Path::new(&other));
    assert_eq!(ingest(&office, &["--map", &map, &other], 3)["rows_accepted"], 0);
}

#[test]
fn how_large_a_file_may_be_is_the_district_s_to_say() {
    let office = Office::new();
    let rows = "Anchuri,22/11/2026,120,30,900\n".repeat(40_000);
    let file = office.file("large.csv", daily(&rows).as_bytes());
    office.file("data/jela.toml", b"max_file_mb = 1\n");
    let line = ingest(&office, &[&file], 4);
    let message = line["message"].as_str().unwrap();
    assert!(
        line["status"] == "unreadable" && message.contains("1 MB"),
        "{line}"
    );
    office.file("data/jela.toml", b"max_fil_mb = 1\n");
    office.jela(&["ingest", &file]).ends_with(2);
}

#[test]
fn a_template_has_a_row_for_each_gp_and_wrong_wishes_are_refused() {
    let office = Office::new();
    let out = word(&office.path("blank.xlsx"));
    let words = [
        "template",
        "mgnrega",
        "progress",
        "--within",
        "block-2774",
        "--source",
        "daily-return",
        "--out",
        &out,
    ];
    office.jela(&words).ends_with(0);
    let lines = office.jela(&["check", "--json", &out]).ends_with(3).lines();
    assert_eq!(
        (lines.len(), &lines[0]["dataset"], &lines[0]["rows_accepted"]),
        (1, &"progress".into(), &0.into()),
        "nothing is filled in yet: {lines:?}"
    );
    for words in [
        &["template", "mgnrega", "progres", "--out", &out][..],
        &["template", "nrega", "progress", "--out", &out],
        &[
            "template", "mgnrega", "progress", "--within", "block-1", "--out", &out,
        ],
        &[
            "template",
            "mgnrega",
            "progress",
            "--language",
            "ta",
            "--out",
            &out,
        ],
        &[
            "template", "mgnrega", "progress", "--source", "none", "--out", &out,
        ],
    ] {
        office.jela(words).ends_with(2);
    }
}
