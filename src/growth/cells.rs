//! What the cells of a file of children can say.

use std::fmt;

use analytics::growth::{Age, Measure, Sex};

/// Why a cell counts as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It is no number.
    NotANumber,
    /// A measurement that is not above zero.
    NotAboveZero,
    /// An age before birth.
    BelowZero,
    /// A word that means nothing here.
    UnknownWord {
        /// Those that do.
        expected: &'static str,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => out.write_str("is no number; write it like 12.5"),
            Self::NotAboveZero => out.write_str("is not above zero"),
            Self::BelowZero => out.write_str("is an age before birth"),
            Self::UnknownWord { expected } => write!(out, "means nothing here; use {expected}"),
        }
    }
}

/// What a cell says: nothing, something, or what it can't say.
pub type Cell<T> = Result<Option<T>, Problem>;

/// 1, m, M for male; 2, f, F for female.
pub fn sex(cell: &[u8]) -> Cell<Sex> {
    match cell.trim_ascii() {
        b"" => Ok(None),
        b"1" | b"m" | b"M" => Ok(Some(Sex::Male)),
        b"2" | b"f" | b"F" => Ok(Some(Sex::Female)),
        _ => Err(Problem::UnknownWord {
            expected: "1, m or M for male and 2, f or F for female",
        }),
    }
}

/// l, L for lying; h, H for standing.
pub fn measure(cell: &[u8]) -> Cell<Measure> {
    match cell.trim_ascii() {
        b"" => Ok(None),
        b"l" | b"L" => Ok(Some(Measure::Lying)),
        b"h" | b"H" => Ok(Some(Measure::Standing)),
        _ => Err(Problem::UnknownWord {
            expected: "l or L for lying and h or H for standing",
        }),
    }
}

/// y, Y, 1 for yes; n, N, 2 and nothing for no.
pub fn oedema(cell: &[u8]) -> Cell<bool> {
    match cell.trim_ascii() {
        b"" => Ok(None),
        b"y" | b"Y" | b"1" => Ok(Some(true)),
        b"n" | b"N" | b"2" => Ok(Some(false)),
        _ => Err(Problem::UnknownWord {
            expected: "y, Y or 1 for oedema and n, N or 2 for none",
        }),
    }
}

/// A measurement, which is above zero.
pub fn measurement(cell: &[u8]) -> Cell<f64> {
    match number(cell)? {
        Some(number) if number <= 0.0 => Err(Problem::NotAboveZero),
        other => Ok(other),
    }
}

/// An age in days.
pub fn days(cell: &[u8]) -> Cell<Age> {
    age(cell, Age::from_days)
}

/// An age in months.
pub fn months(cell: &[u8]) -> Cell<Age> {
    age(cell, Age::from_months)
}

/// Any number that has an end.
pub fn number(cell: &[u8]) -> Cell<f64> {
    let cell = cell.trim_ascii();
    if cell.is_empty() {
        return Ok(None);
    }
    let number = std::str::from_utf8(cell)
        .ok()
        .and_then(|text| text.parse::<f64>().ok());
    number
        .filter(|number| number.is_finite())
        .map(Some)
        .ok_or(Problem::NotANumber)
}

fn age(cell: &[u8], of: fn(f64) -> Option<Age>) -> Cell<Age> {
    match number(cell)? {
        None => Ok(None),
        Some(number) => of(number).map(Some).ok_or(Problem::BelowZero),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_word_is_understood_and_no_other() {
        assert_eq!(
            (sex(b"m"), sex(b"2"), sex(b" F ")),
            (Ok(Some(Sex::Male)), Ok(Some(Sex::Female)), Ok(Some(Sex::Female)))
        );
        assert_eq!(
            (oedema(b"1"), oedema(b"2"), oedema(b"")),
            (Ok(Some(true)), Ok(Some(false)), Ok(None))
        );
        for word in [b"3".as_slice(), b"male", b"boy", b"0", "পুং".as_bytes(), b"\xff"] {
            assert!(matches!(sex(word), Err(Problem::UnknownWord { .. })), "{word:?}");
            assert!(measure(word).is_err() && oedema(word).is_err(), "{word:?}");
        }
    }

    #[test]
    fn a_measurement_that_nobody_has_is_told_from_one_that_is_missing() {
        assert_eq!(
            (measurement(b""), measurement(b" 7.5 ")),
            (Ok(None), Ok(Some(7.5)))
        );
        assert_eq!(
            (measurement(b"0"), measurement(b"-1.5")),
            (Err(Problem::NotAboveZero), Err(Problem::NotAboveZero))
        );
        for text in [b"7,5".as_slice(), b"NaN", b"inf", b"1e999", b"7.5kg", b"\xff"] {
            assert_eq!(measurement(text), Err(Problem::NotANumber), "{text:?}");
        }
    }

    #[test]
    fn a_child_may_be_born_today_and_not_tomorrow() {
        assert_eq!(days(b"0").unwrap().unwrap().days(), 0.0);
        assert_eq!(
            (days(b"-1"), months(b"-0.5")),
            (Err(Problem::BelowZero), Err(Problem::BelowZero))
        );
    }
}
