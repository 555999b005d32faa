//! Small files put together: every row stays, whoever reads meanwhile goes on reading, and what is out goes hours later.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use polars::prelude::{NamedFrom, ParquetReader, SerReader, Series};
use store::{Fullness, Lake};

use crate::fixture::*;

const EAGER: Fullness = Fullness {
    files: 2,
    small: 1_000,
    full: 1_000_000,
};

fn with_deliveries(number: i64) -> (tempfile::TempDir, Lake) {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    for at in 0..number {
        let new = batch(
            &format!("batch-{at}"),
            instant(at),
            &[("gp-1", 20_700 + at as i32, "2026-27", 5)],
        );
        lake.append(&days_worked(), vec![new]).unwrap();
    }
    (data, lake)
}

#[test]
fn every_row_batch_and_undo_stays_and_one_file_is_left() {
    let (_data, lake) = with_deliveries(12);
    let undone = lake.batches(None).unwrap()[3].record.batch.clone();
    lake.undo(&undone, instant(100)).unwrap();
    let (batches, content) = (
        lake.batches(None).unwrap(),
        lake.content_version(&days_worked_id()).unwrap(),
    );
    let done = lake.compact(&days_worked_id(), EAGER, instant(200)).unwrap();
    assert_eq!((done.from, done.into, done.rows), (12, 1, 12));
    assert_eq!(lake.files(&days_worked_id()).unwrap().len(), 1);
    assert_eq!(persondays(&lake), 60);
    assert_eq!(lake.batches(None).unwrap(), batches);
    // Nothing of it changed, so that no fact is computed anew.
    assert_eq!(lake.content_version(&days_worked_id()).unwrap(), content);
    assert!(
        lake.changed_partitions(&days_worked_id(), content)
            .unwrap()
            .is_empty()
    );
    // A fresh look reads the log from the disk.
    let again = Lake::open(_data.path()).unwrap();
    assert_eq!(persondays(&again), 60);
    assert_eq!(
        again
            .compact(&days_worked_id(), EAGER, instant(300))
            .unwrap()
            .from,
        0
    );
}

#[test]
fn who_reads_the_files_of_before_goes_on_reading_until_the_sweep_hours_later() {
    let (_data, lake) = with_deliveries(5);
    let before = lake.files(&days_worked_id()).unwrap();
    let written = fs::metadata(&before[4].path).unwrap().modified().unwrap();
    let now = Timestamp::try_from(written).unwrap() + SignedDuration::from_secs(1);
    lake.compact(&days_worked_id(), EAGER, now).unwrap();
    lake.sweep_orphans(now - SignedDuration::from_hours(6)).unwrap();
    assert!(before.iter().all(|file| file.path.exists()));
    let swept = lake.sweep_orphans(now + SignedDuration::from_secs(1)).unwrap();
    assert_eq!(swept.files, 5);
    assert!(before.iter().all(|file| !file.path.exists()));
    assert_eq!(persondays(&lake), 25);
}

#[test]
fn rows_that_come_in_meanwhile_are_kept() {
    let (data, lake) = with_deliveries(6);
    std::thread::scope(|scope| {
        let path = data.path();
        let appending = scope.spawn(move || {
            let other = Lake::open(path).unwrap();
            for at in 50..60 {
                let new = batch(
                    &format!("late-{at}"),
                    instant(at),
                    &[("gp-2", 20_800, "2026-27", 1)],
                );
                other.append(&days_worked(), vec![new]).unwrap();
            }
        });
        for at in 0..5 {
            lake.compact(&days_worked_id(), EAGER, instant(500 + at)).unwrap();
        }
        appending.join().unwrap();
    });
    assert_eq!(persondays(&Lake::open(data.path()).unwrap()), 40);
}

#[test]
fn files_of_other_columns_are_put_together_with_nothing_where_they_have_none() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let old = batch("old", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    lake.append(&days_worked(), vec![old]).unwrap();
    let mut wider = days_worked();
    wider.columns.push(store::Column {
        name: "remark_count".to_owned(),
        kind: store::ColumnKind::Int64,
    });
    let mut new = batch("new", instant(1), &[("gp-1", 20_701, "2026-27", 7)]);
    let more = Series::new("remark_count".into(), [3_i64]);
    new.rows.with_column(more.into()).unwrap();
    lake.append(&wider, vec![new]).unwrap();
    lake.compact(&days_worked_id(), EAGER, instant(9)).unwrap();
    assert_eq!(
        (lake.files(&days_worked_id()).unwrap().len(), persondays(&lake)),
        (1, 12)
    );
}

#[test]
fn a_damaged_file_is_told_and_everything_stays_as_it_was() {
    let (_data, lake) = with_deliveries(4);
    let file = lake.files(&days_worked_id()).unwrap()[1].path.clone();
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let version = lake.version(&days_worked_id()).unwrap();
    assert!(lake.compact(&days_worked_id(), EAGER, instant(9)).is_err());
    assert_eq!(lake.version(&days_worked_id()).unwrap(), version);
    fs::write(&file, whole).unwrap();
    assert_eq!(persondays(&lake), 20);
}

#[test]
fn the_inventory_names_every_file_that_counts_and_finds_what_was_altered() {
    let (_data, lake) = with_deliveries(3);
    let inventory = lake.inventory().unwrap();
    // Four log entries, the first of which makes the table, and three files of rows.
    assert_eq!(inventory.files.len(), 7);
    assert!(inventory.files.iter().all(|file| file.unsound(true).is_none()));
    let rows: Vec<_> = inventory
        .files
        .iter()
        .filter(|file| file.hash.is_some())
        .collect();
    let mut bytes = fs::read(&rows[0].path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&rows[0].path, &bytes).unwrap();
    assert_eq!(rows[0].unsound(false), None);
    assert_eq!(rows[0].unsound(true), Some(store::Unsound::Altered));
    fs::write(&rows[0].path, &bytes[..9]).unwrap();
    assert!(matches!(
        rows[0].unsound(false),
        Some(store::Unsound::Size { found: 9, .. })
    ));
    fs::remove_file(&rows[0].path).unwrap();
    assert_eq!(rows[0].unsound(false), Some(store::Unsound::Missing));
}

#[test]
fn a_column_of_counts_becomes_one_of_fractions_with_the_same_numbers() {
    let (data, lake) = with_deliveries(3);
    let mut wider = days_worked();
    wider.columns[0].kind = store::ColumnKind::Float64;
    assert_eq!(wider.columns[0].name, "persondays");
    let before = lake.files(&days_worked_id()).unwrap();
    let mut new = batch("half", instant(50), &[("gp-1", 20_900, "2026-27", 0)]);
    let halves = Series::new("persondays".into(), [2.5_f64]);
    new.rows.with_column(halves.into()).unwrap();
    lake.append(&wider, vec![new]).unwrap();
    let again = Lake::open(data.path()).unwrap();
    let mut sum = 0.0;
    for file in again.files(&days_worked_id()).unwrap() {
        let opened = fs::File::open(&file.path).unwrap();
        let frame = ParquetReader::new(opened).finish().unwrap();
        sum += frame
            .column("persondays")
            .unwrap()
            .f64()
            .unwrap()
            .iter()
            .flatten()
            .sum::<f64>();
    }
    assert_eq!(sum, 17.5);
    assert_eq!(again.batches(None).unwrap().len(), 4);
    assert!(
        before.iter().all(|file| file.path.exists()),
        "who reads them goes on reading"
    );
    // Narrower again would lose the half, and is refused.
    let narrower = batch("whole", instant(60), &[("gp-1", 20_901, "2026-27", 1)]);
    assert!(lake.append(&days_worked(), vec![narrower]).is_err());
}
