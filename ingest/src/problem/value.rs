//! What can be wrong with what was measured or chosen. The value is left out, and the row kept.

use std::sync::Arc;

use thiserror::Error;

/// What is wrong with a measured or chosen value.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ValueProblem {
    /// A word that is no choice.
    #[error("`{found}` is none of the words for `{column}`; write one of {}", .allowed.join(", "))]
    NotAChoice {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
        /// A word for each choice, which all findings of a column share.
        allowed: Arc<[String]>,
    },
    /// Neither yes nor no.
    #[error("`{found}` is neither yes nor no; write `{column}` as Y or N")]
    NotYesNo {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A text that is no age.
    #[error("`{found}` is no age; write `{column}` in months, or as 2 years 3 months")]
    NotAnAge {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A weight or length of nothing, or less.
    #[error(
        "`{column}` must be more than nothing, and is {found}; correct the number, or leave the cell blank if nothing was measured"
    )]
    NotAboveZero {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
    },
    /// A count or number outside its bounds.
    #[error("`{column}` can only be {least} to {most}, and is {found}; correct the number")]
    Outside {
        /// The column of the dataset.
        column: String,
        /// What stands there.
        found: String,
        /// The least that can be true.
        least: i64,
        /// The most that can be true.
        most: i64,
    },
    /// More or less than can be true.
    #[error("`{column}` can't be {found}, only {between}; {}", likely(.instead))]
    Impossible {
        /// The column of the dataset.
        column: String,
        /// The value with the unit in which it was read.
        found: String,
        /// What can be true.
        between: String,
        /// The unit in which the number would make sense.
        instead: Option<&'static str>,
    },
}

fn likely(instead: &Option<&'static str>) -> String {
    match instead {
        Some(unit) => format!("this looks like {unit}: write the unit into the cell or the header"),
        None => "correct the number".to_owned(),
    }
}
