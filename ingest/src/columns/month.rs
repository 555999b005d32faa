//! Months in headers: `April` over a group of columns, `Wasting_November 2026` at the end of one.

use catalog::calendar::parse_date;
use jiff::civil::Date;

use crate::heading::{Heading, fold};

/// The month under which a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MonthOf {
    /// One of the financial year of the sheet.
    FinancialYear(i8),
    /// One that the header gives with its year, by its last day.
    Calendar(Date),
}

/// A header that ends in a month and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MonthHeader {
    /// What stands before them, folded.
    pub(crate) start: String,
    /// The last day of the month.
    pub(crate) day: Date,
}

impl MonthHeader {
    /// The lowest title of a heading as such a header.
    pub(crate) fn of(heading: &Heading) -> Option<Self> {
        Self::of_title(heading.path.last()?)
    }

    fn of_title(title: &str) -> Option<Self> {
        let title = title.trim_end_matches([')', ']', '.', ' ']);
        let parts =
            |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '/' | '\'' | '’' | ',' | '.' | '(' | '[');
        let (before, year) = title.rsplit_once(parts)?;
        let before = before.trim_end_matches(parts);
        let (start, month) = before.rsplit_once(parts)?;
        let day = parse_date(&format!("1 {month} {year}")).ok()?;
        let start = fold(start);
        (!start.is_empty()).then(|| Self {
            start,
            day: day.last_of_month(),
        })
    }
}

/// The month that a title begins with: `April`, `Apr-2025`.
pub(crate) fn month(title: &str) -> Option<i8> {
    let word = title
        .split([' ', '-', '\'', ',', '/', '('])
        .find(|word| !word.is_empty())?;
    parse_date(&format!("1 {word} 2024"))
        .ok()
        .filter(|_| !word.starts_with(|c: char| c.is_numeric()))
        .map(|date| date.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_begins_with_a_month_is_one() {
        assert_eq!(month("April"), Some(4));
        assert_eq!(month("Dec-2025"), Some(12));
        assert_eq!(month("এপ্রিল"), Some(4));
    }

    #[test]
    fn a_header_ends_in_its_month_and_year() {
        let of = |title: &str| MonthHeader::of_title(title).map(|month| (month.start, month.day.to_string()));
        let november = |start: &str| Some((start.to_owned(), "2026-11-30".to_owned()));
        for title in [
            "Wasting_November 2026",
            "wasting Nov-2026",
            "Wasting_Nov'26",
            "Wasting (11/2026)",
        ] {
            assert_eq!(of(title), november("wasting"), "{title}");
        }
        assert_eq!(of("Weight for height_নভেম্বর ২০২৬"), november("weightforheight"));
        assert_eq!(
            of("SN_Feb 2024"),
            Some(("sn".to_owned(), "2024-02-29".to_owned()))
        );
    }

    #[test]
    fn a_header_without_beginning_month_or_year_is_none() {
        for title in [
            "",
            "November 2026",
            "Wasting",
            "Wasting 2026",
            "Wasting November",
            "Wasting 13 2026",
        ] {
            assert!(MonthHeader::of_title(title).is_none(), "{title}");
        }
    }

    #[test]
    fn a_title_that_only_looks_like_a_month_is_none() {
        for title in ["", "Marching orders", "12", "Mayapur", "Total"] {
            assert_eq!(month(title), None, "{title}");
        }
    }
}
