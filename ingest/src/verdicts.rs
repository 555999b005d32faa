//! What becomes of each row of a sheet: every row read is accepted, or left out with a finding.

use std::collections::HashSet;
use std::sync::Arc;

use crate::finding::{Effect, Finding};
use crate::problem::Problem;
use crate::read::CellRef;

/// The findings of one sheet and the rows that they leave out.
#[derive(Debug, Clone)]
pub(crate) struct Verdicts {
    file: Arc<str>,
    sheet: Arc<str>,
    left_out: HashSet<u32>,
    findings: Vec<Finding>,
}

impl Verdicts {
    pub(crate) fn new(file: &str, sheet: &str) -> Self {
        Self {
            file: file.into(),
            sheet: sheet.into(),
            left_out: HashSet::new(),
            findings: Vec::new(),
        }
    }

    /// The same for a part of the sheet, with nothing found yet.
    pub(crate) fn of_part(&self) -> Self {
        Self {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&self.sheet),
            left_out: HashSet::new(),
            findings: Vec::new(),
        }
    }

    /// Takes over what was found in a part of the sheet.
    pub(crate) fn add(&mut self, part: Self) {
        self.left_out.extend(part.left_out);
        self.findings.extend(part.findings);
    }

    /// Leaves a row out, for what stands at `column` of it.
    pub(crate) fn leave_out(&mut self, row: u32, column: u32, problem: Problem) {
        self.left_out.insert(row);
        self.note(row, column, problem, Effect::RowLeftOut);
    }

    /// Names what is doubtful and keeps the row.
    pub(crate) fn keep(&mut self, row: u32, column: u32, problem: Problem) {
        self.note(row, column, problem, Effect::RowKept);
    }

    fn note(&mut self, row: u32, column: u32, problem: Problem, effect: Effect) {
        let at = CellRef {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&self.sheet),
            row,
            column,
        };
        self.findings.push(Finding { at, problem, effect });
    }

    pub(crate) fn is_left_out(&self, row: u32) -> bool {
        self.left_out.contains(&row)
    }

    /// Rows left out.
    pub(crate) fn rejected(&self) -> u64 {
        self.left_out.len() as u64
    }

    /// Whether something is found that is so.
    pub(crate) fn any(&self, is_so: impl Fn(&Problem) -> bool) -> bool {
        self.findings.iter().any(|finding| is_so(&finding.problem))
    }

    /// The findings in the order of the cells.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        // What is doubtful in a row that is left out for something else is left out with it.
        for finding in &mut self.findings {
            if self.left_out.contains(&finding.at.row) {
                finding.effect = Effect::RowLeftOut;
            }
        }
        self.findings
            .sort_by_key(|finding| (finding.at.row, finding.at.column));
        // A row with a column for each month says the same of each.
        self.findings.dedup();
        self.findings
    }
}
