//! A folder that is watched: what is put there is taken in, once, and when it is whole.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::{Office, command, real, word};

/// A running `jela ingest --watch`, and what it tells.
pub struct Watching {
    pub child: Child,
    told: Receiver<String>,
}

impl Watching {
    pub fn start(data: &Path, folder: &Path) -> Self {
        let mut child = command(data)
            .args(["ingest", "--json", "--watch", &word(folder)])
            .env("JELA_WATCH_SECONDS", "1")
            .env("JELA_LEASE_SECONDS", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (tell, told) = channel();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if tell.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, told }
    }

    /// The next sheet of which something is told.
    #[track_caller]
    pub fn next(&self) -> Value {
        let line = self
            .told
            .recv_timeout(Duration::from_secs(30))
            .expect("nothing is told");
        serde_json::from_str(&line).unwrap()
    }

    /// Whether nothing is told for a while.
    fn is_silent(&self, seconds: u64) -> bool {
        self.told.recv_timeout(Duration::from_secs(seconds)).is_err()
    }

    /// Sends SIGTERM; the exit code, and how long the end took.
    fn stop(mut self) -> (Option<i32>, Duration) {
        let asked = Instant::now();
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        (self.child.wait().unwrap().code(), asked.elapsed())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

fn folder(office: &Office) -> PathBuf {
    let folder = office.path("share");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn told(sheet: &Value) -> (&str, &str) {
    (sheet["file"].as_str().unwrap(), sheet["status"].as_str().unwrap())
}

fn batches(office: &Office) -> usize {
    office.jela(&["batches", "--json"]).ends_with(0).lines().len()
}

#[test]
fn what_is_put_into_a_watched_folder_is_taken_in_once_and_the_end_is_prompt() {
    let office = Office::new();
    let folder = folder(&office);
    let watching = Watching::start(&office.data(), &folder);
    fs::create_dir(folder.join("onda")).unwrap();
    fs::copy(real("11-"), folder.join("onda/return.csv")).unwrap();
    for name in ["~$return.csv", ".hidden.csv", "return.csv.part", "return.tmp"] {
        fs::copy(real("11-"), folder.join(name)).unwrap();
    }
    assert_eq!(told(&watching.next()), ("return.csv", "taken"));
    // The same content under another name is nothing new, and neither are the files of programs.
    fs::copy(real("11-"), folder.join("copy of return.csv")).unwrap();
    assert!(watching.is_silent(4));
    assert_eq!(batches(&office), 1);
    let (code, took) = watching.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");

    // It is still known after a restart, and what was put there meanwhile is found.
    let corrected = fs::read_to_string(real("11-"))
        .unwrap()
        .replace("896070.0", "896075.0");
    fs::write(folder.join("corrected.csv"), corrected).unwrap();
    let watching = Watching::start(&office.data(), &folder);
    assert_eq!(told(&watching.next()), ("corrected.csv", "taken"));
    assert!(watching.is_silent(3));
    assert_eq!(batches(&office), 2);
    assert_eq!(watching.stop().0, Some(0));
}

#[test]
fn a_file_that_is_still_being_copied_is_waited_for() {
    let office = Office::new();
    let folder = folder(&office);
    let watching = Watching::start(&office.data(), &folder);
    let whole = fs::read(real("11-")).unwrap();
    for end in 1..=8 {
        fs::write(folder.join("return.csv"), &whole[..whole.len() * end / 8]).unwrap();
        std::thread::sleep(Duration::from_millis(400));
    }
    let sheet = watching.next();
    assert_eq!(told(&sheet), ("return.csv", "taken"));
    assert_eq!(sheet["rows_rejected"], 0, "{sheet}");
    assert_eq!(batches(&office), 1);
}

#[test]
fn a_faulty_file_is_told_once_and_looked_at_again_only_when_it_changes() {
    let office = Office::new();
    let folder = folder(&office);
    let watching = Watching::start(&office.data(), &folder);
    fs::write(folder.join("return.csv"), b"PK\x03\x04 cut off").unwrap();
    assert_eq!(told(&watching.next()), ("return.csv", "unreadable"));
    assert!(watching.is_silent(4));
    fs::copy(real("11-"), folder.join("return.csv")).unwrap();
    assert_eq!(told(&watching.next()), ("return.csv", "taken"));
    assert_eq!(batches(&office), 1);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let office = Office::new();
    let ran = office
        .jela(&["ingest", "--watch", &word(&office.path("nowhere"))])
        .ends_with(2);
    assert!(ran.err.contains("nowhere"), "{}", ran.err);
    office.jela(&["ingest"]).ends_with(2);
}
