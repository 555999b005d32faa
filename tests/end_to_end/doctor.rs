//! `jela doctor` finds what is wrong, each thing by its name, and says how to mend it; of a sound directory it finds nothing.

use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::state::{IfMissed, IfUncertain, NewFile, NewJob, NewSchedule, Origin};
use store::{Originals, State};

use crate::command::{Office, jela, real, word};
use crate::faults::{future_log, parquet_files};
use crate::sending::account;

/// A directory in which nothing is wrong, with an original of a job that waits for review.
fn sound() -> Office {
    let office = Office::new();
    let password = office.file("password", b"teal-river-79-mahua");
    office
        .jela(&["init", &word(&office.data()), "--password-file", &password])
        .ends_with(0);
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    account(&office, "bdo --role officer --place block-2783");
    let state = State::open(&office.data()).unwrap();
    let now = now();
    add_job(&office.data(), &state, now);
    let lease = state
        .next_job("test", now, SignedDuration::from_secs(15))
        .unwrap()
        .unwrap();
    state
        .finish_job(&lease, store::state::Worked::ForReview("[]"), now)
        .unwrap();
    drop(state);
    office
        .jela(&["backup", &word(&office.path("backup.tar"))])
        .ends_with(0);
    office
}

fn add_job(data: &Path, state: &State, at: Timestamp) -> String {
    let files = [NewFile {
        name: "return.xlsx".to_owned(),
        kept: Originals::of(data).keep(b"a return").unwrap(),
    }];
    let new = NewJob {
        origin: Origin::Upload,
        account: Some("bdo"),
        options: "{}",
        files: &files,
    };
    state.add_job(&new, at).unwrap()
}

fn found(data: &Path) -> (Option<i32>, Vec<Value>) {
    let ran = jela(data, &["doctor", "--json"]);
    (ran.code, ran.lines())
}

fn settings(data: &Path, lines: &str) {
    let file = data.join("jela.toml");
    let text = fs::read_to_string(&file).unwrap();
    // Keys of the top stand before the first table.
    fs::write(file, format!("{lines}\n{text}")).unwrap();
}

fn tables(data: &Path, lines: &str) {
    fs::write(data.join("jela.toml"), lines).unwrap();
}

fn first(files: Vec<std::path::PathBuf>) -> std::path::PathBuf {
    files.into_iter().min().unwrap()
}

fn log_of(data: &Path) -> std::path::PathBuf {
    data.join("lake/rows/mgnrega/progress/_delta_log")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command under test reads the clock as well"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

fn long_ago() -> Timestamp {
    now() - SignedDuration::from_hours(24 * 60)
}

fn sql(data: &Path, text: &str) {
    let script =
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()";
    let done = Command::new("python3")
        .args(["-c", script, &word(&data.join("state.sqlite")), text])
        .status()
        .unwrap();
    assert!(done.success());
}

/// A fault to be seeded: what is looked at, words that must be told, and what is done to the directory.
type Seeded = (&'static str, &'static str, fn(&Path));

const SEEDED: [Seeded; 34] = [
    ("settings", "did you mean `home`?", |data| {
        settings(data, "hom = \"x\"")
    }),
    ("settings", "line 2", |data| {
        settings(data, "# mine\nworkers = \"two\"")
    }),
    ("settings", "mail.from", |data| {
        tables(data, "[mail]\nhost = \"mx.example.in\"\n")
    }),
    ("settings", "metrics_token_file", |data| {
        tables(data, "[system]\nmetrics_token_file = \"/nowhere/token\"\n");
    }),
    ("settings", "is not an address", |data| {
        tables(data, "listen = \"everywhere\"\n")
    }),
    ("settings", "sign_in.provider `sso`", |data| {
        let text = "[[sign_in.provider]]\nid = \"sso\"\ntitle = \"SSO\"\nissuer = \"sso.example.in\"\nclient_id = \"jela\"\n";
        tables(data, text);
    }),
    ("places", "nowhere-1", |data| {
        tables(data, "home = \"nowhere-1\"\n")
    }),
    ("places", "added.csv", |data| {
        fs::create_dir(data.join("places")).unwrap();
        fs::write(data.join("places/added.csv"), "code,name,parent\nblock-x,,\n").unwrap();
    }),
    ("programmes", "wrong/programme.toml", |data| {
        fs::create_dir_all(data.join("programmes/wrong")).unwrap();
        fs::write(data.join("programmes/wrong/programme.toml"), "id = [[[").unwrap();
    }),
    ("form", "newer", |data| {
        let text = fs::read_to_string(data.join("form.json")).unwrap();
        fs::write(
            data.join("form.json"),
            text.replace("\"facts\": ", "\"facts\": 9"),
        )
        .unwrap();
    }),
    ("form", "restore", |data| {
        drop(File::create(data.join(".restoring")).unwrap())
    }),
    ("form", "older jela", |data| {
        fs::remove_file(data.join("form.json")).unwrap()
    }),
    ("directory", "every user", |data| {
        fs::set_permissions(data, fs::Permissions::from_mode(0o755)).unwrap();
    }),
    ("secrets", "others than its owner", |data| {
        fs::set_permissions(data.join("keys/originals"), fs::Permissions::from_mode(0o644)).unwrap();
    }),
    ("secrets", "12 bytes", |data| {
        fs::write(data.join("keys/originals"), "cut off here").unwrap()
    }),
    ("secrets", "is missing", |data| {
        fs::remove_file(data.join("keys/originals")).unwrap()
    }),
    ("disk", "nothing new is taken in", |data| {
        tables(data, "[system]\ndisk_reserve_mb = 900000000\n")
    }),
    ("mail", "can't be reached", |data| {
        let closed = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let text = format!("[mail]\nhost = \"127.0.0.1\"\nport = {closed}\nfrom = \"a@example.in\"\n");
        tables(data, &text);
    }),
    ("mail", "does not answer as a mail server", |data| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        });
        let text = format!("[mail]\nhost = \"127.0.0.1\"\nport = {port}\nfrom = \"a@example.in\"\n");
        tables(data, &text);
    }),
    ("lake", "bytes where", |data| {
        let file = first(parquet_files(&data.join("lake/rows")));
        let half = fs::metadata(&file).unwrap().len() / 2;
        File::options()
            .write(true)
            .open(file)
            .unwrap()
            .set_len(half)
            .unwrap();
    }),
    ("lake", "was altered", |data| {
        let file = first(parquet_files(&data.join("lake/rows")));
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(file, bytes).unwrap();
    }),
    ("lake", "is missing", |data| {
        fs::remove_file(first(parquet_files(&data.join("lake/facts")))).unwrap()
    }),
    ("lake", "jela rebuild", |data| {
        fs::remove_file(first(parquet_files(&data.join("lake/facts")))).unwrap()
    }),
    ("lake", "log entry 0", |data| {
        fs::remove_file(log_of(data).join(format!("{:020}.json", 0))).unwrap()
    }),
    ("lake", "is cut off", |data| {
        let entry = log_of(data).join(format!("{:020}.json", 0));
        fs::write(entry, "").unwrap();
    }),
    ("facts", "older than the rows", |data| {
        fs::remove_dir_all(data.join("lake/manifest")).unwrap()
    }),
    ("facts", "not a manifest", |data| {
        fs::write(data.join("lake/manifest/1.json"), "{").unwrap()
    }),
    ("state", "state.sqlite", |data| {
        for end in ["", "-wal", "-shm"] {
            let file = data.join(format!("state.sqlite{end}"));
            let _ = fs::remove_file(&file);
        }
        fs::write(data.join("state.sqlite"), "this is no database ".repeat(400)).unwrap();
    }),
    ("migrations", "waits for", |data| {
        sql(data, "DELETE FROM _sqlx_migrations WHERE version = 20")
    }),
    ("accounts", "nobody is an administrator", |data| {
        jela(data, &["user", "disable", "admin"]).ends_with(0);
    }),
    ("jobs", "waits since then", |data| {
        add_job(data, &State::open(data).unwrap(), long_ago());
    }),
    ("schedules", "were not looked at", |data| {
        let schedule = NewSchedule {
            name: "Daily",
            report: "daily-employment",
            owner: None,
            owner_address: None,
            cron: "0 9 * * *",
            percent: None,
            watch: None,
            working_days: false,
            if_missed: IfMissed::Mark,
            if_uncertain: IfUncertain::Hold,
        };
        State::open(data)
            .unwrap()
            .add_schedule(&schedule, &[], long_ago())
            .unwrap();
    }),
    ("originals", "kept longer than", |data| {
        let state = State::open(data).unwrap();
        let id = add_job(data, &state, long_ago());
        assert!(state.discard_job(&id, None, long_ago()).unwrap());
    }),
    ("clock", "the clock says", |data| future_log(&log_of(data))),
];

#[test]
fn each_of_34_seeded_faults_is_found_by_its_name_with_how_to_mend_it() {
    let sound = sound();
    for (number, (look, words, seed)) in SEEDED.iter().enumerate() {
        let data = sound.path(&format!("data-{number}"));
        let copied = Command::new("cp")
            .args(["-a", &word(&sound.data()), &word(&data)])
            .status()
            .unwrap();
        assert!(copied.success());
        seed(&data);
        let (code, found) = found(&data);
        let is_it = |found: &&Value| found["look"] == *look && found.to_string().contains(words);
        let it = found
            .iter()
            .find(is_it)
            .unwrap_or_else(|| panic!("{number} {look} {words}: {found:#?}"));
        assert!(it["mend"].as_str().is_some_and(|mend| mend.len() > 10), "{it}");
        let has_fault = found.iter().any(|found| found["standing"] == "fault");
        assert_eq!(code, Some(if has_fault { 3 } else { 0 }), "{it}");
        assert!(it["standing"] != "well", "{it}");
        fs::remove_dir_all(&data).unwrap();
    }
}

#[test]
fn originals_that_are_gone_files_left_behind_and_a_backup_of_long_ago_are_found() {
    let office = sound();
    let data = office.data();
    let (_, before) = found(&data);
    let of = |found: &[Value], look: &str| {
        found.iter().find(|found| found["look"] == look).unwrap()["standing"].clone()
    };
    assert_eq!(
        (of(&before, "originals"), of(&before, "backup")),
        ("well".into(), "well".into())
    );
    for file in fs::read_dir(data.join("originals")).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    let left = File::create(data.join("lake/.unfinished-1")).unwrap();
    left.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(long_ago().as_second().unsigned_abs()))
        .unwrap();
    let old = format!("{{\"at\":\"{}\",\"file\":\"/mnt/backup.tar\"}}", long_ago());
    fs::write(data.join("last-backup.json"), old).unwrap();
    let (code, found) = found(&data);
    assert_eq!(code, Some(3));
    assert_eq!(of(&found, "originals"), "fault");
    assert_eq!(
        (of(&found, "leftovers"), of(&found, "backup")),
        ("warning".into(), "warning".into())
    );
}

#[test]
fn a_sound_directory_is_well_and_nothing_of_it_is_changed() {
    let office = sound();
    let listing = || {
        let listed = Command::new("find")
            .args([&word(&office.data()), "-type", "f", "-printf", "%p %s %T@\n"])
            .output();
        let text = String::from_utf8(listed.unwrap().stdout).unwrap();
        let mut lines: Vec<String> = text
            .lines()
            // SQLite moves what stands in its journal into its file whenever somebody opens it.
            .filter(|line| !line.contains("state.sqlite"))
            .map(str::to_owned)
            .collect();
        lines.sort();
        lines
    };
    let before = listing();
    let (code, found) = found(&office.data());
    assert_eq!(code, Some(0), "{found:#?}");
    // Nobody serves it in this test; all else is well.
    let others: Vec<&Value> = found
        .iter()
        .filter(|found| found["standing"] != "well" && found["look"] != "server")
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    assert_eq!(listing(), before);
    let told = office.jela(&["doctor", "--quick"]).ends_with(0);
    assert!(
        told.text().contains("0 to be mended, 1 to be watched"),
        "{}",
        told.text()
    );
}

#[test]
fn of_a_directory_that_is_not_there_it_says_how_to_make_one() {
    let office = Office::new();
    let told = office.jela(&["doctor"]).ends_with(3);
    assert!(told.text().contains("jela init"), "{}", told.text());
    assert!(!office.data().exists());
}
