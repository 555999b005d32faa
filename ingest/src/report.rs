//! What became of one sheet, as `--json` prints it.

use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::propose::Proposals;

/// What became of one sheet; of a file without a readable sheet, what became of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetReport {
    /// The file's name, without its folders.
    pub file: String,
    /// The sheet's name; none for a file without a readable sheet.
    pub sheet: Option<String>,
    /// The programme recognised.
    pub programme: Option<String>,
    /// Its dataset.
    pub dataset: Option<String>,
    /// Id of the batch.
    pub batch: Option<String>,
    /// The latest day for which its figures are true.
    pub as_on: Option<Date>,
    /// Data rows of the sheet. A sheet that is not judged row by row has none.
    pub rows_read: u64,
    /// Of these, those taken in.
    pub rows_accepted: u64,
    /// Of these, those left out, each with a finding.
    pub rows_rejected: u64,
    /// The list of findings, where one was written.
    pub findings_file: Option<String>,
    /// What became of it.
    pub status: Status,
    /// The same in words, with what to do.
    pub message: String,
    /// Everything wrong or doubtful, in the order of the cells.
    #[serde(skip)]
    pub findings: Vec<Finding>,
    /// Further findings, which are only counted.
    #[serde(skip)]
    pub more_findings: u64,
    /// The columns of the sheet that are read, and as what.
    #[serde(skip)]
    pub columns: Vec<ColumnRead>,
    /// Where the file lies, so that its sheet can be handed back with marks.
    #[serde(skip)]
    pub path: PathBuf,
    /// The rows of the header, from 0; none where the sheet was not judged row by row.
    #[serde(skip)]
    pub header_rows: Vec<u32>,
    /// Whether the sheet names people, so that a copy of it must not lie about.
    #[serde(skip)]
    pub names_people: bool,
    /// The day that the caller gave, where the sheet does not say its own.
    #[serde(skip)]
    pub dated_by_caller: Option<Date>,
    /// What unknown headers and places may mean; a person decides.
    #[serde(skip)]
    pub proposals: Proposals,
    /// What to do about a sheet that was not judged row by row, as a text of the catalog.
    #[serde(skip)]
    pub advice: Option<&'static str>,
}

/// A column of the sheet that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRead {
    /// Its letters in Excel.
    pub letters: String,
    /// Its header as written.
    pub header: String,
    /// The id of the dataset's column, the level of place, or `date`.
    pub read_as: String,
}

/// What became of a sheet. For a check, what would become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Its accepted rows are in the lake.
    Taken,
    /// It was taken in before, and nothing has replaced it since.
    Unchanged,
    /// None of its rows could be accepted.
    Rejected,
    /// It does not say for which day it is true.
    NeedsDate,
    /// No source has its headers.
    Unrecognised,
    /// The file can't be read.
    Unreadable,
}

impl Status {
    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Unchanged => "unchanged",
            Self::Rejected => "rejected",
            Self::NeedsDate => "needs_date",
            Self::Unrecognised => "unrecognised",
            Self::Unreadable => "unreadable",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl SheetReport {
    /// A report of a sheet that was not judged row by row.
    pub(crate) fn unjudged(file: &str, sheet: Option<&str>, status: Status, message: String) -> Self {
        Self {
            file: file.to_owned(),
            sheet: sheet.map(str::to_owned),
            programme: None,
            dataset: None,
            batch: None,
            as_on: None,
            rows_read: 0,
            rows_accepted: 0,
            rows_rejected: 0,
            findings_file: None,
            status,
            message,
            findings: Vec::new(),
            more_findings: 0,
            columns: Vec::new(),
            path: PathBuf::new(),
            header_rows: Vec::new(),
            names_people: false,
            dated_by_caller: None,
            proposals: Proposals::default(),
            advice: match status {
                Status::NeedsDate => Some("advice-needs-date"),
                Status::Unrecognised => Some("advice-unrecognised"),
                Status::Unreadable => Some("advice-unreadable"),
                Status::Taken | Status::Unchanged | Status::Rejected => None,
            },
        }
    }
}

/// What a whole run means to whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was taken in.
    Done,
    /// Everything was taken in but some rows.
    RowsRejected,
    /// A file could not be read or recognised, or needs a date.
    NotAllTaken,
}

/// The outcome of a run. A sheet that is not recognised counts against its file only where no other sheet of the
/// file was recognised: workbooks carry notes and pivots beside their data.
pub fn outcome(reports: &[SheetReport]) -> Outcome {
    let recognised = |file: &str| {
        reports
            .iter()
            .any(|other| other.file == file && other.programme.is_some())
    };
    let not_taken = reports.iter().any(|report| match report.status {
        Status::NeedsDate | Status::Unreadable => true,
        Status::Unrecognised => !recognised(&report.file),
        Status::Taken | Status::Unchanged | Status::Rejected => false,
    });
    if not_taken {
        Outcome::NotAllTaken
    } else if reports
        .iter()
        .any(|report| report.rows_rejected > 0 || report.status == Status::Rejected)
    {
        Outcome::RowsRejected
    } else {
        Outcome::Done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(file: &str, status: Status) -> SheetReport {
        let mut report = SheetReport::unjudged(file, Some("Sheet1"), status, String::new());
        report.programme = (status != Status::Unrecognised).then(|| "mgnrega".to_owned());
        report
    }

    #[test]
    fn the_json_has_the_fields_of_the_contract_in_their_order() {
        let json = serde_json::to_string(&report("a.xlsx", Status::NeedsDate)).unwrap();
        assert_eq!(
            json,
            r#"{"file":"a.xlsx","sheet":"Sheet1","programme":"mgnrega","dataset":null,"batch":null,"as_on":null,"rows_read":0,"rows_accepted":0,"rows_rejected":0,"findings_file":null,"status":"needs_date","message":""}"#
        );
    }

    #[test]
    fn a_sheet_of_notes_does_not_spoil_a_file_whose_data_was_taken() {
        let reports = [
            report("a.xlsx", Status::Taken),
            report("a.xlsx", Status::Unrecognised),
        ];
        assert_eq!(outcome(&reports), Outcome::Done);
        assert_eq!(outcome(&reports[1..]), Outcome::NotAllTaken);
    }

    #[test]
    fn an_unread_file_outweighs_rejected_rows() {
        let mut rejected = report("a.xlsx", Status::Taken);
        rejected.rows_rejected = 1;
        assert_eq!(outcome(&[rejected.clone()]), Outcome::RowsRejected);
        assert_eq!(
            outcome(&[rejected, report("b.xlsx", Status::Unreadable)]),
            Outcome::NotAllTaken
        );
    }
}
