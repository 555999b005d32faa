//! Faults of the field, each with the cell at which it is told.

use ingest::Status;
use jiff::civil::date;

use crate::{Office, told};

const HEAD: &str = "Gram Panchayat,GP LGD code,As on date,Job cards issued,Households provided,Persondays so far,SC persondays,Women persondays\n";

/// A daily return of Bankura-I with these rows.
fn daily(rows: &str) -> ingest::SheetReport {
    Office::new().check_text(&format!(
        "Daily return\nDistrict : Bankura Block : Bankura-I\n{HEAD}{rows}"
    ))
}

#[test]
fn a_clean_return_is_taken_whole() {
    let report = daily("Anchuri,108289,22/11/2026,120,30,900,200,450\n");
    assert_eq!(
        (report.status, report.rows_accepted, told(&report)),
        (Status::Taken, 1, vec![]),
        "{}",
        report.message
    );
    assert_eq!(report.as_on, Some(date(2026, 11, 22)));
    let read: Vec<&str> = report
        .columns
        .iter()
        .map(|column| column.read_as.as_str())
        .collect();
    assert_eq!(
        read,
        [
            "gp",
            "gp code",
            "date",
            "job_cards",
            "households_provided",
            "persondays",
            "persondays_sc",
            "persondays_women"
        ]
    );
}

#[test]
fn each_wrong_cell_is_told_and_the_other_rows_are_taken() {
    let report = daily(
        "Anchuri,108289,22/11/2026,120,30,900,200,450\n\
         Anchurri,,22/11/2026,1,1,1,1,1\n\
         Anchuri,108289,21/11/2026,12.5,-3,#REF!,200,450\n\
         Anchuri,108289,11/25/2026,120,30,900,200,450\n\
         ,,20/11/2026,120,30,900,200,450\n\
         Anchuri,108289,19/11/2026,,-,NA,,\n\
         Anchuri,108289,18/11/2026,120,30,900,200,901\n",
    );
    assert_eq!(
        (report.rows_read, report.rows_accepted, report.rows_rejected),
        (7, 1, 6),
        "{:#?}",
        told(&report)
    );
    let told = told(&report);
    let starts = [
        "A5 row left out: `Anchurri` is not a registered GP of Bankura-I block",
        "D6 row left out: `job_cards` counts whole things and can't be 12.5",
        "E6 row left out: `households_provided` can't be -3",
        "F6 row left out: `#REF!` is not a number",
        "C7 row left out: the second number is no month",
        "A8 row left out: the row names no place",
        "D9 row left out: the row names a place and reports nothing",
        "H10 row left out: `persondays_women` together are 901",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told} is not {start}");
    }
    assert!(told[0].contains("similar: Anchuri"), "{}", told[0]);
}

#[test]
fn a_name_that_two_blocks_have_is_not_guessed() {
    let text = format!("District : Bankura\n{HEAD}Bikrampur,,22/11/2026,1,1,1,1,1\n");
    let report = Office::new().check_text(&text);
    assert_eq!(report.status, Status::Rejected);
    assert!(
        told(&report)[0].contains("`Bikrampur` can be any of "),
        "{:?}",
        told(&report)
    );
}

#[test]
fn a_code_that_is_another_places_is_told() {
    let report = daily("Anchuri,108292,22/11/2026,1,1,1,1,1\n");
    assert!(
        told(&report)[0].contains("the code `108292` is that of"),
        "{:?}",
        told(&report)
    );
    assert_eq!(report.rows_rejected, 1);
}

#[test]
fn a_copy_counts_once_and_two_different_rows_count_for_nothing() {
    let row = "Anchuri,108289,22/11/2026,120,30,900,200,450\n";
    let copies = daily(&format!("{row}{row}"));
    assert_eq!((copies.rows_accepted, copies.rows_rejected), (1, 1));
    assert!(
        told(&copies)[0].starts_with("D5 row left out: the same row stands in row 4"),
        "{:?}",
        told(&copies)
    );
    let different = daily(&format!("{row}{}", row.replace("900", "901")));
    assert_eq!((different.status, different.rows_rejected), (Status::Rejected, 2));
}

#[test]
fn a_total_checks_the_rows_and_is_not_one() {
    let rows = "Anchuri,108289,22/11/2026,120,30,900,200,450\nJagadalla-I,,22/11/2026,100,20,600,100,200\n";
    let right = daily(&format!("{rows}Total,,,220,50,1500,300,650\n"));
    assert_eq!((right.rows_read, told(&right)), (2, vec![]));
    let wrong = daily(&format!("{rows}Total,,,220,50,1501,300,650\n"));
    assert_eq!(wrong.rows_accepted, 2);
    assert_eq!(
        told(&wrong),
        [
            "F6 row kept: the total of `persondays` is printed as 1501, but the rows add up to 1500; the difference of 1 can lie in F4:F5: see whether a row is missing or counted twice"
        ]
    );
}

#[test]
fn a_year_to_date_count_that_falls_is_kept_and_named() {
    let report =
        daily("Anchuri,108289,21/11/2026,120,30,900,200,450\nAnchuri,108289,22/11/2026,120,30,890,200,450\n");
    assert_eq!((report.rows_accepted, report.rows_rejected), (2, 0));
    assert!(
        told(&report)[0].starts_with("F5 row kept: `persondays` is 890, and was 900 on 2026-11-21"),
        "{:?}",
        told(&report)
    );
}

#[test]
fn a_date_outside_the_year_that_the_sheet_names_leaves_the_row_out() {
    let text = format!(
        "Financial Year 2025-26\nDistrict : Bankura Block : Bankura-I\n{HEAD}Anchuri,108289,22/11/2026,1,1,1,1,1\n"
    );
    let report = Office::new().check_text(&text);
    assert!(
        told(&report)[0].starts_with("C4 row left out: 2026-11-22 lies outside the financial year 2025-26"),
        "{:?}",
        told(&report)
    );
}

#[test]
fn an_offices_own_words_are_read_through_its_map() {
    let office = Office::new().with_map(
        "[headers]\n\"Cards so far\" = \"job_cards\"\n[places]\n\"BDO office gram\" = \"gp-108289\"\n",
    );
    let text = format!("Block : Bankura-I\n{HEAD}BDO office gram,,22/11/2026,7,1,1,1,1\n")
        .replace("Job cards issued", "Cards so far");
    let report = office.check_text(&text);
    assert_eq!(
        (report.status, report.rows_accepted),
        (Status::Taken, 1),
        "{} {:?}",
        report.message,
        told(&report)
    );
    assert_eq!(Office::new().check_text(&text).status, Status::Unrecognised);
}

#[test]
fn a_header_that_stands_twice_is_read_from_neither_column() {
    let text = "District : Bankura Block : Bankura-I\nGram Panchayat,As on date,Job cards issued,Persondays,Persons worked,Persons worked\n\
        Anchuri,22/11/2026,7,30,4,5\n";
    let report = Office::new().check_text(text);
    assert_eq!(report.rows_accepted, 1, "{}", report.message);
    assert!(
        told(&report)[0]
            .starts_with("F2 row kept: the header `Persons worked` stands over several columns (E, F)"),
        "{:?}",
        told(&report)
    );
}

#[test]
fn a_near_miss_names_what_is_missing() {
    let text = format!("Block : Bankura-I\n{HEAD}Anchuri,,22/11/2026,7,1,1,1,1\n")
        .replace("Job cards issued", "Cards");
    let report = Office::new().check_text(&text);
    assert_eq!(report.status, Status::Unrecognised);
    assert!(report.message.contains("nearest is `Daily return of a block, one row a GP and day` (mgnrega/daily-return), which also needs `Job cards issued`"), "{}", report.message);
}

#[test]
fn files_that_cannot_be_read_are_told_and_do_not_stop_the_others() {
    let office = Office::new();
    office.file("a.xlsx", "PK\u{3}\u{4} not a workbook");
    office.file("b.csv", "");
    office.file(
        "c.csv",
        &format!("District : Bankura Block : Bankura-I\n{HEAD}Anchuri,108289,22/11/2026,1,1,1,1,1\n"),
    );
    let reports = office.check(&office.data.path().join("in"));
    let statuses: Vec<Status> = reports.iter().map(|report| report.status).collect();
    assert_eq!(statuses, [Status::Unreadable, Status::Unreadable, Status::Taken]);
    assert!(
        reports[0].sheet.is_none() && reports[0].message.starts_with("a.xlsx"),
        "{}",
        reports[0].message
    );
}

#[test]
fn headers_without_rows_are_not_reported_as_done() {
    let report = Office::new().check_text(&format!("Block : Bankura-I\n{HEAD}"));
    assert!(report.status != Status::Taken, "{}", report.message);
}

#[test]
fn an_unknown_programme_or_dataset_is_told_with_those_there_are() {
    let mut office = Office::new();
    let file = office.file("a.csv", HEAD);
    office.options.dataset = Some("progres".into());
    let refusal = ingest::check(&[file], &office.catalog(), &office.options).unwrap_err();
    assert!(
        refusal.is_usage() && refusal.to_string().contains("progress, days-worked"),
        "{refusal}"
    );
}

#[test]
fn a_header_of_two_rows_survives_csv_which_has_no_merged_cells() {
    let classes = [
        "0-8 days",
        "9-15 days",
        "16-30 days",
        "31-60 days",
        "61-90 days",
        "more than 90 days",
        "Total for the year",
    ];
    let text = format!(
        "R14.5 Delayed Payment As on 31-05-2026\nDistrict : BANKURA\nS.No,Block,{},\n,,{}\n1,Onda,1,1,1,1,1,1,1,1,1,1,1,1,6,6\n",
        classes.join(",,"),
        ["Total transactions,Amount involved"; 7].join(",")
    );
    let report = Office::new().check_text(&text);
    assert_eq!(
        (report.dataset.as_deref(), report.rows_accepted),
        (Some("payments"), 1),
        "{} {:?}",
        report.message,
        told(&report)
    );
    assert_eq!(report.columns.len(), 15);
}

/// A daily return of Bankura-I, where Anchuri was split on 1 June 2026.
fn after_the_split(rows: &str) -> ingest::SheetReport {
    let office = Office::new();
    let folder = office.data.path().join("places");
    std::fs::create_dir_all(&folder).unwrap();
    let list = "code,name,parent,replaces,valid_from\n\
        gp-900001,Anchuri Uttar,block-2774,gp-108289,2026-06-01\n\
        gp-900002,Anchuri Dakshin,block-2774,gp-108289,2026-06-01\n";
    std::fs::write(folder.join("split.csv"), list).unwrap();
    office.check_text(&format!(
        "Daily return\nDistrict : Bankura Block : Bankura-I\n{HEAD}{rows}"
    ))
}

#[test]
fn rows_of_a_place_after_its_end_and_of_its_followers_before_their_beginning_are_left_out() {
    let report = after_the_split(
        "Anchuri,108289,31/05/2026,120,30,900,200,450\n\
         Anchuri Uttar,900001,01/06/2026,60,15,10,2,5\n\
         Anchuri,108289,01/06/2026,120,30,910,200,450\n\
         Anchuri Dakshin,900002,31/05/2026,60,15,400,100,200\n",
    );
    assert_eq!(
        (report.rows_accepted, report.rows_rejected),
        (2, 2),
        "{:?}",
        told(&report)
    );
    let said = told(&report).join("\n");
    assert!(
        said.contains("`Anchuri` was not there on 2026-06-01; give the row to the place that was: Anchuri Dakshin (gp-900002), Anchuri Uttar (gp-900001)"),
        "{said}"
    );
    assert!(
        said.contains("`Anchuri Dakshin` was not there on 2026-05-31")
            && said.contains("Anchuri (gp-108289)"),
        "{said}"
    );
}
