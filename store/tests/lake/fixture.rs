//! A small dataset, batches of it, and a reader of everything the lake holds.

use jiff::Timestamp;
use polars::df;
use polars::prelude::*;
use store::{BatchId, BatchRecord, Column as Declared, ColumnKind, DatasetTable, Lake, NewBatch, TableId};

/// Days worked, with one column of each kind.
pub fn days_worked() -> DatasetTable {
    let column = |name: &str, kind| Declared {
        name: name.into(),
        kind,
    };
    DatasetTable {
        programme: "mgnrega".into(),
        dataset: "days-worked".into(),
        columns: vec![
            column("persondays", ColumnKind::Int64),
            column("rate", ColumnKind::Float64),
            column("category", ColumnKind::Utf8),
            column("closed", ColumnKind::Bool),
            column("opened", ColumnKind::Date),
            column("seen", ColumnKind::TimestampMicros),
        ],
    }
}

pub fn days_worked_id() -> TableId {
    days_worked().id()
}

pub fn instant(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

/// A sheet that prints `text`: its batch, whose rows are `rows` of (place, days since 1970, financial year,
/// persondays).
pub fn batch(text: &str, taken_in: Timestamp, rows: &[(&str, i32, &str, i64)]) -> NewBatch {
    let id = days_worked_id();
    let record = BatchRecord {
        batch: BatchId::of(&id, None, [[text]]),
        programme: id.programme,
        dataset: id.dataset,
        source: "r5-1-3".into(),
        file: format!("{text}.xls"),
        sheet: "Sheet1".into(),
        file_hash: "00ff".into(),
        as_on: Some("2026-11-24".parse().unwrap()),
        taken_in,
        columns: vec!["persondays".into()],
        rows_read: rows.len() as u64 + 1,
        rows_accepted: rows.len() as u64,
        rows_rejected: 1,
        sample: false,
    };
    NewBatch {
        record,
        rows: frame(rows),
    }
}

pub fn frame(rows: &[(&str, i32, &str, i64)]) -> DataFrame {
    let column = |pick: fn(&(&str, i32, &str, i64)) -> i64| rows.iter().map(pick).collect::<Vec<i64>>();
    let places: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let years: Vec<&str> = rows.iter().map(|row| row.2).collect();
    let days: Vec<i32> = rows.iter().map(|row| row.1).collect();
    let mut frame = df!(
        "persondays" => column(|row| row.3),
        "place" => &places,
        "level" => vec!["gp"; rows.len()],
        "place_printed" => vec!["RAMGARH"; rows.len()],
        "fy" => years,
        "source_row" => (5..5 + rows.len() as i64).collect::<Vec<_>>(),
        "rate" => vec![213.5; rows.len()],
        "category" => vec![None::<&str>; rows.len()],
        "closed" => vec![true; rows.len()],
    )
    .unwrap();
    for name in ["date", "opened"] {
        let days = Series::new(name.into(), days.clone())
            .cast(&DataType::Date)
            .unwrap();
        frame.with_column(days.into_column()).unwrap();
    }
    let seen = Series::new("seen".into(), vec![1_000_000i64; rows.len()]);
    frame
        .with_column(seen.into_datetime(TimeUnit::Microseconds, None).into_column())
        .unwrap();
    frame
}

/// All rows that the lake's files hold, by a polars scan.
#[expect(clippy::disallowed_methods, reason = "a test reads what analytics would")]
pub fn scan(lake: &Lake) -> DataFrame {
    let files = lake.files(&days_worked_id()).unwrap();
    if files.is_empty() {
        return DataFrame::empty();
    }
    let paths: Vec<_> = files
        .iter()
        .map(|file| PlRefPath::new(file.path.to_str().unwrap()))
        .collect();
    let args = ScanArgsParquet {
        hive_options: HiveOptions::new_disabled(),
        ..Default::default()
    };
    let rows = LazyFrame::scan_parquet_files(paths.into(), args)
        .unwrap()
        .collect()
        .unwrap();
    assert_eq!(
        rows.height() as u64,
        files.iter().map(|file| file.rows).sum::<u64>()
    );
    rows
}

pub fn persondays(lake: &Lake) -> i64 {
    scan(lake)
        .column("persondays")
        .unwrap()
        .i64()
        .unwrap()
        .sum()
        .unwrap()
}
