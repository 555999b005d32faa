//! Totals by Anganwadi centre and month.

use ingest::Status;

use crate::{Office, column, one, told};

const HEAD: &str = "Reporting Year,Reporting Month,D_Name,AWC_ID,AWc_Name,Tot_UW_Normal,Tot_MUW,Tot_SUW,Tot_Wasting_Normal,Tot_Wasting_MAM,Tot_Wasting_SAM,Tot_Stunting_Normal,Tot_Stunting_MAM,Tot_Stunting_SAM\n";

#[test]
fn totals_are_dated_on_the_last_day_of_their_month() {
    let mut office = Office::with_centres();
    let text = format!(
        "{HEAD}2026,2,BANKURA,19305010101,Anchuri Purba,30,5,1,33,2,1,30,4,2\n2026,March,BANKURA,19305010101,Anchuri Purba,30,5,1,33,2,1,30,4,2\n"
    );
    let file = office.workbook("totals.xlsx", &text);
    let report = one(office.take(&[file]));
    assert_eq!(
        (report.status, report.rows_accepted),
        (Status::Taken, 2),
        "{} {:?}",
        report.message,
        told(&report)
    );
    let rows = office.rows("centre-totals");
    assert_eq!(column(&rows, "date"), ["2026-02-28", "2026-03-31"]);
    assert_eq!(column(&rows, "suw"), ["1", "1"]);
}

#[test]
fn zeros_alone_a_wrong_month_and_a_wrong_year_are_left_out() {
    let office = Office::with_centres();
    let zeros = "0,0,0,0,0,0,0,0,0";
    let text = format!(
        "{HEAD}2026,2,BANKURA,19305010101,,{zeros}\n2026,13,BANKURA,19305010102,,1,{}\n2026-27,3,BANKURA,19305010102,,1,{}\n",
        &zeros[2..],
        &zeros[2..]
    );
    let report = one(office.check(&office.file("totals.csv", &text)));
    assert_eq!((report.status, report.rows_rejected), (Status::Rejected, 3));
    let told = told(&report);
    assert!(
        told[0].starts_with("F2 row left out: all of the row's counts are 0"),
        "{told:?}"
    );
    assert!(
        told[1].starts_with("B3 row left out: `13` is no month"),
        "{told:?}"
    );
    assert!(
        told[2].starts_with("A4 row left out: `2026-27` is no calendar year"),
        "{told:?}"
    );
}

#[test]
fn services_of_a_month_are_taken_and_more_open_days_than_working_days_left_out() {
    let mut office = Office::with_centres();
    let text = "Year,Month,AWC code,AWC name,Days open,Working days,SNP eligible,SNP 21+ days,PSE enrolled,PSE 16+ days,Births weighed,LBW\n\
                2026,9,19305010101,Anchuri Purba,23,25,40,35,22,18,2,1\n2026,9,19305010102,,26,25,38,30,20,15,1,0\n";
    let file = office.file("progress.csv", text);
    let report = one(office.take(&[file]));
    assert_eq!(report.dataset.as_deref(), Some("services"), "{}", report.message);
    assert_eq!(
        (report.rows_accepted, report.rows_rejected),
        (1, 1),
        "{:?}",
        told(&report)
    );
    let rows = office.rows("services");
    assert_eq!(column(&rows, "date"), ["2026-09-30"]);
    assert_eq!(column(&rows, "nutrition_21_days"), ["35"]);
}
