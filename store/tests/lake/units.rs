//! The units of a register: the newest row that is not undone of each, as a list that the registry of places reads.

use jiff::Timestamp;
use polars::df;
use polars::prelude::*;
use store::{
    BatchId, BatchRecord, Column as Declared, ColumnKind, DatasetTable, Lake, NewBatch, TableId, UnitsTable,
};

use crate::fixture::instant;

/// Code, name, parent and sector of a unit.
type Unit<'a> = (&'a str, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn table() -> DatasetTable {
    let column = |name: &str| Declared {
        name: name.into(),
        kind: ColumnKind::Utf8,
    };
    DatasetTable {
        programme: "pushti".into(),
        dataset: "centres".into(),
        columns: ["unit_name", "unit_parent", "sector"].map(column).to_vec(),
    }
}

fn register() -> UnitsTable {
    UnitsTable {
        table: table().id(),
        name: "unit_name".into(),
        parent: "unit_parent".into(),
        groups: vec!["sector".into()],
    }
}

fn batch(text: &str, taken_in: Timestamp, units: &[Unit<'_>]) -> NewBatch {
    let TableId { programme, dataset } = table().id();
    let mut rows = df!(
        "place" => units.iter().map(|unit| unit.0).collect::<Vec<_>>(),
        "level" => vec!["centre"; units.len()],
        "place_printed" => vec!["x"; units.len()],
        "fy" => vec!["2026-27"; units.len()],
        "source_row" => (1..=units.len() as i64).collect::<Vec<_>>(),
        "unit_name" => units.iter().map(|unit| unit.1).collect::<Vec<_>>(),
        "unit_parent" => units.iter().map(|unit| unit.2).collect::<Vec<_>>(),
        "sector" => units.iter().map(|unit| unit.3).collect::<Vec<_>>(),
    )
    .unwrap();
    let days = Series::new("date".into(), vec![20_544i32; units.len()]);
    rows.with_column(days.cast(&DataType::Date).unwrap().into_column())
        .unwrap();
    let record = BatchRecord {
        batch: BatchId::of(&table().id(), None, [[text]]),
        programme,
        dataset,
        source: "centre-master".into(),
        file: format!("{text}.xlsx"),
        sheet: "Sheet1".into(),
        file_hash: "00ff".into(),
        as_on: None,
        taken_in,
        columns: vec!["unit_name".into()],
        rows_read: units.len() as u64,
        rows_accepted: units.len() as u64,
        rows_rejected: 0,
        sample: false,
    };
    NewBatch { record, rows }
}

fn read(folder: &std::path::Path) -> String {
    std::fs::read_to_string(folder.join("pushti-centres.csv")).unwrap()
}

#[test]
fn the_newest_row_of_each_unit_counts_and_an_undone_one_does_not() {
    let data = tempfile::tempdir().unwrap();
    let (lake, units) = (Lake::open(data.path()).unwrap(), data.path().join("units"));
    let old = batch(
        "old",
        instant(0),
        &[
            ("centre-2", Some("Hat"), Some("gp-1"), None),
            ("centre-1", Some("Old, \"Purba\""), Some("gp-1"), Some("A")),
        ],
    );
    let new = batch(
        "new",
        instant(1),
        &[("centre-1", Some("New"), Some("gp-2"), Some("B"))],
    );
    let undone = new.record.batch.clone();
    // The newer one comes in an earlier commit: the instant counts, not the order of commits.
    lake.append(&table(), vec![new]).unwrap();
    lake.append(&table(), vec![old]).unwrap();
    assert!(lake.write_units(&register(), &units).unwrap());
    let head = "code,name,parent,only_for,group_sector\n";
    assert_eq!(
        read(&units),
        format!("{head}centre-1,New,gp-2,pushti,B\ncentre-2,Hat,gp-1,pushti,\n")
    );
    assert!(!lake.write_units(&register(), &units).unwrap(), "nothing changed");
    lake.undo(&undone, instant(2)).unwrap();
    assert!(lake.write_units(&register(), &units).unwrap());
    assert_eq!(
        read(&units),
        format!("{head}centre-1,\"Old, \"\"Purba\"\"\",gp-1,pushti,A\ncentre-2,Hat,gp-1,pushti,\n")
    );
}

#[test]
fn a_unit_without_name_or_place_is_left_out_of_the_list() {
    let data = tempfile::tempdir().unwrap();
    let (lake, units) = (Lake::open(data.path()).unwrap(), data.path().join("units"));
    let rows = [
        ("centre-1", None, Some("gp-1"), None),
        ("centre-2", Some("Hat"), None, None),
    ];
    lake.append(&table(), vec![batch("a", instant(0), &rows)])
        .unwrap();
    assert!(lake.write_units(&register(), &units).unwrap());
    assert_eq!(read(&units).lines().count(), 1);
}

#[test]
fn a_register_that_never_came_has_no_list() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    assert!(!lake.write_units(&register(), &data.path().join("units")).unwrap());
    assert!(!data.path().join("units").exists());
}

#[test]
fn a_list_that_can_not_be_written_is_an_error_that_names_it() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let rows = [("centre-1", Some("Hat"), Some("gp-1"), None)];
    lake.append(&table(), vec![batch("a", instant(0), &rows)])
        .unwrap();
    std::fs::write(data.path().join("units"), "a file where the folder should be").unwrap();
    let refusal = lake
        .write_units(&register(), &data.path().join("units"))
        .unwrap_err();
    assert!(refusal.to_string().contains("units"), "{refusal}");
}
