//! Readers outside jela see in the lake what jela sees.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::command::{Office, real};

/// What `tests/interop/read_lake.py` finds, with the Python that `make test` has set up.
fn read_lake(office: &Office, dataset: &str, column: &str) -> Value {
    let python = std::env::var_os("JELA_PYTHON")
        .expect("JELA_PYTHON names a Python with deltalake and duckdb; run `make test`, which sets it up");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/read_lake.py");
    let output = Command::new(python)
        .arg(script)
        .arg(office.data())
        .args([dataset, column])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn deltalake_and_duckdb_for_python_see_what_jela_sees() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    office
        .jela(&["ingest", &real("06-"), "--as-on", "2024-12-31"])
        .ends_with(3);
    let found = read_lake(&office, "mgnrega/progress", "persondays");
    let batches = office.jela(&["batches", "--json"]).ends_with(0).lines();
    let accepted: u64 = batches
        .iter()
        .map(|batch| batch["rows_accepted"].as_u64().unwrap())
        .sum();
    assert_eq!(
        (found["rows"].as_u64(), found["batches"].as_u64()),
        (Some(accepted), Some(2)),
        "{found}"
    );
    assert_eq!(found["sum"].as_i64(), Some(persondays_of_the_files()), "{found}");
    assert_eq!(found["partitions"], serde_json::json!(["fy"]));
}

/// All of West Bengal: the blocks of file 11 and the districts of file 06, added up from what jela answers.
fn persondays_of_the_files() -> i64 {
    let blocks = crate::table::Table::read(&std::fs::read(real("11-")).unwrap());
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(real("06-")).unwrap();
    let sheets = calamine::Reader::worksheets(&mut workbook);
    let rows: Vec<&[calamine::Data]> = sheets[0].1.rows().collect();
    let column = |name: &str| rows[0].iter().position(|cell| *cell == name).unwrap();
    let (state, persondays) = (
        column("state_name"),
        column("Persondays of Central Liability so far"),
    );
    let districts = rows[1..].iter().filter(|row| row[state] == "WEST BENGAL");
    let number = |cell: &calamine::Data| cell.to_string().replace(',', "").parse::<f64>().unwrap();
    (blocks.sum("value") + districts.map(|row| number(&row[persondays])).sum::<f64>()) as i64
}

#[test]
fn the_schema_for_editors_takes_every_built_in_programme_and_no_mistyped_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = std::fs::read_dir(root.join("catalog/programmes")).unwrap();
    let files: Vec<_> = folders
        .map(|folder| folder.unwrap().path().join("programme.toml"))
        .collect();
    let python =
        std::env::var_os("JELA_PYTHON").expect("JELA_PYTHON names a Python with jsonschema; run `make test`");
    let office = Office::new();
    let schema = office.jela(&["programme", "schema"]).ends_with(0).out;
    let schema = office.file("schema.json", &schema);
    let output = Command::new(python)
        .arg(root.join("tests/interop/check_schema.py"))
        .args(&files)
        .stdin(std::fs::File::open(schema).unwrap())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = found.as_object().unwrap();
    assert!(found.len() >= 5, "{found:?}");
    for (file, one) in found {
        assert_eq!(one["faults"], serde_json::json!([]), "{file}");
        assert!(one["spoilt"].as_u64().unwrap() > 0, "{file}");
    }
}
