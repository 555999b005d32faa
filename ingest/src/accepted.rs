//! The rows of a sheet that are accepted so far: one by one where they are compared with others, laid out where there may be
//! a million of them.

use catalog::programme::Dataset;
use jiff::civil::Date;
use polars::prelude::PolarsError;

use crate::compact::Compact;
use crate::duplicates;
use crate::error::IngestError;
use crate::identity::CaseId;
use crate::matters::Matters;
use crate::row::Row;
use crate::verdicts::Verdicts;

/// Rows that are laid out at once.
const AT_ONCE: usize = 1 << 16;

/// Accepted rows.
pub(crate) enum Accepted {
    Rows(Vec<Row>),
    Matters(Matters),
}

impl Accepted {
    pub(crate) fn is_empty(&self) -> bool {
        self.days().next().is_none()
    }

    /// The rows one by one; none of a docket, which are compared with no others.
    pub(crate) fn rows(&self) -> &[Row] {
        match self {
            Self::Rows(rows) => rows,
            Self::Matters(_) => &[],
        }
    }

    /// The numbers of a docket, as hashes.
    pub(crate) fn cases(&self) -> impl Iterator<Item = CaseId> {
        let matters = match self {
            Self::Rows(_) => None,
            Self::Matters(matters) => Some(matters.cases()),
        };
        matters.into_iter().flatten()
    }

    /// The days of the rows.
    pub(crate) fn days(&self) -> Box<dyn Iterator<Item = Date> + '_> {
        match self {
            Self::Rows(rows) => Box::new(rows.iter().map(|row| row.date)),
            Self::Matters(matters) => Box::new(matters.days()),
        }
    }

    /// Lets go of the rows that are left out by now.
    pub(crate) fn keep(&mut self, verdicts: &Verdicts) {
        if let Self::Rows(rows) = self {
            *rows = duplicates::kept(std::mem::take(rows), verdicts);
        }
    }

    /// The rows laid out, in parts that follow one another.
    pub(crate) fn laid(self, dataset: &Dataset) -> Result<Vec<Compact>, IngestError> {
        match self {
            Self::Rows(rows) => {
                let mut rows = rows.into_iter().peekable();
                let mut parts = Vec::new();
                // Rows go as they are laid out, so that a large sheet is never there twice.
                while rows.peek().is_some() {
                    let part: Vec<Row> = rows.by_ref().take(AT_ONCE).collect();
                    parts.push(Compact::of(dataset, &part).map_err(fault)?);
                }
                Ok(parts)
            }
            Self::Matters(matters) => Ok(matters.laid()),
        }
    }
}

fn fault(source: PolarsError) -> IngestError {
    IngestError::Frame {
        doing: "lay out the rows",
        source,
    }
}
