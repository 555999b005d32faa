//! Days as whole numbers, as Parquet and polars keep them: days since 1 January 1970.

use jiff::civil::Date;

/// Days from 1 January 1970 to `date`.
pub fn number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    (date - epoch).get_days()
}

/// The day of that number; none outside the calendar.
pub fn from_number(days: i32) -> Option<Date> {
    Date::constant(1970, 1, 1)
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// The day before.
pub fn before(date: Date) -> Date {
    date.yesterday().unwrap_or(Date::MIN)
}

/// The first day of the financial year of `date`.
pub fn financial_year_start(date: Date) -> Date {
    catalog::Grain::Fy.containing(date).from
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_and_days_turn_into_one_another() {
        assert_eq!(number(date(1970, 1, 1)), 0);
        assert_eq!(number(date(2026, 11, 22)), 20_779);
        assert_eq!(from_number(20_779), Some(date(2026, 11, 22)));
        assert_eq!(number(date(1969, 12, 31)), -1);
    }

    #[test]
    fn a_number_outside_the_calendar_is_no_day() {
        assert_eq!(from_number(i32::MAX), None);
    }
}
