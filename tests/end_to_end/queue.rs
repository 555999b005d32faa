//! The queue under kills, under several workers, and on a full disk: jobs are neither lost nor done twice, and every batch is
//! whole or absent.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use store::State;
use store::state::JobState;

use crate::command::{Office, command, real, word};
use crate::sending::{Visitor, account};
use crate::server::Server;
use crate::watch::Watching;

/// Set by `make soak`, for the long count of kills.
const SOAK: &str = "JELA_SOAK";

fn kills() -> usize {
    if std::env::var_os(SOAK).is_some() { 220 } else { 12 }
}

/// A return of its own for each number: another value for one block.
fn variant(number: usize) -> String {
    let text = fs::read_to_string(real("11-")).unwrap();
    assert!(text.contains("896070.0"));
    text.replace("896070.0", &format!("{}.0", 896_071 + number))
}

fn deliveries(office: &Office) -> Vec<Value> {
    office.jela(&["batches", "--json"]).ends_with(0).lines()
}

/// Each batch stands once, and its rows add up.
#[track_caller]
fn each_once(office: &Office) -> usize {
    let deliveries = deliveries(office);
    let mut seen = BTreeSet::new();
    for delivery in &deliveries {
        assert!(seen.insert(delivery["batch"].to_string()), "twice: {delivery}");
        let rows = |what: &str| delivery[what].as_u64().unwrap();
        assert_eq!(
            rows("rows_accepted") + rows("rows_rejected"),
            rows("rows_read"),
            "{delivery}"
        );
    }
    deliveries.len()
}

fn chance(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 40) as f64 / f64::from(1 << 24)
}

/// From the start of a process that watches until it has taken in the first file.
fn whole_run() -> Duration {
    let office = Office::new();
    let folder = office.path("share");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("return.csv"), variant(0)).unwrap();
    let began = Instant::now();
    let watching = Watching::start(&office.data(), &folder);
    assert_eq!(watching.next()["status"], "taken");
    began.elapsed()
}

#[test]
fn whatever_kills_a_worker_no_job_is_lost_and_none_is_done_twice() {
    let office = Office::new();
    let folder = office.path("share");
    fs::create_dir_all(&folder).unwrap();
    let whole_run = whole_run();
    let mut state = 20_261_128;
    let mut cut_short = 0;
    for number in 0..kills() {
        fs::write(folder.join(format!("return-{number}.csv")), variant(number)).unwrap();
        let mut watching = Watching::start(&office.data(), &folder);
        // Some are killed before the file is handed on, some after it is taken in, most in between.
        std::thread::sleep(whole_run.mul_f64(0.6 + 0.6 * chance(&mut state)));
        cut_short += usize::from(watching.child.try_wait().unwrap().is_none());
        // On Unix this is SIGKILL, which nothing can catch.
        watching.child.kill().unwrap();
        watching.child.wait().unwrap();
        each_once(&office);
    }
    assert_eq!(cut_short, kills());
    let watching = Watching::start(&office.data(), &folder);
    let began = Instant::now();
    // All that was cut short is still to be done, and the more deliveries there are, the longer each takes.
    let patience = Duration::from_secs(60 + 3 * kills() as u64);
    let jobs = || State::open(&office.data()).unwrap().jobs(None, 1_000).unwrap();
    loop {
        let jobs = jobs();
        if jobs.len() >= kills() && jobs.iter().all(|job| job.state == JobState::Taken) {
            break;
        }
        let states: Vec<_> = jobs.iter().map(|job| (job.state, job.message.clone())).collect();
        assert!(began.elapsed() < patience, "{states:?}");
        assert!(jobs.iter().all(|job| job.state != JobState::Failed), "{states:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
    drop(watching);
    let jobs = jobs();
    assert_eq!(jobs.len(), kills(), "one job a file");
    for job in &jobs {
        let told: Value = serde_json::from_str(job.result.as_ref().unwrap()).unwrap();
        assert_eq!(
            told[0]["status"], "taken",
            "of job {} after {} tries: {told}",
            job.id, job.attempts
        );
    }
    assert_eq!(each_once(&office), kills(), "one delivery a file");
    let rows: BTreeSet<u64> = deliveries(&office)
        .iter()
        .map(|delivery| delivery["rows_accepted"].as_u64().unwrap())
        .collect();
    assert_eq!(rows.len(), 1, "every file has as many rows");
}

#[test]
fn a_server_that_is_killed_goes_on_where_it_was_when_it_starts_again() {
    let office = Office::new();
    account(&office, "dm --role admin");
    office.file("data/jela.toml", b"lease_seconds = 1\n");
    let mut server = Server::start(&office.data());
    let mut dm = Visitor::signed_in(&server.address, "dm");
    let mut uploads = Vec::new();
    let mut state = 305;
    for number in 0..6 {
        let upload = dm.send(&[("return.csv", variant(number).as_bytes())]);
        // Some are killed while they are read, some while they are taken in.
        std::thread::sleep(Duration::from_millis((chance(&mut state) * 500.0) as u64));
        if dm.told(&upload)["state"] == "review" {
            dm.decide(&upload, "confirm");
            std::thread::sleep(Duration::from_millis((chance(&mut state) * 200.0) as u64));
        }
        uploads.push(upload);
        drop(server); // by SIGKILL
        server = Server::start(&office.data());
        dm = dm.at(&server.address);
    }
    for upload in &uploads {
        // Each says otherwise of one block, so that some are asked about anew.
        let told = dm.confirm(upload);
        assert_eq!(
            (&told["state"], &told["sheets"][0]["status"]),
            (&"taken".into(), &"taken".into()),
            "{told}"
        );
    }
    assert_eq!(each_once(&office), 6);
}

#[test]
fn a_server_and_a_process_that_watches_work_on_one_queue_and_each_job_is_done_once() {
    let office = Office::new();
    account(&office, "dm --role admin");
    let folder = office.path("share");
    fs::create_dir_all(&folder).unwrap();
    let server = Server::start(&office.data());
    // Its workers take jobs of the queue, whoever put them there; a second server would be refused.
    let watching = Watching::start(&office.data(), &folder);
    let dm = Visitor::signed_in(&server.address, "dm");
    let uploads: Vec<String> = (0..8)
        .map(|number| {
            fs::write(folder.join(format!("{number}.csv")), variant(100 + number)).unwrap();
            dm.send(&[("return.csv", variant(number).as_bytes())])
        })
        .collect();
    for upload in &uploads {
        assert_eq!(dm.rest(upload)["state"], "review");
        dm.decide(upload, "confirm");
    }
    for upload in &uploads {
        // Each says otherwise of one block, so that some are asked about anew.
        let told = dm.confirm(upload);
        assert_eq!(
            (&told["state"], &told["sheets"][0]["status"]),
            (&"taken".into(), &"taken".into()),
            "{told}"
        );
    }
    let state = State::open(&office.data()).unwrap();
    let begun = Instant::now();
    let all_taken = || {
        let jobs = state.jobs(None, 100).unwrap();
        jobs.len() == 16 && jobs.iter().all(|job| job.state == JobState::Taken)
    };
    while !all_taken() {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{:?}",
            state.count_jobs()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(watching);
    assert_eq!(each_once(&office), 16);
    assert!(state.jobs(None, 100).unwrap().iter().all(|job| job.attempts == 1));
}

#[test]
fn two_processes_that_take_the_same_file_in_at_once_take_it_in_once() {
    let office = Office::new();
    for number in 0..4 {
        let file = office.file(&format!("return-{number}.csv"), variant(number).as_bytes());
        let start = || {
            command(&office.data())
                .args(["ingest", "--json", &file])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let children = [start(), start(), start()];
        let mut statuses: Vec<String> = children
            .into_iter()
            .map(|child| {
                let output = child.wait_with_output().unwrap();
                assert_eq!(
                    output.status.code(),
                    Some(0),
                    "{}",
                    String::from_utf8_lossy(&output.stderr)
                );
                let told: Value = serde_json::from_slice(&output.stdout).unwrap();
                told["status"].as_str().unwrap().to_owned()
            })
            .collect();
        statuses.sort();
        assert_eq!(statuses, ["taken", "unchanged", "unchanged"]);
        assert_eq!(each_once(&office), number + 1);
    }
}

#[test]
fn a_full_disk_is_told_and_leaves_the_lake_as_it_was() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let before = deliveries(&office);
    let large = large(&office);
    // No file may become larger than this, which the system tells as it tells of a full disk.
    for blocks in [0, 1, 2, 4, 8, 16] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" ingest \"$1\"");
        let output = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_jela"), &large])
            .env("JELA_DATA", office.data())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{blocks}: {err}");
        assert!(
            err.contains("disk is not full") && !err.contains("panicked"),
            "{blocks}: {err}"
        );
        assert_eq!(deliveries(&office), before, "{blocks}");
    }
    office.jela(&["ingest", &large]).ends_with(0);
    assert_eq!(each_once(&office), 2);
}

/// A daily return of so many places and days that its rows need more than a few kilobytes.
fn large(office: &Office) -> String {
    let folder = office.path("sample");
    let words = [
        "sample",
        "--out",
        &word(&folder),
        "--scale",
        "0.1",
        "--until",
        "2025-12-20",
    ];
    office.jela(&words).ends_with(0);
    let folder = folder.join("mgnrega/daily-return");
    let sizes: BTreeMap<u64, String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| (file.metadata().unwrap().len(), word(&file.path())))
        .collect();
    sizes.into_values().next_back().unwrap()
}
