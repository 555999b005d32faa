//! Whatever is done to the log is found: by a byte, an entry, an order, an end.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::{Broken, Deed, Kind, Sieve, Whole};
use crate::state::State;

fn begin() -> Timestamp {
    "2026-11-20T06:00:00Z".parse().unwrap()
}

/// Nine entries of three days.
fn logged() -> (tempfile::TempDir, State) {
    let data = tempfile::tempdir().unwrap();
    let state = State::open(data.path()).unwrap();
    for number in 0..9 {
        let at = begin() + SignedDuration::from_hours(8 * number);
        let deed = Deed::of(Kind::Change, "bdo", "203.0.113.7", format!("deed {number}"));
        state.log(deed, at).unwrap();
    }
    (data, state)
}

fn run(state: &State, statement: &str) {
    state
        .wait(async {
            let statement = sqlx::AssertSqlSafe(statement.to_owned());
            sqlx::query(statement).execute(&state.pool).await
        })
        .unwrap();
}

fn broken(state: &State) -> Broken {
    state.verify_audit(&[]).unwrap().unwrap_err()
}

#[test]
fn a_log_that_nobody_touched_is_whole_and_each_day_has_its_anchor() {
    let (data, state) = logged();
    let whole = state.verify_audit(&[]).unwrap().unwrap();
    assert_eq!(
        whole,
        Whole {
            entries: 9,
            anchors: 3
        }
    );
    assert_eq!(std::fs::read_dir(data.path().join("audit")).unwrap().count(), 3);
    let empty = tempfile::tempdir().unwrap();
    let nothing = State::open(empty.path())
        .unwrap()
        .verify_audit(&[])
        .unwrap()
        .unwrap();
    assert_eq!(
        nothing,
        Whole {
            entries: 0,
            anchors: 0
        }
    );
}

#[test]
fn any_altered_column_of_any_entry_is_found_and_the_entry_named() {
    for number in 1..=9 {
        for change in [
            "at = at + 1",
            "kind = 'export'",
            "account = 'bdp'",
            "address = '203.0.113.8'",
            "what = what || ' '",
            "what = CAST(what AS BLOB)",
            "previous = hash",
            "hash = previous",
            "number = number + 100",
        ] {
            let (_data, state) = logged();
            run(
                &state,
                &format!("UPDATE audit_entry SET {change} WHERE number = {number}"),
            );
            assert_eq!(broken(&state).number, number, "{change} at {number}");
        }
    }
}

#[test]
fn every_single_bit_of_an_entry_counts() {
    let (_data, state) = logged();
    let what = "deed 4";
    for at in 0..what.len() {
        for bit in 0..7 {
            let mut bytes = what.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let altered = String::from_utf8(bytes).unwrap();
            let set = |what: &str| {
                let update =
                    sqlx::query("UPDATE audit_entry SET what = $1 WHERE number = 5").bind(what.to_owned());
                state.wait(async { update.execute(&state.pool).await }).unwrap();
            };
            set(&altered);
            assert_eq!(broken(&state).number, 5, "{altered:?}");
            set(what);
        }
    }
    assert!(state.verify_audit(&[]).unwrap().is_ok());
}

#[test]
fn removed_inserted_and_swapped_entries_are_found() {
    for number in 1..=9 {
        let (_data, state) = logged();
        run(
            &state,
            &format!("DELETE FROM audit_entry WHERE number = {number}"),
        );
        assert_eq!(broken(&state).number, number);
    }
    for number in 1..=9 {
        let (_data, state) = logged();
        run(
            &state,
            &format!("UPDATE audit_entry SET number = -number WHERE number >= {number}"),
        );
        run(
            &state,
            "UPDATE audit_entry SET number = 1 - number WHERE number < 0",
        );
        run(
            &state,
            &format!(
                "INSERT INTO audit_entry SELECT {number}, at, kind, account, address, what, previous, hash
                      FROM audit_entry WHERE number = {number} + 1"
            ),
        );
        // The copy in its place is as it was written; what follows it is not.
        assert_eq!(broken(&state).number, number + 1, "inserted at {number}");
    }
    for number in 1..9 {
        let (_data, state) = logged();
        for (from, to) in [(number, 100), (number + 1, number), (100, number + 1)] {
            run(
                &state,
                &format!("UPDATE audit_entry SET number = {to} WHERE number = {from}"),
            );
        }
        assert_eq!(broken(&state).number, number);
    }
}

#[test]
fn an_end_that_was_cut_off_is_missed_by_the_head_or_by_the_anchors() {
    let (data, state) = logged();
    run(&state, "DELETE FROM audit_entry WHERE number = 9");
    assert_eq!(broken(&state).number, 9);
    // Who knows of the head as well is missed by the anchors, of which copies may lie elsewhere.
    run(&state, "DELETE FROM audit_entry WHERE number > 3");
    run(
        &state,
        "UPDATE audit_head SET number = 3, at = (SELECT at FROM audit_entry WHERE number = 3),
           hash = (SELECT hash FROM audit_entry WHERE number = 3)",
    );
    assert_eq!(broken(&state).number, 4);
    let copies = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(data.path().join("audit")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), copies.path().join(file.file_name())).unwrap();
        std::fs::remove_file(file.path()).unwrap();
    }
    assert!(
        state.verify_audit(&[]).unwrap().is_ok(),
        "nothing is left that knows better"
    );
    let copies: Vec<PathBuf> = vec![copies.path().to_owned()];
    assert_eq!(state.verify_audit(&copies).unwrap().unwrap_err().number, 4);
}

#[test]
fn whoever_writes_the_past_anew_without_the_secret_is_found() {
    let (_data, state) = logged();
    // What would be a whole chain under another key.
    let forged = super::Entry {
        number: 1,
        at: begin(),
        kind: "change".to_owned(),
        account: "somebody else".to_owned(),
        address: String::new(),
        what: "deed 0".to_owned(),
        previous: String::new(),
        hash: String::new(),
    };
    let hash = forged.computed(&[0; crate::SECRET_BYTES]);
    run(
        &state,
        &format!(
            "UPDATE audit_entry SET account = 'somebody else', address = '', hash = '{hash}' WHERE number = 1"
        ),
    );
    assert_eq!(broken(&state).number, 1);
}

#[test]
fn an_anchor_that_was_altered_is_named() {
    let (data, state) = logged();
    let anchor = std::fs::read_dir(data.path().join("audit"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = std::fs::read_to_string(&anchor).unwrap();
    std::fs::write(&anchor, text.replace("\"number\":", "\"number\":1")).unwrap();
    let told = broken(&state).to_string();
    assert!(
        told.contains(&*anchor.file_name().unwrap().to_string_lossy()),
        "{told}"
    );
}

#[test]
fn deeds_of_many_at_once_are_all_there_in_one_chain() {
    let data = tempfile::tempdir().unwrap();
    let (one, other) = (
        State::open(data.path()).unwrap(),
        State::open(data.path()).unwrap(),
    );
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let state = if worker % 2 == 0 { &one } else { &other };
            scope.spawn(move || {
                for number in 0..10 {
                    let deed = Deed::of(Kind::Export, "bdo", "", format!("{worker} {number}"));
                    state.log(deed, begin()).unwrap();
                }
            });
        }
    });
    assert_eq!(one.verify_audit(&[]).unwrap().unwrap().entries, 80);
}

#[test]
fn what_can_t_be_written_is_an_error_and_leaves_nothing() {
    let (data, state) = logged();
    let key = data.path().join("keys/audit");
    std::fs::write(&key, "short").unwrap();
    let refused = state
        .log(Deed::of_operator(Kind::Change, "x"), begin())
        .unwrap_err();
    assert!(refused.to_string().contains("keys/audit"), "{refused}");
    assert_eq!(state.audit_entries(&Sieve::default(), 100).unwrap().len(), 9);
}

#[test]
fn the_log_is_read_by_account_kind_and_span_the_newest_first() {
    let (_data, state) = logged();
    let now = begin() + SignedDuration::from_hours(100);
    state.log(Deed::of_operator(Kind::SignIn, "x"), now).unwrap();
    let found = |sieve: Sieve| -> Vec<i64> {
        let entries = state.audit_entries(&sieve, 4).unwrap();
        entries.iter().map(|entry| entry.number).collect()
    };
    assert_eq!(found(Sieve::default()), [10, 9, 8, 7]);
    let of = |account: &str| Sieve {
        account: Some(account.to_owned()),
        ..Sieve::default()
    };
    assert_eq!(found(of("operator")), [10]);
    assert_eq!(found(of("bdo' OR 1=1 --")), [0; 0]);
    assert_eq!(
        found(Sieve {
            kind: Some(Kind::Change),
            below: Some(6),
            ..Sieve::default()
        }),
        [5, 4, 3, 2]
    );
    let day = begin() + SignedDuration::from_hours(24);
    assert_eq!(
        found(Sieve {
            from: Some(day),
            before: Some(day + SignedDuration::from_hours(9)),
            ..Sieve::default()
        }),
        [5, 4]
    );
}
