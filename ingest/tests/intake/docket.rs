//! Matters that are received, go through steps and are disposed of, told anew in every delivery.

use ingest::{SheetReport, Status};
use polars::prelude::DataFrame;

use crate::{Office, column, one, told};

const PROGRAMME: &str = include_str!("complaints.toml");

const DESKS: &str = "As on 01/04/2026\nDistrict,Block / Municipality,Desk Code,Desk Name,Kind\n\
    Bankura,Onda,BNK/07,Onda Desk,block\nBankura,Bishnupur Municipality,BNK/08,Town Desk,town\n\
    Purulia,,PRL/07,Hill Desk,district\nBankura,,BNK/09,Head Desk,district\nPurulia,,PRL/09,Head Desk,district\n";

const HEAD: &str = "Number,Received on,Name,Mobile,Subject,District,Block / Municipality,GP / Ward,Category,Status,Age,\
    Desk,Came from,Disposed on,Moved on\n";

/// An office with the made-up programme and its list of desks.
fn cell_of_complaints() -> Office {
    let mut office = Office::new();
    let folder = office.data.path().join("programmes/complaints");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("programme.toml"), PROGRAMME).unwrap();
    let report = office.take_text("desks.csv", DESKS);
    assert_eq!(report.rows_accepted, 5, "{} {:?}", report.message, told(&report));
    office
}

fn rows(office: &Office) -> DataFrame {
    let rows = office.rows_of("complaints", "matters");
    rows.sort(["taken_in", "source_row"], Default::default()).unwrap()
}

fn take(office: &mut Office, rows: &str) -> SheetReport {
    office.take_text("matters.csv", &format!("{HEAD}{rows}"))
}

/// What is said of the rows, without what is said of the headers.
fn said(report: &SheetReport) -> Vec<String> {
    let told = told(report).into_iter();
    told.filter(|told| !told.contains("names people")).collect()
}

#[track_caller]
fn begin(told: &[String], starts: &[&str]) {
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
}

#[test]
fn two_deliveries_of_a_number_are_one_matter_however_it_is_spelt_and_wherever_it_lies() {
    let mut office = cell_of_complaints();
    let first = take(
        &mut office,
        "CM/2026/0012,20/11/2026,Riya,98,dark,Bankura,Onda,,Lamp,Open,40,BNK/07,,,\n\
         CM/2026/0013,20/11/2026,Rahul,98,dark,Bankura,Onda,,Lamp,Open,40,BNK/07,,,\n",
    );
    assert_eq!(
        (first.status, first.rows_accepted),
        (Status::Taken, 2),
        "{:?}",
        told(&first)
    );
    let second = take(
        &mut office,
        "cm / ২০২৬ / 0012,20/11/2026,Riya,98,dark,Purulia,,,Lamp,Disposed,40,PRL/07,BNK/07,21/11/2026,21/11/2026\n",
    );
    assert_eq!(second.rows_accepted, 1, "{:?}", told(&second));
    let rows = rows(&office);
    let numbers = column(&rows, "number");
    assert!(
        numbers[0] == numbers[2] && numbers[0] != numbers[1],
        "{numbers:?}"
    );
    assert_eq!(
        column(&rows, "place"),
        ["block-2786", "block-2786", "district-321"]
    );
    assert_eq!(
        column(&rows, "office"),
        ["office-bnk-07", "office-bnk-07", "office-prl-07"]
    );
    assert_eq!(column(&rows, "came_from"), ["", "", "office-bnk-07"]);
    assert_eq!(column(&rows, "closed"), ["", "", "2026-11-21"]);
}

#[test]
fn a_delivery_is_unchanged_until_one_of_its_numbers_comes_again() {
    let mut office = cell_of_complaints();
    let first = "C1,20/11/2026,,,,Bankura,,,Lamp,Open,40,,,,\nC2,20/11/2026,,,,Bankura,,,Lamp,Open,40,,,,\n";
    take(&mut office, first);
    assert_eq!(take(&mut office, first).status, Status::Unchanged);
    // The same number, moved to another district and, by a corrected day of receipt, into another financial year.
    take(&mut office, "C2,20/03/2026,,,,Purulia,,,Lamp,Open,40,,,,\n");
    assert_eq!(take(&mut office, first).status, Status::Taken);
    assert_eq!(take(&mut office, first).status, Status::Unchanged);
}

#[test]
fn a_number_twice_in_a_sheet_counts_once_as_a_copy_and_not_at_all_with_other_values() {
    let mut office = cell_of_complaints();
    let report = take(
        &mut office,
        "C1,20/11/2026,,,,Bankura,Onda,,Lamp,Open,40,,,,\nC2,20/11/2026,,,,Bankura,Onda,,Lamp,Open,40,,,,\n\
         C1,20/11/2026,,,,Bankura,Onda,,Lamp,Open,40,,,,\nc 2,20/11/2026,,,,Purulia,,,Lamp,Open,40,,,,\n\
         C3,20/11/2026,,,,Bankura,Onda,,Lamp,Open,40,,,,\nC3,20/11/2026,,,,Bankura,Onda,,Well,Open,40,,,,\n",
    );
    assert_eq!((report.rows_read, report.rows_accepted), (6, 1));
    begin(
        &said(&report),
        &[
            "I3 row left out: the same number stands in row 5 with other values",
            "I4 row left out: the same row stands in row 2 already",
            "I5 row left out: the same number stands in row 3 with other values",
            "I6 row left out: the same number stands in row 7 with other values",
            "I7 row left out: the same number stands in row 6 with other values",
        ],
    );
}

#[test]
fn an_office_is_known_by_its_code_or_by_a_name_of_the_district_and_never_guessed() {
    let mut office = cell_of_complaints();
    let report = take(
        &mut office,
        "C1,20/11/2026,,,,Bankura,,,Lamp,Open,40,bnk 07,,,\nC2,20/11/2026,,,,Bankura,,,Lamp,Open,40,Head Desk,,,\n\
         C3,20/11/2026,,,,Purulia,,,Lamp,Open,40,HEAD DESK,,,\nC4,20/11/2026,,,,Purulia,,,Lamp,Open,40,PRL/70,,,\n\
         C5,20/11/2026,,,,Purulia,,,Lamp,Open,40,Onda Desk,,,\nC6,20/11/2026,,,,Purulia,,,Lamp,Open,40,NA,Sumitra Das,,\n",
    );
    assert_eq!(report.rows_accepted, 6, "{:?}", told(&report));
    assert_eq!(
        column(&rows(&office), "office"),
        ["office-bnk-07", "office-bnk-09", "office-prl-09", "", "", ""]
    );
    let told = said(&report);
    begin(
        &told,
        &[
            "L5 row kept: office `PRL/70` is not on the list of offices",
            "L6 row kept: office `…` is not on the list of offices",
            "M7 row kept: office `…` is not on the list of offices",
        ],
    );
    assert!(told.iter().all(|told| !told.contains("Sumitra")), "{told:?}");
}

#[test]
fn offices_may_come_after_the_matters_that_they_have() {
    let mut office = Office::new();
    let folder = office.data.path().join("programmes/complaints");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("programme.toml"), PROGRAMME).unwrap();
    let matters = office.file(
        "a-matters.csv",
        &format!("{HEAD}C1,20/11/2026,,,,Bankura,Onda,,Lamp,Open,40,BNK/07,,,\n"),
    );
    let desks = office.file("desks.csv", DESKS);
    let reports = office.take(&[matters, desks]);
    assert_eq!(said(&reports[0]), Vec::<String>::new());
    assert_eq!(column(&rows(&office), "office"), ["office-bnk-07"]);
}

#[test]
fn days_that_can_not_be_are_left_out_and_times_of_day_do_not_matter() {
    let mut office = cell_of_complaints();
    let report = take(
        &mut office,
        "C1,22/11/2026 14:05,,,,Bankura,,,Lamp,Disposed,40,,,2026-11-22T18:00:00,\n\
         C2,46348.75,,,,Bankura,,,Lamp,Disposed,40,,,23-11-2026 09:10 AM,\n\
         C3,22/11/2026,,,,Bankura,,,Lamp,Disposed,40,,,21/11/2026,\n\
         C4,25/11/2026,,,,Bankura,,,Lamp,Open,40,,,,\n\
         C5,22/11/2026,,,,Bankura,,,Lamp,Disposed,40,,,25/11/2026,\n\
         C6,22/11/2026,,,,Bankura,,,Lamp,Open,40,,,,25/11/2026\n\
         C7,22/11/2026,,,,Bankura,,,Lamp,Disposed of,40,,,,\n\
         C8,22/11/2026,,,,Bankura,,,Lamp,Disposed,40,,,soon,\n",
    );
    assert_eq!(report.rows_accepted, 2, "{:?}", told(&report));
    begin(
        &said(&report),
        &[
            "N4 row left out: `closed` lies before `received`",
            "I5 row left out: the row is dated 2026-11-25, and was taken in on 2026-11-24",
            "N6 row left out: `closed` lies after 2026-11-24, the day on which the row was taken in",
            "O7 row left out: `moved` lies after 2026-11-24",
            "J8 row left out: `status` says that `closed` must be known, and it is not",
            "J9 row left out: `status` says that `closed` must be known, and it is not",
            "N9 row left out: not a date",
        ],
    );
    let rows = rows(&office);
    assert_eq!(column(&rows, "date"), ["2026-11-22", "2026-11-22"]);
    assert_eq!(column(&rows, "closed"), ["2026-11-22", "2026-11-23"]);
}

#[test]
fn a_word_that_is_no_category_and_an_age_that_nobody_has_are_told_and_unknown() {
    let mut office = cell_of_complaints();
    let report = take(
        &mut office,
        "C1,22/11/2026,,,,Bankura,,,Ghosts,Open,40,,,,\nC2,22/11/2026,,,,Bankura,,,street light,Open,400,,,,\n\
         C3,22/11/2026,,,,Bankura,,,NA,Open,-,,,,\n,22/11/2026,,,,Bankura,,,Lamp,Open,40,,,,\n",
    );
    begin(
        &said(&report),
        &[
            "I2 row kept: `…` is none of the words for `category`; write one of street light, well",
            "K3 row kept: `age` can only be 0 to 120, and is 400; correct the number",
            "A5 row left out: the row does not tell whom it is about; fill `Number`",
        ],
    );
    let rows = rows(&office);
    assert_eq!(column(&rows, "category"), ["", "lamp", ""]);
    assert_eq!(column(&rows, "age"), ["40", "", ""]);
}

#[test]
fn a_matter_lies_in_the_finest_place_that_is_known() {
    let mut office = cell_of_complaints();
    let report = take(
        &mut office,
        "C1,22/11/2026,,,,Bankura,Bankura-I,Anchuri,Lamp,Open,40,,,,\n\
         C2,22/11/2026,,,,Bankura,Bankura,Ward 7,Lamp,Open,40,,,,\n\
         C3,22/11/2026,,,,Bankura,Bishnupur,Ward 3,Lamp,Open,40,,,,\n\
         C4,22/11/2026,,,,Bankura,Bishnupur,,Lamp,Open,40,,,,\n\
         C5,22/11/2026,,,,Bankura,Bankura-I,Anchurri,Lamp,Open,40,,,,\n\
         C6,22/11/2026,,,,Bankura,Nowhere,Anchuri,Lamp,Open,40,,,,\n\
         C7,22/11/2026,,,,Bankuda,,,Lamp,Open,40,,,,\n\
         C8,22/11/2026,,,,Purulia,Arsha,Hensla,Lamp,Open,40,,,,\n\
         C9,22/11/2026,,,,,,,Lamp,Open,40,,,,\n",
    );
    assert_eq!(
        column(&rows(&office), "place"),
        [
            "gp-108289",
            "ward-250209-7",
            "ward-250210-3",
            "district-305",
            "block-2774",
            "district-305",
            "block-3044"
        ],
        "{:#?}",
        said(&report)
    );
    begin(
        &said(&report),
        &[
            "G5 row kept: `Bishnupur` can be any of Vishnupur block (block-2795), Bishnupur Municipality municipality (municipality-250210)",
            "H6 row kept: `Anchurri` is not a registered GP of Bankura-I block",
            "G7 row kept: `Nowhere` is not a registered block of Bankura district",
            "F8 row left out: `Bankuda` is not a registered district",
            "H10 row left out: the row names no place; write the district",
        ],
    );
}

#[test]
fn names_telephone_numbers_and_what_was_said_reach_nothing_that_stays() {
    let mut office = cell_of_complaints();
    let outside = tempfile::tempdir().unwrap();
    let sheet = outside.path().join("matters.csv");
    let rows = "CM-77812,22/11/2026,Riyanka,9811122233,the pump of Sitalakshmi,Bankura,Onda,,Riyanka,Riyanka,40,Riyanka,9811122233,Riyanka,\n\
        CM-77813,22/11/2026,Riyanka,9811122233,the pump of Sitalakshmi,Bankura,Onda,,Lamp,Open,40,BNK/07,,,\n";
    std::fs::write(&sheet, format!("{HEAD}{rows}")).unwrap();
    let report = one(office.take(&[sheet]));
    assert_eq!(report.rows_accepted, 2, "{:?}", told(&report));
    let said = format!("{} {:?}", report.message, told(&report));
    for text in ["Riyanka", "9811122233", "Sitalakshmi", "CM-77812"] {
        assert!(!said.contains(text), "{text}: {said}");
        for file in crate::personal::all_files(office.data.path()) {
            let bytes = std::fs::read(&file).unwrap();
            assert!(
                !crate::personal::holds(&bytes, text),
                "{text} is in {}",
                file.display()
            );
        }
    }
}

#[test]
fn a_month_of_a_desk_must_balance() {
    let mut office = cell_of_complaints();
    let report = office.take_text(
        "months.csv",
        "As on 31/10/2026\nDesk Code,Opening,Came,Went,Closing\nBNK/07,3,4,5,2\nBNK/08,3,4,5,3\nPRL/07,3,,5,3\n",
    );
    assert_eq!(report.rows_accepted, 3, "{:?}", told(&report));
    begin(
        &told(&report),
        &[
            "E4 row kept: `opening`, `came` (B4, C4) add up to 7, but `went`, `closing` (D4, E4) to 8; correct them",
        ],
    );
}

#[test]
fn a_preview_compares_matters_by_their_number_whatever_the_day() {
    let mut office = cell_of_complaints();
    take(
        &mut office,
        "CM/2026/0012,20/11/2026,Riya,98,dark,Bankura,Onda,,Lamp,Open,40,BNK/07,,,\n",
    );
    let text = format!(
        "{HEAD}CM/2026/0012,20/11/2026,Riya,98,dark,Bankura,Onda,,Lamp,Disposed,40,BNK/07,,21/11/2026,\n\
         CM/2026/0013,20/11/2026,Rahul,98,dark,Bankura,Onda,,Lamp,Open,40,BNK/07,,,\n"
    );
    let inputs = [ingest::Input::File(office.file("matters.csv", &text))];
    let seen = ingest::preview(
        &inputs,
        &office.catalog(),
        &office.lake(),
        &office.options,
        None,
        |_| {},
    )
    .unwrap();
    let changes = seen[0].changes.as_ref().unwrap();
    assert_eq!(
        (changes.new, changes.changed, changes.unchanged),
        (1, 1, 0),
        "{changes:?}"
    );
    assert!(
        changes.sample.iter().all(|change| change.column != "number"),
        "no hash is shown"
    );
}
