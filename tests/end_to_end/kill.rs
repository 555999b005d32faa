//! Whatever kills the process while it takes files in, a batch is whole or absent.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use polars::prelude::{DataType, ParquetReader, SerReader};
use serde_json::Value;

use crate::command::{Office, command, word};

/// Kills at most, and the time they may take.
const KILLS: usize = 12;
const LONGEST: Duration = Duration::from_secs(15);

/// A batch and the moment at which it was taken in.
type Delivery = (String, i64);

/// Rows of each delivery, in the files that the log of Delta lists.
fn rows_by_delivery(data: &Path) -> BTreeMap<Delivery, u64> {
    let mut rows = BTreeMap::new();
    for table in tables(&data.join("lake/rows")) {
        let commits = files(&table.join("_delta_log")).into_iter();
        for commit in commits.filter(|path| path.extension().is_some_and(|end| end == "json")) {
            for line in fs::read_to_string(commit).unwrap().lines() {
                let action: Value = serde_json::from_str(line).unwrap();
                assert!(
                    action.get("remove").is_none(),
                    "nothing is ever taken out of the lake: {action}"
                );
                if let Some(path) = action["add"]["path"].as_str() {
                    count(&table.join(path), &mut rows);
                }
            }
        }
    }
    rows
}

fn count(file: &Path, rows: &mut BTreeMap<Delivery, u64>) {
    let frame = ParquetReader::new(File::open(file).unwrap()).finish().unwrap();
    let moments = frame.column("taken_in").unwrap().cast(&DataType::Int64).unwrap();
    let batches = frame.column("batch").unwrap().str().unwrap().iter().flatten();
    for (batch, moment) in batches.zip(moments.i64().unwrap().iter().flatten()) {
        *rows.entry((batch.to_owned(), moment)).or_default() += 1;
    }
}

fn tables(rows: &Path) -> Vec<PathBuf> {
    let programmes = files(rows);
    let datasets = programmes.iter().flat_map(|programme| files(programme));
    datasets
        .filter(|dataset| dataset.join("_delta_log").is_dir())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Every delivery that is listed is there with all its rows, and nothing else is.
#[track_caller]
fn is_whole(office: &Office, rows_of_batches: &BTreeMap<String, u64>) {
    let found = rows_by_delivery(&office.data());
    let listed = office.jela(&["batches", "--json"]).ends_with(0).lines();
    let mut of_list: Vec<&str> = listed
        .iter()
        .map(|line| line["batch"].as_str().unwrap())
        .collect();
    let mut of_files: Vec<&str> = found.keys().map(|(batch, _)| batch.as_str()).collect();
    of_list.sort_unstable();
    of_files.sort_unstable();
    assert_eq!(of_files, of_list);
    for ((batch, moment), rows) in &found {
        assert_eq!(rows_of_batches.get(batch), Some(rows), "{batch} of {moment}");
    }
}

/// A small part of the sample.
fn sample(office: &Office) -> String {
    let folder = office.path("sample");
    office
        .jela(&[
            "sample",
            "--out",
            &word(&folder),
            "--scale",
            "0.1",
            "--until",
            "2025-12-20",
        ])
        .ends_with(0);
    word(&folder.join("mgnrega"))
}

fn figures(office: &Office) -> Vec<u8> {
    let words = [
        "query",
        "mgnrega",
        "--measure",
        "job_cards,persondays,expenditure",
        "--by",
        "gp",
        "--format",
        "csv",
    ];
    office.jela(&words).ends_with(0).out
}

#[test]
fn a_killed_ingest_leaves_whole_batches_and_the_next_one_finishes_the_work() {
    let control = Office::new();
    let folder = sample(&control);
    let started = Instant::now();
    control.jela(&["ingest", &folder]).ends_with(0);
    let whole_run = started.elapsed();
    let rows: BTreeMap<String, u64> = rows_by_delivery(&control.data())
        .into_iter()
        .map(|((batch, _), rows)| (batch, rows))
        .collect();

    let office = Office::new();
    let folder = sample(&office);
    let started = Instant::now();
    let mut chance = 305_u64;
    let mut killed = 0;
    for _ in 0..KILLS {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let wait = whole_run.mul_f64((chance >> 40) as f64 / f64::from(1 << 24));
        let mut child = command(&office.data())
            .args(["ingest", &folder])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(wait);
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        is_whole(&office, &rows);
        if started.elapsed() > LONGEST {
            break;
        }
    }
    assert!(killed >= 2, "only {killed} runs were cut short");

    office.jela(&["ingest", &folder]).ends_with(0);
    is_whole(&office, &rows);
    assert!(
        figures(&office) == figures(&control),
        "the figures differ from those of a run that nobody disturbed"
    );
}
