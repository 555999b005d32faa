//! Every test child, scored in columns, against WHO's software.

use analytics::growth::columns::{CLASSES, OLDER_SCORES, SCORES};
use analytics::growth::{older, scores};
use polars::prelude::DataFrame;

use crate::children::frame;
use crate::table::Table;

#[test]
fn every_child_under_five_scores_as_with_whos_software() {
    let mut children = 0;
    for (unit, age) in [("d", "age_days"), ("m", "age_months")] {
        let table = Table::read("vectors.csv").only(|table, row| table.cell(row, "age_unit") == unit);
        let scored = scores(&frame(&table, ("age", age), "lenhei_cm")).unwrap();
        children += table.rows.len();
        for (at, row) in table.rows.iter().enumerate() {
            let id = table.cell(row, "id");
            for names in SCORES {
                same_score(&table, row, &scored, at, names);
            }
            for name in ["clenhei", "cbmi"] {
                close(number(&scored, name, at), table.number(row, name), 1e-9, id);
            }
            for name in CLASSES.into_iter().chain(["cmeasure"]) {
                assert_eq!(text(&scored, name, at), table.cell(row, name), "{id} {name}");
            }
            assert_eq!(
                flag(&scored, "c9mo_flag", at),
                table.cell(row, "c9mo_flag"),
                "{id}"
            );
        }
    }
    assert_eq!(children, 640);
}

#[test]
fn every_child_of_five_scores_as_with_whos_software() {
    let table = Table::read("vectors_60_72m.csv");
    let scored = older::scores(&frame(&table, ("age_months", "age_months"), "height_cm")).unwrap();
    assert_eq!(table.rows.len(), 120);
    for (at, row) in table.rows.iter().enumerate() {
        for names in OLDER_SCORES {
            same_score(&table, row, &scored, at, names);
        }
    }
}

fn same_score(table: &Table, row: &[String], scored: &DataFrame, at: usize, (z, f): (&str, &str)) {
    let printed = number(scored, z, at)
        .map(|z| format!("{z:.2}"))
        .unwrap_or_default();
    assert_eq!(printed, table.cell(row, z), "{} {z}", table.cell(row, "id"));
    assert_eq!(
        flag(scored, f, at),
        table.cell(row, f),
        "{} {f}",
        table.cell(row, "id")
    );
}

#[track_caller]
fn close(found: Option<f64>, expected: Option<f64>, tolerance: f64, id: &str) {
    match (found, expected) {
        (None, None) => {}
        (Some(found), Some(expected)) => {
            assert!(
                (found - expected).abs() <= tolerance * expected.abs().max(1.0),
                "{id}: {found} {expected}"
            );
        }
        (found, expected) => panic!("{id}: {found:?} {expected:?}"),
    }
}

fn number(frame: &DataFrame, name: &str, at: usize) -> Option<f64> {
    frame.column(name).unwrap().f64().unwrap().get(at)
}

fn flag(frame: &DataFrame, name: &str, at: usize) -> &'static str {
    match frame.column(name).unwrap().bool().unwrap().get(at) {
        None => "",
        Some(false) => "0",
        Some(true) => "1",
    }
}

fn text(frame: &DataFrame, name: &str, at: usize) -> String {
    frame
        .column(name)
        .unwrap()
        .str()
        .unwrap()
        .get(at)
        .unwrap_or_default()
        .to_owned()
}
