//! Accounts on the command line, and readers by their name.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::command::{Office, Ran, command, jela};
use crate::demo;

const PASSWORD: &str = "teal-river-79-mahua";

/// An office with an account in it.
fn office() -> Office {
    let office = Office::new();
    add(
        &office,
        "bdo --role officer --place block-2786 --place block-2783 --programme mgnrega",
    )
    .ends_with(0);
    office
}

fn add(office: &Office, words: &str) -> Ran {
    let file = office.file("password.txt", format!("{PASSWORD}\n").as_bytes());
    let words = ["user", "add"].into_iter().chain(words.split_whitespace());
    let words: Vec<&str> = words.chain(["--password-file", &file]).collect();
    office.jela(&words)
}

#[test]
fn an_account_is_listed_until_it_is_disabled_and_beyond() {
    let office = office();
    let listed = office.jela(&["user", "list", "--json"]).ends_with(0).lines();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["name"], "bdo");
    assert_eq!(listed[0]["role"], "officer");
    assert_eq!(listed[0]["places"][0], "block-2783");
    assert_eq!(listed[0]["programmes"][0], "mgnrega");
    assert!(listed[0]["disabled"].is_null());
    office.jela(&["user", "disable", "bdo"]).ends_with(0);
    let table = office.jela(&["user", "list"]).ends_with(0);
    assert!(table.text().contains("disabled"), "{}", table.text());
}

#[test]
fn a_password_comes_from_a_file_or_from_standard_input_and_is_told_to_nobody() {
    let office = office();
    let mut child = command(&office.data())
        .args(["user", "add", "dm", "--role", "admin", "--password-file", "-"])
        .env("JELA_LOG", "trace")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let typed = format!("{PASSWORD}\r\n");
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let told = [output.stdout, output.stderr].concat();
    assert!(!String::from_utf8_lossy(&told).contains(PASSWORD));
    let state = std::fs::read(office.data().join("state.sqlite")).unwrap();
    let kept = state
        .windows(PASSWORD.len())
        .any(|found| found == PASSWORD.as_bytes());
    assert!(!kept, "the password lies in the state");
}

#[test]
fn a_key_is_printed_once_and_another_each_time() {
    let office = office();
    let key = || {
        let ran = office.jela(&["user", "key", "bdo"]).ends_with(0);
        ran.text().trim_end().to_owned()
    };
    let (one, other) = (key(), key());
    assert!(one.len() == 64 && one != other, "{one}");
    office.jela(&["user", "disable", "bdo"]).ends_with(0);
    let ran = office.jela(&["user", "key", "bdo"]).ends_with(2);
    assert!(ran.err.contains("bdo"), "{}", ran.err);
}

#[test]
fn words_of_an_account_that_mean_nothing_are_named() {
    let office = office();
    for (words, named) in [
        ("x --role boss", "`boss`"),
        ("x --role operator", "operator"),
        ("x --role public", "public"),
        ("x --role officer --place block-1", "block-1"),
        ("x --role officer --place Khatra", "Khatra"),
        ("x --role officer", "--place"),
        ("x --role admin --place block-2786", "--place"),
        ("x --role analyst --programme nrega", "nrega"),
        ("operator --role analyst", "operator"),
        ("X --role analyst", "`X`"),
        ("bdo --role analyst", "taken"),
    ] {
        let ran = add(&office, words).ends_with(2);
        assert!(ran.err.contains(named), "{words}: {}", ran.err);
    }
    for words in [&["user", "disable", "nobody"][..], &["user", "key", "nobody"]] {
        assert!(office.jela(words).ends_with(2).err.contains("nobody"));
    }
    let missing = [
        "user",
        "add",
        "x",
        "--role",
        "analyst",
        "--password-file",
        "nowhere.txt",
    ];
    assert!(office.jela(&missing).ends_with(2).err.contains("nowhere.txt"));
}

#[test]
fn a_password_that_can_be_guessed_is_refused_with_advice_and_not_repeated() {
    let office = office();
    for weak in ["", "bankura2026", "password", "dm-dm-dm"] {
        let file = office.file("weak.txt", weak.as_bytes());
        let ran = office
            .jela(&["user", "add", "dm", "--role", "admin", "--password-file", &file])
            .ends_with(5);
        assert!(ran.err.contains("too easy to guess"), "{}", ran.err);
        assert!(weak.len() < 10 || !ran.err.contains(weak), "{}", ran.err);
    }
}

#[test]
fn without_accounts_there_is_no_state_and_a_question_makes_none() {
    let office = Office::new();
    office
        .jela(&["query", "mgnrega", "--measure", "persondays"])
        .ends_with(0);
    let unknown = office
        .jela(&["query", "mgnrega", "--measure", "persondays", "--reader", "bdo"])
        .ends_with(2);
    assert!(unknown.err.contains("`bdo`"), "{}", unknown.err);
    assert!(
        office
            .jela(&["user", "list"])
            .ends_with(0)
            .text()
            .contains("name")
    );
    office.jela(&["user", "disable", "bdo"]).ends_with(2);
    assert!(!office.data().join("state.sqlite").exists());
}

#[test]
fn a_question_may_be_asked_as_an_account_that_counts() {
    let office = office();
    let asked = ["query", "mgnrega", "--measure", "persondays", "--reader", "bdo"];
    office.jela(&asked).ends_with(0);
    office.jela(&["user", "disable", "bdo"]).ends_with(0);
    assert!(office.jela(&asked).ends_with(2).err.contains("`bdo`"));
}

#[test]
fn what_is_not_published_is_refused_with_5() {
    let office = office();
    let children = include_str!("../../dashboard/tests/access/children.toml");
    office.file("data/programmes/children/programme.toml", children.as_bytes());
    let asked = |place: &str, reader: &str| {
        let words = ["query", "children", "--measure", "children_severe", "--within"];
        office.jela(&[&words[..], &[place, "--reader", reader]].concat())
    };
    add(&office, "cdpo --role officer --place block-2786").ends_with(0);
    asked("block-2786", "cdpo").ends_with(0);
    asked("district-305", "public").ends_with(0);
    for (place, reader) in [
        ("block-2786", "public"),
        ("block-2774", "cdpo"),
        ("block-2786", "bdo"), // of another programme
    ] {
        let ran = asked(place, reader).ends_with(5);
        assert!(ran.err.contains("not published at this detail"), "{}", ran.err);
    }
    let report = [
        "report",
        "children-report",
        "--within",
        "block-2786",
        "--format",
        "xlsx",
    ];
    let out = office.path("report.xlsx");
    let out = out.to_str().unwrap();
    office
        .jela(&[&report[..], &["--out", out, "--reader", "public"]].concat())
        .ends_with(5);
    assert!(!office.path("report.xlsx").exists());
}

#[test]
fn the_demo_has_an_account_of_each_role_and_keeps_them() {
    let file = demo::data().join("demo-accounts.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let accounts: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut roles: Vec<&str> = accounts
        .iter()
        .map(|account| account["role"].as_str().unwrap())
        .collect();
    roles.sort_unstable();
    assert_eq!(
        roles,
        [
            "admin",
            "analyst",
            "data-entry",
            "line-list",
            "officer",
            "officer"
        ]
    );
    for account in &accounts {
        assert!(account["password"].as_str().unwrap().len() >= 20);
        let name = account["name"].as_str().unwrap();
        let ran = jela(
            demo::data(),
            &["query", "mgnrega", "--measure", "persondays", "--reader", name],
        );
        ran.ends_with(0);
    }
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn keys_are_listed_with_what_they_are_for_and_end_one_by_one() {
    let office = crate::sign_in::office();
    let make = |words: &[&str]| office.jela(&[&["user", "key", "bdo"], words].concat());
    let narrow = [
        "--label",
        "nightly copy",
        "--days",
        "30",
        "--place",
        "block-2786",
        "--programme",
        "children",
    ];
    let secret = make(&narrow).ends_with(0).text().trim().to_owned();
    make(&[]).ends_with(0);
    let keys = office.jela(&["user", "keys", "bdo", "--json"]).ends_with(0);
    assert!(!keys.text().contains(&secret));
    let keys = keys.lines();
    assert_eq!(keys.len(), 2);
    let narrowed = keys.iter().find(|key| key["label"] == "nightly copy").unwrap();
    assert_eq!(narrowed["places"], serde_json::json!(["block-2786"]));
    assert_eq!(narrowed["last_used"], serde_json::Value::Null);
    let id = narrowed["id"].as_str().unwrap();
    office.jela(&["user", "end-key", id]).ends_with(0);
    assert_eq!(
        office
            .jela(&["user", "keys", "--json"])
            .ends_with(0)
            .lines()
            .len(),
        1
    );
    office.jela(&["user", "end-key", id]).ends_with(2);
    // A key never reaches further than its account, nor lasts for ever.
    for wrong in [
        &["--place", "block-2774"][..],
        &["--place", "district-305"],
        &["--place", "nowhere"],
        &["--programme", "unknown"],
        &["--days", "0"],
        &["--days", "366"],
    ] {
        make(wrong).ends_with(2);
    }
    let record = office
        .jela(&["audit", "export", "--format", "jsonl"])
        .ends_with(0);
    assert!(
        record
            .text()
            .contains(&format!("ended the key {id} of the account bdo"))
    );
}
