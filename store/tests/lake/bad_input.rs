use std::fs;

use polars::prelude::*;
use store::{ColumnKind, ColumnProblem, Lake, NewBatch, StoreError};

use crate::fixture::*;

/// Appends a batch that a test spoilt; the lake must be as before, and the fault is returned.
fn refused(spoil: impl FnOnce(&mut NewBatch)) -> StoreError {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let mut new = batch(
        "ramgarh",
        instant(0),
        &[("gp-1", 20_700, "2026-27", 5), ("gp-2", 20_700, "2026-27", 5)],
    );
    spoil(&mut new);
    let fault = lake.append(&days_worked(), vec![new]).unwrap_err();
    assert!(lake.datasets().unwrap().is_empty());
    fault
}

fn column_and_problem(fault: StoreError) -> (String, ColumnProblem) {
    match fault {
        StoreError::Column { column, problem, .. } => (column, *problem),
        other => panic!("{other}"),
    }
}

#[test]
fn a_missing_column_is_named() {
    let fault = refused(|new| new.rows = new.rows.drop("persondays").unwrap());
    assert_eq!(
        fault.to_string(),
        "mgnrega/days-worked: column `persondays` is missing; give it, with nulls where the sheet has no value"
    );
}

#[test]
fn a_column_of_another_type_is_named_with_both_types() {
    let fault = refused(|new| {
        let text = new
            .rows
            .column("persondays")
            .unwrap()
            .cast(&DataType::String)
            .unwrap();
        new.rows.with_column(text).unwrap();
    });
    let problem = ColumnProblem::Mistyped {
        expected: DataType::Int64,
        found: DataType::String,
    };
    assert_eq!(column_and_problem(fault), ("persondays".to_owned(), problem));
}

#[test]
fn a_column_nobody_declared_is_not_dropped_in_silence() {
    let fault = refused(|new| {
        new.rows
            .with_column(Column::new("remarks".into(), ["a", "b"]))
            .unwrap();
    });
    assert_eq!(
        column_and_problem(fault),
        ("remarks".to_owned(), ColumnProblem::Undeclared)
    );
}

#[test]
fn a_row_without_place_or_year_is_refused() {
    for name in ["place", "fy"] {
        let fault = refused(|new| {
            new.rows
                .with_column(Column::new(name.into(), [Some("2026-27"), None]))
                .unwrap();
        });
        assert_eq!(
            column_and_problem(fault),
            (name.to_owned(), ColumnProblem::Empty { rows: 1 })
        );
    }
}

#[test]
fn a_year_that_would_name_a_strange_folder_is_refused() {
    let fault = refused(|new| {
        new.rows
            .with_column(Column::new("fy".into(), ["2026-27", "../../27"]))
            .unwrap();
    });
    let problem = ColumnProblem::NotAYear {
        value: "../../27".to_owned(),
    };
    assert_eq!(column_and_problem(fault), ("fy".to_owned(), problem));
}

#[test]
fn a_record_whose_rows_do_not_add_up_is_refused() {
    let fault = refused(|new| new.record.rows_read += 1);
    assert!(matches!(
        fault,
        StoreError::RowsDoNotAddUp {
            read: 4,
            accepted: 2,
            rejected: 1,
            ..
        }
    ));
}

#[test]
fn a_record_of_another_dataset_is_refused() {
    let fault = refused(|new| new.record.dataset = "demand".to_owned());
    assert!(matches!(fault, StoreError::WrongTable { .. }));
}

#[test]
fn the_same_batch_twice_or_no_batch_at_all_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let new = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    let twice = lake.append(&days_worked(), vec![new.clone(), new]).unwrap_err();
    assert!(matches!(twice, StoreError::DuplicateBatch { .. }));
    let none = lake.append(&days_worked(), Vec::new()).unwrap_err();
    assert!(matches!(none, StoreError::NothingToAppend { .. }));
}

#[test]
fn a_dataset_whose_name_leaves_the_lake_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let mut table = days_worked();
    table.dataset = "../../etc".to_owned();
    let new = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    assert!(matches!(
        lake.append(&table, vec![new]).unwrap_err(),
        StoreError::BadName { .. }
    ));
}

#[test]
fn a_column_declared_anew_with_another_type_is_refused_and_leaves_no_files() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let sheet = [("gp-1", 20_700, "2026-27", 5)];
    lake.append(&days_worked(), vec![batch("ramgarh", instant(0), &sheet)])
        .unwrap();
    let mut table = days_worked();
    table.columns[0].kind = ColumnKind::Utf8;
    let mut new = batch("sonamukhi", instant(1), &sheet);
    new.rows
        .with_column(Column::new("persondays".into(), ["five"]))
        .unwrap();
    let fault = lake.append(&table, vec![new]).unwrap_err();
    let (column, problem) = column_and_problem(fault);
    assert_eq!(column, "persondays");
    assert!(matches!(problem, ColumnProblem::Redeclared { .. }));
    assert_eq!(lake.sweep_orphans(jiff::Timestamp::MAX).unwrap().files, 0);
}

#[test]
fn a_log_with_a_hole_or_a_torn_entry_is_an_error_not_an_empty_lake() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    for second in 0..2 {
        let new = batch(
            &format!("sheet {second}"),
            instant(second),
            &[("gp-1", 20_700, "2026-27", 5)],
        );
        lake.append(&days_worked(), vec![new]).unwrap();
    }
    let entry = data
        .path()
        .join("lake/rows/mgnrega/days-worked/_delta_log/00000000000000000001.json");
    let whole = fs::read(&entry).unwrap();

    fs::write(&entry, &whole[..whole.len() / 2]).unwrap();
    let torn = Lake::open(data.path()).unwrap().batches(None).unwrap_err();
    assert!(
        matches!(torn, StoreError::UnreadableLog { version: 1, .. }),
        "{torn}"
    );

    fs::remove_file(&entry).unwrap();
    let hole = Lake::open(data.path()).unwrap().batches(None).unwrap_err();
    assert!(
        matches!(&hole, StoreError::UnreadableLog { version: 1, reason, .. } if reason.contains("missing"))
    );
    assert!(Lake::open(data.path()).unwrap().files(&days_worked_id()).is_err());
}

#[test]
fn a_data_directory_that_cannot_be_written_is_named() {
    // A file where the folder should be fails for every user, even one whom permissions do not stop.
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("lake"), "in the way").unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let new = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    let fault = lake.append(&days_worked(), vec![new]).unwrap_err();
    assert!(matches!(&fault, StoreError::Io { .. }), "{fault}");
    assert!(
        fault.to_string().contains(data.path().to_str().unwrap()),
        "{fault}"
    );
}
