//! One typed, placed and dated row of a dataset, and where in the sheet it stands.

use std::sync::Arc;

use catalog::PlaceCode;
use jiff::civil::Date;

use crate::identity::CaseId;
use crate::values::Value;

/// One row of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) place: PlaceCode,
    pub(crate) printed: Arc<str>,
    /// The case that the row is about, in a dataset of cases; in a tally the classes that it counts.
    pub(crate) case: Option<CaseId>,
    pub(crate) date: Date,
    /// The row of the sheet; of a list with one figure a row, the first.
    pub(crate) sheet_row: u32,
    /// Further rows of such a list.
    pub(crate) more_rows: Vec<u32>,
    /// What is reported, by position of the dataset's column. Columns not reported are not in it.
    pub(crate) cells: Vec<Reported>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reported {
    pub(crate) column: usize,
    pub(crate) row: u32,
    pub(crate) at: u32,
    pub(crate) value: Value,
}

impl Row {
    pub(crate) fn cell(&self, column: usize) -> Option<&Reported> {
        self.cells.iter().find(|cell| cell.column == column)
    }

    /// The whole number of a column, if it is reported.
    pub(crate) fn whole(&self, column: usize) -> Option<i64> {
        match self.cell(column)?.value {
            Value::Whole(whole) => Some(whole),
            Value::Number(_) | Value::Text(_) | Value::Day(_) | Value::Flag(_) => None,
        }
    }

    /// The day of a column, if it is reported.
    pub(crate) fn day(&self, column: usize) -> Option<Date> {
        match self.cell(column)?.value {
            Value::Day(day) => Some(day),
            Value::Whole(_) | Value::Number(_) | Value::Text(_) | Value::Flag(_) => None,
        }
    }

    /// The number of a column, if it is reported.
    pub(crate) fn number(&self, column: usize) -> Option<f64> {
        match self.cell(column)?.value {
            Value::Number(number) => Some(number),
            Value::Whole(whole) => Some(whole as f64),
            Value::Text(_) | Value::Day(_) | Value::Flag(_) => None,
        }
    }

    /// The word of a column, if it is reported.
    pub(crate) fn text(&self, column: usize) -> Option<&str> {
        match &self.cell(column)?.value {
            Value::Text(text) => Some(text),
            Value::Whole(_) | Value::Number(_) | Value::Day(_) | Value::Flag(_) => None,
        }
    }

    pub(crate) fn sheet_rows(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.sheet_row).chain(self.more_rows.iter().copied())
    }

    /// Where the row is shown to be wrong as a whole.
    pub(crate) fn first_column(&self) -> u32 {
        self.cells.first().map_or(0, |cell| cell.at)
    }
}
