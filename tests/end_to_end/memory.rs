//! The memory of a server: what it holds when nobody asks, and that what it keeps changes no answer.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::{command, jela};
use crate::demo;
use crate::sending::{PASSWORD, Visitor};
use crate::server::Server;

/// What a server may hold at rest after pages of all programmes in all languages, in megabytes: the aim is 120, and what a
/// program maps of itself differs by some tens between systems.
const AT_REST: u64 = 150;
/// By then a server that nobody asks rests.
const CALM: Duration = Duration::from_secs(40);

/// The demo's rows, facts and places in a directory of its own, and an officer of the district.
fn demo_data() -> TempDir {
    let folder = TempDir::new().unwrap();
    for part in ["form.json", "lake", "places", "units"] {
        copy(&demo::data().join(part), &folder.path().join(part));
    }
    let password = folder.path().join("password.txt");
    std::fs::write(&password, PASSWORD).unwrap();
    let words = [
        "user",
        "add",
        "officer",
        "--role",
        "officer",
        "--place",
        "district-305",
    ];
    let words = words
        .into_iter()
        .chain(["--password-file", password.to_str().unwrap()]);
    jela(folder.path(), &words.collect::<Vec<_>>()).ends_with(0);
    folder
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap();
    }
}

fn serve(data: &Path, limits: &[(&str, &str)]) -> Server {
    let mut command = command(data);
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("JELA_SYSTEM_METRICS_FROM_LOOPBACK", "true")
        .envs(limits.iter().copied());
    Server::of(
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    )
}

/// Pages of all programmes.
const PAGES: [&str; 10] = [
    "/mgnrega/district-305",
    "/mgnrega/block-2774",
    "/mgnrega/district-305?by=gp",
    "/pushti/district-305",
    "/pushti/block-2774",
    "/grievance/district-305",
    "/duare-sarkar/district-305",
    "/e-prison/district-305",
    "/mgnrega/district-305/returns",
    "/pushti/district-305/quality",
];

/// A number that the server tells of itself.
fn told(server: &Server, name: &str) -> u64 {
    let metrics = server.get("/metrics").is(200);
    let line = metrics.text().lines().find_map(|line| line.strip_prefix(name));
    let number = line.unwrap_or_else(|| panic!("`{name}` is not told"));
    number.trim().parse().unwrap()
}

#[test]
fn a_server_that_nobody_asks_any_more_holds_little() {
    let data = demo_data();
    let server = serve(data.path(), &[]);
    let officer = Visitor::signed_in(&server.address, "officer");
    for page in PAGES {
        for language in ["en", "bn", "hi"] {
            let mark = if page.contains('?') { '&' } else { '?' };
            officer.get(&format!("{page}{mark}language={language}")).is(200);
        }
    }
    officer.get("/mgnrega/district-305/overview/days-map.png").is(200);
    server.get("/").is(200);
    let begun = Instant::now();
    let mut seen = Vec::new();
    while begun.elapsed() < CALM {
        std::thread::sleep(Duration::from_secs(1));
        seen.push(server.resident_megabytes());
        if seen.last().is_some_and(|held| *held <= AT_REST) {
            return;
        }
    }
    let (tables, answers) = (
        told(&server, "jela_kept_tables_bytes"),
        told(&server, "jela_kept_answers_bytes"),
    );
    panic!(
        "at most {AT_REST} MB may be resident at rest; second by second there were {seen:?}, \
         of which {tables} bytes are kept tables and {answers} bytes kept answers"
    );
}

#[test]
fn with_no_room_for_tables_every_answer_is_the_same_and_none_is_kept() {
    let data = demo_data();
    let with_room = serve(data.path(), &[]);
    let twins = PAGES.map(|page| match page.split_once('?') {
        Some((path, view)) => format!("{path}.json?{view}"),
        None => format!("{page}.json"),
    });
    let officer = Visitor::signed_in(&with_room.address, "officer");
    let expected = twins.clone().map(|twin| officer.get(&twin).is(200).body);
    assert!(told(&with_room, "jela_kept_tables_bytes") > 0);
    drop(with_room);
    let nothing = [
        ("JELA_LIMITS_TABLES_KEPT_MB", "0"),
        ("JELA_LIMITS_ANSWERS_KEPT_MB", "0"),
    ];
    let without = serve(data.path(), &nothing);
    let officer = officer.at(&without.address);
    for (twin, expected) in twins.iter().zip(expected) {
        assert!(officer.get(twin).is(200).body == expected, "{twin} is another");
    }
    assert_eq!(told(&without, "jela_kept_tables_bytes"), 0);
    assert_eq!(told(&without, "jela_kept_answers_bytes"), 0);
}

#[test]
fn a_room_that_is_no_number_is_refused_with_what_to_give() {
    let data = TempDir::new().unwrap();
    let mut command = command(data.path());
    command.args(["serve"]).env("JELA_LIMITS_KEPT_AT_REST_MB", "some");
    let refused = command.output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("JELA_LIMITS_KEPT_AT_REST_MB") && said.contains("0 for none"),
        "{said}"
    );
}
