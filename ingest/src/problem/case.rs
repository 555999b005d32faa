//! What can be wrong with rows about one case each. Nothing here quotes what a sheet says of a person.

use jiff::civil::Date;
use thiserror::Error;

use super::listed;

/// What is wrong or doubtful about a case.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CaseProblem {
    /// A column that names or reaches people.
    #[error("the column `{header}` names people or says how to reach them; nothing of it is kept")]
    Personal {
        /// The header of the column.
        header: String,
    },
    /// A row that can't be told from others.
    #[error("the row does not tell whom it is about; fill {needs}")]
    Nobody {
        /// The columns that would tell.
        needs: String,
    },
    /// A case again in the same period, on another day.
    #[error(
        "the same case stands in row {row} on a later day of the same {period}, which is the one that counts for it; see whether both are right"
    )]
    Again {
        /// The later row, as Excel shows it.
        row: u32,
        /// The period: `month`.
        period: &'static str,
    },
    /// A matter more than once in a sheet, with different values.
    #[error(
        "the same number stands in {} with other values, and none of them can be trusted; keep the right row",
        listed(.rows)
    )]
    Repeated {
        /// The other rows, as Excel shows them.
        rows: Vec<u32>,
    },
    /// Days in the wrong order.
    #[error("`{later}` lies before `{earlier}`, which can't be; correct one of the days")]
    OutOfOrder {
        /// The day that should come first.
        earlier: String,
        /// The day that should not come before it.
        later: String,
    },
    /// A day that is still to come.
    #[error("the row is dated {date}, and was taken in on {taken_in}, before that day; correct the date")]
    Ahead {
        /// The day of the row.
        date: Date,
        /// The day on which it was taken in.
        taken_in: Date,
    },
    /// A day of a step that is still to come. The day is not quoted: it may be one of birth.
    #[error("`{column}` lies after {taken_in}, the day on which the row was taken in; correct the day")]
    AheadIn {
        /// The column.
        column: String,
        /// The day on which the row was taken in.
        taken_in: Date,
    },
    /// Nothing reported where another column says that there must be something.
    #[error(
        "`{because}` says that `{column}` must be known, and it is not; write it, or correct `{because}`"
    )]
    NotGiven {
        /// The column that is not reported.
        column: String,
        /// The column that asks for it.
        because: String,
    },
    /// An age that is not the one that the day of birth gives.
    #[error("`{age}` and `{born}` differ by more than {within} months; see which of the two is right")]
    AgeDiffers {
        /// The typed age.
        age: String,
        /// The day of birth.
        born: String,
        /// By how many months they may.
        within: f64,
    },
    /// Older than the programme is for.
    #[error(
        "the age is above {months} months, for which the programme is not meant; see whether the date of birth is right"
    )]
    TooOld {
        /// The age up to which it is meant.
        months: f64,
    },
    /// Less than before, of something that grows.
    #[error("`{column}` is {value}, and was {before} on {on}; children don't shrink, measure again")]
    Shrank {
        /// The column.
        column: String,
        /// The value now.
        value: String,
        /// The value before.
        before: String,
        /// The day of the value before.
        on: Date,
    },
}
