//! One question, the same numbers in every form, in the shape that readers rely on.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use polars::prelude::{DataType, ParquetReader, SerReader};

use crate::demo::{query, table};
use crate::table::Table;

const ASKED: &str = "--measure persondays,women_percent,expenditure --by block";

fn form(format: &str) -> Vec<u8> {
    query(&format!("{ASKED} --format {format}")).ends_with(0).out
}

/// The number cells of every sheet of a workbook.
pub fn numbers(workbook: Vec<u8>) -> Vec<f64> {
    let mut workbook = Xlsx::new(Cursor::new(workbook)).unwrap();
    let number = |cell: &Data| match cell {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    };
    let sheets = workbook.worksheets();
    sheets
        .iter()
        .flat_map(|(_, range)| range.rows().flatten().filter_map(number).collect::<Vec<_>>())
        .collect()
}

#[test]
fn csv_has_the_columns_of_the_contract_in_their_order() {
    let table = table("--measure persondays,women_percent --by subdivision,month --as-on 2026-03-31");
    let expected = [
        "subdivision_code",
        "subdivision",
        "month",
        "persondays",
        "women_percent",
        "persondays_state",
        "women_percent_state",
    ];
    assert_eq!(table.columns, expected);
    assert_eq!(
        table.rows.len(),
        3 * 12,
        "one row for each place and period, reported or not"
    );
}

#[test]
fn csv_is_sorted_by_its_dimensions_in_order_and_places_by_code() {
    let table = table("--measure persondays --by month,block --as-on 2026-03-31");
    let keys: Vec<_> = table
        .column("month")
        .into_iter()
        .zip(table.column("block_code"))
        .collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!((keys.len(), &keys), (12 * 22, &sorted));
}

#[test]
fn csv_is_plain_utf_8_with_line_feeds() {
    let bytes = query(&format!("{ASKED} --format csv --language bn"))
        .ends_with(0)
        .out;
    assert!(!bytes.starts_with(b"\xef\xbb\xbf") && !bytes.contains(&b'\r') && bytes.ends_with(b"\n"));
    let bengali = Table::read(&bytes);
    assert!(
        bengali
            .column("block")
            .iter()
            .any(|name| name.starts_with(|c: char| ('\u{980}'..'\u{a00}').contains(&c)))
    );
    assert_eq!(
        bengali.column("persondays"),
        Table::read(&form("csv")).column("persondays")
    );
}

#[test]
fn periods_are_written_as_the_contract_says() {
    for (grain, first) in [
        ("day", "2026-11-02"),
        ("week", "2026-W45"),
        ("month", "2026-11"),
        ("quarter", "2026-27-Q3"),
        ("fy", "2026-27"),
    ] {
        let table = table(&format!(
            "--measure persondays --by {grain} --from 2026-11-02 --to 2026-11-08"
        ));
        assert_eq!(table.column(grain)[0], first);
    }
}

#[test]
fn every_gp_has_its_row_and_only_a_value_has_a_number() {
    let table = table("--measure persondays --by gp");
    assert_eq!(table.rows.len(), 190);
    for (number, state) in table
        .column("persondays")
        .iter()
        .zip(table.column("persondays_state"))
    {
        assert!(
            [
                "value",
                "not_reported",
                "suppressed",
                "not_applicable",
                "suspended"
            ]
            .contains(&state)
        );
        assert_eq!(number.is_empty(), state != "value", "{number} {state}");
    }
}

#[test]
fn json_has_the_keys_of_the_contract_and_the_numbers_of_the_csv() {
    let text = String::from_utf8(form("json")).unwrap();
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    for key in [
        "programme",
        "place",
        "as_on",
        "known_on",
        "from",
        "to",
        "data_version",
        "units",
        "columns",
        "rows",
        "sources",
    ] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    assert_eq!(
        (&answer["programme"], &answer["place"]),
        (&"mgnrega".into(), &"district-305".into())
    );
    for key in ["reported", "carried", "expected"] {
        assert!(answer["units"][key].is_u64(), "{key}");
    }
    for column in answer["columns"].as_array().unwrap() {
        assert_eq!(
            column.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["id", "kind", "unit", "title"]
        );
    }
    for source in answer["sources"].as_array().unwrap() {
        assert_eq!(
            source.as_object().unwrap().keys().collect::<Vec<_>>(),
            ["batch", "file", "sheet"]
        );
    }
    assert!(!answer["sources"].as_array().unwrap().is_empty());
    let csv = Table::read(&form("csv"));
    for measure in ["persondays", "women_percent", "expenditure"] {
        let cells: Vec<_> = answer["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row[measure])
            .collect();
        let states: Vec<_> = cells.iter().map(|cell| cell["state"].as_str().unwrap()).collect();
        assert_eq!(states, csv.column(&format!("{measure}_state")), "{measure}");
        for (cell, number) in cells.iter().zip(csv.column(measure)) {
            let printed = if number.is_empty() { "null" } else { number };
            let wanted = format!("\"{measure}\":{{\"value\":{printed},");
            assert!(text.contains(&wanted), "{wanted} {cell}");
        }
    }
}

#[test]
fn parquet_has_the_columns_and_the_numbers_of_the_csv() {
    let frame = ParquetReader::new(Cursor::new(form("parquet"))).finish().unwrap();
    let csv = Table::read(&form("csv"));
    let names: Vec<&str> = frame
        .get_column_names()
        .into_iter()
        .map(|name| name.as_str())
        .collect();
    assert_eq!(names, csv.columns);
    for name in names {
        let column = frame.column(name).unwrap();
        if column.dtype() == &DataType::String {
            let texts: Vec<&str> = column.str().unwrap().iter().map(Option::unwrap).collect();
            assert_eq!(texts, csv.column(name), "{name}");
        } else {
            let numbers = column.cast(&DataType::Float64).unwrap();
            assert_eq!(
                numbers.f64().unwrap().iter().collect::<Vec<_>>(),
                csv.numbers(name),
                "{name}"
            );
        }
    }
}

#[test]
fn the_workbook_holds_every_number_of_the_csv_in_full() {
    let cells = numbers(form("xlsx"));
    let csv = Table::read(&form("csv"));
    for measure in ["persondays", "women_percent", "expenditure"] {
        for value in csv.numbers(measure).into_iter().flatten() {
            let scaled = [value, value / 1e5, value / 100.0];
            assert!(
                cells.iter().any(|cell| scaled.contains(cell)),
                "{measure} {value} is not in the workbook"
            );
        }
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for format in ["csv", "json", "parquet", "xlsx"] {
        assert!(form(format) == form(format), "{format}");
    }
}

#[test]
fn a_question_with_no_data_gives_a_row_without_a_number() {
    let office = crate::command::Office::new();
    let ran = office.jela(&[
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--by",
        "block",
        "--format",
        "csv",
    ]);
    let table = Table::of(ran);
    assert_eq!(table.rows.len(), 22);
    assert!(
        table
            .column("persondays_state")
            .iter()
            .all(|state| *state == "not_reported")
    );
}
