//! The financial year, from 1 April to 31 March.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::format::ascii_digits;

/// A financial year, known by the year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FinancialYear(i16);

const FIRST: i16 = 1900;
const LAST: i16 = 2200;

impl FinancialYear {
    /// The financial year that begins on 1 April of that year; none for years that no return can mean.
    pub fn beginning_in(year: i16) -> Option<Self> {
        (FIRST..=LAST).contains(&year).then_some(Self(year))
    }

    /// The financial year of a day.
    pub fn of(day: Date) -> Self {
        Self(if day.month() >= 4 {
            day.year()
        } else {
            day.year() - 1
        })
    }

    /// The calendar year in which it begins.
    pub fn start_year(self) -> i16 {
        self.0
    }

    /// 1 April.
    pub fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }

    /// 31 March.
    pub fn last_day(self) -> Date {
        date(self.0 + 1, 3, 31)
    }

    /// The year before.
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The year after.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{}-{:02}", self.0, (self.0 + 1) % 100))
    }
}

/// Text that names no financial year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FinancialYearError {
    /// Nothing that looks like one.
    #[error("`{0}` is not a financial year; write both years, such as 2018-19")]
    NotAYear(String),
    /// Two years that don't follow each other.
    #[error("`{0}` is not a financial year: the second year must follow the first, as in 2018-19")]
    NotSuccessive(String),
    /// One calendar year, which touches two financial years.
    #[error("`{0}` could mean either of two financial years; write both years, such as 2018-19")]
    OneYear(String),
}

impl FromStr for FinancialYear {
    type Err = FinancialYearError;

    /// Reads `2018-2019`, `2018 - 2019`, `2018-19`, `2018/19`, `FY 2018-2019`, and the MGNREGA information
    /// system's `19`, which spreadsheets turn into `19.0` and which means the year that *ends* in 2019.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let not_a_year = || FinancialYearError::NotAYear(text.trim().to_owned());
        let plain = ascii_digits(text).to_lowercase();
        let years = plain
            .trim()
            .trim_start_matches("fy")
            .trim_start_matches("f.y.")
            .trim();
        let mut parts = years.split(['-', '–', '/']).map(str::trim);
        let first = parts.next().unwrap_or_default();
        let second = parts.next();
        if parts.next().is_some() {
            return Err(not_a_year());
        }
        let Some(second) = second else {
            return ending_in(first, text);
        };
        let start: i16 = four_digits(first).ok_or_else(not_a_year)?;
        let end = four_digits(second).or_else(|| two_digits(second).map(|end| century_after(start, end)));
        match end.ok_or_else(not_a_year)? {
            end if end == start + 1 => Self::beginning_in(start).ok_or_else(not_a_year),
            _ => Err(FinancialYearError::NotSuccessive(text.trim().to_owned())),
        }
    }
}

fn ending_in(year: &str, text: &str) -> Result<FinancialYear, FinancialYearError> {
    let whole = year.strip_suffix(".0").unwrap_or(year);
    if four_digits(whole).is_some() {
        return Err(FinancialYearError::OneYear(text.trim().to_owned()));
    }
    let end = two_digits(whole).ok_or_else(|| FinancialYearError::NotAYear(text.trim().to_owned()))?;
    Ok(FinancialYear(2000 + end - 1))
}

/// The year that ends in those two digits and is not before `start`.
fn century_after(start: i16, end: i16) -> i16 {
    let century = start - start % 100;
    if end < start % 100 {
        century + 100 + end
    } else {
        century + end
    }
}

fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn two_digits(text: &str) -> Option<i16> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl TryFrom<String> for FinancialYear {
    type Error = FinancialYearError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<FinancialYear> for String {
    fn from(year: FinancialYear) -> Self {
        year.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_seen_in_exports_is_read() {
        for text in [
            "2018-2019",
            "2018 - 2019",
            "2018-19",
            "19.0",
            "19",
            "FY 2018-2019",
            "fy2018-19",
            "2018/19",
            "২০১৮-১৯",
        ] {
            let year: FinancialYear = text.parse().unwrap();
            assert_eq!(year.to_string(), "2018-19", "{text}");
        }
        assert_eq!("1999-00".parse::<FinancialYear>().unwrap().start_year(), 1999);
    }

    #[test]
    fn one_calendar_year_is_refused_as_ambiguous() {
        let refusal = "2019".parse::<FinancialYear>().unwrap_err();
        assert_eq!(refusal, FinancialYearError::OneYear("2019".to_owned()));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "FY",
            "2018-20",
            "2019-2018",
            "2018-2018",
            "abc",
            "19.5",
            "2018-19-Q1",
            "1-2",
            "0000-0001",
            "-19",
        ] {
            assert!(text.parse::<FinancialYear>().is_err(), "{text} was accepted");
        }
    }

    #[test]
    fn the_year_turns_on_the_first_of_april() {
        assert_eq!(FinancialYear::of(date(2026, 3, 31)).to_string(), "2025-26");
        assert_eq!(FinancialYear::of(date(2026, 4, 1)).to_string(), "2026-27");
        let year = FinancialYear::of(date(2026, 11, 22));
        assert_eq!(
            (year.first_day(), year.last_day()),
            (date(2026, 4, 1), date(2027, 3, 31))
        );
    }

    proptest! {
        #[test]
        fn a_year_is_read_back_as_it_is_shown(start in FIRST..LAST) {
            let year = FinancialYear::beginning_in(start).unwrap();
            prop_assert_eq!(year.to_string().parse::<FinancialYear>(), Ok(year));
        }
    }
}
