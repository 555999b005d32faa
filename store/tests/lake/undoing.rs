use store::{BatchId, Lake, StoreError};

use crate::fixture::*;

#[test]
fn an_undone_batch_is_marked_and_its_rows_stay() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let first = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    let second = batch("sonamukhi", instant(0), &[("gp-2", 20_700, "2026-27", 7)]);
    let undone = first.record.batch.clone();
    let taken_in = lake.append(&days_worked(), vec![first, second]).unwrap().version;

    let outcome = lake.undo(&undone, instant(9)).unwrap();
    assert_eq!((outcome.table, outcome.deliveries), (days_worked_id(), 1));
    assert!(outcome.version > taken_in);
    let batches = Lake::open(data.path()).unwrap().batches(None).unwrap();
    assert_eq!(
        batches.iter().map(|entry| entry.undone).collect::<Vec<_>>(),
        [Some(instant(9)), None]
    );
    assert_eq!(persondays(&lake), 12);
}

#[test]
fn a_sheet_taken_in_again_after_an_undo_counts_again() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let deliver = |second| {
        let new = batch("ramgarh", instant(second), &[("gp-1", 20_700, "2026-27", 5)]);
        let id = new.record.batch.clone();
        lake.append(&days_worked(), vec![new]).unwrap();
        id
    };
    let id = deliver(0);
    deliver(1);
    assert_eq!(lake.undo(&id, instant(2)).unwrap().deliveries, 2);
    deliver(3);
    let undone = |lake: &Lake| {
        lake.batches(None)
            .unwrap()
            .iter()
            .map(|b| b.undone)
            .collect::<Vec<_>>()
    };
    assert_eq!(undone(&lake), [Some(instant(2)), Some(instant(2)), None]);
    assert_eq!(lake.undo(&id, instant(4)).unwrap().deliveries, 1);
    assert_eq!(
        undone(&lake),
        [Some(instant(2)), Some(instant(2)), Some(instant(4))]
    );
}

#[test]
fn undoing_what_was_never_taken_in_says_so() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let stranger = BatchId::of(&days_worked_id(), None, [["no such sheet"]]);
    let fault = lake.undo(&stranger, instant(0)).unwrap_err();
    assert!(
        matches!(&fault, StoreError::UnknownBatch { batch } if *batch == stranger),
        "{fault}"
    );
    assert!(fault.to_string().contains("jela batches"));
}

#[test]
fn undoing_twice_says_when_it_was_undone() {
    let data = tempfile::tempdir().unwrap();
    let lake = Lake::open(data.path()).unwrap();
    let new = batch("ramgarh", instant(0), &[("gp-1", 20_700, "2026-27", 5)]);
    let id = new.record.batch.clone();
    lake.append(&days_worked(), vec![new]).unwrap();
    lake.undo(&id, instant(1)).unwrap();
    let version = lake.version(&days_worked_id()).unwrap();
    let fault = lake.undo(&id, instant(2)).unwrap_err();
    assert!(matches!(fault, StoreError::AlreadyUndone { at, .. } if at == instant(1)));
    assert_eq!(lake.version(&days_worked_id()).unwrap(), version);
}
