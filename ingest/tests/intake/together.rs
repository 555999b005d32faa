//! Lists of centres and the sheets that need them, in one run and in any order.

use ingest::{SheetReport, Status};

use crate::{CENTRES, Office, column, told};

fn register(day: &str, centres: &[&str]) -> String {
    let rows = centres
        .iter()
        .map(|centre| format!("{centre},1,F,{day},8.5,82\n"));
    format!(
        "AWC code,Child ID,Sex,Date of measurement,Weight,Height\n{}",
        rows.collect::<String>()
    )
}

fn counts(reports: &[SheetReport]) -> Vec<(&str, Status, u64, u64)> {
    reports
        .iter()
        .map(|report| {
            (
                report.file.as_str(),
                report.status,
                report.rows_accepted,
                report.rows_rejected,
            )
        })
        .collect()
}

#[test]
fn a_list_of_centres_serves_the_sheets_before_and_after_it() {
    let mut office = Office::new();
    for (name, text) in [
        ("a.csv", register("20/10/2026", &["19305010101"])),
        ("b-centres.csv", CENTRES.to_owned()),
        ("c.csv", register("20/11/2026", &["19305010101", "19305010102"])),
        ("d.csv", register("21/11/2026", &["19305010102", "19305010199"])),
    ] {
        office.file(name, &text);
    }
    let folder = office.data.path().join("in");
    let reports = office.take(std::slice::from_ref(&folder));
    assert_eq!(
        counts(&reports),
        [
            ("a.csv", Status::Taken, 1, 0),
            ("b-centres.csv", Status::Taken, 2, 0),
            ("c.csv", Status::Taken, 2, 0),
            ("d.csv", Status::Taken, 1, 1),
        ],
        "{:?}",
        reports.iter().map(told).collect::<Vec<_>>()
    );
    assert_eq!(column(&office.rows("measurements"), "date").len(), 4);
    assert_eq!(
        reports[0].findings_file, None,
        "what was told before the list was read is told no more"
    );
    let statuses: Vec<Status> = office
        .take(&[folder])
        .iter()
        .map(|report| report.status)
        .collect();
    assert_eq!(statuses, [Status::Unchanged; 4]);
}

#[test]
fn a_sheet_read_again_keeps_its_turn_so_that_a_later_correction_wins() {
    let mut office = Office::new();
    let first = register("20/11/2026", &["19305010101", "19305010103"]);
    office.file("a-old-list.csv", CENTRES);
    office.file("b.csv", &first);
    office.file(
        "c-corrected.csv",
        &register("20/11/2026", &["19305010101"]).replace("8.5", "8.9"),
    );
    let newer = CENTRES
        .replace("01/04/2026", "01/05/2026")
        .replace("19305010102", "19305010103");
    office.file("d-new-list.csv", &newer);
    let folder = office.data.path().join("in");
    let reports = office.take(&[folder]);
    assert_eq!(
        counts(&reports)[1..3],
        [
            ("b.csv", Status::Taken, 2, 0),
            ("c-corrected.csv", Status::Taken, 1, 0)
        ]
    );
    let rows = office
        .rows("measurements")
        .sort(["place", "taken_in"], Default::default())
        .unwrap();
    assert_eq!(
        column(&rows, "weight"),
        ["8500", "8900", "8500"],
        "of the first child the correction is newer"
    );
}

#[test]
fn without_a_list_every_row_is_left_out_and_a_copy_stays_a_copy() {
    let mut office = Office::new();
    let text = register("20/11/2026", &["19305010101"]);
    office.file("a.csv", &text);
    office.file("copy.csv", &text);
    let folder = office.data.path().join("in");
    let reports = office.take(std::slice::from_ref(&folder));
    assert_eq!(
        counts(&reports),
        [
            ("a.csv", Status::Rejected, 0, 1),
            ("copy.csv", Status::Rejected, 0, 1)
        ]
    );
    office.file("z-list.csv", CENTRES);
    let reports = office.take(&[folder]);
    assert_eq!(
        counts(&reports)[..2],
        [
            ("a.csv", Status::Taken, 1, 0),
            ("copy.csv", Status::Unchanged, 1, 0)
        ]
    );
    assert_eq!(column(&office.rows("measurements"), "date").len(), 1);
}

#[test]
fn a_check_knows_the_centres_of_lists_among_its_files_and_writes_nothing() {
    let office = Office::new();
    office.file("a.csv", &register("20/10/2026", &["19305010101", "19305010199"]));
    office.file("b-centres.csv", CENTRES);
    let reports = office.check(&office.data.path().join("in"));
    assert_eq!(
        counts(&reports),
        [
            ("a.csv", Status::Taken, 1, 1),
            ("b-centres.csv", Status::Taken, 2, 0)
        ]
    );
    assert_eq!(
        std::fs::read_dir(office.data.path()).unwrap().count(),
        1,
        "only the files themselves"
    );
}
