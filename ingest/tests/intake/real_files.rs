//! The answer that the reference expects for each real file.

use ingest::{Effect, Outcome, Problem, Status, outcome};
use jiff::civil::date;

use crate::{Office, one, real, told};

const KURUKSHETRA: &str = "district-60,Kurukshetra,state-6,1203\n";

/// Gumla, Basia and its panchayats, with made-up numbers.
const BASIA: &str = "district-351,Gumla,state-20,\nblock-3501,Basia,district-351,\n\
    gp-9001,Banai,block-3501,\ngp-9002,Basia,block-3501,\ngp-9003,Eitam,block-3501,\ngp-9004,Kaliga,block-3501,\n\
    gp-9005,Konbir,block-3501,\ngp-9006,Kumhari,block-3501,\ngp-9007,Lungtu,block-3501,\ngp-9008,Mamarla,block-3501,\n\
    gp-9009,Moreng,block-3501,\ngp-9010,Okba,block-3501,\ngp-9011,Oreya,block-3501,\ngp-9012,Pantha,block-3501,\n\
    gp-9013,Pokta,block-3501,\ngp-9014,Tetra,block-3501,\ngp-9015,Turbunga,block-3501,\n";

#[test]
fn at_a_glance_of_all_districts_needs_a_date() {
    let report = one(Office::new().check(&real("06-")));
    assert_eq!((report.status, report.rows_read), (Status::NeedsDate, 0));
    assert_eq!(
        (report.programme.as_deref(), report.dataset.as_deref()),
        (Some("mgnrega"), Some("progress"))
    );
    assert!(report.message.contains("--as-on"), "{}", report.message);
}

#[test]
fn at_a_glance_with_a_date_gives_the_districts_of_west_bengal() {
    let report = one(Office::new().as_on(date(2024, 12, 31)).check(&real("06-")));
    assert_eq!(report.status, Status::Taken, "{}", report.message);
    assert_eq!(
        (report.rows_read, report.rows_accepted, report.rows_rejected),
        (740, 23, 717)
    );
    assert_eq!(report.as_on, Some(date(2024, 12, 31)));
    let left_out = report
        .findings
        .iter()
        .filter(|finding| finding.effect == Effect::RowLeftOut);
    assert!(
        left_out
            .clone()
            .all(|finding| matches!(finding.problem, Problem::UnknownPlace { .. })),
        "{:?}",
        told(&report)
    );
    assert_eq!(left_out.count(), 717);
}

#[test]
fn block_persondays_are_dated_by_their_year_and_not_by_the_later_update() {
    let report = one(Office::new().check(&real("11-")));
    assert_eq!(
        (report.status, report.rows_rejected),
        (Status::Taken, 0),
        "{:?}",
        told(&report)
    );
    assert_eq!(report.as_on, Some(date(2019, 3, 31)));
    assert_eq!(report.rows_read, report.rows_accepted);
}

#[test]
fn a_feed_of_a_district_that_is_not_registered_is_rejected_row_by_row() {
    let report = one(Office::new().check(&real("14-")));
    assert_eq!(
        (report.status, report.rows_read, report.rows_accepted),
        (Status::Rejected, 275, 0)
    );
    assert!(
        told(&report)[0].contains("`KURUKSHETRA` is not a registered district of Haryana state"),
        "{}",
        told(&report)[0]
    );
}

#[test]
fn of_a_month_printed_many_times_the_highest_count_is_kept() {
    let report = one(Office::new().with_places(KURUKSHETRA).check(&real("14-")));
    assert_eq!(
        (report.rows_read, report.rows_accepted, report.rows_rejected),
        (275, 12, 263),
        "{}",
        report.message
    );
    let lower = report
        .findings
        .iter()
        .filter(|finding| matches!(finding.problem, Problem::LowerCount { .. }));
    assert_eq!(lower.count(), 263, "no two rows of the file are exact copies");
    assert_eq!(report.as_on, Some(date(2025, 3, 31)));
}

#[test]
fn a_financial_statement_that_names_only_its_year_needs_a_date_of_that_year() {
    let report = one(Office::new().check(&real("01-")));
    assert_eq!(report.status, Status::NeedsDate);
    assert!(report.message.contains("2022-23"), "{}", report.message);
    let refused = one(Office::new().as_on(date(2021, 3, 31)).check(&real("01-")));
    assert!(
        refused.status == Status::NeedsDate && refused.message.contains("does not fit"),
        "{}",
        refused.message
    );
    let report = one(Office::new().as_on(date(2023, 3, 31)).check(&real("01-")));
    assert_eq!(report.dataset.as_deref(), Some("finance"));
    assert!(
        report.rows_accepted >= 30,
        "{} {:?}",
        report.message,
        told(&report)
    );
    assert!(
        !told(&report).iter().any(|finding| finding.contains("total of")),
        "{:?}",
        told(&report)
    );
}

#[test]
fn every_row_of_a_page_with_broken_row_tags_is_found_and_dated_from_its_head() {
    let report = one(Office::new().with_places(BASIA).check(&real("19-")));
    assert_eq!(
        (report.rows_read, report.rows_accepted),
        (15, 15),
        "{:?}",
        told(&report)
    );
    assert_eq!(
        (report.as_on, report.dataset.as_deref()),
        (Some(date(2020, 7, 26)), Some("days-worked"))
    );
    let report = one(Office::new().check(&real("19-")));
    assert_eq!(
        report.as_on,
        Some(date(2020, 7, 26)),
        "the page tells its day all the same"
    );
    assert_eq!((report.status, report.rows_rejected), (Status::Rejected, 15));
    assert!(
        told(&report)[0].contains("`GUMLA` is not a registered district of Jharkhand state"),
        "{}",
        told(&report)[0]
    );
}

/// The centres of a real list with their district, which their codes alone tell.
fn adilabad() -> String {
    let text = std::fs::read_to_string(real("10-")).unwrap();
    let centres: std::collections::BTreeMap<&str, &str> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|cells| (cells[5], cells[6]))
        .collect();
    let lines = centres
        .iter()
        .map(|(code, name)| format!("centre-{code},{name},district-532,\n"));
    format!("district-532,Adilabad,state-36,\n{}", lines.collect::<String>())
}

#[test]
fn totals_of_centres_that_are_not_listed_are_rejected_row_by_row() {
    let report = one(Office::new().check(&real("10-")));
    assert_eq!(
        (
            report.programme.as_deref(),
            report.dataset.as_deref(),
            report.as_on
        ),
        (Some("pushti"), Some("centre-totals"), None)
    );
    assert_eq!(
        (report.status, report.rows_read, report.rows_rejected),
        (Status::Rejected, 1283, 1283)
    );
    assert!(
        told(&report)[0].contains("centre `1901208` is not on the list of centres"),
        "{}",
        told(&report)[0]
    );
}

#[test]
fn totals_of_listed_centres_are_of_august_2025_and_zeros_alone_were_not_measured() {
    let report = one(Office::new().with_places(&adilabad()).check(&real("10-")));
    assert_eq!(report.as_on, Some(date(2025, 8, 31)));
    let zeros = report
        .findings
        .iter()
        .filter(|finding| finding.problem == Problem::AllZero);
    assert_eq!(
        (zeros.count(), report.rows_rejected),
        (7, 7),
        "{:?}",
        told(&report)
    );
    assert_eq!(report.rows_accepted, 1276);
}

#[test]
fn the_schedule_of_a_block_that_is_not_registered_is_told_row_by_row() {
    let report = one(Office::new().check(&real("12-")));
    assert_eq!(
        (report.rows_read, report.rows_rejected),
        (23, 23),
        "{}",
        report.message
    );
}

#[test]
fn rows_of_the_national_prison_tables_are_of_the_last_day_of_their_year() {
    let report = one(Office::new().check(&real("13-")));
    assert_eq!((report.rows_read, report.rows_accepted), (3568, 3360));
    assert_eq!(report.as_on, Some(date(2013, 12, 31)));
}

#[test]
fn what_is_not_ours_is_told_by_its_headers_and_never_taken() {
    let office = Office::new().as_on(date(2024, 12, 31));
    for name in [
        "02-", "03-", "04-", "05-", "07-", "08-", "09-", "15-", "16-", "17-", "18-",
    ] {
        let reports = office.check(&real(name));
        assert_eq!(outcome(&reports), Outcome::NotAllTaken, "{name}");
        for report in reports {
            assert_eq!(
                (report.status, report.rows_read),
                (Status::Unrecognised, 0),
                "{name}: {}",
                report.message
            );
            assert!(
                report.message.contains("found ") && report.message.starts_with(name),
                "{}",
                report.message
            );
        }
    }
}

#[test]
fn a_list_without_headers_is_not_quoted() {
    let report = one(Office::new().check(&real("18-")));
    assert!(report.message.contains("no row of headers"), "{}", report.message);
}
