//! Grievances of the demo, from the workbooks of its offices to the printed audit.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use calamine::{Data, DataType, Reader, Xlsx};

use crate::client::{get_with, post};
use crate::command::{jela, word};
use crate::demo::data;
use crate::server::shared;
use crate::sign_in::{cookie, csrf};
use crate::table::Table;

/// The state's call centre began on this day; the audit tells of all since.
const SINCE: &str = "2023-06-08";

#[track_caller]
fn table(words: &str) -> Table {
    let words: Vec<&str> = ["query", "grievance"]
        .into_iter()
        .chain(words.split_whitespace())
        .chain(["--format", "csv"])
        .collect();
    Table::of(jela(data(), &words))
}

/// A value in the full figures of the command line, by the id of its row.
#[track_caller]
fn value(class: &str, id: &str, measure: &str) -> f64 {
    let table = table(&format!("--measure {measure} --by {class} --from {SINCE}"));
    let at = table.column(class).iter().position(|known| *known == id).unwrap();
    table.numbers(measure)[at].unwrap()
}

/// A report of the demo as a file.
fn report(name: &str, format: &str) -> std::path::PathBuf {
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{format}"));
    jela(
        data(),
        &["report", name, "--format", format, "--out", &word(&out)],
    )
    .ends_with(0);
    out
}

/// What was published of the complainants, in percent.
const PUBLISHED: [(&str, &str, &str, f64); 6] = [
    ("sex", "female", "Women", 45.0),
    ("area", "rural", "Rural", 67.0),
    ("area", "urban", "Urban", 33.0),
    ("social_group", "general", "General", 52.0),
    ("social_group", "sc_st", "SC and ST", 20.0),
    ("social_group", "obc", "OBC", 28.0),
];

/// The rows of a sheet by their first cell, each with its other cells.
fn rows(path: &std::path::Path) -> Vec<(String, Vec<Data>)> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheets = book.worksheets();
    let rows = sheets.iter().flat_map(|(_, range)| range.rows());
    rows.filter_map(|row| Some((row.first()?.as_string()?, row[1..].to_vec())))
        .collect()
}

#[test]
fn the_audit_prints_who_complains_and_how_many_are_disposed_of_from_the_data() {
    let workbook = rows(&report("grievance-audit", "xlsx"));
    let pdf = report("grievance-audit", "pdf");
    let paper = Command::new("pdftotext")
        .args(["-layout", &word(&pdf), "-"])
        .output()
        .unwrap();
    let paper = String::from_utf8(paper.stdout).unwrap();
    for (class, id, name, published) in PUBLISHED {
        let share = value(class, id, "share_percent");
        assert_eq!(share.round(), published, "{name}");
        let printed = format!("{:.1}", (share * 10.0).round() / 10.0);
        let in_workbook = workbook.iter().filter(|(known, _)| known == name);
        let in_workbook: Vec<f64> = in_workbook
            .filter_map(|(_, cells)| cells[1].get_float())
            .collect();
        assert!(
            in_workbook.contains(&share),
            "{name}: {share} is not in {in_workbook:?}"
        );
        let line = paper.lines().find(|line| {
            line.trim_start().starts_with(name) && line.split_whitespace().any(|word| word == printed)
        });
        assert!(line.is_some(), "{name} {printed} is not printed\n{paper}");
    }
    let rate = table(&format!("--measure disposal_percent --from {SINCE}"));
    let rate = rate.numbers("disposal_percent")[0].unwrap();
    assert_eq!(rate.round(), 98.0);
    assert!(paper.contains(&format!("{rate:.1} %")), "{rate}\n{paper}");
    for class in ["sex", "area", "social_group"] {
        let known = table(&format!("--measure known_percent --by {class} --from {SINCE}"));
        let known = format!("{:.1} % known", known.numbers("known_percent")[0].unwrap());
        assert!(paper.contains(&known), "{class}: {known}\n{paper}");
    }
    assert!(paper.contains("8 Jun 2023"), "{paper}");
}

#[test]
fn what_is_not_known_is_counted_and_spread_over_nobody() {
    let table = table(&format!(
        "--measure received,share_percent --by sex --from {SINCE}"
    ));
    let unknown = table
        .column("sex")
        .iter()
        .position(|id| *id == "unknown")
        .unwrap();
    assert!(table.numbers("received")[unknown].unwrap() > 1_000.0);
    assert_eq!(table.column("share_percent_state")[unknown], "not_applicable");
    let shares: f64 = table.numbers("share_percent").into_iter().flatten().sum();
    assert!((shares - 100.0).abs() < 1e-9, "{shares}");
    assert_eq!(table.sum("received"), 50_000.0);
}

#[test]
fn the_ledger_balances_at_every_office_block_and_month() {
    let ids = "opening,received,reopened,transferred_in,disposed,transferred_out,closing";
    for by in ["office", "block", "department", "month", "police_district"] {
        let table = table(&format!("--measure {ids} --by {by} --from {SINCE}"));
        let column = |id: &str| table.numbers(id);
        let (opening, received, reopened) = (column("opening"), column("received"), column("reopened"));
        let (came, disposed) = (column("transferred_in"), column("disposed"));
        let (went, closing) = (column("transferred_out"), column("closing"));
        let mut balanced = 0;
        for row in 0..opening.len() {
            let Some(opening) = opening[row] else { continue };
            let there = opening + received[row].unwrap() + reopened[row].unwrap() + came[row].unwrap();
            let gone = disposed[row].unwrap() + went[row].unwrap() + closing[row].unwrap();
            assert_eq!(there, gone, "{by} row {row}");
            balanced += 1;
        }
        assert!(balanced > 1, "{by}: {balanced}");
    }
}

#[test]
fn what_offices_report_of_themselves_is_what_their_cases_tell() {
    let own = table(
        "--measure office_received,office_disposed,office_closing --by office --from 2026-10-01 --to 2026-10-31",
    );
    let cases = table("--measure received,disposed,closing --by office --from 2026-10-01 --to 2026-10-31");
    let by_office = |table: &Table, id: &str| -> BTreeMap<String, f64> {
        let offices = table.column("office_code").into_iter().map(str::to_owned);
        offices
            .zip(table.numbers(id))
            .filter_map(|(office, number)| Some((office, number?)))
            .collect()
    };
    for id in ["received", "disposed", "closing"] {
        let (told, counted) = (by_office(&own, &format!("office_{id}")), by_office(&cases, id));
        assert!(told.len() > 100, "{id}: {}", told.len());
        let same = told
            .iter()
            .filter(|(office, number)| counted.get(*office) == Some(number))
            .count();
        assert_eq!(same, told.len(), "{id}");
    }
}

#[test]
fn wrong_rows_are_found_where_they_stand_and_never_counted() {
    let check = |name: &str| {
        let path = data().join("sample").join("faults").join(name);
        jela(data(), &["check", "--json", &word(&path)])
    };
    for (name, left_out) in [
        ("grievances-closed-before-received.xlsx", 1),
        ("grievances-future-date.xlsx", 1),
        ("grievances-unknown-office.xlsx", 0),
        ("grievances-case-twice.xlsx", 2),
    ] {
        let ran = check(name);
        let report = &ran.lines()[0];
        assert_eq!(report["rows_rejected"], left_out, "{name}: {report}");
        assert!(report["rows_accepted"].as_u64().unwrap() > 0, "{name}: {report}");
    }
}

/// A page of the demo, as an officer of the district reads it.
fn page(path: &str) -> String {
    let accounts = fs::read(data().join("demo-accounts.json")).unwrap();
    let accounts: serde_json::Value = serde_json::from_slice(&accounts).unwrap();
    let accounts = accounts.as_array().unwrap().iter();
    let officer = accounts
        .clone()
        .find(|account| account["name"] == "demo-district-officer")
        .unwrap();
    let server = shared();
    let form = get_with(server, "/sign-in?next=/help", &[]).is(200);
    let own = format!("jela_form={}", cookie(&form, "jela_form").unwrap());
    let sent = format!(
        "name=demo-district-officer&password={}&next=/help&csrf={}",
        officer["password"].as_str().unwrap(),
        csrf(&form, "form.sign-in")
    );
    let came_in = post(server, "/sign-in", &own, &sent).is(303);
    let session = format!("jela_session={}", cookie(&came_in, "jela_session").unwrap());
    get_with(server, path, &[("Cookie", &session)])
        .is(200)
        .text()
        .to_owned()
}

#[test]
fn pages_show_the_digits_of_the_data_and_give_it_away_as_it_is() {
    let text = page("/grievance/district-305/demographics");
    for (class, id, name, _) in PUBLISHED {
        let share = value(class, id, "share_percent");
        let printed = format!(">{:.1}", (share * 10.0).round() / 10.0);
        assert!(text.contains(name) && text.contains(&printed), "{name} {printed}");
    }
    let csv = page("/grievance/district-305/demographics/who-sex.csv");
    let given = Table::read(csv.as_bytes());
    let asked = table(&format!(
        "--measure received,share_percent --by sex --from {SINCE}"
    ));
    for id in ["sex", "received", "share_percent"] {
        assert_eq!(given.column(id), asked.column(id), "{id}");
    }
    let league = page("/grievance/district-305/league");
    let office = table("--measure within_limit_percent --by department");
    let slowest = office
        .numbers("within_limit_percent")
        .into_iter()
        .flatten()
        .fold(f64::MAX, f64::min);
    assert!(league.contains(&format!(">{slowest:.1}")), "{slowest}");
    for path in ["overview", "pendency", "subjects"] {
        page(&format!("/grievance/district-305/{path}"));
        page(&format!("/grievance/block-2774/{path}"));
    }
}

#[test]
fn grievances_open_to_nobody_without_an_account_and_breakdowns_with_them() {
    for path in ["league", "demographics"] {
        let reply = get_with(shared(), &format!("/grievance/district-305/{path}"), &[]).is(303);
        assert!(reply.header("location").starts_with("/sign-in"), "{path}");
    }
    for path in ["pendency/offices-by-age.csv", "overview.xlsx"] {
        get_with(shared(), &format!("/grievance/district-305/{path}"), &[]).is(401);
    }
}
