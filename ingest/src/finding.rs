//! Findings: what is wrong or doubtful at a cell.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::read::CellRef;

/// Something wrong or doubtful at a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// File, sheet and `C5`, as Excel shows them.
    pub at: CellRef,
    /// What is wrong and what to do.
    pub problem: Problem,
    /// What became of the row.
    pub effect: Effect,
}

/// What became of the row at a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It is not counted until it is mended.
    RowLeftOut,
    /// It is counted all the same.
    RowKept,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.at.file, self.at, self.problem)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RowLeftOut => "row left out",
            Self::RowKept => "row kept",
        })
    }
}
