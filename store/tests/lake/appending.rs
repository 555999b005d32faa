use polars::prelude::*;
use store::{Column as Declared, ColumnKind, Lake, TableId};

use crate::fixture::*;

#[test]
fn rows_taken_in_are_read_back_by_year_sorted_by_place_and_date() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let sheet = [
        ("gp-2", 20_700, "2026-27", 5),
        ("gp-1", 20_701, "2026-27", 7),
        ("gp-1", 20_500, "2025-26", 11),
        ("gp-1", 20_700, "2026-27", 13),
    ];
    let outcome = lake
        .append(&days_worked(), vec![batch("ramgarh", instant(0), &sheet)])
        .unwrap();
    assert_eq!((outcome.rows, outcome.files), (4, 2));

    let files = lake.files(&days_worked_id()).unwrap();
    let years: Vec<_> = files.iter().map(|file| (file.fy.as_str(), file.rows)).collect();
    assert_eq!(years, [("2025-26", 1), ("2026-27", 3)]);

    let rows = scan(&lake);
    let persondays: Vec<_> = rows
        .column("persondays")
        .unwrap()
        .i64()
        .unwrap()
        .iter()
        .flatten()
        .collect();
    assert_eq!(persondays, [11, 13, 7, 5]);
    let names: Vec<_> = rows
        .get_column_names()
        .into_iter()
        .map(|name| name.as_str())
        .collect();
    let declared = days_worked();
    assert_eq!(
        names,
        declared.all_columns().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for (name, kind) in declared.all_columns() {
        assert_eq!(rows.column(name).unwrap().dtype(), &kind.frame_type(), "{name}");
    }
}

#[test]
fn a_row_carries_the_source_batch_and_instant_of_its_record() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let new = batch("ramgarh", instant(3), &[("gp-1", 20_700, "2026-27", 5)]);
    let record = new.record.clone();
    lake.append(&days_worked(), vec![new]).unwrap();
    let rows = scan(&lake);
    let text = |name: &str| {
        rows.column(name)
            .unwrap()
            .str()
            .unwrap()
            .get(0)
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        (text("source"), text("batch")),
        (record.source, record.batch.to_string())
    );
    let taken_in = rows
        .column("taken_in")
        .unwrap()
        .datetime()
        .unwrap()
        .physical()
        .get(0);
    assert_eq!(taken_in, Some(record.taken_in.as_microsecond()));
}

#[test]
fn two_batches_of_one_commit_stand_side_by_side_and_survive_reopening() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let first = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    let second = batch(
        "sonamukhi",
        instant(0),
        &[("gp-2", 20_700, "2026-27", 7), ("gp-2", 20_500, "2025-26", 1)],
    );
    let records = [first.record.clone(), second.record.clone()];
    let outcome = lake.append(&days_worked(), vec![first, second]).unwrap();

    let reopened = Lake::open(data.path()).unwrap();
    let batches = reopened.batches(Some(&days_worked_id())).unwrap();
    assert_eq!(
        batches
            .iter()
            .map(|entry| entry.record.clone())
            .collect::<Vec<_>>(),
        records
    );
    assert!(
        batches
            .iter()
            .all(|entry| entry.version == outcome.version && entry.undone.is_none())
    );
    assert_eq!(batches[0].partitions, ["2026-27"]);
    assert_eq!(batches[1].partitions, ["2025-26", "2026-27"]);
    assert_eq!(reopened.datasets().unwrap(), [days_worked_id()]);
    assert_eq!(
        reopened.version(&days_worked_id()).unwrap(),
        Some(outcome.version)
    );
    assert_eq!(persondays(&reopened), 13);
}

#[test]
fn the_same_sheet_delivered_again_is_a_delivery_of_its_own() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    for second in [0, 60] {
        let new = batch("ramgarh", instant(second), &[("gp-1", 20_700, "2026-27", 5)]);
        lake.append(&days_worked(), vec![new]).unwrap();
    }
    let batches = lake.batches(None).unwrap();
    assert_eq!(batches.len(), 2);
    assert_eq!(batches[0].record.batch, batches[1].record.batch);
    assert_eq!(batches[1].record.taken_in, instant(60));
}

#[test]
fn a_batch_without_rows_is_still_on_record() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let outcome = lake
        .append(&days_worked(), vec![batch("empty", instant(0), &[])])
        .unwrap();
    assert_eq!((outcome.rows, outcome.files), (0, 0));
    assert_eq!(lake.batches(None).unwrap().len(), 1);
    assert!(lake.files(&days_worked_id()).unwrap().is_empty());
}

#[test]
fn a_lake_that_is_not_there_reads_as_empty_and_is_not_made() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    assert!(lake.datasets().unwrap().is_empty());
    assert!(lake.batches(None).unwrap().is_empty());
    assert!(
        lake.files(&TableId::new("pushti", "children"))
            .unwrap()
            .is_empty()
    );
    assert_eq!(lake.version(&days_worked_id()).unwrap(), None);
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn a_column_declared_later_is_added_and_earlier_files_lack_it() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let sheet = [("gp-1", 20_700, "2026-27", 5)];
    lake.append(&days_worked(), vec![batch("ramgarh", instant(0), &sheet)])
        .unwrap();
    let mut wider = days_worked();
    wider.columns.push(Declared {
        name: "muster_rolls".into(),
        kind: ColumnKind::Int64,
    });
    let mut new = batch("sonamukhi", instant(1), &sheet);
    new.rows
        .with_column(Column::new("muster_rolls".into(), [9i64]))
        .unwrap();
    lake.append(&wider, vec![new]).unwrap();
    assert_eq!(lake.batches(None).unwrap().len(), 2);
    assert_eq!(lake.files(&days_worked_id()).unwrap().len(), 2);
    // A process that still knows the narrower declaration may go on appending.
    lake.append(&days_worked(), vec![batch("indas", instant(2), &sheet)])
        .unwrap();
}

#[test]
fn the_log_stays_readable_behind_its_checkpoints() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    for second in 0..55 {
        let new = batch(
            &format!("sheet {second}"),
            instant(second),
            &[("gp-1", 20_700, "2026-27", 2)],
        );
        lake.append(&days_worked(), vec![new]).unwrap();
    }
    let log = data.path().join("lake/rows/mgnrega/days-worked/_delta_log");
    assert!(log.join("_last_checkpoint").exists());
    let reopened = Lake::open(data.path()).unwrap();
    assert_eq!(reopened.batches(None).unwrap().len(), 55);
    assert_eq!(persondays(&reopened), 110);
}

#[test]
fn changed_years_are_those_of_later_batches_and_of_undone_ones() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let old = batch("old", instant(0), &[("gp-1", 20_100, "2024-25", 5)]);
    let undone = old.record.batch.clone();
    lake.append(&days_worked(), vec![old]).unwrap();
    let new = batch("new", instant(1), &[("gp-1", 20_700, "2026-27", 5)]);
    let since = lake.append(&days_worked(), vec![new]).unwrap().version;
    let id = days_worked_id();
    assert_eq!(
        Vec::from_iter(lake.changed_partitions(&id, None).unwrap()),
        ["2024-25", "2026-27"]
    );
    assert!(lake.changed_partitions(&id, Some(since)).unwrap().is_empty());
    lake.undo(&undone, instant(2)).unwrap();
    assert_eq!(
        Vec::from_iter(lake.changed_partitions(&id, Some(since)).unwrap()),
        ["2024-25"]
    );
}
