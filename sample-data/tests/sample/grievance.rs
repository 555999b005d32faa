//! The grievances of Bankura, as the lists of the cell and the sheets of offices lie in the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::civil::{Date, date};
use sample_data::{Purpose, SampleOptions, Scale};

use crate::SAMPLE;
use crate::case_lists::{CASES, Row, of_text, of_workbook};

/// Of those of whom it is known, how many in a hundred, rounded, the words say.
fn share(cases: &BTreeMap<String, Row>, column: &str, words: &[&str]) -> (usize, usize) {
    let unknown = ["", "Not known", "NA", "অজানা"];
    let known = cases
        .values()
        .map(|row| row[column].as_str())
        .filter(|word| !unknown.contains(word));
    let (mut all, mut some) = (0, 0);
    for word in known {
        all += 1;
        some += usize::from(words.contains(&word));
    }
    ((200 * some + all) / (2 * all), (200 * all + 50_000) / 100_000)
}

fn is(row: &Row, column: &str) -> bool {
    !row[column].is_empty()
}

#[test]
fn bankura_has_fifty_thousand_cases_with_those_of_the_central_portal() {
    let central = of_workbook("grievance/cpgrams/bankura.xlsx");
    assert!((550..650).contains(&central.len()), "{}", central.len());
    assert_eq!(CASES.len() + central.len(), 50_000);
}

#[test]
fn the_shares_of_groups_print_as_they_were_published() {
    let cases = &CASES;
    let women = share(cases, "Gender", &["Female", "F", "Mahila", "মহিলা"]);
    let rural = share(cases, "Rural / Urban", &["Rural", "R", "গ্রামীণ"]);
    let urban = share(cases, "Rural / Urban", &["Urban", "U", "শহর"]);
    let general = share(cases, "Social Category", &["General", "UR", "Gen", "সাধারণ"]);
    let castes = [
        "SC",
        "ST",
        "Scheduled Caste",
        "Scheduled Tribe",
        "তফসিলি জাতি",
        "তফসিলি উপজাতি",
    ];
    let castes = share(cases, "Social Category", &castes);
    let obc = share(cases, "Social Category", &["OBC", "OBC-A", "OBC-B", "ওবিসি"]);
    assert_eq!((women.0, rural.0, urban.0), (45, 67, 33));
    assert_eq!((general.0, castes.0, obc.0), (52, 20, 28));
    let known = (women.1, general.1, rural.1, share(cases, "Age", &[]).1);
    assert_eq!(known, (71, 64, 92, 58), "how many of a hundred are known");
}

#[test]
fn ninety_eight_in_a_hundred_are_disposed_of() {
    let lists = CASES
        .values()
        .map(|row| usize::from(is(row, "Disposed on")) + usize::from(is(row, "Disposed again on")));
    let central = of_workbook("grievance/cpgrams/bankura.xlsx");
    let central = central.iter().filter(|row| is(row, "Date of Action")).count();
    let disposed = lists.sum::<usize>() + central;
    assert_eq!((disposed + 250) / 500, 98, "{disposed} of 50000");
}

#[test]
fn half_of_the_cases_take_about_six_days_and_some_take_years() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let mut days: Vec<i64> = CASES
        .values()
        .filter(|row| is(row, "Disposed on"))
        .map(|row| {
            i64::from(
                day(&row["Date of Receipt"])
                    .until(day(&row["Disposed on"]))
                    .unwrap()
                    .get_days(),
            )
        })
        .collect();
    days.sort_unstable();
    let middle = days[days.len() / 2];
    assert!((5..=7).contains(&middle), "{middle}");
    assert!(days[0] == 0 && *days.last().unwrap() > 365);
}

#[test]
fn roads_are_complained_of_more_since_april_2025_in_a_few_panchayats_alone() {
    let cases = &CASES;
    let is_about_roads = |row: &&Row| row["Category"] == "Roads and bridges" && is(row, "GP / Ward");
    let mut by_gp: BTreeMap<(String, String), [usize; 2]> = BTreeMap::new();
    for row in cases.values().filter(is_about_roads) {
        let gp = (row["Block / Municipality"].clone(), row["GP / Ward"].clone());
        by_gp.entry(gp).or_default()[usize::from(row["Date of Receipt"].as_str() >= "2025-04-01")] += 1;
    }
    // 663 days before, 601 since.
    let risen = by_gp
        .values()
        .filter(|[before, since]| *since > 60 && *since > 3 * before);
    assert_eq!(risen.count(), 8);
}

#[test]
fn totals_balance_and_agree_with_the_cases() {
    let totals = of_workbook("grievance/office-totals/bankura-2026-10.xlsx");
    let (offices, all) = totals.split_at(totals.len() - 1);
    let numbers = |row: &Row| {
        [
            "Opening Balance",
            "Received",
            "Reopened",
            "Transferred in",
            "Disposed",
            "Transferred out",
            "Closing Balance",
        ]
        .map(|title| row[title].parse::<i64>().unwrap())
    };
    assert_eq!(offices.len(), 178);
    for row in &totals {
        let [opening, received, reopened, came, disposed, went, closing] = numbers(row);
        assert_eq!(
            opening + received + reopened + came,
            disposed + went + closing,
            "{row:?}"
        );
    }
    let cases = &CASES;
    let october = |text: &str| ("2026-10-01"..="2026-10-31").contains(&text);
    let in_october = |title: &str| cases.values().filter(|row| october(&row[title])).count();
    let central = of_workbook("grievance/cpgrams/bankura.xlsx");
    let central = central
        .iter()
        .filter(|row| october(&row["Date of Receipt"]))
        .count();
    let all = numbers(&all[0]);
    assert_eq!(all[1] as usize, in_october("Date of Receipt") + central);
    assert_eq!(
        all[3], all[5],
        "what goes to another office comes to one of the district"
    );
    let central = of_workbook("grievance/cpgrams/bankura.xlsx");
    let central = central
        .iter()
        .filter(|row| october(&row["Date of Action"]))
        .count();
    assert_eq!(all[2] as usize, in_october("Reopened on"));
    assert_eq!(all[3] as usize, in_october("Transferred on"));
    let disposed = in_october("Disposed on") + in_october("Disposed again on") + central;
    assert_eq!(all[4] as usize, disposed);
}

#[test]
fn offices_are_named_on_one_list_with_codes_of_their_own() {
    let list = of_workbook("grievance/all-offices/bankura.xlsx");
    let codes: BTreeSet<&str> = list.iter().map(|row| row["Office Code"].as_str()).collect();
    assert_eq!((list.len(), codes.len()), (178, 178));
    let of_cases: BTreeSet<String> = CASES.values().map(|row| row["Office Code"].clone()).collect();
    assert!(of_cases.iter().all(|code| codes.contains(code.as_str())));
    let idle = codes.iter().filter(|code| !of_cases.contains(**code));
    assert!(idle.count() < 3);
}

#[test]
fn faults_are_where_the_note_says() {
    let first = |name: &str| of_workbook(&format!("faults/grievances-{name}.xlsx")).remove(0);
    let row = first("closed-before-received");
    assert!(row["Disposed on"] < row["Date of Receipt"]);
    assert!(first("future-date")["Date of Receipt"].as_str() > "2080");
    assert_eq!(first("unknown-office")["Office Code"], "WB305-999");
    assert_eq!(first("unknown-category")["Category"], "Astrology");
    let twice = of_workbook("faults/grievances-case-twice.xlsx");
    assert_eq!(twice[0]["Grievance ID"], twice[6]["Grievance ID"]);
    assert_ne!(twice[0]["Disposed on"], twice[6]["Disposed on"]);
    assert!(first("bengali-digits")["Date of Receipt"].starts_with(|c| ('০'..='৯').contains(&c)));
    let mixed = of_workbook("faults/grievances-mixed-dates.xlsx");
    assert!(mixed[0]["Date of Receipt"].ends_with("00:00:00") && mixed[1]["Date of Receipt"].contains('/'));
}

#[test]
fn faulty_lists_repeat_good_rows_and_come_before_them() {
    let cases = &CASES;
    for (name, spoilt) in [
        ("unknown-office", 1),
        ("closed-before-received", 1),
        ("case-twice", 0),
    ] {
        for row in of_workbook(&format!("faults/grievances-{name}.xlsx"))
            .iter()
            .take(6)
            .skip(spoilt)
        {
            let good = &cases[&row["Grievance ID"]];
            for column in [
                "Date of Receipt",
                "Office Code",
                "Disposed on",
                "Category",
                "Outcome",
            ] {
                assert_eq!(row[column], good[column], "{name}: {row:?}");
            }
        }
    }
    let at = |part: &str| {
        SAMPLE
            .1
            .iter()
            .position(|file| file.path.to_string_lossy().contains(part))
            .unwrap()
    };
    assert!(at("all-offices") < at("faults/grievances") && at("faults/grievances") < at("case-lists"));
}

#[test]
fn the_state_is_written_as_text_a_month_at_a_time_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        scale: Scale::State,
        until: date(2024, 4, 1),
        ..SampleOptions::default()
    };
    let files = sample_data::write(folder.path(), &options).unwrap();
    let lists = files
        .iter()
        .filter(|file| file.path.to_string_lossy().contains("case-lists"));
    assert_eq!(lists.clone().count(), 11);
    // 299 of the 1,264 days in which 11.3 lakh are received.
    assert_eq!(lists.map(|file| file.rows).sum::<usize>(), 267_302);
    assert!(
        files
            .iter()
            .all(|file| matches!(file.purpose, Purpose::Return | Purpose::Notes))
    );
    let list =
        fs::read_to_string(folder.path().join("grievance/case-lists/west-bengal-2024-03.csv")).unwrap();
    let rows = of_text(&list);
    let districts: BTreeSet<&str> = rows.iter().map(|row| row["District"].as_str()).collect();
    assert_eq!(districts.len(), 23);
    assert!(
        rows.iter()
            .all(|row| is(row, "Grievance ID") && is(row, "Office Code") && row.len() == 37)
    );
    let offices = fs::read_to_string(folder.path().join("grievance/all-offices/west-bengal.csv")).unwrap();
    assert_eq!(of_text(&offices).len(), 4_330);
}

#[test]
fn a_state_that_ends_before_the_sample_begins_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        scale: Scale::State,
        until: date(2023, 7, 1),
        ..SampleOptions::default()
    };
    let refusal = sample_data::write(folder.path(), &options).unwrap_err();
    assert!(
        matches!(refusal, sample_data::SampleError::Until { .. }),
        "{refusal}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
