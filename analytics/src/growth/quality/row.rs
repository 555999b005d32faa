//! One measured and scored child.

use polars::prelude::{BooleanChunked, DataFrame, Float64Chunked};

use super::super::child::Child;
use super::super::columns::{C9MO, LENGTH, SCORES};
use super::super::error::GrowthError;
use super::super::input::{Children, numbers, truths};
use super::super::score::Score;

/// One measured and scored child.
pub(super) struct Row {
    pub(super) child: Child,
    /// By their place in the order of score columns.
    pub(super) scores: [Option<Score>; SCORES.len()],
    pub(super) too_young_to_stand: bool,
}

/// The rows of a table that has both measurements and scores.
pub(super) fn rows(table: &DataFrame) -> Result<Vec<Row>, GrowthError> {
    let mut columns = Vec::with_capacity(SCORES.len());
    for (z, flag) in SCORES {
        let z = numbers(table, z)?.ok_or_else(|| missing(z))?;
        columns.push((z, truths(table, flag)?.ok_or_else(|| missing(flag))?));
    }
    let c9mo = truths(table, C9MO)?.ok_or_else(|| missing(C9MO))?;
    let row = |(at, child): (usize, Result<Child, GrowthError>)| {
        Ok(Row {
            child: child?,
            scores: std::array::from_fn(|score| score_at(&columns[score], at)),
            too_young_to_stand: c9mo.get(at).unwrap_or(false),
        })
    };
    Children::of(table, LENGTH)?.iter().enumerate().map(row).collect()
}

fn score_at((z, flag): &(Float64Chunked, BooleanChunked), at: usize) -> Option<Score> {
    Some(Score {
        z: z.get(at)?,
        flagged: flag.get(at)?,
    })
}

fn missing(column: &str) -> GrowthError {
    GrowthError::MissingColumn {
        column: column.to_owned(),
        needed_for: "telling how well children were measured, after scoring them,",
    }
}
