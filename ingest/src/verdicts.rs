//! What becomes of each row of a sheet: every row read is accepted, or left out with a finding.

use std::collections::HashSet;
use std::sync::Arc;

use crate::finding::{Effect, Finding};
use crate::problem::{Problem, UnitProblem};
use crate::read::CellRef;

/// Findings of a sheet that are kept in full; of more than that nobody mends one by one. All are counted.
pub(crate) const MOST: usize = 100_000;

/// The findings of one sheet and the rows that they leave out.
#[derive(Debug, Clone)]
pub(crate) struct Verdicts {
    file: Arc<str>,
    sheet: Arc<str>,
    left_out: HashSet<u32>,
    findings: Vec<Finding>,
    /// Findings that are only counted.
    more: u64,
    /// Whether one of those is that no list has a unit.
    more_unlisted: bool,
}

impl Verdicts {
    pub(crate) fn new(file: &str, sheet: &str) -> Self {
        Self {
            file: file.into(),
            sheet: sheet.into(),
            left_out: HashSet::new(),
            findings: Vec::new(),
            more: 0,
            more_unlisted: false,
        }
    }

    /// The same for a part of the sheet, with nothing found yet.
    pub(crate) fn of_part(&self) -> Self {
        Self {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&self.sheet),
            left_out: HashSet::new(),
            findings: Vec::new(),
            more: 0,
            more_unlisted: false,
        }
    }

    /// Takes over what was found in a part of the sheet.
    pub(crate) fn add(&mut self, part: Self) {
        self.left_out.extend(part.left_out);
        self.more += part.more;
        self.more_unlisted |= part.more_unlisted;
        for finding in part.findings {
            self.push(finding);
        }
    }

    fn push(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.more += 1;
            self.more_unlisted |= is_unlisted(&finding.problem);
        }
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
        self.push(Finding { at, problem, effect });
    }

    pub(crate) fn is_left_out(&self, row: u32) -> bool {
        self.left_out.contains(&row)
    }

    /// Rows left out.
    pub(crate) fn rejected(&self) -> u64 {
        self.left_out.len() as u64
    }

    /// Whether a row names a unit that no list has.
    pub(crate) fn any_unlisted(&self) -> bool {
        self.more_unlisted || self.findings.iter().any(|finding| is_unlisted(&finding.problem))
    }

    /// How many findings are not kept in full.
    pub(crate) fn more(&self) -> u64 {
        self.more
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

fn is_unlisted(problem: &Problem) -> bool {
    matches!(problem, Problem::Unit(UnitProblem::Unlisted { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_findings_the_first_are_kept_and_all_are_counted() {
        let mut verdicts = Verdicts::new("a.xlsx", "S");
        let mut part = verdicts.of_part();
        for row in 0..MOST as u32 + 7 {
            let of = if row % 2 == 0 { &mut verdicts } else { &mut part };
            of.leave_out(row, 0, Problem::NothingReported);
        }
        verdicts.add(part);
        assert_eq!(verdicts.rejected(), MOST as u64 + 7, "every row is left out");
        assert_eq!(verdicts.more(), 7);
        assert_eq!(verdicts.into_findings().len(), MOST);
    }
}
