//! What reaches the lake: whole batches, once, and the newest delivery of each key.

use std::fs::File;

use ingest::{SheetReport, Status};
use jiff::{SignedDuration, civil::date};
use polars::prelude::{DataFrame, ParquetReader, SerReader};
use store::{Lake, TableId};

use crate::{Office, one, real, told};

const HEAD: &str = "District : Bankura Block : Bankura-I\nGP,Date,Job cards issued,Persondays\n";

fn progress() -> TableId {
    TableId::new("mgnrega", "progress")
}

fn take(office: &mut Office, lake: &Lake, path: &std::path::Path) -> Vec<SheetReport> {
    let reports = ingest::ingest(
        &[path.to_owned()],
        &office.catalog(),
        lake,
        &office.options,
        |_| {},
    )
    .unwrap();
    office.options.taken_in = office
        .options
        .taken_in
        .checked_add(SignedDuration::from_secs(60))
        .unwrap();
    reports
}

fn rows(lake: &Lake) -> DataFrame {
    rows_of(lake, &progress())
}

fn rows_of(lake: &Lake, table: &TableId) -> DataFrame {
    let files = lake.files(table).unwrap();
    let frames = files.iter().map(|file| {
        ParquetReader::new(File::open(&file.path).unwrap())
            .finish()
            .unwrap()
    });
    frames.reduce(|one, other| one.vstack(&other).unwrap()).unwrap()
}

fn persondays(frame: &DataFrame) -> Vec<i64> {
    frame
        .column("persondays")
        .unwrap()
        .i64()
        .unwrap()
        .into_no_null_iter()
        .collect()
}

#[test]
fn the_blocks_of_bankura_add_up_to_the_persondays_of_file_11() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let report = one(take(&mut office, &lake, &real("11-")));
    assert_eq!(report.status, Status::Taken, "{:?}", told(&report));
    let (frame, catalog) = (rows(&lake), office.catalog());
    let places = frame.column("place").unwrap().str().unwrap().clone();
    let bankura = "district-305".parse().unwrap();
    let of_bankura = places
        .iter()
        .flatten()
        .map(|code| catalog.places.contains(&bankura, &code.parse().unwrap()));
    let persondays: Vec<i64> = of_bankura
        .zip(persondays(&frame))
        .filter(|(inside, _)| *inside)
        .map(|(_, days)| days)
        .collect();
    assert_eq!(
        (persondays.len(), persondays.iter().sum::<i64>()),
        (22, 15_605_343)
    );
    let record = &lake.batches(Some(&progress())).unwrap()[0].record;
    assert_eq!(
        (record.columns.as_slice(), record.as_on),
        (&["persondays".to_owned()][..], Some(date(2019, 3, 31)))
    );
}

#[test]
fn at_a_glance_gives_bankura_exactly_as_printed() {
    let mut office = Office::new().as_on(date(2024, 12, 31));
    let lake = Lake::open(office.data.path()).unwrap();
    let report = one(take(&mut office, &lake, &real("06-")));
    assert!(
        report
            .findings_file
            .as_ref()
            .is_some_and(|path| std::path::Path::new(path).is_file())
    );
    let frame = rows(&lake);
    assert_eq!(frame.height(), 23);
    let at = frame
        .column("place")
        .unwrap()
        .str()
        .unwrap()
        .iter()
        .position(|code| code == Some("district-305"))
        .unwrap();
    let value = |column: &str| frame.column(column).unwrap().i64().unwrap().get(at);
    let counts = [
        "job_cards",
        "job_cards_active",
        "workers",
        "workers_active",
        "labour_budget",
        "persondays",
        "households_provided",
    ];
    assert_eq!(
        counts.map(value),
        [688_826, 514_439, 1_543_810, 1_234_957, 0, 1_389, 86].map(Some)
    );
    assert_eq!(
        (value("works_taken_up"), value("works_completed")),
        (Some(30_682), Some(669))
    );
    let paise = value("expenditure").unwrap();
    assert_eq!(
        (paise + 50_000) / 100_000,
        46_172,
        "Rs 461.72 lakh, not {paise} paise"
    );
}

#[test]
fn the_same_sheet_again_is_unchanged_until_it_is_superseded_or_undone() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let first = office.file("a.csv", &format!("{HEAD}Anchuri,22/11/2026,7,30\n"));
    let second = office.file("b.csv", &format!("{HEAD}Anchuri,22/11/2026,7,31\n"));
    let status = |office: &mut Office, path: &std::path::Path| one(take(office, &lake, path)).status;
    assert_eq!(status(&mut office, &first), Status::Taken);
    assert_eq!(status(&mut office, &first), Status::Unchanged);
    assert_eq!(status(&mut office, &second), Status::Taken);
    assert_eq!(
        status(&mut office, &first),
        Status::Taken,
        "a newer delivery had replaced it"
    );
    assert_eq!(status(&mut office, &first), Status::Unchanged);
    let batch = lake.batches(None).unwrap().last().unwrap().record.batch.clone();
    lake.undo(&batch, office.options.taken_in).unwrap();
    assert_eq!(status(&mut office, &first), Status::Taken, "it was undone");
}

#[test]
fn a_report_with_other_columns_supersedes_nothing() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let first = office.file("a.csv", &format!("{HEAD}Anchuri,22/11/2026,7,30\n"));
    let other = office.file(
        "b.csv",
        "District : Bankura Block : Bankura-I As on 22/11/2026\nGP,Employment availed / Household,Cards\nAnchuri,1,2\n",
    );
    assert_eq!(one(take(&mut office, &lake, &first)).status, Status::Taken);
    assert_eq!(one(take(&mut office, &lake, &other)).status, Status::Unrecognised);
    assert_eq!(one(take(&mut office, &lake, &first)).status, Status::Unchanged);
}

#[test]
fn a_folder_goes_in_by_one_commit_and_a_copied_file_counts_once() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let text = format!("{HEAD}Anchuri,22/11/2026,7,30\n");
    for (name, text) in [
        ("1.csv", text.clone()),
        ("2.csv", text.replace("22/11", "23/11")),
        ("copy of 1.csv", text),
    ] {
        office.file(name, &text);
    }
    let folder = office.data.path().join("in");
    let statuses: Vec<Status> = take(&mut office, &lake, &folder)
        .iter()
        .map(|report| report.status)
        .collect();
    assert_eq!(statuses, [Status::Taken, Status::Taken, Status::Unchanged]);
    let batches = lake.batches(None).unwrap();
    assert_eq!(batches.len(), 2);
    assert_eq!(batches[0].version, batches[1].version);
    assert!(batches[0].record.taken_in < batches[1].record.taken_in);
}

#[test]
fn a_count_that_falls_against_the_lake_is_named() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let before = office.file("a.csv", &format!("{HEAD}Anchuri,21/11/2026,7,30\n"));
    let after = office.file("b.csv", &format!("{HEAD}Anchuri,22/11/2026,7,29\n"));
    take(&mut office, &lake, &before);
    let report = one(take(&mut office, &lake, &after));
    assert_eq!((report.rows_accepted, report.rows_rejected), (1, 0));
    assert!(
        told(&report)[0].starts_with("D3 row kept: `persondays` is 29, and was 30 on 2026-11-21"),
        "{:?}",
        told(&report)
    );
}

#[test]
fn money_is_read_in_the_unit_of_its_header_and_else_in_that_of_its_source() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let text = "As on 31/12/2025\nDistrict,Total Availability (Rs. in Crore),Actual Expenditure,,,Payment Due,Net Balance\n\
        ,,Unskilled Wage,Material,Admin,Unskilled Wage,\nBankura,1.5,10.25,1,1,2,-3\n";
    let file = office.file("f.csv", text);
    let report = one(take(&mut office, &lake, &file));
    assert_eq!(
        report.status,
        Status::Taken,
        "{} {:?}",
        report.message,
        told(&report)
    );
    let frame = rows_of(&lake, &TableId::new("mgnrega", "finance"));
    let paise = |column: &str| frame.column(column).unwrap().i64().unwrap().get(0);
    assert_eq!(paise("availability"), Some(15_000_000 * 100));
    assert_eq!(paise("spent_wages"), Some(1_025_000 * 100));
    assert_eq!(paise("net_balance"), Some(-300_000 * 100));
    assert_eq!(paise("due_material"), None);
}

#[test]
fn made_up_data_is_marked_as_such() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let file = office.file(
        "a.csv",
        &format!("jela sample data (made up)\n{HEAD}Anchuri,21/11/2026,7,30\n"),
    );
    assert_eq!(one(take(&mut office, &lake, &file)).status, Status::Taken);
    assert!(lake.batches(None).unwrap()[0].record.sample);
}

#[test]
fn a_sheet_without_an_accepted_row_leaves_the_lake_as_it_was() {
    let mut office = Office::new();
    let lake = Lake::open(office.data.path()).unwrap();
    let file = office.file("a.csv", &format!("{HEAD}Anchurri,21/11/2026,7,30\n"));
    let report = one(take(&mut office, &lake, &file));
    assert_eq!((report.status, report.rows_rejected), (Status::Rejected, 1));
    assert!(lake.datasets().unwrap().is_empty());
}
