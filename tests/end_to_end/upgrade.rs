//! A data directory of the release before, brought forward: nothing is lost, and the figures are what they were.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::client::get;
use crate::command::{Office, word};
use crate::server::Server;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/upgrade")
        .join(name)
}

/// A data directory as the release before left it.
fn of_before() -> Office {
    let office = Office::new();
    fs::create_dir_all(office.data()).unwrap();
    let unpacked = Command::new("tar")
        .args([
            "-xzf",
            &word(&kept("data-before-forms.tar.gz")),
            "-C",
            &word(&office.data()),
        ])
        .status()
        .unwrap();
    assert!(unpacked.success());
    office
}

#[track_caller]
fn answers_as_before(office: &Office) {
    for (words, file) in [
        (
            "query mgnrega --measure persondays,job_cards --by block --as-on 2025-06-30",
            "mgnrega.csv",
        ),
        (
            "query mgnrega --measure persondays --by block --as-on 2019-03-31",
            "persondays-2019.csv",
        ),
        (
            "query pushti --measure children_weighed,children_enrolled --by block",
            "pushti.csv",
        ),
    ] {
        let mut words: Vec<&str> = words.split(' ').collect();
        words.extend(["--format", "csv"]);
        let answered = office.jela(&words).ends_with(0);
        assert_eq!(answered.text(), fs::read_to_string(kept(file)).unwrap(), "{file}");
    }
}

#[test]
fn a_directory_of_before_there_were_forms_is_served_with_every_figure_account_and_schedule() {
    let office = of_before();
    answers_as_before(&office);
    let looked = office.jela(&["doctor", "--json"]);
    assert!(looked.text().contains("older jela"), "{}", looked.text());
    let server = Server::start(&office.data());
    get(&server.address, "/mgnrega/district-305").is(200);
    get(&server.address, "/readyz").is(200);
    assert_eq!(server.stop().0, Some(0));
    let form: Value = serde_json::from_slice(&fs::read(office.data().join("form.json")).unwrap()).unwrap();
    assert_eq!(form["jela"], env!("CARGO_PKG_VERSION"));
    answers_as_before(&office);
    let accounts = office.jela(&["user", "list", "--json"]).ends_with(0).lines();
    let names: Vec<&str> = accounts
        .iter()
        .map(|account| account["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["bdo-khatra", "dm"]);
    assert!(
        office
            .jela(&["schedule", "list"])
            .ends_with(0)
            .text()
            .contains("daily-employment")
    );
    // Children are known again by the secret of before: the same register is unchanged, and a rebuild counts the same.
    office.jela(&["rebuild"]).ends_with(0);
    answers_as_before(&office);
}

#[test]
fn a_state_of_an_older_migration_is_brought_forward_and_accounts_stay() {
    let office = of_before();
    let state = office.data().join("state.sqlite");
    let unpacked = Command::new("sh")
        .args([
            "-c",
            "gunzip -c \"$0\" > \"$1\"",
            &word(&kept("state-0010.sqlite.gz")),
            &word(&state),
        ])
        .status()
        .unwrap();
    assert!(unpacked.success());
    let pending = office.jela(&["doctor", "--json"]);
    let told = pending.lines();
    let waits = told.iter().find(|found| found["look"] == "migrations").unwrap();
    assert!(waits["what"].as_str().unwrap().contains("20"), "{waits}");
    let accounts = office.jela(&["user", "list", "--json"]).ends_with(0).lines();
    assert_eq!(accounts.len(), 2);
    let told = office.jela(&["doctor", "--json"]).lines();
    assert!(!told.iter().any(|found| found["look"] == "migrations"));
    answers_as_before(&office);
}

#[test]
fn a_directory_of_a_newer_jela_is_refused_by_every_command_and_stays_as_it_is() {
    let office = of_before();
    office.jela(&["user", "list"]).ends_with(0);
    let file = office.data().join("form.json");
    let form = fs::read_to_string(&file)
        .unwrap()
        .replace("\"lake\": 1", "\"lake\": 2");
    assert!(form.contains("\"lake\": 2"));
    fs::write(&file, &form).unwrap();
    let listing = || {
        let entries = fs::read_dir(office.data()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        // SQLite makes and removes the files of its journal by itself.
        let mut names: Vec<String> = names.filter(|name| !name.starts_with("state.sqlite-")).collect();
        names.sort();
        names
    };
    let before = listing();
    for words in [
        "serve --listen 127.0.0.1:0",
        "query mgnrega --measure persondays",
        "user list",
        "rebuild",
        "tidy",
        "batches",
        "backup /nowhere/backup.tar",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let refused = office.jela(&words).ends_with(5);
        assert!(
            refused.err.contains("lake 2") && refused.err.contains("newer"),
            "{}",
            refused.err
        );
        assert!(refused.out.is_empty());
    }
    let looked = office.jela(&["doctor"]).ends_with(3);
    assert!(looked.text().contains("MEND    form"), "{}", looked.text());
    assert_eq!(fs::read_to_string(&file).unwrap(), form);
    assert_eq!(listing(), before);
}

/// A programme of a district's own with one dataset of two columns of counts.
const CAMPS: &str = include_str!("../upgrade/camps.toml");

#[test]
fn columns_are_added_widened_and_retired_and_no_row_is_lost() {
    let office = Office::new();
    let declared = |text: &str| {
        office.file("data/programmes/eye-camps/programme.toml", text.as_bytes());
        office
            .jela(&[
                "programme",
                "check",
                &word(&office.path("data/programmes/eye-camps")),
            ])
            .ends_with(0);
    };
    let sent = |name: &str, header: &str, row: &str| {
        let file = office.file(name, format!("{header}\n{row}\n").as_bytes());
        let told = office.jela(&["ingest", &file, "--json"]).ends_with(0).lines();
        assert_eq!(told[0]["status"], "taken", "{told:?}");
    };
    let seen = || {
        let words = "query eye-camps --measure patients --by block,month --format csv --from 2025-04-01 --to 2025-07-31";
        let words: Vec<&str> = words.split(' ').collect();
        office.jela(&words).ends_with(0).text().to_owned()
    };
    declared(CAMPS);
    sent(
        "april.csv",
        "District,Block,Camp date,Patients seen,Lenses given",
        "Bankura,Onda,2025-04-07,120,40",
    );
    assert!(seen().contains("Onda,2025-04,120,value"), "{}", seen());
    // Added: referred. Rows of before have none of it.
    let added = CAMPS.replace(
        "  { id = \"lenses\", type = \"count\" },",
        "  { id = \"lenses\", type = \"count\" },\n  { id = \"referred\", type = \"count\" },",
    );
    let added = added.replace(
        "lenses = [\"Lenses given\"]",
        "lenses = [\"Lenses given\"], referred = [\"Referred\"]",
    );
    assert_ne!(added, CAMPS);
    declared(&added);
    assert!(seen().contains("Onda,2025-04,120,value"), "{}", seen());
    sent(
        "may.csv",
        "District,Block,Camp date,Patients seen,Lenses given,Referred",
        "Bankura,Khatra,2025-05-07,80,20,3",
    );
    assert!(
        seen().contains("Onda,2025-04,120,value") && seen().contains("Khatra,2025-05,80,value"),
        "{}",
        seen()
    );
    // Widened: lenses may be half a pair. Rows of before keep their numbers.
    let widened = added.replace(
        "{ id = \"lenses\", type = \"count\" }",
        "{ id = \"lenses\", type = \"number\" }",
    );
    declared(&widened);
    assert!(
        seen().contains("Onda,2025-04,120,value") && seen().contains("Khatra,2025-05,80,value"),
        "{}",
        seen()
    );
    sent(
        "june.csv",
        "District,Block,Camp date,Patients seen,Lenses given,Referred",
        "Bankura,Indus,2025-06-07,60,10.5,1",
    );
    assert!(
        seen().contains("Indus,2025-06,60,value") && seen().contains("Onda,2025-04,120,value"),
        "{}",
        seen()
    );
    // Retired: lenses are no longer asked for.
    let retired = widened.replace("  { id = \"lenses\", type = \"number\" },\n", "");
    let retired = retired.replace("lenses = [\"Lenses given\"], ", "");
    assert_ne!(retired, widened);
    declared(&retired);
    sent(
        "july.csv",
        "District,Block,Camp date,Patients seen,Referred",
        "Bankura,Jaypur,2025-07-07,30,0",
    );
    office.jela(&["rebuild"]).ends_with(0);
    let all = seen();
    for row in [
        "Onda,2025-04,120,value",
        "Khatra,2025-05,80,value",
        "Indus,2025-06,60,value",
        "Jaypur,2025-07,30,value",
    ] {
        assert!(all.contains(row), "{row}\n{all}");
    }
    office.jela(&["doctor", "--quick"]);
}
