//! A programme declared by nobody who writes software: drafted from a workbook, checked, shown, taken up by a running
//! server; and what happens to one that is wrong.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;

use crate::client::{get, get_with, post};
use crate::command::{Office, command, word};
use crate::server::Server;
use crate::sign_in::{cookie, csrf};

const WALK: &str = include_str!("../../docs/new-programme.md");
const MGNREGA: &str = include_str!("../../catalog/programmes/mgnrega/programme.toml");
const PASSWORD: &str = "teal-river-79-mahua";

/// The block, the day, and the numbers of patients, women among them, and those referred on.
const CAMPS: [(&str, &str, [u32; 3]); 4] = [
    ("Onda", "2025-04-07", [120, 70, 6]),
    ("Khatra", "2025-04-07", [80, 30, 4]),
    ("Onda", "2025-04-14", [60, 20, 1]),
    ("Khatra", "2025-04-14", [90, 60, 9]),
];

/// The workbook of the walk: as somebody in the health office keeps it, with the doctors' telephones.
fn camps(file: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Camps").unwrap();
    sheet.write(0, 0, "Health camps of Bankura district").unwrap();
    let headers = [
        "Sl No",
        "District",
        "Block",
        "Camp date",
        "Doctor's name",
        "Mobile",
        "Patients seen",
        "Women seen",
        "Referred",
    ];
    for (column, header) in (0..).zip(headers) {
        sheet.write(2, column, header).unwrap();
    }
    for (row, (block, day, numbers)) in (3..).zip(CAMPS) {
        sheet.write(row, 0, row - 2).unwrap();
        sheet.write(row, 1, "Bankura").unwrap();
        sheet.write(row, 2, block).unwrap();
        sheet.write(row, 3, day).unwrap();
        sheet.write(row, 4, "Dr. Hansda").unwrap();
        sheet.write(row, 5, "9876543210").unwrap();
        for (column, number) in (6..).zip(numbers) {
            sheet.write(row, column, number).unwrap();
        }
    }
    workbook.save(file).unwrap();
}

/// The blocks of the walk of one kind, in order: `sh` runs to its end, `sh serving` until it is stopped.
fn blocks(kind: &str) -> Vec<&'static str> {
    let fence = format!("```{kind}\n");
    let parts = WALK.split(&fence).skip(1);
    parts.map(|part| part.split("```").next().unwrap()).collect()
}

/// A shell in which `jela` is the command under test and the data lies in `./data`.
fn shell(folder: &Path, script: &str) -> Command {
    let jela = Path::new(env!("CARGO_BIN_EXE_jela")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let mut shell = Command::new("sh");
    shell
        .args(["-e", "-c", script])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", jela.display()))
        .env("JELA_LISTEN", "127.0.0.1:0")
        .env_remove("JELA_DATA")
        .env_remove("JELA_HOME")
        .stdin(Stdio::null());
    shell
}

#[test]
fn the_walk_from_a_workbook_to_the_dashboard_leads_there() {
    let office = Office::new();
    let folder = office.path("");
    camps(&folder.join("camps.xlsx"));
    let begun = Instant::now();
    let mut told = String::new();
    for block in blocks("sh") {
        let ran = shell(&folder, block).output().unwrap();
        let (out, err) = (
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr),
        );
        assert!(ran.status.success(), "{block}\n{out}\n{err}");
        told.push_str(&out);
    }
    // Onda: 90 women of 180; Khatra: 90 of 170.
    for line in ["block-2786,Onda,180,50,", "block-2783,Khatra,170,52.94"] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let draft = std::fs::read_to_string(folder.join("data/programmes/health-camps/programme.toml")).unwrap();
    assert!(
        draft.contains("personal = [\"Doctor's name\", \"Mobile\"]"),
        "{draft}"
    );
    for (file, head) in [("camps.xlsx.report.xlsx", &b"PK"[..]), ("camps.pdf", b"%PDF")] {
        assert!(
            std::fs::read(folder.join(file)).unwrap().starts_with(head),
            "{file}"
        );
    }
    for block in blocks("sh serving") {
        let mut serving = shell(&folder, &format!("exec {block}"));
        let server = Server::of(
            serving
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        );
        // Small counts of people are hidden from strangers, who are asked to sign in; the programme is there.
        let page = get(&server.address, "/health-camps/district-305").is(303);
        assert!(page.header("location").starts_with("/sign-in"));
        get(&server.address, "/static-camps/district-305").is(404);
        assert_eq!(server.stop().0, Some(0));
    }
    assert!(begun.elapsed() < Duration::from_secs(15 * 60));
}

#[test]
fn a_preview_shows_the_workbook_and_leaves_nothing() {
    let office = Office::new();
    let workbook = office.path("camps.xlsx");
    camps(&workbook);
    let draft = word(&office.path("draft"));
    office
        .jela(&[
            "programme",
            "new",
            "health-camps",
            "--from",
            &word(&workbook),
            "--out",
            &draft,
        ])
        .ends_with(0);
    // So that the page can be asked for without signing in.
    let file = office.path("draft/programme.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace("disclosure = \"small_counts\"", "disclosure = \"none\""),
    )
    .unwrap();
    let room = office.path("room");
    std::fs::create_dir(&room).unwrap();
    let mut shown = command(&office.data());
    shown
        .args([
            "programme",
            "preview",
            &draft,
            &word(&workbook),
            "--listen",
            "127.0.0.1:0",
        ])
        .env("TMPDIR", &room);
    let server = Server::of(
        shown
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let page = get(&server.address, "/health-camps/district-305").is(200);
    assert!(page.text().contains("350"), "{}", page.text()); // 120 + 80 + 60 + 90
    get(&server.address, "/health-camps/district-305/overview.xlsx").is(200);
    assert!(std::fs::read_dir(&room).unwrap().next().is_some());
    assert_eq!(server.stop().0, Some(0));
    assert!(
        std::fs::read_dir(&room).unwrap().next().is_none(),
        "nothing stays"
    );
    assert!(!office.data().exists());
}

#[test]
fn a_preview_of_a_wrong_programme_names_the_fault_and_the_line() {
    let office = Office::new();
    office.file("draft/programme.toml", b"id = \"x\"\ntitel = 3\n");
    let camps = office.file("camps.csv", b"Block,Seen\nOnda,3\n");
    let ran = office
        .jela(&["programme", "preview", &word(&office.path("draft")), &camps])
        .ends_with(2);
    assert!(
        ran.err.contains("draft/programme.toml: line ") && ran.out.is_empty(),
        "{}",
        ran.err
    );
}

#[test]
fn a_draft_without_a_workbook_has_no_fault_and_is_never_written_over() {
    let office = Office::new();
    office.jela(&["programme", "new", "family-visits"]).ends_with(0);
    let folder = word(&office.data().join("programmes/family-visits"));
    let checked = office.jela(&["programme", "check", &folder]).ends_with(0);
    assert!(checked.text().contains("no faults"), "{}", checked.text());
    let listed = office.jela(&["programme", "list"]).ends_with(0);
    assert!(listed.text().contains("family-visits"), "{}", listed.text());
    let again = office.jela(&["programme", "new", "family-visits"]).ends_with(2);
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn a_name_that_can_be_no_programme_and_a_workbook_without_places_are_refused() {
    let office = Office::new();
    for name in ["search", "Family Visits", "../up", "x/y", ""] {
        office.jela(&["programme", "new", name]).ends_with(2);
    }
    let words = office.file("words.csv", b"Word,Other\nA,B\n");
    let ran = office
        .jela(&["programme", "new", "words", "--from", &words])
        .ends_with(4);
    assert!(ran.err.contains("names places"), "{}", ran.err);
    let missing = word(&office.path("missing.xlsx"));
    office
        .jela(&["programme", "new", "words", "--from", &missing])
        .ends_with(4);
    assert!(!office.data().join("programmes").exists());
}

#[test]
fn every_fault_is_told_with_its_line_and_as_json_where_asked() {
    let office = Office::new();
    let text = MGNREGA
        .replacen("over_time", "overtime", 1)
        .replace("sum_of = [\"workers\"]", "sum_of = [\"wrokers\"]");
    office.file("wrong/programme.toml", text.as_bytes());
    let folder = word(&office.path("wrong"));
    let told = office.jela(&["programme", "check", &folder]).ends_with(2);
    let line = text.lines().position(|line| line.contains("wrokers")).unwrap() + 1;
    let place = format!("programme.toml:{line}:");
    assert!(
        told.err.contains(&place) && told.err.contains("did you mean `workers`?"),
        "{}",
        told.err
    );
    let faults = office
        .jela(&["programme", "check", &folder, "--json"])
        .ends_with(2)
        .lines();
    let found = faults.iter().find(|fault| fault["line"] == line).unwrap();
    assert_eq!(
        (&found["severity"], &found["column"]),
        (&"fault".into(), &11.into())
    );
    assert!(
        faults
            .iter()
            .any(|fault| fault["hint"] == "did you mean `over_time`?"),
        "{faults:?}"
    );
    let missing = word(&office.path("missing"));
    office.jela(&["programme", "check", &missing]).ends_with(2);
    office.file("binary/programme.toml", &[0xff, 0xfe, 0x00]);
    office
        .jela(&["programme", "check", &word(&office.path("binary"))])
        .ends_with(2);
}

#[test]
fn the_schema_is_printed_for_editors() {
    let printed = Office::new().jela(&["programme", "schema"]).ends_with(0);
    let schema: serde_json::Value = serde_json::from_slice(&printed.out).unwrap();
    assert!(schema["properties"]["measure"].is_object());
}

#[test]
fn a_wrong_programme_is_named_and_commands_for_the_others_work() {
    let office = Office::new();
    office.file(
        "data/programmes/wrong/programme.toml",
        b"id = \"wrong\"\nmeasure = [[[",
    );
    let asked = office
        .jela(&["query", "mgnrega", "--measure", "persondays"])
        .ends_with(0);
    assert!(
        asked.err.contains("wrong/programme.toml: line 2"),
        "{}",
        asked.err
    );
    let refused = office.jela(&["query", "wrong", "--measure", "x"]).ends_with(2);
    assert!(refused.err.contains("`wrong`"), "{}", refused.err);
    assert!(
        !office
            .jela(&["programme", "list"])
            .ends_with(0)
            .text()
            .contains("wrong")
    );
}

/// Asks until the answer has that status; a server looks at programmes every two seconds.
#[track_caller]
fn becomes(address: &str, path: &str, status: u16) {
    let begun = Instant::now();
    let mut seen = 0;
    while begun.elapsed() < Duration::from_secs(30) {
        seen = get(address, path).status;
        if seen == status {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{path} is still {seen}");
}

#[test]
fn a_running_server_takes_programmes_up_and_a_wrong_one_takes_no_other_down() {
    let office = Office::new();
    let password = office.file("password.txt", PASSWORD.as_bytes());
    let admin = [
        "user",
        "add",
        "admin",
        "--role",
        "admin",
        "--password-file",
        &password,
    ];
    office.jela(&admin).ends_with(0);
    let server = Server::start(&office.data());
    let page = "/works/district-305";
    get(&server.address, page).is(404);
    let works = MGNREGA.replacen("id = \"mgnrega\"", "id = \"works\"", 1);
    office.file("data/programmes/works/programme.toml", works.as_bytes());
    becomes(&server.address, page, 200);

    office.file(
        "data/programmes/other/programme.toml",
        b"id = \"other\"\nmeasures = 3\n",
    );
    let session = session(&server.address);
    let seen = |wanted: &str| {
        let home = get_with(&server.address, page, &[("Cookie", &session)]).is(200);
        home.text().contains(wanted)
    };
    let begun = Instant::now();
    while !seen("Programme left out") {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the administrator is not told"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    let public = get(&server.address, page).is(200);
    assert!(
        !public.text().contains("Programme left out"),
        "nobody else is told"
    );
    get(&server.address, "/mgnrega/district-305").is(200);

    std::fs::remove_dir_all(office.data().join("programmes")).unwrap();
    becomes(&server.address, page, 404);
    get(&server.address, "/mgnrega/district-305").is(200);
    assert_eq!(server.stop().0, Some(0));
}

/// The administrator signs in as a browser does.
fn session(address: &str) -> String {
    let form = get(address, "/sign-in").is(200);
    let own = format!("jela_form={}", cookie(&form, "jela_form").unwrap());
    let token = csrf(&form, "form.sign-in");
    let sent = format!("name=admin&password={PASSWORD}&next=/help&csrf={token}");
    let came_in = post(address, "/sign-in", &own, &sent).is(303);
    format!("jela_session={}", cookie(&came_in, "jela_session").unwrap())
}
