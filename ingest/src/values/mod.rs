//! The value of a cell as the lake keeps it, or nothing where nothing is reported, which is not zero.

mod age;
mod amount;
mod choice;
mod day;
mod measured;
mod unit;
mod yes_no;

use catalog::programme::{Column, ColumnType};
use jiff::civil::Date;

use crate::finding::Effect;
use crate::problem::Problem;
use crate::read::{Cell, UNCOMPUTED, shortest_decimal, trim};
use crate::sheet::{self, Number, number};

pub(crate) use day::day;
pub(crate) use unit::{DAYS_IN_MONTH, Unit};

use choice::Choices;

/// A reported value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A count, an amount in paise, a weight in grams, a length in millimetres.
    Whole(i64),
    /// A printed average or percentage, an age in months.
    Number(f64),
    /// Text that names no person, or the id of a choice.
    Text(Box<Box<str>>),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

impl Value {
    /// A text. The second box makes all values as small as the numbers that most of them are.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Box::new(text.into()))
    }
}

/// What the header of a column says of its values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// What a printed amount must be multiplied by.
    pub(crate) scale: i64,
    /// The unit of weights, lengths and ages, where it names one.
    pub(crate) unit: Option<Unit>,
}

/// How the cells of one column of a dataset are read.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    pub(crate) column: &'a Column,
    choices: Choices<'a>,
    /// Whether findings may quote words of a cell: never in rows about persons, where a name may stand by mistake.
    quotes: bool,
}

/// Stands in findings for words that may be about a person.
pub(crate) const UNQUOTED: &str = "…";

/// As much of a cell as a finding quotes.
const QUOTED: usize = 40;

impl<'a> Reader<'a> {
    pub(crate) fn of(column: &'a Column, quotes: bool) -> Self {
        Self {
            column,
            choices: Choices::of(column),
            quotes,
        }
    }

    /// The value of a cell; none where nothing is reported.
    pub(crate) fn value(&self, cell: Cell<'_>, header: Header) -> Result<Option<Value>, Problem> {
        match self.column.kind {
            ColumnType::Text => {
                let text = cell.text();
                Ok((!text.is_empty()).then(|| Value::text(&text)))
            }
            ColumnType::Choice => self.choice(cell),
            ColumnType::Date => day(cell)
                .map(|day| day.map(Value::Day))
                .map_err(Problem::NotADate),
            ColumnType::YesNo => self.yes_no(cell),
            ColumnType::Weight | ColumnType::Length => self.measured(cell, header.unit),
            ColumnType::Age => self.age(cell, header.unit),
            ColumnType::Count | ColumnType::Money | ColumnType::Number => self.amount(cell, header.scale),
            // A case is told by its own columns, see `identity`; a unit by the list of units, see `places`.
            ColumnType::Case | ColumnType::Unit => Ok(None),
        }
    }

    /// What becomes of a row with such a cell: one wrong number of a return makes the rest of it doubtful, while what
    /// is measured of a case stands by itself.
    pub(crate) fn effect(&self) -> Effect {
        match self.column.kind {
            ColumnType::Count | ColumnType::Money | ColumnType::Number | ColumnType::Text => {
                Effect::RowLeftOut
            }
            ColumnType::Choice
            | ColumnType::Date
            | ColumnType::YesNo
            | ColumnType::Weight
            | ColumnType::Length
            | ColumnType::Age
            | ColumnType::Case
            | ColumnType::Unit => Effect::RowKept,
        }
    }

    fn id(&self) -> String {
        self.column.id.clone()
    }

    /// The cell as findings show it. Numbers are no words.
    fn quoted(&self, cell: Cell<'_>) -> String {
        let text = cell.text();
        if self.quotes || !text.chars().any(char::is_alphabetic) {
            text.chars().take(QUOTED).collect()
        } else {
            UNQUOTED.to_owned()
        }
    }

    fn not_a_number(&self, cell: Cell<'_>) -> Problem {
        let column = self.id();
        match cell {
            Cell::Date(_) => Problem::DateForNumber { column },
            Cell::Error(UNCOMPUTED) => Problem::FormulaWithoutValue { column },
            Cell::Error(error) => Problem::FormulaError {
                column,
                error: error.to_owned(),
            },
            _ => Problem::NotANumber {
                column,
                found: self.quoted(cell),
            },
        }
    }
}

/// As [`number`] tells it, without looking at what number it may be.
fn is_not_reported(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => sheet::is_not_reported(trim(text)),
        cell => number(cell) == Number::NotReported,
    }
}

/// A stored whole number as people read it: rupees where paise are kept.
pub(crate) fn shown(whole: i128, kind: ColumnType) -> String {
    let in_units = |unit: &str| {
        let value = whole as f64 / kind.per_unit() as f64;
        format!("{} {unit}", shortest_decimal(value))
    };
    match kind {
        ColumnType::Money => {
            let sign = if whole < 0 { "-" } else { "" };
            format!(
                "{sign}Rs {}.{:02}",
                whole.unsigned_abs() / 100,
                whole.unsigned_abs() % 100
            )
        }
        ColumnType::Weight => in_units("kg"),
        ColumnType::Length => in_units("cm"),
        _ => whole.to_string(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use catalog::Catalog;

    /// The value of a cell under a header, in a column of the built-in dataset of child measurements.
    pub(super) fn measured(column: &str, header: &str, cell: Cell<'_>) -> Result<Option<Value>, String> {
        let catalog = Catalog::load(None).unwrap();
        let dataset = catalog
            .programme("pushti")
            .unwrap()
            .dataset("measurements")
            .unwrap();
        let column = dataset.column(column).unwrap();
        let header = Header {
            scale: 1,
            unit: Unit::of_header(column.kind, header),
        };
        Reader::of(column, false)
            .value(cell, header)
            .map_err(|problem| problem.to_string())
    }

    #[test]
    fn stored_numbers_are_shown_in_the_units_that_people_write() {
        assert_eq!(shown(-5, ColumnType::Money), "-Rs 0.05");
        assert_eq!(shown(123_456, ColumnType::Money), "Rs 1234.56");
        assert_eq!(shown(123_456, ColumnType::Count), "123456");
        assert_eq!(shown(8_550, ColumnType::Weight), "8.55 kg");
        assert_eq!(shown(855, ColumnType::Length), "85.5 cm");
    }

    #[test]
    fn words_that_may_name_a_child_are_not_quoted_and_numbers_are() {
        let refusal = measured("weight", "Weight", Cell::Text("Sumitra Das")).unwrap_err();
        assert!(
            !refusal.contains("Sumitra") && refusal.contains("`weight`"),
            "{refusal}"
        );
        let refusal = measured("weight", "Weight", Cell::Text("8..5")).unwrap_err();
        assert!(refusal.contains("`8..5`"), "{refusal}");
    }
}
