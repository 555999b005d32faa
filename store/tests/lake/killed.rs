//! Promise 7: a batch is whole or absent, whatever kills the process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use store::Lake;

use crate::fixture::*;

/// Tells the child where the lake is; without it the child is not run.
const DATA: &str = "JELA_TEST_LAKE";
/// Keeps the batches of one child apart from those of the others.
const CHILD: &str = "JELA_TEST_CHILD";
/// Set by `make soak`, for the long count of kills.
const SOAK: &str = "JELA_SOAK";
/// A child is killed within this time of its start, a time in which it makes several commits.
const LONGEST_LIFE_MILLIS: u64 = 500;

#[test]
#[ignore = "runs only as the child of the test below"]
fn a_child_that_appends_until_it_is_killed() {
    let data = std::env::var_os(DATA)
        .map(PathBuf::from)
        .expect("the parent says where");
    let child = std::env::var(CHILD).unwrap();
    let lake = Lake::open(&data).unwrap();
    for number in 0.. {
        let rows = [
            ("gp-1", 20_700, "2026-27", 1),
            ("gp-2", 20_500, "2025-26", 1),
            ("gp-3", 20_100, "2024-25", 1),
        ];
        let new = |part: usize| {
            let text = format!("child {child} sheet {number} part {part}");
            batch(&text, instant(number), &rows.repeat(200)[part..])
        };
        lake.append(&days_worked(), vec![new(0), new(1), new(2)]).unwrap();
    }
}

#[test]
fn whatever_kills_the_process_every_batch_is_whole_or_absent() {
    let data = tempfile::tempdir().unwrap();
    let mut random = 20_261_124;
    for child in 0..children() {
        let mut appending = spawn(data.path(), child);
        thread::sleep(Duration::from_millis(next(&mut random) % LONGEST_LIFE_MILLIS));
        // On Unix this is SIGKILL, which nothing can catch.
        appending.kill().unwrap();
        appending.wait().unwrap();
        check_every_batch(data.path());
    }
    let lake = Lake::open(data.path()).unwrap();
    let before = (lake.batches(None).unwrap(), scan(&lake).height());
    assert!(
        before.1 > 0,
        "no child lived long enough to commit; let them live longer"
    );
    lake.sweep_orphans(Timestamp::MAX).unwrap();
    assert_eq!((lake.batches(None).unwrap(), scan(&lake).height()), before);
    check_every_batch(data.path());
}

fn children() -> u64 {
    if std::env::var_os(SOAK).is_some() {
        1_000
    } else {
        24
    }
}

fn spawn(data: &Path, child: u64) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "killed::a_child_that_appends_until_it_is_killed",
            "--ignored",
        ])
        .env(DATA, data)
        .env(CHILD, child.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// The rows of each batch are as many as its record says, and no row is of a batch without record.
fn check_every_batch(data: &Path) {
    let lake = Lake::open(data).unwrap();
    let recorded: BTreeMap<String, u64> = lake
        .batches(None)
        .unwrap()
        .into_iter()
        .map(|entry| (entry.record.batch.to_string(), entry.record.rows_accepted))
        .collect();
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let rows = scan(&lake);
    if let Ok(batches) = rows.column("batch") {
        for batch in batches.str().unwrap().iter().flatten() {
            *found.entry(batch.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(found, recorded);
}

/// A fixed sequence that looks random, so that a failure can be had again.
fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}
