//! Growth registers, one child a row.

use ingest::Status;

use crate::{Office, column, one, told};

const HEAD: &str = "Growth register\n\
    Sl,AWC code,AWC name,Child ID,Child name,Mother/father,Sex,DOB,Date of measurement,Age in months,Weight kg,\
    Height/length cm,MUAC cm,Oedema (Y/N),Status,Remarks\n";

/// A register of the centre of Anchuri with these rows.
fn register(rows: &str) -> String {
    let rows: Vec<String> = (1..)
        .zip(rows.lines())
        .map(|(sl, row)| format!("{sl},19305010101,Anchuri Purba,{}\n", row.trim()))
        .collect();
    format!("{HEAD}{}", rows.concat())
}

#[track_caller]
fn check(rows: &str) -> (u64, Vec<String>) {
    let office = Office::with_centres();
    let report = one(office.check(&office.file("register.csv", &register(rows))));
    assert_eq!(
        report.dataset.as_deref(),
        Some("measurements"),
        "{}",
        report.message
    );
    let personal = |told: &String| told.contains("names people");
    (
        report.rows_accepted,
        told(&report).into_iter().filter(|told| !personal(told)).collect(),
    )
}

#[test]
fn a_register_is_typed_into_grams_and_millimetres_and_the_child_into_a_hash() {
    let mut office = Office::with_centres();
    let rows = "C1,Riya,Sita,F,10/05/24,22/11/2026,30,8.55,82.4,12.5,N,,fever\n\
        C2,Rahul,Gita,boy,2024-01-05,22-11-2026,2 years 10 months,\"9,5\",85,,,Active,\n\
        C3,Mitu,Rekha,মেয়ে,,22 Nov 2026,27,10,,,হ্যাঁ,,\n";
    let report = office.take_text("register.csv", &register(rows));
    assert_eq!(
        (report.status, report.rows_accepted),
        (Status::Taken, 3),
        "{} {:?}",
        report.message,
        told(&report)
    );
    let rows = office
        .rows("measurements")
        .sort(["source_row"], Default::default())
        .unwrap();
    assert_eq!(column(&rows, "place"), ["centre-19305010101"; 3]);
    assert_eq!(column(&rows, "date"), ["2026-11-22"; 3]);
    assert_eq!(column(&rows, "sex"), ["female", "male", "female"]);
    assert_eq!(column(&rows, "born"), ["2024-05-10", "2024-01-05", ""]);
    assert_eq!(column(&rows, "age"), ["30.0", "34.0", "27.0"]);
    assert_eq!(column(&rows, "weight"), ["8550", "9500", "10000"]);
    assert_eq!(column(&rows, "height"), ["824", "850", ""]);
    assert_eq!(column(&rows, "muac"), ["125", "", ""]);
    assert_eq!(column(&rows, "oedema"), ["false", "", "true"]);
    assert_eq!(column(&rows, "status"), ["", "present", ""]);
    let children = column(&rows, "child");
    assert!(children.iter().all(|child| child.len() == 32) && children[0] != children[1]);
}

#[test]
fn a_child_is_the_same_next_month_in_another_format_and_another_in_another_office() {
    let mut office = Office::with_centres();
    let november = register("7,Riya,Sita,F,10/05/24,22/11/2026,30,8.5,82,,,,\n");
    office.take_text("a.csv", &november);
    let october = office.workbook(
        "b.xlsx",
        &november
            .replace("22/11/2026,30", "20/10/2026,29")
            .replace(",7,", ",007,"),
    );
    let report = one(office.take(&[october]));
    assert_eq!(
        report.status,
        Status::Taken,
        "{} {:?}",
        report.message,
        told(&report)
    );
    let children = column(&office.rows("measurements"), "child");
    assert_eq!((children.len(), &children[0]), (2, &children[1]));
    let mut other = Office::with_centres();
    other.take_text("a.csv", &november);
    assert_ne!(column(&other.rows("measurements"), "child")[0], children[0]);
}

#[test]
fn headers_say_the_unit_and_a_sheet_without_numbers_knows_children_by_name_and_mother() {
    let mut office = Office::with_centres();
    let text = "AWC code,Name of child,Mother's name,Gender,Date of birth,Measured on,Weight (g),Height (inch),MUAC (mm),Measured lying/standing\n\
        19305010101,Riya Das,Sita Das,1,01/01/2025,20/11/2026,8550,32,118,L\n\
        19305010101,RIYA  DAS,Sita-Das,1,45658,21/10/2026,8450,31.5,117,standing\n";
    let report = office.take_text("register.csv", text);
    assert_eq!(report.rows_accepted, 2, "{} {:?}", report.message, told(&report));
    let rows = office.rows("measurements");
    assert_eq!(column(&rows, "weight"), ["8450", "8550"]);
    assert_eq!(column(&rows, "height"), ["800", "813"]);
    assert_eq!(column(&rows, "muac"), ["117", "118"]);
    assert_eq!(column(&rows, "position"), ["standing", "lying"]);
    assert_eq!(column(&rows, "born"), ["2025-01-01"; 2]);
    let children = column(&rows, "child");
    assert_eq!(children[0], children[1]);
}

#[test]
fn what_can_not_be_is_left_out_of_its_row_and_the_row_kept() {
    let (accepted, told) = check(
        "C1,,,girl child,31/13/2024,22/11/2026,two,8500,824,115,perhaps,gone,\n\
         C2,,,F,10/05/24,22/11/2026,30,0,82,-12,,,\n",
    );
    assert_eq!(accepted, 2, "{told:?}");
    let starts = [
        "G3 row kept: `…` is none of the words for `sex`; write one of f, m",
        "H3 row kept: there is no such month",
        "J3 row kept: `…` is no age",
        "K3 row kept: `weight` can't be 8500 kg, only 0.5–60 kg; this looks like g",
        "L3 row kept: `height` can't be 824 cm, only 38–150 cm; this looks like mm",
        "M3 row kept: `muac` can't be 115 cm, only 5–40 cm; this looks like mm",
        "N3 row kept: `…` is neither yes nor no",
        "O3 row kept: `…` is none of the words for `status`; write one of active, died, left, joined",
        "K4 row kept: `weight` must be more than nothing",
        "M4 row kept: `muac` must be more than nothing",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn a_measurement_before_birth_in_the_future_or_of_nobody_is_left_out() {
    let (accepted, told) = check(
        "C1,,,F,23/11/2026,22/11/2026,,8.5,82,,,,\nC2,,,F,10/05/24,25/11/2026,,8.5,82,,,,\n,Riya,,F,10/05/24,22/11/2026,,8.5,82,,,,\n\
         C4,,,F,10/05/24,soon,,8.5,82,,,,\nC5,,,,,22/11/2026,,,,,,,\nC6,,,F,10/05/24,24/11/2026,,8.5,82,,,,\n",
    );
    assert_eq!(
        accepted, 1,
        "the one of the day on which it is taken in; {told:?}"
    );
    let starts = [
        "H3 row left out: `date` lies before `born`",
        "G4 row left out: the row is dated 2026-11-25, and was taken in on 2026-11-24",
        "D5 row left out: the row does not tell whom it is about; fill `Child ID`, or `Child name` and `Mother name`",
        "I6 row left out: not a date",
        "G7 row left out: the row names a place and reports nothing",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn ages_that_do_not_fit_and_children_that_shrink_are_told_and_kept() {
    let (accepted, told) = check(
        "C1,,,F,10/05/24,20/10/2026,29,8.5,82,,,,\nC1,,,F,10/05/24,22/11/2026,3,8.6,81.4,,,,\n\
         C2,,,F,10/05/2019,22/11/2026,,15,110,,,,\nC3,,,F,10/05/24,20/10/2026,,8.5,82,,,,\nC3,,,F,10/05/24,22/11/2026,,8.6,81.5,,,,\n",
    );
    assert_eq!(accepted, 5);
    let starts = [
        "J4 row kept: `age` and `born` differ by more than 1.1 months",
        "L4 row kept: `height` is 81.4 cm, and was 82 cm on 2026-10-20",
        "H5 row kept: the age is above 72 months",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn a_child_that_shrank_since_the_register_before_is_told_over_the_turn_of_the_year() {
    let mut office = Office::with_centres();
    office.take_text(
        "march.csv",
        &register("C1,,,F,10/05/24,20/03/2026,22,8.5,82,,,,\n"),
    );
    let report = office.take_text(
        "april.csv",
        &register("C1,,,F,10/05/24,20/04/2026,23,8.5,80,,,,\nC2,,,F,10/05/24,20/04/2026,23,8.5,80,,,,\n"),
    );
    let shrank: Vec<String> = told(&report)
        .into_iter()
        .filter(|told| told.contains("was 82 cm"))
        .collect();
    assert_eq!(shrank.len(), 1, "{:?}", told(&report));
    assert!(
        shrank[0].starts_with("L3 row kept: `height` is 80 cm, and was 82 cm on 2026-03-20"),
        "{shrank:?}"
    );
}

#[test]
fn the_same_child_counts_once_a_day_and_its_earlier_visit_of_a_month_is_told() {
    let row =
        |id: &str, day: &str, weight: &str| format!("{id},,,F,10/05/24,{day}/11/2026,30,{weight},82,,,,\n");
    let (accepted, told) = check(
        &[
            row("C1", "20", "8.5"),
            row("C1", "20", "8.5"),
            row("C2", "20", "8.5"),
            row("C2", "20", "8.9"),
            row("C3", "10", "8.5"),
            row("C3", "20", "8.6"),
            row("C4", "20", "8.5"),
        ]
        .concat(),
    );
    assert_eq!(accepted, 4, "{told:?}");
    let starts = [
        "G4 row left out: the same row stands in row 3 already",
        "G5 row left out: the same place and date stand in row 6 with other values",
        "G6 row left out: the same place and date stand in row 5 with other values",
        "G7 row kept: the same case stands in row 8 on a later day of the same month",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn a_register_again_is_unchanged_until_a_child_of_it_is_corrected() {
    let mut office = Office::with_centres();
    let two =
        register("C1,,,F,10/05/24,20/11/2026,30,8.5,82,,,,\nC2,,,F,10/05/24,20/11/2026,30,8.5,82,,,,\n");
    let other = register("C3,,,F,10/05/24,20/11/2026,30,8.5,82,,,,\n");
    let corrected = register("C2,,,F,10/05/24,20/11/2026,30,8.9,82,,,,\n");
    let status = |office: &mut Office, text: &str| office.take_text("register.csv", text).status;
    assert_eq!(status(&mut office, &two), Status::Taken);
    assert_eq!(status(&mut office, &other), Status::Taken);
    assert_eq!(
        status(&mut office, &two),
        Status::Unchanged,
        "another child of the same day supersedes nothing"
    );
    assert_eq!(status(&mut office, &corrected), Status::Taken);
    assert_eq!(status(&mut office, &two), Status::Taken);
}

#[test]
fn a_centre_that_no_list_has_and_one_listed_elsewhere_are_left_out() {
    let office = Office::with_centres();
    let text = "AWC code,AWC name,GP,Child ID,Sex,Date of measurement,Weight,Height\n\
        19305010199,,Anchuri,1,F,22/11/2026,8.5,82\n19305010102,,Anchuri,2,F,22/11/2026,8.5,82\n\
        19305010101,Anchuri Purba,Anchurri,3,F,22/11/2026,8.5,82\n,Anchuri Purba,Anchuri,4,F,22/11/2026,8.5,82\n\
        ,Anchuri Paschim,Anchuri,5,F,22/11/2026,8.5,82\n,,Anchuri,6,F,22/11/2026,8.5,82\n";
    let report = one(office.check(&office.file("register.csv", text)));
    assert_eq!(report.rows_accepted, 2, "{:?}", told(&report));
    let starts = [
        "A2 row left out: centre `19305010199` is not on the list of centres; correct it, or take in the list that has it",
        "C3 row left out: centre `19305010102` is listed in Jagadalla-I GP, which is not in Anchuri GP",
        "C4 row kept: `Anchurri` is not a registered GP",
        "B6 row left out: centre `Anchuri Paschim` is not on the list of centres of Anchuri GP",
        "B7 row left out: the row names no place; write the centre",
    ];
    let told = told(&report);
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}
