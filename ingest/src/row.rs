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
///
/// A sheet of a million rows has ten million of them, so that each number takes as little room as it can.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reported {
    column: u16,
    at: u16,
    pub(crate) row: u32,
    pub(crate) value: Value,
}

impl Reported {
    /// The value of a column of the dataset, by position, that stands at a row and column of the sheet.
    pub(crate) fn new(column: usize, row: u32, at: u32, value: Value) -> Self {
        Self {
            column: u16::try_from(column).expect("no dataset has 65,536 columns"),
            at: u16::try_from(at).unwrap_or(u16::MAX), // readers take no sheet so wide
            row,
            value,
        }
    }

    /// The position of the dataset's column.
    pub(crate) fn column(&self) -> usize {
        usize::from(self.column)
    }

    /// The column of the sheet.
    pub(crate) fn at(&self) -> u32 {
        u32::from(self.at)
    }
}

impl Row {
    pub(crate) fn cell(&self, column: usize) -> Option<&Reported> {
        self.cells.iter().find(|cell| cell.column() == column)
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
        self.cells.first().map_or(0, Reported::at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reported_value_needs_twenty_four_bytes() {
        assert_eq!(std::mem::size_of::<Reported>(), 24);
    }
}
