//! Trackers: words instead of measurements, several months a row.

use ingest::Status;

use crate::{Office, column, one, told};

const HEAD: &str = "State,District,Block,Sector,Awc Name,Child,Age,Mother Name,Mother Phone Number,\
    SN_October 2026,Stunting_October 2026,Stunting_Nov 2026,Wasting_October 2026,Wasting_Nov 2026,underweight_October 2026,underweight_Nov 2026\n";

fn tracker(rows: &str) -> String {
    let rows: Vec<String> = rows
        .lines()
        .map(|row| format!("WEST BENGAL,BANKURA,BANKURA-I,Anchuri,{}\n", row.trim()))
        .collect();
    format!("{HEAD}{}", rows.concat())
}

#[test]
fn each_month_of_a_tracker_is_a_row_and_months_without_data_are_none() {
    let mut office = Office::with_centres();
    let text = tracker(
        "Anchuri Purba,Riya,30 months,Sita,9811111111,25,Normal height for age,Moderately stunted,Normal,Severely wasted,Data Not Entered,Severely underweight\n\
         Anchuri Purba,Rahul,2y,Gita,9822222222,0,Data Not Entered,normal,,Normal weight for height,Data Not Entered,Normal weight for age\n",
    );
    let file = office.workbook("tracker.xlsx", &text);
    let report = one(office.take(&[file]));
    assert_eq!(
        (report.status, report.rows_read, report.rows_accepted),
        (Status::Taken, 2, 2),
        "{} {:?}",
        report.message,
        told(&report)
    );
    assert_eq!(
        report.as_on.map(|day| day.to_string()).as_deref(),
        Some("2026-11-30")
    );
    let rows = office
        .rows("grades")
        .sort(["date", "source_row"], Default::default())
        .unwrap();
    assert_eq!(column(&rows, "date"), ["2026-10-31", "2026-11-30", "2026-11-30"]);
    assert_eq!(column(&rows, "stunting"), ["normal", "moderate", "normal"]);
    assert_eq!(column(&rows, "wasting"), ["normal", "severe", "normal"]);
    assert_eq!(column(&rows, "underweight"), ["", "severe", "normal"]);
    let children = column(&rows, "child");
    assert!(children[0] == children[1] && children[1] != children[2]);
}

#[test]
fn a_child_without_any_grade_without_mother_or_with_an_unknown_word_is_told() {
    let office = Office::with_centres();
    let text = tracker(
        "Anchuri Purba,Riya,30,Sita,,,Data Not Entered,Data Not Entered,,,,\nAnchuri Purba,Rahul,30,,,,,,,Normal,,\n\
         Anchuri Purba,Mitu,30,Gita,,,,stunted,,Normal,,\nHat,Mitu,30,Gita,,,,,,Normal,,\n",
    );
    let report = one(office.check(&office.file("tracker.csv", &text)));
    assert_eq!(
        (report.rows_read, report.rows_accepted),
        (4, 1),
        "{}",
        report.message
    );
    let told: Vec<String> = told(&report)
        .into_iter()
        .filter(|told| !told.contains("names people"))
        .collect();
    let starts = [
        "K2 row left out: the row names a place and reports nothing",
        "F3 row left out: the row does not tell whom it is about; fill `Child ID`, or `Child` and `Mother Name`",
        "L4 row kept: `…` is none of the words for `stunting`; write one of normal, moderate, severe, data not entered",
        "E5 row left out: centre `Hat` is not on the list of centres of Bankura-I block",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}
