//! Whatever kills the process while it takes files in, a batch is whole or absent.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use polars::prelude::{ParquetReader, SerReader};
use serde_json::Value;

use crate::command::{Office, command, word};

/// Kills at most, and the time they may take.
const KILLS: usize = 12;
const LONGEST: Duration = Duration::from_secs(15);

/// Rows of each batch, as the log of Delta lists the files.
fn rows_by_batch(data: &Path) -> BTreeMap<String, u64> {
    let mut rows = BTreeMap::new();
    for table in tables(&data.join("lake/rows")) {
        let mut commits: Vec<PathBuf> = files(&table.join("_delta_log"));
        commits.sort();
        for commit in commits
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
        {
            for line in fs::read_to_string(commit).unwrap().lines() {
                let action: Value = serde_json::from_str(line).unwrap();
                assert!(
                    action.get("remove").is_none(),
                    "nothing is ever taken out of the lake: {action}"
                );
                if let Some(path) = action["add"]["path"].as_str() {
                    count(&table.join(path.replace("%20", " ")), &mut rows);
                }
            }
        }
    }
    rows
}

fn count(file: &Path, rows: &mut BTreeMap<String, u64>) {
    let frame = ParquetReader::new(File::open(file).unwrap()).finish().unwrap();
    for batch in frame.column("batch").unwrap().str().unwrap().iter().flatten() {
        *rows.entry(batch.to_owned()).or_default() += 1;
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

/// Batches as the command lists them.
fn listed(office: &Office) -> BTreeMap<String, u64> {
    let lines = office.jela(&["batches", "--json"]).ends_with(0).lines();
    lines
        .iter()
        .map(|line| {
            (
                line["batch"].as_str().unwrap().to_owned(),
                line["rows_accepted"].as_u64().unwrap(),
            )
        })
        .collect()
}

/// A small part of the sample: three dozen workbooks.
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
    let started = Instant::now();
    control.jela(&["ingest", &sample(&control)]).ends_with(0);
    let whole_run = started.elapsed();

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
        assert_eq!(rows_by_batch(&office.data()), listed(&office), "after {wait:?}");
        if started.elapsed() > LONGEST {
            break;
        }
    }
    assert!(killed >= 2, "only {killed} runs were cut short");

    office.jela(&["ingest", &folder]).ends_with(0);
    assert_eq!(rows_by_batch(&office.data()), listed(&office));
    assert_eq!(listed(&office), listed(&control));
    assert!(
        figures(&office) == figures(&control),
        "the figures differ from those of a run that nobody disturbed"
    );
}
