//! Why a table of children can't be scored or counted.

use polars::prelude::{DataType, PolarsError};

/// Why a table of children can't be scored or counted.
#[derive(Debug, thiserror::Error)]
pub enum GrowthError {
    /// A column holds something else than it should.
    #[error("column `{column}` holds {found}, where {expected} is needed")]
    WrongType {
        /// The column.
        column: String,
        /// What it should hold.
        expected: &'static str,
        /// What it holds.
        found: DataType,
    },
    /// A column that has to be there is not.
    #[error("there is no column `{column}`, which {needed_for} needs")]
    MissingColumn {
        /// The column.
        column: String,
        /// What needs it.
        needed_for: &'static str,
    },
    /// A cell whose word means nothing here.
    #[error("column `{column}`, row {row}: `{found}` means nothing here; use {expected}")]
    UnknownWord {
        /// The column.
        column: &'static str,
        /// The row, the first being 0.
        row: usize,
        /// What stands there.
        found: String,
        /// What may stand there.
        expected: &'static str,
    },
    /// Ages in two forms, which might differ.
    #[error("there are both `age_days` and `age_months`; leave out one of them")]
    TwoAges,
    /// A child that stands for fewer than none.
    #[error("column `{column}`, row {row}: a sampling weight can't be below zero or endless")]
    NegativeWeight {
        /// The column.
        column: &'static str,
        /// The row, the first being 0.
        row: usize,
    },
    /// polars failed.
    #[error("the table of children can't be laid out: {0}")]
    Frame(#[from] PolarsError),
}
