//! The children of the Anganwadi centres, as their registers lie in the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use calamine::Data;
use jiff::civil::{Date, date};
use sample_data::{SampleOptions, Scale};

use crate::{SAMPLE, number, path, small, workbook};

/// A table of the sample: its rows by the titles of its columns.
type Table = Vec<BTreeMap<String, Data>>;

/// The rows below the header, which is the first row whose first cells are all filled.
fn table(rows: &[Vec<Data>]) -> Table {
    let header = rows
        .iter()
        .position(|row| row[..4].iter().all(|cell| *cell != Data::Empty))
        .unwrap();
    let titles: Vec<String> = rows[header].iter().map(ToString::to_string).collect();
    let with_titles = |row: &Vec<Data>| titles.iter().cloned().zip(row.iter().cloned()).collect();
    rows[header + 1..].iter().map(with_titles).collect()
}

/// The rows of all growth registers of a month that are workbooks.
fn registers(month: &str) -> Table {
    let folder = path(&format!("pushti/growth-registers/{month}"));
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let books = files.filter(|file| file.extension().is_some_and(|extension| extension == "xlsx"));
    books.flat_map(|book| table(&workbook(&book)[0])).collect()
}

fn day(cell: &Data) -> Date {
    let Data::DateTime(day) = cell else {
        panic!("{cell:?} is no date")
    };
    date(1899, 12, 30).saturating_add(jiff::Span::new().days(day.as_f64() as i64))
}

fn with(rows: &Table, column: &str, word: &str) -> usize {
    rows.iter()
        .filter(|row| row[column] == Data::String(word.to_owned()))
        .count()
}

#[test]
fn severe_cases_fall_by_more_than_nine_tenths_in_eighteen_months() {
    let months = ["2025-06", "2026-02", "2026-10", "2026-11"];
    let severe = months.map(|month| with(&registers(month), "SAM/MAM", "SAM"));
    assert!((450..850).contains(&severe[0]), "{severe:?}");
    assert!(
        severe[1] * 100 < severe[0] * 50 && severe[1] * 100 > severe[0] * 25,
        "{severe:?}"
    );
    assert!(
        severe[2] < severe[1] / 3 && severe[3] * 10 < severe[0],
        "{severe:?}"
    );
    assert!((15..70).contains(&severe[3]), "{severe:?}");
}

#[test]
fn eight_in_ten_of_the_children_enrolled_are_measured() {
    let enrolled: f64 = table(&workbook(&path("pushti/centres/bankura.xlsx"))[1])
        .iter()
        .map(|row| number(&row["Enrolled 0-5 years"]))
        .sum();
    assert!((12_500.0..14_500.0).contains(&enrolled), "{enrolled}");
    let young = registers("2026-05")
        .into_iter()
        .filter(|row| number(&row["Age in months"]) < 60.0)
        .count();
    // Three of the 23 projects send no workbook but another kind of file.
    let measured = young as f64 / (enrolled * 20.0 / 23.0);
    assert!((0.7..0.95).contains(&measured), "{measured}");
}

#[test]
fn every_centre_has_a_code_of_its_own_and_a_place() {
    let centres = table(&workbook(&path("pushti/centres/bankura.xlsx"))[0]);
    let codes: BTreeSet<String> = centres.iter().map(|row| row["AWC code"].to_string()).collect();
    assert!(
        centres.len() >= 330 && codes.len() == centres.len(),
        "{}",
        centres.len()
    );
    assert!(
        codes
            .iter()
            .all(|code| code.len() == 11 && code.bytes().all(|byte| byte.is_ascii_digit()))
    );
    for centre in &centres {
        let filled = |column: &str| centre[column] != Data::Empty;
        assert!(
            filled("Block") == filled("GP") && filled("Municipality") == filled("Ward"),
            "{centre:?}"
        );
        assert!(filled("GP") != filled("Ward"), "{centre:?}");
    }
}

#[test]
fn kilograms_and_centimetres_are_those_of_children() {
    for row in registers("2026-03")
        .iter()
        .filter(|row| row["Weight kg"] != Data::Empty)
    {
        let weight = number(&row["Weight kg"]);
        assert!((1.4..35.0).contains(&weight), "{row:?}");
        if row["Height/length cm"] != Data::Empty {
            assert!(
                (40.0..130.0).contains(&number(&row["Height/length cm"])),
                "{row:?}"
            );
        }
    }
}

#[test]
fn nobody_is_measured_before_birth_outside_the_month_or_after_the_last_day() {
    for (month, first, last) in [
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 22)),
    ] {
        for row in registers(month) {
            let measured = day(&row["Date of measurement"]);
            assert!(
                day(&row["DOB"]) <= measured && (first..=last).contains(&measured),
                "{row:?}"
            );
        }
    }
}

#[test]
fn no_child_stands_twice_in_a_month() {
    let rows = registers("2026-01");
    let children: BTreeSet<String> = rows.iter().map(|row| row["Child ID"].to_string()).collect();
    assert_eq!(children.len(), rows.len());
}

#[test]
fn no_telephone_number_can_be_that_of_a_person() {
    let khatra = &workbook(&path("pushti/tracker/khatra.xlsx"))[0];
    let tracker = table(khatra)
        .into_iter()
        .map(|row| row["Mother Phone Number"].to_string());
    let phones = registers("2025-12")
        .into_iter()
        .map(|row| row["Mobile"].to_string());
    for phone in phones.chain(tracker) {
        assert!(phone.starts_with("00000 ") && phone.len() == 11, "{phone}");
    }
}

#[test]
fn children_who_were_sent_to_the_rehabilitation_centre_are_in_its_register() {
    let nrc = table(&workbook(&path("pushti/nrc/bankura-2025-26.xlsx"))[0]);
    assert!(nrc.len() > 100, "{}", nrc.len());
    let admitted: BTreeSet<String> = nrc.iter().map(|row| row["Child ID"].to_string()).collect();
    let sent = registers("2025-07")
        .into_iter()
        .filter(|row| row["Remarks"] != Data::Empty);
    let sent: Vec<String> = sent.map(|row| row["Child ID"].to_string()).collect();
    assert!(!sent.is_empty() && sent.iter().all(|child| admitted.contains(child)));
    for stay in nrc {
        assert!(
            day(&stay["Date of referral"]) <= day(&stay["Date of admission"]),
            "{stay:?}"
        );
        assert_eq!(
            stay["Outcome"] == Data::Empty,
            stay["Weight at discharge"] == Data::Empty,
            "{stay:?}"
        );
    }
}

#[test]
fn some_projects_and_centres_send_nothing_in_some_months() {
    let months = fs::read_dir(path("pushti/growth-registers")).unwrap();
    let files = months.map(|month| fs::read_dir(month.unwrap().path()).unwrap().count());
    let files: usize = files.sum();
    assert!((18 * 23 - 15..18 * 23).contains(&files), "{files}");
    let rows = registers("2026-02");
    let centres: BTreeSet<String> = rows.iter().map(|row| row["AWC code"].to_string()).collect();
    assert!((230..320).contains(&centres.len()), "{}", centres.len());
}

#[test]
fn totals_are_of_the_month_before_registers_began() {
    let text = fs::read_to_string(path("pushti/awc-totals/onda-2025-05.csv")).unwrap();
    let rows: Vec<&str> = text.lines().skip(2).collect();
    assert!(rows.len() > 10 && rows.iter().all(|row| row.starts_with("2025,5,BANKURA,ONDA,")));
}

#[test]
fn half_the_scale_has_about_half_the_children() {
    let rows = |options: &SampleOptions| {
        let folder = tempfile::tempdir().unwrap();
        let files = sample_data::write(folder.path(), options).unwrap();
        let registers = files
            .iter()
            .filter(|file| file.path.to_string_lossy().contains("growth-registers"));
        registers.map(|file| file.rows).sum::<usize>() as f64
    };
    let twice = SampleOptions {
        scale: Scale::Factor(0.2),
        ..small(305)
    };
    let part = rows(&small(305)) / rows(&twice);
    assert!((0.45..0.55).contains(&part), "{part}");
}

#[test]
fn a_sample_too_short_for_a_tracker_has_none_and_says_nothing_of_months_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let options = SampleOptions {
        until: date(2024, 5, 20),
        ..small(1)
    };
    let files = sample_data::write(folder.path(), &options).unwrap();
    let named = |part: &str| {
        files
            .iter()
            .filter(|file| file.path.to_string_lossy().contains(part))
            .count()
    };
    assert_eq!((named("pushti/tracker"), named("awc-totals")), (0, 0));
    assert!(named("growth-registers/2024-04") > 15 && named("growth-registers/2024-03") == 0);
}

#[test]
fn weights_in_grams_and_heights_in_inches_are_what_the_notes_say() {
    let read = |name: &str| table(&workbook(&path(&format!("faults/register-{name}.xlsx")))[0]);
    assert!(
        read("weight-in-grams")
            .iter()
            .all(|row| number(&row["Weight kg"]) > 2_000.0)
    );
    assert!(
        read("height-in-inches")
            .iter()
            .all(|row| number(&row["Height/length cm"]) < 48.0)
    );
    assert!(
        read("comma-decimals")
            .iter()
            .all(|row| row["Weight kg"].to_string().contains(','))
    );
}

#[test]
fn impossible_children_are_impossible() {
    let read = |name: &str| table(&workbook(&path(&format!("faults/register-{name}.xlsx")))[0]);
    let early = &read("measured-before-birth")[0];
    assert!(day(&early["Date of measurement"]) < day(&early["DOB"]));
    let none = read("zero-and-negative");
    assert!(number(&none[0]["Weight kg"]) == 0.0 && number(&none[1]["Weight kg"]) < 0.0);
    let shrinking = read("shrinking-height");
    let height = |row: usize| number(&shrinking[row]["Height/length cm"]);
    assert_eq!(
        shrinking[0]["Child ID"],
        shrinking[shrinking.len() / 2]["Child ID"]
    );
    assert!(height(shrinking.len() / 2) < height(0));
    assert_eq!(
        read("child-twice").first().map(|row| row["Child ID"].clone()),
        read("child-twice").last().map(|row| row["Child ID"].clone())
    );
    assert!(
        SAMPLE
            .1
            .iter()
            .any(|file| file.path.ends_with("faults/all-zero-centre.csv"))
    );
}

#[test]
fn the_progress_of_every_month_that_is_over_tells_what_was_given_of_what_was_due() {
    let months = fs::read_dir(path("pushti/monthly-progress")).unwrap().count();
    assert_eq!(months, 17, "November is not over");
    let rows = table(&workbook(&path("pushti/monthly-progress/2025-09.xlsx"))[0]);
    assert!((300..345).contains(&rows.len()), "{}", rows.len());
    let sum = |column: &str| rows.iter().map(|row| number(&row[column])).sum::<f64>();
    for (given, due) in [
        ("Days open", "Working days"),
        ("Egg days given", "Egg days due"),
        ("Nutrimix given", "Nutrimix due"),
        ("Water filters given", "Water filters due"),
    ] {
        assert!(
            sum(given) < sum(due) && sum(given) > 0.5 * sum(due),
            "{given} {due}"
        );
    }
}

#[test]
fn children_are_sent_to_the_rehabilitation_centre_because_of_complications() {
    let rows = registers("2025-07");
    let sent = with(&rows, "Referred to NRC", "Y");
    let complicated = with(&rows, "Complications", "Y");
    assert!(
        sent > 10 && sent < complicated && complicated < 2 * sent,
        "{sent} {complicated}"
    );
    let is = |row: &BTreeMap<String, Data>, column: &str| row[column] == Data::String("Y".to_owned());
    assert!(
        rows.iter()
            .all(|row| is(row, "Complications") || !is(row, "Referred to NRC"))
    );
}
