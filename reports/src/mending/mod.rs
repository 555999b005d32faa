//! Findings workbooks: the sender's own sheet, handed back with what is to be mended, in the sender's language.
//!
//! The values stand as they were sent, in their places; wrong cells are framed and filled and carry a note, and a column at
//! the right says what to mend in each row. A second sheet lists all findings. The workbook goes in again as it is: the
//! reader knows the column and the list and leaves them aside.
//!
//! The sender's own values stand here, so that a workbook of a sheet that names people is for its sender's eyes alone.
//! Notes and texts never quote them.

mod list;
mod looks;
mod sent;

use std::collections::BTreeMap;

use catalog::Language;
use ingest::read::{Sheet, workbook_bytes};
use ingest::{Effect, Finding, SheetReport, Wording};
use rust_xlsxwriter::{DocProperties, Workbook};

use crate::ReportError;
use crate::workbook::without_time;
use looks::Looks;
use sent::Rows;

/// Cells from which on only rows with findings are written: a workbook of more opens slowly and needs much memory.
const MOST_CELLS: u64 = 500_000;

/// Rows of which a sheet is written whole.
const MOST_ROWS: u32 = 60_000;

/// A file as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// Its name, by which the sheet of a csv goes.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The sheet of a report with its findings marked, as a workbook. The same sheet and findings give the same bytes.
///
/// Errs where the file can't be read (again) or no longer has the sheet.
pub fn findings_xlsx(
    sent: Sent<'_>,
    report: &SheetReport,
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    let book = workbook_bytes(sent.name, sent.bytes)?;
    let named = |sheet: &&Sheet| Some(&sheet.name) == report.sheet.as_ref();
    let no_sheet = || ReportError::NoSheet {
        file: sent.name.to_owned(),
        sheet: report.sheet.clone().unwrap_or_default(),
    };
    let sheet = book.sheets.iter().find(named).ok_or_else(no_sheet)?;
    let mut above = ingest::head_lines(&book);
    above.extend(report.dated_by_caller.map(|day| format!("As on {day}")));
    let marked = Marked::of(sheet, above, report, language);
    write(&marked)
}

/// A sheet, what is said of it, and how it is laid out.
struct Marked<'a> {
    sheet: &'a Sheet,
    report: &'a SheetReport,
    wording: Wording<'a>,
    /// Lines that are written above the sheet, since the file says them elsewhere.
    above: Vec<String>,
    rows: Rows,
    /// By row and column of the sheet.
    findings: BTreeMap<(u32, u32), Vec<&'a Finding>>,
}

impl<'a> Marked<'a> {
    fn of(sheet: &'a Sheet, above: Vec<String>, report: &'a SheetReport, language: Language) -> Self {
        let mut findings: BTreeMap<(u32, u32), Vec<&Finding>> = BTreeMap::new();
        for finding in &report.findings {
            findings
                .entry((finding.at.row, finding.at.column))
                .or_default()
                .push(finding);
        }
        // A blank row keeps the lines apart from the table.
        let shift = if above.is_empty() {
            0
        } else {
            above.len() as u32 + 1
        };
        let cells = u64::from(sheet.rows()) * u64::from(sheet.columns());
        let rows = match cells > MOST_CELLS || sheet.rows() > MOST_ROWS {
            false => Rows::All { shift },
            true => Rows::only(&report.header_rows, findings.keys().map(|(row, _)| *row), shift),
        };
        let shift = match &rows {
            Rows::All { shift } => *shift,
            Rows::Only(_) => 0, // texts then name the rows of the file as it was sent, and the list says so
        };
        let wording = Wording {
            language,
            columns: &report.columns,
            shift,
        };
        Self {
            sheet,
            report,
            wording,
            above,
            rows,
            findings,
        }
    }

    /// Everything said of a cell, each once.
    fn said(&self, findings: &[&Finding]) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for finding in findings {
            let text = self.wording.what_to_mend(&finding.problem);
            if !said.contains(&text) {
                said.push(text);
            }
        }
        said
    }

    /// The name of the first sheet, which some sources are recognised by.
    fn name(&self) -> String {
        let kept = self.sheet.name.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
        let kept = kept.trim_matches(['\'', ' ']);
        let mut name: String = kept.chars().take(31).collect();
        // Excel counts in UTF-16.
        while name.encode_utf16().count() > 31 {
            name.pop();
        }
        match name.trim().is_empty() || name.eq_ignore_ascii_case("history") {
            true => "Sheet1".to_owned(),
            false => name,
        }
    }
}

fn worst(findings: &[&Finding]) -> Effect {
    let left_out = findings
        .iter()
        .any(|finding| finding.effect == Effect::RowLeftOut);
    if left_out {
        Effect::RowLeftOut
    } else {
        Effect::RowKept
    }
}

fn write(marked: &Marked<'_>) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(marked.wording.text("mend-list"))
        .set_author("jela");
    workbook.set_properties(&without_time(properties)?);
    let looks = Looks::new();
    let name = marked.name();
    let mut sheet = sent::write(marked, &looks)?;
    sheet.set_name(&name)?;
    workbook.push_worksheet(sheet);
    let mut listed = list::write(marked, &name, &looks)?;
    let list_name = marked.wording.text("mend-sheet");
    listed.set_name(if list_name == name { "jela" } else { &list_name })?;
    workbook.push_worksheet(listed);
    Ok(workbook.save_to_buffer()?)
}

/// Excel holds no longer text in a cell.
const MOST_LETTERS: usize = 32_000;

/// A text as far as a cell holds it.
fn fitting(text: &str) -> String {
    if text.len() <= MOST_LETTERS {
        return text.to_owned();
    }
    text.chars().take(MOST_LETTERS / 4).collect()
}
