//! Row checks: what can't be true of one row.

use schemars::JsonSchema;
use serde::Deserialize;

use super::cases::Test;

/// One check of a dataset's rows; it is skipped where a column it needs is not reported.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowCheck {
    /// What must hold.
    pub rule: RowRule,
    /// What becomes of a row that fails.
    pub effect: CheckEffect,
}

/// What must hold for a row.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RowRule {
    /// The parts together are at most the whole: women ≤ total, SC + ST ≤ total.
    AtMost {
        /// The parts.
        parts: Vec<String>,
        /// The whole.
        whole: String,
    },
    /// The parts together are the whole: completed + ongoing = taken up.
    AddUpTo {
        /// The parts.
        parts: Vec<String>,
        /// The whole.
        whole: String,
        /// How far off a rounded sheet may be, in stored whole numbers (paise for money).
        #[serde(default)]
        within: i64,
    },
    /// A printed average is the floor of the quotient, as the MIS prints it.
    FloorOf {
        /// The printed average.
        column: String,
        /// Above the line.
        of: String,
        /// Below the line.
        per: String,
    },
    /// A printed percentage should not pass 100; such values are kept and named.
    AtMostHundred {
        /// The printed percentage.
        column: String,
    },
    /// A row of zeros alone says that nothing was measured, not that nobody was found.
    NotAllZero {
        /// The columns.
        columns: Vec<String>,
    },
    /// A year-to-date value should not fall within its year; a fall is a correction and is named.
    NotFalling {
        /// The year-to-date columns.
        columns: Vec<String>,
    },
    /// Days follow one another, or are the same: birth, then measurement. Days that are not known are passed over.
    InOrder {
        /// Columns of days, the earliest first; `date` is the day of the row.
        days: Vec<String>,
    },
    /// Days are not after the day on which the row is taken in.
    NotAhead {
        /// Columns of days; `date` is the day of the row. When left out, the day of the row, and in a docket every column
        /// of days beside it.
        #[serde(default)]
        days: Vec<String>,
    },
    /// Both sides of a balance are the same: opening + received = disposed + closing.
    Balance {
        /// What was there and came.
        left: Vec<String>,
        /// What went and is left.
        right: Vec<String>,
    },
    /// A column is reported wherever another says so: a matter that is disposed of has a day of disposal.
    Given {
        /// The column that must be reported.
        column: String,
        /// For which rows, by a column that is declared.
        when: Test,
    },
    /// A number lies within bounds, both of which can be true: a rating from 1 to 5. A number outside them is nobody's
    /// rating: where the row is kept, it counts without the number.
    Within {
        /// The column, of counts or numbers.
        column: String,
        /// The least that can be true.
        least: i64,
        /// The most that can be true.
        most: i64,
    },
    /// A typed age is the age that the day of birth gives on the day of the row.
    AgeFits {
        /// The day of birth.
        born: String,
        /// The age as typed.
        age: String,
        /// How many months they may differ.
        within: f64,
    },
    /// A case is not older than its programme is for.
    NotOlder {
        /// The day of birth.
        born: String,
        /// The age as typed, which counts where no day of birth is known.
        age: String,
        /// The age in months.
        months: f64,
    },
    /// What grows does not become less from one row of a case to the next.
    NotShrinking {
        /// The column, such as a height.
        column: String,
        /// By how much it may, in stored whole numbers (millimetres), as measurements differ.
        within: i64,
    },
}

/// In [`RowRule::InOrder`] and [`RowRule::NotAhead`], the day of the row.
pub const ROW_DATE: &str = "date";

impl RowRule {
    /// The columns it reads.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::AtMost { parts, whole } | Self::AddUpTo { parts, whole, .. } => {
                parts.iter().map(String::as_str).chain([whole.as_str()]).collect()
            }
            Self::FloorOf { column, of, per } => vec![column, of, per],
            Self::AtMostHundred { column }
            | Self::NotShrinking { column, .. }
            | Self::Within { column, .. } => {
                vec![column]
            }
            Self::Balance { left, right } => left.iter().chain(right).map(String::as_str).collect(),
            Self::Given { column, when } => vec![column, &when.column],
            Self::InOrder { days } | Self::NotAhead { days } => {
                let columns = days.iter().map(String::as_str);
                columns.filter(|day| *day != ROW_DATE).collect()
            }
            Self::AgeFits { born, age, .. } | Self::NotOlder { born, age, .. } => vec![born, age],
            Self::NotFalling { columns } | Self::NotAllZero { columns } => {
                columns.iter().map(String::as_str).collect()
            }
        }
    }
}

/// What becomes of a row that fails a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckEffect {
    /// Not counted until it is mended.
    RowLeftOut,
    /// Counted, and named on the quality page.
    RowKept,
}
