//! One cell: its value, and its address as Excel shows it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use jiff::civil::{DateTime, Time};

/// What stands in a cell whose formula was never computed, so that the workbook holds no value of it.
pub const UNCOMPUTED: &str = "formula without a value";

/// The value of a cell, borrowed from its sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing in it.
    Empty,
    /// Text exactly as written; all cells of csv and HTML are text.
    Text(&'a str),
    /// A number that the workbook stores as a number.
    Number(f64),
    /// A date, or a date and time, that the workbook stores as such; a date alone is at midnight.
    Date(DateTime),
    /// True or false.
    Bool(bool),
    /// A formula's error, such as `#DIV/0!`.
    Error(&'a str),
}

impl<'a> Cell<'a> {
    /// Whether a person sees nothing in this cell.
    pub fn is_blank(self) -> bool {
        match self {
            Self::Empty => true,
            // Nearly every text begins with a visible ASCII character.
            Self::Text(text) => {
                !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && trim(text).is_empty()
            }
            _ => false,
        }
    }

    /// The cell as text without spaces around it; numbers in their shortest decimal form, dates as ISO.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(trim(text)),
            Self::Number(number) => Cow::Owned(shortest_decimal(number)),
            Self::Date(at) if at.time() == Time::midnight() => Cow::Owned(at.date().to_string()),
            Self::Date(at) => Cow::Owned(at.to_string()),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }
}

/// `text` without spaces, no-break spaces, zero-width characters and byte order marks around it.
pub fn trim(text: &str) -> &str {
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text; // as nearly every text is
    }
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{2060}')
    })
}

/// The shortest decimal text that reads back as `number`.
pub fn shortest_decimal(number: f64) -> String {
    // Nearly all numbers are whole, and those are written faster as such: the digits are the same.
    const WHOLE: f64 = 1e15;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        (number as i64).to_string()
    } else {
        number.to_string()
    }
}

/// Where a cell is. Row and column count from 0 here and are shown as Excel shows them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// The file's name.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl CellRef {
    /// The address inside the sheet: `C5`.
    pub fn a1(&self) -> String {
        a1(self.row, self.column)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sheet {}, {}", self.sheet, self.a1())
    }
}

/// The address of a cell as Excel shows it, `C5` for row 4 and column 2.
pub fn a1(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), u64::from(row) + 1)
}

/// The letters of a column: `A` for 0, `AA` for 26.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(
            b'A' + u8::try_from(digit).expect("a remainder of 26 fits a byte"),
        ));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column of some letters, `AA` and `aa` giving 26; none for anything else or beyond Excel's last column.
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut number = 0;
    for letter in letters.bytes() {
        let digit = letter
            .is_ascii_alphabetic()
            .then(|| u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
        number = number * 26 + digit;
    }
    (number <= super::limits::MAX_COLUMNS).then_some(number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_letters_and_numbers_are_each_others_inverse() {
        for column in [0, 25, 26, 51, 52, 701, 702, 16_383] {
            assert_eq!(column_number(&column_letters(column)), Some(column));
        }
        assert_eq!(
            (column_letters(26), column_letters(16_383)),
            ("AA".into(), "XFD".into())
        );
    }

    #[test]
    fn what_is_no_column_has_no_number() {
        for letters in ["", "A1", "XFE", "ZZZZ", "é", " A"] {
            assert_eq!(column_number(letters), None, "{letters}");
        }
    }

    #[test]
    fn an_address_is_shown_as_excel_shows_it() {
        let at = CellRef {
            file: "poshan.xlsx".into(),
            sheet: "AWC MPR".into(),
            row: 4,
            column: 2,
        };
        assert_eq!(at.to_string(), "sheet AWC MPR, C5");
    }

    #[test]
    fn numbers_read_as_their_shortest_decimal_text() {
        let texts: Vec<_> = [3_213_006.0, 0.1, -103_306.26, -0.0, 1e15]
            .map(|n| Cell::Number(n).text())
            .into();
        assert_eq!(texts, ["3213006", "0.1", "-103306.26", "0", "1000000000000000"]);
    }

    #[test]
    fn whole_numbers_read_as_any_other_way_of_writing_them() {
        for number in [
            1.0,
            -1.0,
            999_999_999_999_999.0,
            -999_999_999_999_999.0,
            1e15,
            1e21,
            4_503_599_627_370_497.0,
        ] {
            assert_eq!(shortest_decimal(number), number.to_string());
        }
        assert_eq!(shortest_decimal(-0.0), "0");
    }

    #[test]
    fn no_break_spaces_and_joiners_alone_are_blank() {
        assert!(Cell::Text("\u{a0} \u{200b}").is_blank());
        assert!(!Cell::Text("0").is_blank());
    }
}
