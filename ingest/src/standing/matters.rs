//! Which deliveries of a docket tell of a matter. A matter is known by its number alone, so that a newer delivery may replace
//! it from any place and year; and as there may be a million of them, the lake is walked through and not remembered.

use std::collections::{HashMap, HashSet};
use std::fs::File;

use polars::prelude::{ParquetReader, PolarsResult, SerReader};
use store::{LakeFile, columns};

use crate::identity::CaseId;

/// The matters of one table.
#[derive(Debug, Clone)]
pub(super) struct Matters {
    /// The column with the keyed hash of the number.
    case: String,
    /// Those of this run, by delivery, which are not in the lake yet.
    pending: HashMap<usize, HashSet<CaseId>>,
}

/// Positions of the deliveries that are not undone, by batch and instant.
type Standing<'a> = HashMap<(&'a str, i64), usize>;

impl Matters {
    pub(super) fn told_by(case: &str) -> Self {
        Self {
            case: case.to_owned(),
            pending: HashMap::new(),
        }
    }

    pub(super) fn fill(&mut self, delivery: usize, told: HashSet<CaseId>) {
        self.pending.insert(delivery, told);
    }

    pub(super) fn empty(&mut self, delivery: usize) {
        self.pending.remove(&delivery);
    }

    /// Whether the delivery at `own` has all of these matters, and none that replaces it has one of them.
    pub(super) fn stand(
        &self,
        files: &[LakeFile],
        standing: &Standing<'_>,
        own: usize,
        replaces: impl Fn(usize) -> bool,
        told: HashSet<CaseId>,
    ) -> PolarsResult<bool> {
        let mut missing = told.clone();
        for (&delivery, pending) in &self.pending {
            if replaces(delivery) && !pending.is_disjoint(&told) {
                return Ok(false);
            }
            if delivery == own {
                missing.retain(|case| !pending.contains(case));
            }
        }
        for file in files {
            let mut is_replaced = false;
            self.each(file, |key, case| match standing.get(&key) {
                Some(&delivery) if delivery == own => {
                    missing.remove(&case);
                }
                Some(&delivery) => is_replaced |= replaces(delivery) && told.contains(&case),
                None => {} // undone
            })?;
            if is_replaced {
                return Ok(false);
            }
        }
        Ok(missing.is_empty())
    }

    /// Tells of each row of a file its batch and instant, and its matter.
    fn each(&self, file: &LakeFile, mut tell: impl FnMut((&str, i64), CaseId)) -> PolarsResult<()> {
        let wanted = vec![
            self.case.clone(),
            columns::BATCH.to_owned(),
            columns::TAKEN_IN.to_owned(),
        ];
        let frame = ParquetReader::new(File::open(&file.path)?)
            .with_columns(Some(wanted))
            .finish()?;
        let (cases, batches) = (
            frame.column(&self.case)?.str()?,
            frame.column(columns::BATCH)?.str()?,
        );
        let instants = frame.column(columns::TAKEN_IN)?.to_physical_repr();
        for ((case, batch), instant) in cases.iter().zip(batches.iter()).zip(instants.i64()?.iter()) {
            if let (Some(Ok(case)), Some(batch), Some(instant)) = (case.map(str::parse), batch, instant) {
                tell((batch, instant), case);
            }
        }
        Ok(())
    }
}
