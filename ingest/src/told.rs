//! What is told of a sheet to whoever sent it, as it is kept with the job and shown on its page.

use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::finding::Effect;
use crate::report::SheetReport;

/// Findings that are kept of a sheet; the findings file has all.
const KEPT: usize = 500;

/// What is told of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetTold {
    /// What became of it, or would.
    #[serde(flatten)]
    pub report: SheetReport,
    /// The first findings, in the order of the cells.
    pub findings: Vec<FindingTold>,
    /// How many there are in all.
    pub findings_in_all: u64,
    /// What it changes against what stood; none where no row of it is comparable.
    pub changes: Option<Changes>,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingTold {
    /// `C5`
    pub cell: String,
    /// What became of the row.
    pub effect: Effect,
    /// What is wrong, and what to mend.
    pub problem: String,
}

impl SheetTold {
    /// What is told of a report, with what it changes where that is known.
    pub fn of(report: SheetReport, changes: Option<Changes>) -> Self {
        let findings = report.findings.iter().take(KEPT).map(|finding| FindingTold {
            cell: finding.at.a1(),
            effect: finding.effect,
            problem: finding.problem.to_string(),
        });
        Self {
            findings: findings.collect(),
            findings_in_all: report.findings.len() as u64,
            report,
            changes,
        }
    }
}
