//! Registers of the Nutrition Rehabilitation Centre.

use ingest::Status;

use crate::{Office, column, one, told};

const HEAD: &str = "AWC code,AWC name,Child ID,Child name,Date of referral,Date of admission,Date of discharge,Outcome,Admission weight (kg),Discharge weight (kg)\n";

#[test]
fn an_admission_is_of_the_same_child_as_its_measurements() {
    let mut office = Office::with_centres();
    office.take_text(
        "register.csv",
        "AWC code,Child ID,Sex,Date of measurement,Weight,Height\n19305010101,12,F,20/11/2026,6.5,75\n",
    );
    let file = office.workbook(
        "nrc.xlsx",
        &format!("{HEAD}19305010101,Anchuri Purba,12,Riya,20/11/2026,21/11/2026,23/11/2026,Cured,6.5,7.1\n19305010101,Anchuri Purba,12,Riya,,23/11/2026,,,6.5,\n"),
    );
    let report = one(office.take(&[file]));
    assert_eq!(
        (report.status, report.rows_accepted),
        (Status::Taken, 2),
        "{} {:?}",
        report.message,
        told(&report)
    );
    let rows = office.rows("admissions");
    assert_eq!(column(&rows, "date"), ["2026-11-21", "2026-11-23"]);
    assert_eq!(column(&rows, "discharged"), ["2026-11-23", ""]);
    assert_eq!(column(&rows, "outcome"), ["recovered", ""]);
    assert_eq!(column(&rows, "weight_discharge"), ["7100", ""]);
    assert_eq!(
        column(&rows, "child")[0],
        column(&office.rows("measurements"), "child")[0]
    );
    let again = "E2 row kept: the same case stands in row 3 on a later day of the same month";
    assert!(
        told(&report).iter().any(|told| told.starts_with(again)),
        "{:?}",
        told(&report)
    );
}

#[test]
fn a_discharge_before_the_admission_and_an_unknown_outcome_are_told() {
    let office = Office::with_centres();
    let rows = "19305010101,,1,,22/11/2026,21/11/2026,,,6.5,\n19305010101,,2,,,21/11/2026,20/11/2026,,6.5,\n\
        19305010101,,3,,,21/11/2026,22/11/2026,went home,6500,\n19305010101,,4,,,,22/11/2026,cured,6.5,\n";
    let report = one(office.check(&office.file("nrc.csv", &format!("{HEAD}{rows}"))));
    assert_eq!(report.rows_accepted, 1, "{:?}", told(&report));
    let told: Vec<String> = told(&report)
        .into_iter()
        .filter(|told| !told.contains("names people"))
        .collect();
    let starts = [
        "E2 row left out: `date` lies before `referred`",
        "G3 row left out: `discharged` lies before `date`",
        "H4 row kept: `…` is none of the words for `outcome`",
        "I4 row kept: `weight_admission` can't be 6500 kg",
        "F5 row left out: not a date",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}
