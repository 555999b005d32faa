//! Rows whose time is over: they are gone from the disk once nobody reads them, and what must stay stays.

use std::collections::HashSet;
use std::fs;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use polars::prelude::{NamedFrom, ParquetReader, SerReader, Series};
use store::{Becomes, CaseTable, Lake, NewBatch, Over, RewriteKind};

use crate::fixture::*;

/// Days from 1970 of 10 March 2024, 30 March 2024 and 15 April 2024.
const DAYS: [i32; 3] = [19_792, 19_812, 19_828];

fn with_rows() -> (tempfile::TempDir, Lake) {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let rows = [
        ("gp-1", DAYS[0], "2023-24", 1),
        ("gp-2", DAYS[0], "2023-24", 2),
        ("gp-1", DAYS[1], "2023-24", 4),
        ("gp-1", DAYS[2], "2024-25", 8),
    ];
    let NewBatch { record, mut rows } = batch("march", instant(0), &rows);
    let cases = ["a", "b", "c", "d"].map(|case| case.repeat(32));
    rows.with_column(Series::new("category".into(), cases).into())
        .unwrap();
    lake.append(&days_worked(), vec![NewBatch { record, rows }])
        .unwrap();
    (data, lake)
}

fn over(rows_before: Date, spared: &[&str]) -> Over {
    let spared: HashSet<String> = spared.iter().map(|case| case.repeat(32)).collect();
    Over {
        table: days_worked_id(),
        before: date(2024, 4, 1),
        rows_before,
        spared: (!spared.is_empty()).then(|| ("category".to_owned(), spared)),
    }
}

/// What every Parquet file below the rows holds, counted or not.
fn on_the_disk(data: &std::path::Path) -> i64 {
    let table = data.join("lake/rows/mgnrega/days-worked");
    let years = fs::read_dir(table).unwrap().map(|entry| entry.unwrap().path());
    let years = years.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("fy="));
    let files = years.flat_map(|year| fs::read_dir(year).unwrap());
    let sums = files.map(|file| {
        let file = fs::File::open(file.unwrap().path()).unwrap();
        let rows = ParquetReader::new(file).finish().unwrap();
        let persondays = rows.column("persondays").unwrap().i64().unwrap();
        persondays.iter().flatten().sum::<i64>()
    });
    sums.sum()
}

#[test]
fn what_is_over_goes_and_is_gone_from_the_disk_after_the_sweep() {
    let (data, lake) = with_rows();
    let (before, batches) = (
        lake.files(&days_worked_id()).unwrap(),
        lake.batches(None).unwrap(),
    );
    let over = over(date(2024, 3, 20), &["b"]);
    assert_eq!(lake.count_over(&over).unwrap(), (1, 4));
    let alone = lake.lock_rewrite().unwrap();
    let done = lake.take_out(&alone, &over, instant(9)).unwrap().unwrap();
    assert_eq!(
        (done.rows, done.what),
        (
            1,
            RewriteKind::Removed {
                before: date(2024, 4, 1)
            }
        )
    );
    assert_eq!(persondays(&lake), 14);
    // Only the year that lost rows is counted anew, and deliveries are still told.
    let changed = lake.changed_partitions(&days_worked_id(), Some(1)).unwrap();
    assert_eq!(changed.into_iter().collect::<Vec<_>>(), ["2023-24"]);
    assert_eq!(lake.batches(None).unwrap(), batches);
    assert!(
        before.iter().all(|file| file.path.exists()),
        "somebody may still read it"
    );
    lake.sweep_orphans(Timestamp::MAX).unwrap();
    assert_eq!(on_the_disk(data.path()), 14);
    // A second time nothing is over, and nothing is written.
    let version = lake.version(&days_worked_id()).unwrap();
    assert_eq!(lake.take_out(&alone, &over, instant(10)).unwrap(), None);
    assert_eq!(lake.version(&days_worked_id()).unwrap(), version);
}

#[test]
fn a_year_of_which_every_row_goes_has_no_file_left() {
    let (data, lake) = with_rows();
    let alone = lake.lock_rewrite().unwrap();
    lake.take_out(&alone, &over(date(2024, 4, 1), &[]), instant(9))
        .unwrap();
    let files = lake.files(&days_worked_id()).unwrap();
    assert_eq!(
        files.iter().map(|file| file.fy.as_str()).collect::<Vec<_>>(),
        ["2024-25"]
    );
    lake.sweep_orphans(Timestamp::MAX).unwrap();
    assert_eq!((persondays(&lake), on_the_disk(data.path())), (8, 8));
}

#[test]
fn cases_of_which_nothing_was_told_for_long_can_not_be_found_again() {
    let (_data, lake) = with_rows();
    let of = CaseTable {
        table: days_worked_id(),
        column: "category".to_owned(),
    };
    let tables = [of.clone()];
    let over = lake.cases_over(&tables, date(2024, 3, 20)).unwrap();
    assert_eq!(over, HashSet::from(["a".repeat(32), "b".repeat(32)]));
    assert_eq!(lake.count_cases(&tables, &over).unwrap(), (2, 4));
    let alone = lake.lock_rewrite().unwrap();
    lake.unlink(&alone, &tables, (date(2024, 3, 20), &over), instant(9))
        .unwrap();
    assert_eq!(lake.rows_about(&of, &"a".repeat(32)).unwrap(), None);
    let known = lake.rows_about(&of, &"d".repeat(32)).unwrap();
    assert_eq!(known, Some((1, date(2024, 4, 15), date(2024, 4, 15))));
    assert_eq!(persondays(&lake), 15, "no row is lost");
    // They are not made others again each day.
    assert!(lake.cases_over(&tables, date(2024, 3, 20)).unwrap().is_empty());
    assert_eq!(lake.cases_over(&tables, date(2024, 4, 1)).unwrap().len(), 1);
}

#[test]
fn a_damaged_file_is_told_and_every_row_stays() {
    let (_data, lake) = with_rows();
    let file = lake.files(&days_worked_id()).unwrap()[1].path.clone();
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let alone = lake.lock_rewrite().unwrap();
    let over = over(date(2024, 4, 1), &[]);
    assert!(lake.count_over(&over).is_err());
    assert!(lake.take_out(&alone, &over, instant(9)).is_err());
    fs::write(&file, whole).unwrap();
    assert_eq!(persondays(&lake), 15);
    assert!(!lake.is_rewriting().unwrap());
}

#[test]
fn while_rows_are_written_again_no_files_are_put_together() {
    let (data, lake) = with_rows();
    let new = batch("april", instant(1), &[("gp-1", DAYS[2] + 1, "2024-25", 16)]);
    lake.append(&days_worked(), vec![new]).unwrap();
    let alone = lake.lock_rewrite().unwrap();
    let eager = store::Fullness {
        files: 2,
        small: 100,
        full: 1_000,
    };
    let other = Lake::open(data.path()).unwrap();
    assert_eq!(
        other.compact(&days_worked_id(), eager, instant(5)).unwrap().from,
        0
    );
    let what = (
        RewriteKind::Removed {
            before: date(2024, 4, 1),
        },
        instant(6),
    );
    let tables = [days_worked_id()];
    let done = lake
        .rewrite(&alone, &tables, what, |_, _| Ok(Becomes::Same))
        .unwrap();
    assert!(done.is_empty());
    drop(alone);
    assert_eq!(
        other.compact(&days_worked_id(), eager, instant(7)).unwrap().from,
        2
    );
}
