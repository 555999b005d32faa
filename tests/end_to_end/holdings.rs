//! What is held of persons: told, put under another key, and ended when its time is over, through the command that people
//! have.

use std::fs;

use serde_json::Value;
use store::{Lake, TableId};

use crate::command::{Office, Ran, real};
use crate::demo::sample_file;
use crate::table::Table;

/// Two centres of Bankura-I, as the list of an ICDS project has them.
const CENTRES: &str = "Master list of Anganwadi centres\nAs on 01/04/2023\n\
    AWC code,AWC name,Block,GP,Sector,ICDS project,Enrolled,Worker name,Mobile no\n\
    19305010101,Anchuri Purba,Bankura-I,Anchuri,Anchuri Sector,Bankura-I,40,Kakali Mondal,9800000001\n\
    19305010102,Jagadalla Hat,Bankura-I,Jagadalla-I,Jagadalla Sector,Bankura-I,35,Mitali Rai,9800000002\n";
const REGISTER: &str = "Growth register\n\
    Sl,AWC code,AWC name,Child ID,Child name,Mother/father,Sex,DOB,Date of measurement,Age in months,Weight kg,\
    Height/length cm,MUAC cm,Oedema (Y/N),Status,Remarks\n";
/// Children by number in the register, name, sex and day of birth.
const CHILDREN: [(&str, &str, &str, &str); 3] = [
    ("C1", "Riya", "F", "10/05/2021"),
    ("C2", "Rahul", "M", "05/01/2022"),
    ("C3", "Mitu", "F", "20/02/2022"),
];
const MEASURES: &str =
    "children_weighed,cases_opening,cases_new,cases_recovered,cases_defaulted,cases_closing";

/// The register of a month: children with their mid-upper arm circumference in centimetres.
fn register(day: &str, children: &[(usize, &str)]) -> String {
    let rows = children.iter().map(|(child, muac)| {
        let (number, name, sex, born) = CHILDREN[*child];
        format!(
            "{child},19305010101,Anchuri Purba,{number},{name},Sita,{sex},{born},{day},,10.5,86,{muac},N,,\n"
        )
    });
    format!("{REGISTER}{}", rows.collect::<String>())
}

/// An office with registers of April 2023 and of three months of 2024.
fn with_children() -> Office {
    let office = Office::new();
    let months = [
        ("centres.csv", CENTRES.to_owned()),
        ("april-2023.csv", register("22/04/2023", &[(0, "11.0")])),
        ("may-2023.csv", register("22/05/2023", &[(0, "13.2")])),
        ("june-2023.csv", register("22/06/2023", &[(0, "13.4")])),
        ("april.csv", register("22/04/2024", &[(1, "13.0"), (2, "13.1")])),
        ("may.csv", register("22/05/2024", &[(1, "11.1"), (2, "13.1")])),
        ("june.csv", register("22/06/2024", &[(1, "11.2"), (2, "13.3")])),
    ];
    let files: Vec<String> = months
        .iter()
        .map(|(name, text)| office.file(name, text.as_bytes()))
        .collect();
    let words: Vec<&str> = ["ingest"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    office.jela(&words).ends_with(0);
    office
}

fn figures(office: &Office, of: &[&str]) -> String {
    let words = [
        "query",
        "pushti",
        "--measure",
        MEASURES,
        "--within",
        "centre-19305010101",
    ];
    let words: Vec<&str> = words
        .iter()
        .chain(of)
        .chain(&["--format", "csv"])
        .copied()
        .collect();
    office.jela(&words).ends_with(0).text().to_owned()
}

/// Figures of all months, as known now and as known at the beginning.
fn all_figures(office: &Office) -> [String; 2] {
    [("2023-04-01", "2023-12-31"), ("2024-04-01", "2024-06-30")]
        .map(|(from, to)| figures(office, &["--by", "month", "--from", from, "--to", to]))
}

/// Rows that are held about a child, by dataset.
fn held(office: &Office, number: &str) -> Vec<(String, u64)> {
    let file = office.file("who", format!("{number}\n").as_bytes());
    let words = [
        "holdings",
        "person",
        "--programme",
        "pushti",
        "--place",
        "centre-19305010101",
        "--from",
        &file,
        "--json",
    ];
    let told = office.jela(&words).ends_with(0).lines();
    told.iter()
        .map(|one| {
            (
                one["dataset"].as_str().unwrap().to_owned(),
                one["rows"].as_u64().unwrap(),
            )
        })
        .collect()
}

fn log(office: &Office) -> String {
    office.jela(&["audit", "verify"]).ends_with(0);
    office
        .jela(&["audit", "export", "--format", "jsonl"])
        .ends_with(0)
        .text()
        .to_owned()
}

/// The settings keep a dataset so long that the financial year before the one that begins on 1 April of `year` is over.
fn keep_from(office: &Office, datasets: &[&str], year: i64) {
    let today = catalog::calendar::day_in_india(crate::doctor::now());
    let months = (i64::from(today.year()) - year) * 12 + i64::from(today.month()) - 6;
    let lines = datasets
        .iter()
        .map(|dataset| format!("\"{dataset}\" = \"{months} months\"\n"));
    let text = format!("[retention]\n{}", lines.collect::<String>());
    fs::write(office.data().join("jela.toml"), text).unwrap();
}

#[test]
fn after_two_new_keys_every_figure_is_what_it_was_and_a_corrected_register_meets_its_rows() {
    let office = with_children();
    let before = all_figures(&office);
    let entered = |figures: &str| Table::read(figures.as_bytes()).sum("cases_new");
    assert_eq!(
        before.each_ref().map(|figures| entered(figures)),
        [1.0, 1.0],
        "{before:?}"
    );
    let about = held(&office, "c-2");
    assert_eq!(about, [("measurements".to_owned(), 3)]);
    for number in [2, 3] {
        let told = office.jela(&["key", "rotate"]).ends_with(0).err;
        assert!(
            told.contains(&format!("key {number} is in force: 9 rows")),
            "{told}"
        );
        assert_eq!(all_figures(&office), before);
        assert_eq!(held(&office, "c-2"), about);
    }
    // The circumference was wrong: the register of June comes again, and is of the same children.
    let again = office.file(
        "again.csv",
        register("22/06/2024", &[(1, "11.4"), (2, "13.3")]).as_bytes(),
    );
    office.jela(&["ingest", &again]).ends_with(0);
    assert_eq!(
        all_figures(&office),
        before,
        "nobody came under care, and nobody left it"
    );
    assert_eq!(held(&office, "c-2"), [("measurements".to_owned(), 4)]);
    let log = log(&office);
    for told in [
        "puts key 2 in force for cases of pushti/measurements",
        "key 3 is in force; 9 rows hashed again",
    ] {
        assert!(log.contains(told), "{log}");
    }
    assert!(
        log.contains("looked up what is held about one person in pushti: 3 rows") && !log.contains("c-2")
    );
    let listed = office.jela(&["key", "list", "--json"]).ends_with(0).lines();
    let in_force = listed.iter().map(|key| {
        (
            key["in_force"].as_bool().unwrap(),
            key["permissions"].as_str().unwrap(),
        )
    });
    assert_eq!(in_force.collect::<Vec<_>>(), [(true, "600"); 3]);
}

#[test]
fn without_one_of_its_keys_nothing_is_taken_in_and_none_is_made() {
    let office = with_children();
    office.jela(&["key", "rotate"]).ends_with(0);
    let (key, kept) = (office.data().join("keys/identity-2"), office.path("kept"));
    fs::rename(&key, &kept).unwrap();
    let next = office.file("july.csv", register("22/07/2024", &[(1, "11.4")]).as_bytes());
    let before = office.jela(&["batches", "--json"]).ends_with(0).lines();
    let refused = office.jela(&["ingest", &next]);
    assert_ne!(refused.code, Some(0));
    assert!(
        refused.err.contains("identity-2") && refused.err.contains("backup"),
        "{}",
        refused.err
    );
    office.jela(&["key", "rotate"]).ends_with(5);
    assert_eq!(office.jela(&["batches", "--json"]).lines(), before);
    let found = office.jela(&["doctor", "--json", "--quick"]).lines();
    let keys = found.iter().find(|found| found["look"] == "keys").unwrap();
    assert_eq!(keys["standing"], "fault", "{keys}");
    assert!(!key.exists());
    fs::rename(&kept, &key).unwrap();
    office.jela(&["ingest", &next]).ends_with(0);
    assert_eq!(held(&office, "C2"), [("measurements".to_owned(), 4)]);
}

#[test]
fn followed_children_of_long_ago_can_not_be_found_again_and_no_figure_changes() {
    let office = with_children();
    let before = all_figures(&office);
    keep_from(&office, &["pushti/measurements", "pushti/admissions"], 2024);
    let purge = |words: &[&str]| -> Vec<Value> {
        let words: Vec<&str> = ["purge", "--json"].iter().chain(words).copied().collect();
        office.jela(&words).ends_with(0).lines()
    };
    let would = purge(&["--dry-run"]);
    let of = |told: &[Value]| {
        let told = told
            .iter()
            .find(|one| one["dataset"] == "pushti/measurements")
            .unwrap();
        (
            told["kept_from"].clone(),
            told["cases"].clone(),
            told["rows"].clone(),
        )
    };
    assert_eq!(of(&would), ("2024-04-01".into(), 1.into(), 3.into()));
    assert_eq!(held(&office, "C1").len(), 1, "so far nothing was done");
    assert_eq!(of(&purge(&[])), of(&would));
    assert_eq!(all_figures(&office), before);
    assert_eq!((held(&office, "C1"), held(&office, "C2").len()), (Vec::new(), 1));
    assert!(purge(&[]).is_empty(), "nothing is left to do");
    assert!(log(&office).contains("purge pushti/measurements: kept "));
    let all: Value = serde_json::from_str(office.jela(&["holdings", "--json"]).ends_with(0).text()).unwrap();
    let rows = all["datasets"].as_array().unwrap().iter();
    let rows = rows
        .clone()
        .find(|rows| rows["dataset"] == "measurements")
        .unwrap();
    assert_eq!(
        (&rows["at_its_end"], &rows["rows"]),
        (&"unlinked".into(), &9.into())
    );
    assert!(
        rows["purpose"]["bn"].is_string() && rows["hashed"].as_array().unwrap().contains(&"Child ID".into())
    );
}

/// Persondays of blocks as the portal gives them, of the financial year that ends in a year.
fn persondays(office: &Office, year: i32) -> String {
    let text = fs::read_to_string(real("11-")).unwrap();
    let code = format!(",{}.0,", year - 2000);
    let text = text
        .replace(",19.0,", &code)
        .replace("2019-10-18", &format!("{year}-10-18"));
    office.file(&format!("persondays-{year}.csv"), text.as_bytes())
}

#[test]
fn years_whose_time_is_over_go_and_are_told_to_be_gone() {
    let office = Office::new();
    for year in [2019, 2023] {
        office.jela(&["ingest", &persondays(&office, year)]).ends_with(0);
    }
    let query = |words: &str| -> Ran {
        let words = words.split(' ').filter(|word| !word.is_empty());
        let words: Vec<&str> = [
            "query",
            "mgnrega",
            "--measure",
            "persondays",
            "--within",
            "state-19",
        ]
        .into_iter()
        .chain(words)
        .collect();
        office.jela(&words)
    };
    let kept = || {
        query("--by block --as-on 2023-03-31 --format csv")
            .ends_with(0)
            .text()
            .to_owned()
    };
    let value = |day: &str| {
        let told = query(&format!("--as-on {day} --format csv")).ends_with(0);
        Table::of(told).only("persondays_state").to_owned()
    };
    let before = kept();
    assert_eq!(
        (value("2019-03-31"), value("2023-03-31")),
        ("value".to_owned(), "value".to_owned())
    );
    office.jela(&["purge"]).ends_with(0);
    assert_eq!(
        value("2019-03-31"),
        "value",
        "nobody said for how long rows are kept"
    );

    keep_from(&office, &["mgnrega/progress"], 2022);
    let gone = office.jela(&["purge", "--json"]).ends_with(0).lines();
    assert_eq!((gone.len(), &gone[0]["kept_from"]), (1, &"2022-04-01".into()));
    assert!(
        gone[0]["rows"].as_u64().unwrap() * 2 == gone[0]["of"].as_u64().unwrap(),
        "{gone:?}"
    );
    assert_eq!(kept(), before);
    assert_eq!(
        (value("2019-03-31"), value("2023-03-31")),
        ("not_applicable".to_owned(), "value".to_owned())
    );
    let json: Value =
        serde_json::from_str(query("--as-on 2019-03-31 --format json").ends_with(0).text()).unwrap();
    assert_eq!(json["breaks"][0]["kind"], "taken_out", "{json}");
    // What was known before is refused, and what is known now is not.
    let refused = query("--as-on 2023-03-31 --known-on 2024-01-01 --format csv");
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(refused.err.contains("taken out"), "{}", refused.err);
    query("--as-on 2023-03-31 --known-on 2199-01-01 --format csv").ends_with(0);

    // Gone from the disk as well, once nobody can be reading any more; and counted again from what is left.
    let lake = Lake::open(&office.data()).unwrap();
    lake.sweep_orphans(jiff::Timestamp::MAX).unwrap();
    let table = TableId::new("mgnrega", "progress");
    let years: Vec<String> = lake
        .files(&table)
        .unwrap()
        .into_iter()
        .map(|file| file.fy)
        .collect();
    assert_eq!(years, ["2022-23"]);
    let folder = office.data().join("lake/rows/mgnrega/progress/fy=2018-19");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
    office.jela(&["rebuild"]).ends_with(0);
    assert_eq!(kept(), before);
    assert!(log(&office).contains("purge mgnrega/progress: kept "));
}

#[test]
fn grievances_of_years_that_are_over_go_and_no_figure_of_the_years_kept_changes() {
    let office = Office::new();
    office.jela(&["ingest", &sample_file("grievance")]).ends_with(0);
    let figures = || -> Vec<String> {
        let every = "opening,received,reopened,disposed,disposed_in_time,transferred_in,transferred_out,closing,\
                pending,overdue,due,due_in_time,disposal_days,waiting_days,rated,appeals,left_forwarded,days_forwarded";
        let of = |(by, measures): (&str, &str)| {
            let words = ["query", "grievance", "--measure", measures, "--by", by];
            let span = ["--from", "2025-04-01", "--to", "2026-10-31", "--format", "csv"];
            office
                .jela(&[words.as_slice(), &span].concat())
                .ends_with(0)
                .text()
                .to_owned()
        };
        // Only what waits has an age.
        let asked = [
            ("month", every),
            ("month,department", every),
            ("block", every),
            ("age_bucket", "pending,overdue"),
        ];
        asked.map(of).to_vec()
    };
    let before = figures();
    keep_from(&office, &["grievance/cases"], 2025);
    let gone = office.jela(&["purge", "--json"]).ends_with(0).lines();
    let (rows, of) = (gone[0]["rows"].as_u64().unwrap(), gone[0]["of"].as_u64().unwrap());
    assert!(rows > 1_000 && rows < of, "{gone:?}");
    assert!(figures() == before, "a matter that still counts was taken out");
}

#[test]
fn a_setting_or_a_question_that_means_nothing_is_refused() {
    let office = with_children();
    fs::write(
        office.data().join("jela.toml"),
        "[retention]\n\"pushti/nothing\" = \"36 months\"\n",
    )
    .unwrap();
    for command in ["purge", "holdings"] {
        let told = office.jela(&[command]).ends_with(2).err;
        assert!(
            told.contains("pushti/nothing") && told.contains("no such dataset"),
            "{told}"
        );
    }
    fs::write(
        office.data().join("jela.toml"),
        "[retention]\n\"pushti/measurements\" = \"3 days\"\n",
    )
    .unwrap();
    let told = office.jela(&["purge"]).ends_with(2).err;
    assert!(told.contains("36 months"), "{told}");
    fs::remove_file(office.data().join("jela.toml")).unwrap();
    let (number, nothing) = (office.file("number", b"C2\n"), office.file("nothing", b"\n"));
    let ask = |words: &str, file: &str| {
        let words: Vec<&str> = ["holdings", "person", "--from", file]
            .into_iter()
            .chain(words.split(' '))
            .collect();
        office.jela(&words)
    };
    ask("--programme nothing", &number).ends_with(2);
    ask("--programme pushti --place centre-1", &number).ends_with(2);
    ask("--programme pushti --place centre-19305010101", &nothing).ends_with(2);
    // A number of a register says nobody without the register.
    assert!(
        ask("--programme pushti --json", &number)
            .ends_with(0)
            .lines()
            .is_empty()
    );
}

#[test]
fn nothing_is_kept_under_a_key_where_no_cases_are() {
    let office = Office::new();
    office.jela(&["ingest", &real("11-")]).ends_with(0);
    let refused = office.jela(&["key", "rotate"]).ends_with(5);
    assert!(
        refused.err.contains("nothing is kept under a key"),
        "{}",
        refused.err
    );
    let listed: Vec<Value> = office.jela(&["key", "list", "--json"]).ends_with(0).lines();
    assert_eq!(listed[0]["in_force"], false, "{listed:?}");
}
