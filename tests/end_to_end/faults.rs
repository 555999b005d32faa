//! What befalls a server: half-edited settings, a disk that is full or read-only, a second server, a clock set back, files
//! that are damaged. Each is told clearly, nothing is lost, and the next start is well.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::get;
use crate::command::{Office, command, jela, real, word};
use crate::sending::{Visitor, account};
use crate::server::Server;

/// The Parquet files below a folder.
pub fn parquet_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(parquet_files(&path));
        } else if path.extension().is_some_and(|end| end == "parquet") {
            found.push(path);
        }
    }
    found
}

/// Makes the log of a table tell of deliveries ten years from now, as if the clock had been set back since.
pub fn future_log(log: &Path) {
    for entry in fs::read_dir(log).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let (mut told, mut rest) = (String::new(), text.as_str());
        while let Some(at) = rest.find("\"taken_in\":\"20") {
            let year = at + "\"taken_in\":\"".len();
            told.push_str(&rest[..year]);
            told.push_str("2099");
            rest = &rest[year + 4..];
        }
        told.push_str(rest);
        fs::write(&path, told).unwrap();
    }
}

fn query(data: &Path) -> String {
    let words = [
        "query",
        "mgnrega",
        "--measure",
        "persondays",
        "--by",
        "block",
        "--format",
        "csv",
    ];
    jela(data, &words).ends_with(0).text().to_owned()
}

#[test]
fn half_edited_settings_are_told_with_their_line_by_every_command() {
    let office = Office::new();
    for (text, line, hint) in [
        (
            "# mine\nhome = \"district-305\nlisten = \"127.0.0.1:0\"\n",
            "line 2",
            "correct the line",
        ),
        (
            "listen = \"127.0.0.1:0\"\nuplod_files = 3\n",
            "line 2",
            "did you mean `upload_files`?",
        ),
        (
            "[limits]\nanswer_seconds = 0\n",
            "limits.answer_seconds",
            "above 0",
        ),
        (
            "[system]\nlog_format = \"xml\"\n",
            "system.log_format",
            "text or json",
        ),
        ("workers = 0\n", "workers", "above"),
    ] {
        office.file("data/jela.toml", text.as_bytes());
        for words in [vec!["serve", "--listen", "127.0.0.1:0"], vec!["batches"]] {
            let refused = office.jela(&words).ends_with(2);
            assert!(
                refused.err.contains(line) && refused.err.contains(hint),
                "{}",
                refused.err
            );
            assert!(refused.out.is_empty());
        }
    }
}

#[test]
fn a_second_server_on_a_directory_is_refused_and_the_first_serves_on() {
    let office = Office::new();
    let first = Server::start(&office.data());
    let second = office.jela(&["serve", "--listen", "127.0.0.1:0"]).ends_with(5);
    assert!(
        second.err.contains("serves this data directory already"),
        "{}",
        second.err
    );
    assert!(second.out.is_empty());
    get(&first.address, "/healthz").is(200);
    drop(first); // by SIGKILL, which frees the directory
    let next = Server::start(&office.data());
    get(&next.address, "/readyz").is(200);
    assert_eq!(next.stop().0, Some(0));
}

#[test]
fn who_is_another_user_than_the_server_writes_nothing_that_it_could_not_read() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let before = fs::read_dir(office.data()).unwrap().count();
    if std::os::unix::fs::chown(office.data(), Some(65534), None).is_err() {
        eprintln!("NOT TRIED: giving a directory to another user needs the right to; run as root");
        return;
    }
    let archive = word(&office.path("backup.tar"));
    for words in [vec!["rebuild"], vec!["user", "list"], vec!["backup", &archive]] {
        let refused = office.jela(&words).ends_with(5);
        assert!(
            refused.err.contains("runuser -u nobody -- jela"),
            "{}",
            refused.err
        );
    }
    assert_eq!(fs::read_dir(office.data()).unwrap().count(), before);
    // What was written before as another user is told.
    let looked = office.jela(&["doctor"]).ends_with(3);
    assert!(
        looked.text().contains("of another user than the directory"),
        "{}",
        looked.text()
    );
}

#[test]
fn with_a_disk_that_is_nearly_full_nothing_is_taken_in_and_everything_is_served() {
    let office = Office::new();
    account(&office, "dm --role admin");
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let before = query(&office.data());
    office.file("data/jela.toml", b"[system]\ndisk_reserve_mb = 900000000\n");
    let refused = office.jela(&["ingest", &real("06-")]).ends_with(5);
    assert!(
        refused.err.contains("nearly full") && refused.err.contains("disk_reserve_mb"),
        "{}",
        refused.err
    );
    let server = Server::start(&office.data());
    let dm = Visitor::signed_in(&server.address, "dm");
    let sent = dm
        .try_to_send(&[("return.csv", b"Block,Persondays\nOnda,3\n")])
        .is(507);
    assert!(sent.text().contains("nearly full"), "{}", sent.text());
    assert!(fs::read_dir(office.data().join("originals")).map_or(0, Iterator::count) == 0);
    dm.get("/mgnrega/district-305").is(200);
    get(&server.address, "/readyz").is(200);
    assert!(dm.get("/status").is(200).text().contains("disk is nearly full"));
    assert!(
        dm.get("/metrics")
            .is(200)
            .text()
            .contains("jela_refused_total{why=\"disk\"} 1")
    );
    assert_eq!(server.stop().0, Some(0));
    fs::remove_file(office.data().join("jela.toml")).unwrap();
    assert_eq!(query(&office.data()), before);
    office.jela(&["ingest", &real("11-")]).ends_with(0);
}

/// A small disk of its own below a folder. Only who may mount has one: others are told that this was not tried.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn below(folder: &Path, megabytes: u32) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let size = format!("size={megabytes}m,mode=0700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs", &word(folder)])
            .output();
        if mounted.is_ok_and(|done| done.status.success()) {
            return Some(Self(folder.to_owned()));
        }
        eprintln!("NOT TRIED: a small disk of its own needs the right to mount; run as root");
        None
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount")
            .args(["-o", &format!("remount,{how}"), &word(&self.0)])
            .status();
        assert!(done.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l", &word(&self.0)]).status();
    }
}

#[test]
fn a_disk_that_fills_up_is_told_and_with_room_again_the_work_goes_on() {
    let office = Office::new();
    let Some(disk) = SmallDisk::below(&office.data(), 12) else {
        return;
    };
    let data = office.data();
    fs::write(data.join("jela.toml"), "[system]\ndisk_reserve_mb = 0\n").unwrap();
    account(&office, "dm --role admin");
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let before = query(&data);
    let server = Server::start(&data);
    let dm = Visitor::signed_in(&server.address, "dm");
    // All but a few kilobytes.
    let room = store::room(&data).unwrap();
    let filled = vec![7_u8; usize::try_from(room.free).unwrap() - 8 * 1024];
    fs::write(data.join("filling"), filled).unwrap();
    let large = fs::read(real("11-")).unwrap();
    let altered = String::from_utf8(large.clone())
        .unwrap()
        .replace("896070.0", "896071.0");
    let full = office
        .jela(&["ingest", &office.file("altered.csv", altered.as_bytes())])
        .ends_with(1);
    assert!(full.err.contains("disk is not full"), "{}", full.err);
    let sent = dm.try_to_send(&[("return.csv", &large)]);
    assert!(sent.status >= 500, "{}", sent.status);
    get(&server.address, "/mgnrega/district-305").is(200);
    fs::remove_file(data.join("filling")).unwrap();
    let told = dm.take_in(&[("return.csv", &large)]);
    assert!(
        ["taken", "unchanged"].contains(&told["sheets"][0]["status"].as_str().unwrap()),
        "{told}"
    );
    assert_eq!(server.stop().0, Some(0));
    assert_eq!(query(&data), before);
    drop(disk);
}

#[test]
fn a_disk_that_is_read_only_is_told_and_answers_all_the_same() {
    let office = Office::new();
    let Some(disk) = SmallDisk::below(&office.data(), 16) else {
        return;
    };
    let data = office.data();
    fs::write(data.join("jela.toml"), "[system]\ndisk_reserve_mb = 0\n").unwrap();
    account(&office, "dm --role admin");
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let before = query(&data);
    disk.remount("ro");
    assert_eq!(query(&data), before);
    let refused = office.jela(&["ingest", &real("06-")]).ends_with(1);
    assert!(refused.err.contains("Read-only"), "{}", refused.err);
    let refused = office.jela(&["serve", "--listen", "127.0.0.1:0"]).ends_with(1);
    assert!(refused.err.contains("Read-only"), "{}", refused.err);
    let looked = office.jela(&["doctor"]).ends_with(3);
    assert!(
        looked.text().contains("nothing can be written there"),
        "{}",
        looked.text()
    );
    disk.remount("rw");
    let server = Server::start(&data);
    get(&server.address, "/mgnrega/district-305").is(200);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_clock_that_was_set_back_takes_nothing_in_and_says_so() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    future_log(&office.data().join("lake/rows/mgnrega/progress/_delta_log"));
    let text = fs::read_to_string(real("11-"))
        .unwrap()
        .replace("896070.0", "896071.0");
    let file = office.file("return.csv", text.as_bytes());
    let refused = office.jela(&["ingest", &file]).ends_with(5);
    assert!(
        refused.err.contains("clock") && refused.err.contains("2099"),
        "{}",
        refused.err
    );
    assert!(query(&office.data()).contains("896070"));
    account(&office, "dm --role admin");
    let server = Server::start(&office.data());
    let dm = Visitor::signed_in(&server.address, "dm");
    let upload = dm.send(&[("return.csv", text.as_bytes())]);
    let told = dm.rest(&upload);
    assert_eq!(told["state"], "failed", "{told}");
    assert!(told.to_string().contains("clock"), "{told}");
}

#[test]
fn a_truncated_file_of_rows_is_named_and_the_others_are_answered() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let file = parquet_files(&office.data().join("lake/rows")).pop().unwrap();
    let whole = fs::read(&file).unwrap();
    File::options()
        .write(true)
        .open(&file)
        .unwrap()
        .set_len(whole.len() as u64 / 3)
        .unwrap();
    // Facts answer, and a server starts; what needs the rows names the file.
    let server = Server::start(&office.data());
    get(&server.address, "/mgnrega/district-305").is(200);
    assert_eq!(server.stop().0, Some(0));
    let told = office.jela(&["rebuild"]).ends_with(1);
    assert!(
        told.err.contains("jela doctor") || told.err.contains("part-"),
        "{}",
        told.err
    );
    let looked = office.jela(&["doctor"]).ends_with(3);
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    assert!(looked.text().contains(&name), "{}", looked.text());
    fs::write(&file, whole).unwrap();
    office.jela(&["rebuild"]).ends_with(0);
}

#[test]
fn a_lost_database_is_told_when_the_server_starts_and_figures_stay() {
    let office = Office::new();
    account(&office, "dm --role admin");
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let before = query(&office.data());
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(office.data().join(format!("state.sqlite{end}")));
    }
    let log = office.path("log");
    let server = crate::sign_in::talkative(&office.data(), &log);
    get(&server.address, "/mgnrega/district-305").is(200);
    assert_eq!(server.stop().0, Some(0));
    let told = fs::read_to_string(log).unwrap();
    assert!(
        told.contains("nobody can sign in") && told.contains("jela user add"),
        "{told}"
    );
    assert_eq!(query(&office.data()), before);
}

#[test]
fn a_server_that_is_told_to_stop_while_it_works_ends_well_and_the_next_goes_on() {
    let office = Office::new();
    account(&office, "dm --role admin");
    let server = Server::start(&office.data());
    let dm = Visitor::signed_in(&server.address, "dm");
    let upload = dm.send(&[("return.csv", &fs::read(real("11-")).unwrap())]);
    let (code, took) = server.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
    let next = Server::start(&office.data());
    let dm = dm.at(&next.address);
    let begun = Instant::now();
    assert_eq!(dm.rest(&upload)["state"], "review");
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn the_log_is_one_json_object_a_line_and_tells_of_no_person_and_no_place() {
    let office = Office::new();
    account(&office, "bdo-khatra --role officer --place block-2783");
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let log = office.path("log.json");
    let mut serving = command(&office.data());
    serving
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("JELA_SYSTEM_LOG_FORMAT", "json")
        .env("JELA_LOG", "info")
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap());
    let server = Server::of(serving.spawn().unwrap());
    let bdo = Visitor::signed_in(&server.address, "bdo-khatra");
    bdo.get("/mgnrega/block-2783").is(200);
    get(&server.address, "/search?q=riya-das").is(200);
    assert_eq!(server.stop().0, Some(0));
    let text = fs::read_to_string(log).unwrap();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let page = lines.iter().find(|line| line["route"] == "/{programme}/{place}");
    assert_eq!(page.unwrap()["status"], 200);
    for word in ["bdo-khatra", "block-2783", "riya", "teal-river"] {
        assert!(!text.contains(word), "{word}\n{text}");
    }
}
