//! What is told of a sheet to whoever sent it, as it is kept with the job and shown on its page.

use std::collections::BTreeMap;

use catalog::Language;
use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::finding::Effect;
use crate::overlap::Contradiction;
use crate::preview::Previewed;
use crate::problem::Wording;
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
    /// What to do about a sheet that was not judged row by row, as a text of the catalog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// What other sheets of the same upload say otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingTold {
    /// `C5`
    pub cell: String,
    /// What became of the row.
    pub effect: Effect,
    /// What is wrong, and what to mend, in English.
    pub problem: String,
    /// What to mend in the other languages, by their codes; none of findings that are read back from a list.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mend: BTreeMap<String, String>,
}

impl FindingTold {
    /// What is wrong, in a language as far as it is known in it.
    pub fn said(&self, language: Language) -> &str {
        self.mend.get(language.code()).unwrap_or(&self.problem)
    }
}

impl From<Previewed> for SheetTold {
    fn from(previewed: Previewed) -> Self {
        Self {
            contradictions: previewed.contradictions,
            ..Self::of(previewed.report, previewed.changes)
        }
    }
}

impl SheetTold {
    /// Whether taking the sheet in would change what was shown, and nothing else: the same rows are accepted, and no value
    /// that stands is replaced but those that were shown.
    pub fn changes_as(&self, shown: &Self) -> bool {
        let of = |told: &Self| (told.report.rows_accepted, told.report.rows_rejected);
        let replaced = |told: &Self| {
            let changes = told.changes.iter().filter(|changes| changes.changed > 0);
            changes.map(|changes| (changes.changed, changes.print)).next()
        };
        of(self) == of(shown) && (replaced(self).is_none() || replaced(self) == replaced(shown))
    }

    /// What is told of a report, with what it changes where that is known.
    pub fn of(report: SheetReport, changes: Option<Changes>) -> Self {
        let wording = |language| Wording::as_sent(language, &report.columns);
        let others = Language::ALL
            .into_iter()
            .filter(|language| *language != Language::En);
        let others: Vec<Wording<'_>> = others.map(wording).collect();
        let findings = report.findings.iter().take(KEPT).map(|finding| FindingTold {
            cell: finding.at.a1(),
            effect: finding.effect,
            problem: finding.problem.to_string(),
            mend: others
                .iter()
                .map(|wording| {
                    let text = wording.what_to_mend(&finding.problem);
                    (wording.language.code().to_owned(), text)
                })
                .collect(),
        });
        Self {
            findings: findings.collect(),
            findings_in_all: report.findings.len() as u64 + report.more_findings,
            advice: report.advice.map(str::to_owned),
            report,
            changes,
            contradictions: Vec::new(),
        }
    }
}
