//! Golden workbooks: more than sixty made files in the shapes that offices send, a third of them bad. What becomes of each is
//! written beside it, and of those that are meant for jela nearly all are mapped with no configuration.

mod bad;
mod good;
mod grid;

use ingest::{SheetReport, Status};

use crate::{Office, told};

/// A workbook and what must become of it.
pub struct Golden {
    /// Its file, by which a failure is told.
    pub file: &'static str,
    pub bytes: Vec<u8>,
    /// Whether it holds a return that jela is meant to read.
    pub ours: bool,
    pub status: Status,
    /// Rows read, and of these accepted, over all its sheets.
    pub rows: (u64, u64),
    /// Something that its findings or message must say.
    pub says: &'static str,
}

impl Golden {
    /// One that goes in whole.
    fn good(file: &'static str, bytes: Vec<u8>, rows: u64) -> Self {
        Self {
            file,
            bytes,
            ours: true,
            status: Status::Taken,
            rows: (rows, rows),
            says: "",
        }
    }

    /// One of ours with faults.
    fn faulty(file: &'static str, bytes: Vec<u8>, rows: (u64, u64), says: &'static str) -> Self {
        let status = if rows.1 == 0 {
            Status::Rejected
        } else {
            Status::Taken
        };
        Self {
            status,
            rows,
            says,
            ..Self::good(file, bytes, 0)
        }
    }

    /// One that can't be taken in at all.
    fn not_taken(file: &'static str, bytes: Vec<u8>, status: Status, says: &'static str) -> Self {
        Self {
            ours: status == Status::NeedsDate,
            status,
            rows: (0, 0),
            says,
            ..Self::good(file, bytes, 0)
        }
    }
}

fn all() -> Vec<Golden> {
    let mut all = good::all();
    all.extend(bad::all());
    all
}

fn reports(golden: &Golden) -> Vec<SheetReport> {
    let office = Office::new();
    let path = office.data.path().join("in").join(golden.file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, &golden.bytes).unwrap();
    office.check(&path)
}

fn differs(golden: &Golden) -> Option<String> {
    let reports = reports(golden);
    let all_say = |report: &SheetReport| format!("{} {}", report.message, told(report).join(" | "));
    let said: Vec<String> = reports.iter().map(all_say).collect();
    let said = said.join(" || ");
    let rows = (
        reports.iter().map(|report| report.rows_read).sum::<u64>(),
        reports.iter().map(|report| report.rows_accepted).sum::<u64>(),
    );
    let status = reports.first().map(|report| report.status);
    let is_so = status == Some(golden.status)
        && reports.iter().all(|report| report.status == golden.status)
        && rows == golden.rows
        && said.contains(golden.says);
    let wanted = (golden.status, golden.rows, golden.says);
    (!is_so).then(|| {
        format!(
            "{}: wanted {wanted:?}, found {status:?} {rows:?}: {said}",
            golden.file
        )
    })
}

#[test]
fn each_golden_workbook_becomes_what_is_written_beside_it() {
    let wrong: Vec<String> = all().iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_sixty_and_more_and_a_third_of_them_are_bad() {
    let all = all();
    let files: std::collections::BTreeSet<&str> = all.iter().map(|golden| golden.file).collect();
    assert_eq!(files.len(), all.len(), "each has a name of its own");
    let bad = all
        .iter()
        .filter(|golden| golden.rows.0 != golden.rows.1 || golden.status != Status::Taken);
    let bad = bad.count();
    assert!(all.len() >= 60 && bad * 3 >= all.len(), "{bad} of {}", all.len());
}

#[test]
fn of_those_meant_for_jela_nineteen_of_twenty_are_mapped_with_no_configuration() {
    let ours: Vec<Golden> = all().into_iter().filter(|golden| golden.ours).collect();
    let mapped = ours.iter().filter(|golden| {
        let reports = reports(golden);
        reports
            .iter()
            .any(|report| report.dataset.is_some() && !report.columns.is_empty())
    });
    let share = mapped.count() as f64 / ours.len() as f64;
    assert!(ours.len() >= 45, "{}", ours.len());
    assert!(share >= 0.95, "{:.1} % of {}", share * 100.0, ours.len());
}

#[test]
fn a_hidden_copy_does_not_win_over_the_sheet_that_people_see() {
    let office = Office::new();
    let saved = |also_seen: bool| {
        let mut book = rust_xlsxwriter::Workbook::new();
        if also_seen {
            good::daily().put(book.add_worksheet(), (0, 0));
        } else {
            book.add_worksheet().write_string(0, 0, "Cover").unwrap();
        }
        good::daily()
            .with("900", "901")
            .put(book.add_worksheet().set_hidden(true), (0, 0));
        let path = office.file("book.xlsx", "");
        book.save(&path).unwrap();
        office.check(&path)
    };
    let statuses = |reports: &[SheetReport]| reports.iter().map(|report| report.status).collect::<Vec<_>>();
    let both = saved(true);
    assert_eq!(statuses(&both), [Status::Taken, Status::Unrecognised]);
    assert!(both[1].message.contains("hidden"), "{}", both[1].message);
    assert_eq!(ingest::outcome(&both), ingest::Outcome::Done);
    assert_eq!(statuses(&saved(false)), [Status::Taken], "alone it is read");
}
