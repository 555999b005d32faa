//! For which day a row is true: what the sheet says, in the order in which its source looks; what the caller says
//! only where the sheet is silent.

use catalog::calendar::{DateError, FinancialYear, parse_date};
use catalog::format::ascii_digits;
use jiff::{ToSpan, civil::Date};

use crate::columns::DateColumns;
use crate::form::{DateForm, Form, ValuesForm};
use crate::problem::Problem;
use crate::read::{Cell, Sheet};
use crate::sheet::Facts;
use crate::values;

/// How the rows of a sheet are dated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dating {
    /// All alike; with what is to be said about it, if anything.
    Sheet(Date, Option<Problem>),
    /// Each by its own cells.
    Rows(DateColumns),
    /// Each group of columns by its month in this year, up to the month of a day if the sheet gives one.
    Months(FinancialYear, Option<Date>),
    /// Each column by the month and year in its header.
    MonthHeaders,
}

/// Why a sheet has no date, and what to add.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum Undated {
    #[error(
        "the sheet does not say for which day its figures are true; write a line `As on 31/12/2024` above the table, or give --as-on DATE"
    )]
    NoDate,
    #[error(
        "the sheet says only that it is of {0}, not up to which day; write a line `As on` above the table, or give --as-on with a day of that year"
    )]
    OnlyYear(FinancialYear),
    #[error(
        "--as-on {as_on} does not fit: the sheet is of {year}; give a day of that year, or one within a year after it if the year was closed then"
    )]
    OtherYear { as_on: Date, year: FinancialYear },
    #[error(
        "the table has a column for each month, and the page does not say of which financial year; write a line `Financial Year 2025-26` above it, or give --as-on with a day of that year"
    )]
    NoYear,
}

/// How the rows of a sheet are dated.
pub(crate) fn dating(
    form: &Form<'_>,
    date: Option<DateColumns>,
    facts: &Facts,
    as_on: Option<Date>,
) -> Result<Dating, Undated> {
    let year = only_year(facts);
    if matches!(form.values, ValuesForm::MonthHeaders(_)) {
        return Ok(Dating::MonthHeaders);
    }
    if matches!(form.values, ValuesForm::Months(_)) {
        let until = as_on_line(facts).or(as_on);
        let year = year.or(until.map(FinancialYear::of)).ok_or(Undated::NoYear)?;
        return Ok(Dating::Months(year, until));
    }
    if let Some(columns) = date {
        return Ok(Dating::Rows(columns));
    }
    let line = form
        .dates
        .iter()
        .any(|from| matches!(from, DateForm::AsOnLine))
        .then(|| as_on_line(facts))
        .flatten();
    match (line, as_on, year) {
        (Some(day), _, year) => Ok(within(day, year).unwrap_or(Dating::Sheet(day, None))),
        (None, Some(as_on), Some(year)) => {
            within(as_on, Some(year)).ok_or(Undated::OtherYear { as_on, year })
        }
        (None, Some(as_on), None) => Ok(Dating::Sheet(as_on, None)),
        (None, None, Some(year)) => Err(Undated::OnlyYear(year)),
        (None, None, None) => Err(Undated::NoDate),
    }
}

/// A day of the year the sheet names. Year-to-date figures printed within a year after it are those of its last
/// day: dated later they would count into the next year.
fn within(day: Date, year: Option<FinancialYear>) -> Option<Dating> {
    let Some(year) = year else {
        return Some(Dating::Sheet(day, None));
    };
    if FinancialYear::of(day) == year {
        Some(Dating::Sheet(day, None))
    } else if day > year.last_day() && day <= year.last_day().saturating_add(1.year()) {
        Some(Dating::Sheet(
            year.last_day(),
            Some(Problem::PrintedLater { year, printed: day }),
        ))
    } else {
        None
    }
}

/// The financial year that the sheet names; none if it names several.
pub(crate) fn only_year(facts: &Facts) -> Option<FinancialYear> {
    let mut years: Vec<FinancialYear> = facts.years.iter().filter_map(|text| text.parse().ok()).collect();
    years.sort_unstable();
    years.dedup();
    if let [year] = years.as_slice() {
        Some(*year)
    } else {
        None
    }
}

/// The first date that an “As on” line gives.
fn as_on_line(facts: &Facts) -> Option<Date> {
    facts.as_on.iter().find_map(|text| leading_date(text))
}

/// The date at the beginning of a text that may go on.
fn leading_date(text: &str) -> Option<Date> {
    let words: Vec<String> = text.split_whitespace().map(without_ordinal).collect();
    (1..=words.len().min(4))
        .rev()
        .find_map(|count| parse_date(words[..count].join(" ").trim_end_matches([',', '.', ';'])).ok())
}

/// `31st` as `31`.
fn without_ordinal(word: &str) -> String {
    let bare = word.trim_end_matches(',');
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending));
    match number {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty() => {
            number.to_owned()
        }
        _ => word.to_owned(),
    }
}

/// The day for which a row is true by its own cells, or the column and what is wrong with it.
pub(crate) fn of_row(sheet: &Sheet, row: u32, columns: DateColumns) -> Result<Date, (u32, Problem)> {
    match columns {
        DateColumns::Day(column) => day(sheet.cell(row, column)).map_err(|problem| (column, problem)),
        DateColumns::YearAndMonth(year_at, month_at) => {
            let year = year(sheet.cell(row, year_at)).map_err(|problem| (year_at, problem))?;
            let text = sheet.cell(row, month_at).text();
            let month = crate::columns::month(&text).ok_or_else(|| not_a_month(month_at, &text))?;
            Ok(last_day_of(year, month))
        }
        DateColumns::CalendarYear(year_at) => {
            let year = calendar_year_at(sheet, row, year_at)?;
            Date::new(year, 12, 31).map_err(|_| not_a_calendar_year(year_at, &year.to_string()))
        }
        DateColumns::CalendarMonth(year_at, month_at) => {
            let year = calendar_year_at(sheet, row, year_at)?;
            let text = sheet.cell(row, month_at).text();
            let month = calendar_month(&text).ok_or_else(|| not_a_month(month_at, &text))?;
            let first = Date::new(year, month, 1).map_err(|_| not_a_month(month_at, &text))?;
            Ok(first.last_of_month())
        }
        DateColumns::YearAndUpdate(year_at, day_at) => {
            let year = year(sheet.cell(row, year_at)).map_err(|problem| (year_at, problem))?;
            let updated = day(sheet.cell(row, day_at)).map_err(|problem| (day_at, problem))?;
            if updated < year.first_day() {
                return Err((day_at, Problem::OutsideYear { date: updated, year }));
            }
            Ok(updated.min(year.last_day()))
        }
    }
}

fn not_a_month(at: u32, text: &str) -> (u32, Problem) {
    let problem = Problem::NotAPeriod {
        what: "month",
        found: text.to_owned(),
        example: "a name such as April",
    };
    (at, problem)
}

fn calendar_year_at(sheet: &Sheet, row: u32, at: u32) -> Result<i16, (u32, Problem)> {
    let text = sheet.cell(row, at).text();
    calendar_year(&text).ok_or_else(|| not_a_calendar_year(at, &text))
}

fn not_a_calendar_year(at: u32, text: &str) -> (u32, Problem) {
    let problem = Problem::NotAPeriod {
        what: "calendar year",
        found: text.to_owned(),
        example: "four digits, such as 2025",
    };
    (at, problem)
}

/// `2025`, also where Excel made `2025.0` of it.
fn calendar_year(text: &str) -> Option<i16> {
    let digits = ascii_digits(text);
    let year = digits.strip_suffix(".0").unwrap_or(&digits);
    (year.len() == 4).then(|| year.parse().ok()).flatten()
}

/// `8`, `08`, `August`, `Aug`.
fn calendar_month(text: &str) -> Option<i8> {
    let digits = ascii_digits(text);
    let number = digits.strip_suffix(".0").unwrap_or(&digits);
    match number.parse() {
        Ok(month) => (1..=12).contains(&month).then_some(month),
        Err(_) => crate::columns::month(text),
    }
}

/// The last day of a month of a financial year.
pub(crate) fn last_day_of(year: FinancialYear, month: i8) -> Date {
    let first = if month >= 4 {
        year.first_day()
    } else {
        year.last_day()
    };
    first
        .with()
        .month(month)
        .day(1)
        .build()
        .map_or(first, |day| day.last_of_month())
}

fn day(cell: Cell<'_>) -> Result<Date, Problem> {
    let day = values::day(cell).map_err(Problem::NotADate)?;
    day.ok_or(Problem::NotADate(DateError::NotADate))
}

fn year(cell: Cell<'_>) -> Result<FinancialYear, Problem> {
    let text = cell.text();
    text.parse().map_err(|_| Problem::NotAPeriod {
        what: "financial year",
        found: text.clone().into_owned(),
        example: "both years, such as 2018-19",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn facts(as_on: &[&str], years: &[&str]) -> Facts {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Facts {
            as_on: texts(as_on),
            years: texts(years),
            places: Vec::new(),
        }
    }

    fn dated(source: &str, facts: &Facts, as_on: Option<Date>) -> Result<Dating, Undated> {
        let catalog = catalog::Catalog::load(None).unwrap();
        let options = crate::Options::new("data", jiff::Timestamp::UNIX_EPOCH);
        let forms = crate::form::forms(&catalog, &crate::Mapping::default(), &options).unwrap();
        dating(
            forms.iter().find(|form| form.source.id == source).unwrap(),
            None,
            facts,
            as_on,
        )
    }

    #[test]
    fn the_sheets_own_date_wins_over_the_callers() {
        let facts = facts(&["26-7-2020 State : JHARKHAND"], &["2020-2021"]);
        assert_eq!(
            dated("mis-r5-1-3", &facts, Some(date(2020, 9, 1))),
            Ok(Dating::Sheet(date(2020, 7, 26), None))
        );
    }

    #[test]
    fn a_sheet_that_names_only_its_year_needs_a_day_of_it() {
        let facts = facts(&[], &["2022-2023", "2022-23"]);
        let refusal = dated("mis-r7-1-1", &facts, None).unwrap_err().to_string();
        assert!(
            refusal.starts_with("the sheet says only that it is of 2022-23"),
            "{refusal}"
        );
        assert_eq!(
            dated("mis-r7-1-1", &facts, Some(date(2022, 12, 31))),
            Ok(Dating::Sheet(date(2022, 12, 31), None))
        );
        let outside = dated("mis-r7-1-1", &facts, Some(date(2021, 12, 31)));
        assert!(matches!(outside, Err(Undated::OtherYear { .. })), "{outside:?}");
        assert!(
            dated("mis-r7-1-1", &facts, Some(date(2024, 4, 1))).is_err(),
            "more than a year after its end"
        );
    }

    #[test]
    fn a_closed_year_printed_later_is_dated_on_its_last_day() {
        let facts = facts(&["15/05/2023"], &["2022-2023"]);
        let Ok(Dating::Sheet(day, Some(said))) = dated("mis-r7-1-1", &facts, None) else {
            panic!("not dated")
        };
        assert_eq!(day, date(2023, 3, 31));
        assert!(said.to_string().contains("printed on 2023-05-15"), "{said}");
    }

    #[test]
    fn dates_in_lines_are_read_as_people_write_them() {
        for text in [
            "31st December, 2024",
            "31-12-2024 08:20 PM",
            "31/12/2024",
            "31.12.2024.",
            "31 Dec 2024 (provisional)",
            "31st Dec 2024",
        ] {
            assert_eq!(leading_date(text), Some(date(2024, 12, 31)), "{text}");
        }
        for text in ["", "now", "12/31/2024", "st nd rd"] {
            assert_eq!(leading_date(text), None, "{text}");
        }
    }

    #[test]
    fn months_fall_into_the_right_half_of_the_year() {
        let year: FinancialYear = "2023-24".parse().unwrap();
        assert_eq!(last_day_of(year, 4), date(2023, 4, 30));
        assert_eq!(last_day_of(year, 2), date(2024, 2, 29));
    }

    #[test]
    fn a_calendar_month_is_a_number_or_a_name() {
        for (year, month) in [
            ("2025", "8"),
            ("2025.0", "08"),
            ("২০২৫", "August"),
            ("2025", "Aug"),
        ] {
            assert_eq!(
                (calendar_year(year), calendar_month(month)),
                (Some(2025), Some(8)),
                "{year} {month}"
            );
        }
        for text in ["", "13", "0", "-8", "Marching"] {
            assert_eq!(calendar_month(text), None, "{text}");
        }
        for text in ["", "25", "2025-26", "year"] {
            assert_eq!(calendar_year(text), None, "{text}");
        }
    }

    #[test]
    fn two_years_on_one_sheet_decide_nothing() {
        assert_eq!(only_year(&facts(&[], &["2022-23", "2021-22"])), None);
        assert_eq!(only_year(&facts(&[], &["soon"])), None);
    }
}
