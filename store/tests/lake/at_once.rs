use std::thread;

use polars::prelude::Column;
use store::{Column as Declared, ColumnKind, Lake};

use crate::fixture::*;

/// Writers and batches of each: enough that their commits meet.
const WRITERS: i64 = 4;
const EACH: i64 = 8;

#[test]
fn writers_on_a_lake_that_is_not_there_yet_all_get_through() {
    let data = tempfile::tempdir().unwrap();
    // Each writer has a lake of its own, as processes do.
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let data = data.path();
            scope.spawn(move || {
                let lake = Lake::open(data).unwrap();
                for number in 0..EACH {
                    let text = format!("writer {writer} sheet {number}");
                    let new = batch(
                        &text,
                        instant(number),
                        &[("gp-1", 20_700, "2026-27", 1 << writer)],
                    );
                    lake.append(&days_worked(), vec![new]).unwrap();
                }
            });
        }
    });
    let lake = Lake::open(data.path()).unwrap();
    assert_eq!(lake.batches(None).unwrap().len() as i64, WRITERS * EACH);
    assert_eq!(persondays(&lake), EACH * ((1 << WRITERS) - 1));
}

#[test]
fn one_lake_serves_readers_while_another_thread_appends() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 0..EACH {
                let new = batch(
                    &format!("sheet {number}"),
                    instant(number),
                    &[("gp-1", 20_700, "2026-27", 1)],
                );
                lake.append(&days_worked(), vec![new]).unwrap();
            }
        });
        while !writer.is_finished() {
            // Batches first: a batch that is on record has its rows.
            let batches = lake.batches(None).unwrap().len();
            assert!(scan(&lake).height() >= batches);
        }
    });
    assert_eq!(persondays(&lake), EACH);
}

#[test]
fn writers_that_declare_a_new_column_at_once_all_get_through() {
    let data = tempfile::tempdir().unwrap();
    let sheet = [("gp-1", 20_700, "2026-27", 1)];
    let lake = Lake::open(data.path()).unwrap();
    lake.append(&days_worked(), vec![batch("before", instant(0), &sheet)])
        .unwrap();
    let mut wider = days_worked();
    wider.columns.push(Declared {
        name: "muster_rolls".into(),
        kind: ColumnKind::Int64,
    });
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (data, wider) = (data.path(), &wider);
            scope.spawn(move || {
                let lake = Lake::open(data).unwrap();
                let mut new = batch(&format!("writer {writer}"), instant(writer), &sheet);
                new.rows
                    .with_column(Column::new("muster_rolls".into(), [9i64]))
                    .unwrap();
                lake.append(wider, vec![new]).unwrap();
            });
        }
    });
    assert_eq!(lake.batches(None).unwrap().len() as i64, WRITERS + 1);
}
