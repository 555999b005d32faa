//! A data directory is made, backed up while it is at work, brought back, and made again from the lake alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::client::get;
use crate::command::{Office, command, jela, real, word};
use crate::sending::{Visitor, account};
use crate::server::Server;

const PASSWORD: &str = "teal-river-79-mahua";

fn with_return() -> Office {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    account(&office, "dm --role admin");
    office
}

/// One more return: another value for one block.
fn another_return(office: &Office, number: u32) -> String {
    let text = fs::read_to_string(real("11-")).unwrap();
    let text = text.replace("896070.0", &format!("{}.0", 896_070 + number));
    office.file(&format!("return-{number}.csv"), text.as_bytes())
}

fn figures(data: &Path) -> String {
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

fn backed_up(office: &Office, file: &str) -> Value {
    let told = office.jela(&["backup", file, "--json"]).ends_with(0).lines();
    told[0].clone()
}

#[test]
fn a_new_directory_has_settings_and_an_administrator_who_signs_in() {
    let office = Office::new();
    let (data, password) = (office.data(), office.file("password", PASSWORD.as_bytes()));
    let words = [
        "init",
        &word(&data),
        "--password-file",
        &password,
        "--home",
        "block-2783",
    ];
    let made = office.jela(&words).ends_with(0);
    assert!(made.err.contains("jela serve"), "{}", made.err);
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
    let settings = fs::read_to_string(data.join("jela.toml")).unwrap();
    assert!(settings.contains("\nhome = \"block-2783\"\n"), "{settings}");
    let server = Server::start(&data);
    let page = Visitor::signed_in_with(&server.address, "admin", PASSWORD);
    assert!(page.get("/status").is(200).text().contains("0.1.0"));
    assert!(get(&server.address, "/").is(200).text().contains("Khatra"));
}

#[test]
fn nothing_is_made_where_something_lies_or_with_what_makes_no_sense() {
    let office = Office::new();
    let password = office.file("password", PASSWORD.as_bytes());
    office.file("data/other.txt", b"mine");
    office
        .jela(&["init", &word(&office.data()), "--password-file", &password])
        .ends_with(5);
    assert_eq!(fs::read_dir(office.data()).unwrap().count(), 1);
    let weak = office.file("weak", b"password");
    for (words, code) in [
        (vec!["--password-file", &weak], 5),
        (vec!["--password-file", &password, "--home", "nowhere"], 2),
        (vec!["--password-file", &password, "--listen", "here"], 2),
        (vec!["--password-file", "/nowhere/password"], 2),
        (vec![], 2),
    ] {
        let folder = word(&office.path("new"));
        let refused = office
            .jela(&[&["init", &folder], words.as_slice()].concat())
            .ends_with(code);
        assert!(!office.path("new").exists(), "{}", refused.err);
    }
}

#[test]
fn a_backup_while_serving_brings_figures_accounts_and_uploads_back_elsewhere() {
    let office = with_return();
    let server = Server::start(&office.data());
    let dm = Visitor::signed_in(&server.address, "dm");
    let upload = dm.send(&[("return.csv", &fs::read(another_return(&office, 5)).unwrap())]);
    assert_eq!(dm.rest(&upload)["state"], "review");
    let file = word(&office.path("backup.tar"));
    let first = backed_up(&office, &file);
    assert_eq!(first["part"], 1);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let elsewhere = office.path("elsewhere");
    let back = jela(&elsewhere, &["restore", &file]).ends_with(0);
    assert!(
        back.err.contains("checksum") && back.err.contains("signs in again"),
        "{}",
        back.err
    );
    assert_eq!(figures(&elsewhere), figures(&office.data()));
    let second = Server::start(&elsewhere);
    get(&second.address, "/mgnrega/district-305").is(200);
    // Sessions ended; accounts and what waits for review are there, and the original still opens.
    let again = Visitor::signed_in(&second.address, "dm");
    again.decide(&upload, "confirm");
    assert_eq!(again.rest(&upload)["state"], "taken");
    assert!(figures(&elsewhere).contains("896075"));
    let looked = jela(&elsewhere, &["doctor", "--json"]);
    assert!(
        !looked.text().contains("\"standing\":\"fault\""),
        "{}",
        looked.text()
    );
    // Other tools open it too.
    let listed = std::process::Command::new("tar")
        .args(["-tf", &file])
        .output()
        .unwrap();
    assert!(listed.status.success());
    assert!(
        String::from_utf8(listed.stdout)
            .unwrap()
            .contains("part-00001/data/state.sqlite")
    );
}

#[test]
fn a_further_backup_copies_what_is_new_and_each_part_can_be_brought_back() {
    let office = with_return();
    let file = word(&office.path("backup.tar"));
    let first = backed_up(&office, &file);
    let before = figures(&office.data());
    let idle = backed_up(&office, &file);
    assert!(idle["new_bytes"].as_u64() < first["new_bytes"].as_u64(), "{idle}");
    office.jela(&["ingest", &another_return(&office, 9)]).ends_with(0);
    let third = backed_up(&office, &file);
    assert_eq!(
        (third["part"].as_u64(), third["data_version"].as_u64()),
        (Some(3), Some(2))
    );
    assert!(third["files"].as_u64() > first["files"].as_u64());
    for (part, expected) in [(None, figures(&office.data())), (Some("1"), before)] {
        let elsewhere = office.path(&format!("part-{}", part.unwrap_or("newest")));
        let words = ["restore", &file, "--part", part.unwrap_or("3")];
        jela(&elsewhere, &words).ends_with(0);
        assert_eq!(figures(&elsewhere), expected);
    }
    office.jela(&["backup", &file, "--check"]).ends_with(0);
    office.jela(&["restore", &file, "--part", "9"]).ends_with(4);
}

#[test]
fn without_keys_the_archive_holds_none_and_a_copy_of_them_is_brought_along() {
    let office = with_return();
    let server = Server::start(&office.data());
    Visitor::signed_in(&server.address, "dm").send(&[("return.csv", b"Block,Persondays\n")]);
    let file = word(&office.path("backup.tar"));
    office.jela(&["backup", &file, "--without-keys"]).ends_with(0);
    assert!(!String::from_utf8_lossy(&fs::read(&file).unwrap()).contains("data/keys/"));
    let (bare, whole) = (office.path("bare"), office.path("whole"));
    let told = jela(&bare, &["restore", &file]).ends_with(0);
    assert!(
        told.err.contains("DATA/keys is not in the archive"),
        "{}",
        told.err
    );
    let keys = word(&office.data().join("keys"));
    jela(&whole, &["restore", &file, "--keys", &keys]).ends_with(0);
    assert_eq!(
        fs::read(whole.join("keys/originals")).unwrap(),
        fs::read(office.data().join("keys/originals")).unwrap()
    );
}

#[test]
fn a_restore_writes_over_nothing_and_a_damaged_or_foreign_archive_is_told() {
    let office = with_return();
    let file = word(&office.path("backup.tar"));
    backed_up(&office, &file);
    office.jela(&["restore", &file]).ends_with(5);
    // A byte of the middle altered.
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(4).position(|four| four == b"PAR1").unwrap() + 40;
    bytes[at] ^= 1;
    let altered = office.file("altered.tar", &bytes);
    let elsewhere = office.path("elsewhere");
    let told = jela(&elsewhere, &["restore", &altered]).ends_with(4);
    assert!(told.err.contains("checksum"), "{}", told.err);
    office.jela(&["backup", &altered, "--check"]).ends_with(4);
    // What that left is no data directory, and is begun anew by the next restore.
    let half = jela(&elsewhere, &["query", "mgnrega", "--measure", "persondays"]).ends_with(5);
    assert!(half.err.contains("restore was cut short"), "{}", half.err);
    jela(&elsewhere, &["restore", &file]).ends_with(0);
    assert_eq!(figures(&elsewhere), figures(&office.data()));
    for (name, bytes) in [
        ("empty.tar", &b""[..]),
        ("letter.txt", b"Dear Sir, please find attached"),
    ] {
        let foreign = office.file(name, bytes);
        jela(&office.path("none"), &["restore", &foreign]).ends_with(4);
        assert!(!office.path("none").exists());
    }
    let letter = word(&office.path("letter.txt"));
    office.jela(&["backup", &letter]).ends_with(5);
    assert_eq!(
        fs::read_to_string(&letter).unwrap(),
        "Dear Sir, please find attached"
    );
}

#[test]
fn a_backup_that_is_killed_leaves_the_parts_before_it_whole() {
    let office = with_return();
    let file = word(&office.path("backup.tar"));
    backed_up(&office, &file);
    let expected = figures(&office.data());
    for number in 0..8_u32 {
        office
            .jela(&["ingest", &another_return(&office, 20 + number)])
            .ends_with(0);
        let mut child = command(&office.data())
            .args(["backup", &file])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(3 + 9 * u64::from(number)));
        child.kill().unwrap();
        child.wait().unwrap();
        office.jela(&["backup", &file, "--check"]).ends_with(0);
    }
    // Cut off within a part that was never ended.
    let bytes = fs::read(&file).unwrap();
    let mut torn = bytes.clone();
    torn.truncate(bytes.len() - 1024);
    torn.extend_from_slice(b"part-00009/data/lake/half");
    let torn = office.file("torn.tar", &torn);
    office.jela(&["backup", &torn, "--check"]).ends_with(0);
    let elsewhere = office.path("first");
    jela(&elsewhere, &["restore", &file, "--part", "1"]).ends_with(0);
    assert_eq!(figures(&elsewhere), expected);
    backed_up(&office, &file);
    let newest = office.path("newest");
    jela(&newest, &["restore", &file]).ends_with(0);
    assert_eq!(figures(&newest), figures(&office.data()));
}

#[test]
fn the_same_figures_come_back_when_the_database_or_any_fact_is_lost() {
    let office = with_return();
    office.jela(&["ingest", &another_return(&office, 3)]).ends_with(0);
    let expected = figures(&office.data());
    let data = office.data();
    let losses: [&[&str]; 4] = [
        &["state.sqlite"],
        &["lake/facts", "lake/manifest", "state.sqlite", "form.json"],
        &["lake/manifest"],
        &["lake/facts"],
    ];
    for loss in losses {
        for path in loss.iter().map(|name| data.join(name)) {
            match path.is_dir() {
                true => fs::remove_dir_all(&path).unwrap(),
                false => drop(fs::remove_file(&path)), // the state is not made again by a rebuild
            }
        }
        office.jela(&["rebuild"]).ends_with(0);
        assert_eq!(figures(&data), expected, "{loss:?}");
    }
    for kind in ["facts-", "rollup-by-place-", "rollup-sources-"] {
        let facts = crate::faults::parquet_files(&data.join("lake/facts"));
        let of_kind = facts
            .iter()
            .filter(|file| file.file_name().unwrap().to_string_lossy().starts_with(kind));
        let lost = of_kind.map(|file| fs::remove_file(file).unwrap()).count();
        assert!(lost > 0, "{kind}");
        office.jela(&["rebuild"]).ends_with(0);
        assert_eq!(figures(&data), expected, "{kind}");
    }
    let server = Server::start(&data);
    get(&server.address, "/mgnrega/district-305").is(200);
}
