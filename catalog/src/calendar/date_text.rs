//! Dates as offices write them, day first.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::months::{month_of, month_short};
use crate::Language;
use crate::format::ascii_digits;

/// Why a cell is no date. The text itself is left out: a date of birth must not reach a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing that looks like a date.
    #[error("not a date; write day, month and year, such as 22/11/2026")]
    NotADate,
    /// The second number can't be a month: the month was written first.
    #[error("the second number is no month: this looks month first; write the day first, such as 25/11/2020")]
    MonthFirst,
    /// Neither number can be a month.
    #[error("there is no such month; write day, month and year, such as 22/11/2026")]
    NoSuchMonth,
    /// The month has no such day.
    #[error("the month has no such day; correct the day")]
    NoSuchDay,
}

/// Reads a date: `22/11/2026`, `22-11-2026`, `22.11.26`, `2026-11-22`, `22 Nov 2026`, `22-Nov-2026`,
/// `Nov 22, 2026 2:21 AM`; digits and names of months in any of the three languages.
///
/// Numbers are read day first, always; what can only be meant month first is refused.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    if let Some(day) = plain_date(text) {
        return Ok(day); // as nearly all are
    }
    let plain: String = ascii_digits(text).nfc().collect();
    let dated = without_time(plain.trim());
    let separators = ['/', '-', '.', ',', ' ', '\u{a0}'];
    let parts: Vec<&str> = dated.split(separators).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts.as_slice() else {
        return Err(DateError::NotADate);
    };
    if let Some(month) = month_of(one) {
        return made(year(three)?, month, number(two)?);
    }
    if let Some(month) = month_of(two) {
        return made(year(three)?, month, number(one)?);
    }
    if one.len() == 4 {
        return numeric(year(one)?, number(three)?, number(two)?, DateError::NoSuchMonth);
    }
    let (day, month) = (number(one)?, number(two)?);
    let refusal = if day <= 12 && month <= 31 {
        DateError::MonthFirst
    } else {
        DateError::NoSuchMonth
    };
    numeric(year(three)?, day, month, refusal)
}

/// A possible date in plain digits, `22/11/2026` or `2026-11-22`, perhaps with a time of day after it; none for all others,
/// which may still be dates.
fn plain_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let first = digits(bytes, 0)?;
    let second = digits(bytes, first.1 + 1)?;
    let third = digits(bytes, second.1 + 1)?;
    let is_parted = |at: usize| matches!(bytes[at], b'/' | b'-' | b'.');
    if !is_parted(first.1) || !is_parted(second.1) || !is_time(&bytes[third.1..]) {
        return None;
    }
    let short = |end: usize, start: usize| end - start <= 2;
    let (second_at, third_at) = (first.1 + 1, second.1 + 1);
    let (year, month, day) = match (first.1, third.1 - third_at) {
        (4, _) if short(third.1, third_at) => (first.0, second.0, third.0),
        (1 | 2, 4) => (third.0, second.0, first.0),
        _ => return None,
    };
    let is_plain = short(second.1, second_at);
    is_plain.then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())?
}

/// The number that begins at a place, of at most four digits, and where it ends.
fn digits(bytes: &[u8], from: usize) -> Option<(i16, usize)> {
    let length = bytes
        .get(from..)?
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if !(1..=4).contains(&length) {
        return None;
    }
    let number = bytes[from..from + length].iter();
    let value = number.fold(0, |value, digit| value * 10 + i16::from(digit - b'0'));
    Some((value, from + length))
}

/// Nothing, or an hour and what follows it: ` 14:05`, `T02:21:36`.
fn is_time(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b' ' | b'T', rest @ ..] => {
            let hour = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (1..=2).contains(&hour) && rest.get(hour) == Some(&b':')
        }
        _ => false,
    }
}

/// The text up to the time of day, which may follow in many forms: `T10:00:00`, ` 2:21 AM`, ` 00:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let before = &text[..colon];
    let hour = before.rfind(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    before[..hour].trim_end_matches(['T', ' ', ',', '\u{a0}'])
}

fn numeric(year: i16, day: i8, month: i8, refusal: DateError) -> Result<Date, DateError> {
    if (1..=12).contains(&month) {
        made(year, month, day)
    } else {
        Err(refusal)
    }
}

fn made(year: i16, month: i8, day: i8) -> Result<Date, DateError> {
    Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)
}

fn number(part: &str) -> Result<i8, DateError> {
    let short = part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if short {
        part.parse().map_err(|_| DateError::NotADate)
    } else {
        Err(DateError::NotADate)
    }
}

/// Two digits mean the years from 1969 to 2068.
fn year(part: &str) -> Result<i16, DateError> {
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::NotADate);
    }
    match (part.len(), part.parse::<i16>()) {
        (4, Ok(year)) => Ok(year),
        (2, Ok(year)) => Ok(if year < 69 { 2000 + year } else { 1900 + year }),
        _ => Err(DateError::NotADate),
    }
}

/// A date as it is shown everywhere: `22 Nov 2026`.
pub fn show_date(day: Date, language: Language) -> String {
    format!("{} {} {}", day.day(), month_short(day, language), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn every_form_seen_in_exports_is_read() {
        for text in [
            "06/08/2022",
            "6-8-2022",
            "06.08.2022",
            "2022-08-06",
            "2022-08-06T02:21:36",
            "2022-08-06 00:00:00",
            "Aug 6, 2022 2:21 AM",
            "6 Aug 2022",
            "06-Aug-2022",
            "6 August, 2022",
            "06/08/22",
            "6/8/2022 14:30",
            " 06/08/2022 ",
            "০৬/০৮/২০২২",
            "६ अगस्त २०२२",
            "৬ আগস্ট ২০২২",
        ] {
            assert_eq!(parse_date(text), Ok(date(2022, 8, 6)), "{text}");
        }
    }

    #[test]
    fn a_date_written_month_first_is_refused_and_says_so() {
        assert_eq!(parse_date("11/25/2020"), Err(DateError::MonthFirst));
        assert!(DateError::MonthFirst.to_string().contains("write the day first"));
    }

    #[test]
    fn a_date_that_is_wrong_either_way_is_refused() {
        assert_eq!(parse_date("13/25/2020"), Err(DateError::NoSuchMonth));
        assert_eq!(parse_date("2020-25-11"), Err(DateError::NoSuchMonth));
        assert_eq!(parse_date("10/00/2020"), Err(DateError::MonthFirst));
        assert_eq!(parse_date("31/04/2020"), Err(DateError::NoSuchDay));
        assert_eq!(parse_date("29 Feb 2025"), Err(DateError::NoSuchDay));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "-",
            "NA",
            "2022",
            "08/2022",
            "1/2/3/4",
            "06/08/20222",
            "Baisakh 3 1429",
            "12:30",
            ":",
            "6//",
            "६",
        ] {
            assert_eq!(parse_date(text), Err(DateError::NotADate), "{text}");
        }
    }

    #[test]
    fn two_digits_mean_a_year_near_ours() {
        assert_eq!(parse_date("22/11/68"), Ok(date(2068, 11, 22)));
        assert_eq!(parse_date("22/11/69"), Ok(date(1969, 11, 22)));
    }

    #[test]
    fn dates_are_shown_in_each_language() {
        let day = date(2026, 11, 22);
        assert_eq!(show_date(day, Language::En), "22 Nov 2026");
        assert_eq!(show_date(day, Language::Hi), "22 नव 2026");
    }

    proptest! {
        #[test]
        fn a_shown_date_is_read_back(year in 1900_i16..2200, day_of_year in 1_i16..=365) {
            let day = date(year, 1, 1).with().day_of_year(day_of_year).build().unwrap();
            for language in Language::ALL {
                prop_assert_eq!(parse_date(&show_date(day, language)), Ok(day));
            }
            prop_assert_eq!(parse_date(&day.to_string()), Ok(day));
            prop_assert_eq!(parse_date(&day.strftime("%d/%m/%Y").to_string()), Ok(day));
        }

        #[test]
        fn dates_in_plain_digits_are_read_as_all_others(day in "[0-9]{1,4}", month in "[0-9]{1,2}", year in "[0-9]{1,5}", time in "( 9:30 PM|T02:21|)") {
            for separator in ["/", "-", "."] {
                let plain = [day.as_str(), &month, &year].join(separator);
                // Spaces around the separators are read too, but not as plain digits.
                let spaced = [day.as_str(), &month, &year].join(&format!(" {separator} "));
                prop_assert_eq!(parse_date(&format!("{plain}{time}")), parse_date(&format!("{spaced}{time}")));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,40}") {
            let _ = parse_date(&text);
        }
    }
}
