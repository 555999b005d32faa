//! The periods of which returns are owed, and their numbers in stored tables.

use catalog::programme::{Due, Every};
use catalog::{FinancialYear, Period};
use jiff::civil::Date;

use crate::day;

/// How many periods are told of where nobody asks for more: a fortnight, a year, three years.
pub fn usual(every: Every) -> usize {
    match every {
        Every::Day => 14,
        Every::Month => 12,
        Every::Year => 3,
    }
}

/// The number by which a period stands in stored tables.
pub fn number(every: Every, period: &Period) -> i32 {
    let first = period.from;
    match every {
        Every::Day => day::number(first),
        Every::Month => i32::from(first.year()) * 12 + i32::from(first.month()) - 1,
        Every::Year => i32::from(first.year()),
    }
}

/// The period of a number.
pub fn of_number(every: Every, number: i32) -> Option<Period> {
    let first = match every {
        Every::Day => day::from_number(number)?,
        Every::Month => {
            let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?
        }
        Every::Year => FinancialYear::beginning_in(i16::try_from(number).ok()?)?.first_day(),
    };
    Some(every.grain().containing(first))
}

/// The first period of the register: the one that the programme says, else the first of which anybody reported.
pub fn beginning(every: Every, due: &Due, first_reported: Option<i32>) -> Option<Period> {
    let declared = due.from.map(|from| every.grain().containing(from));
    declared.or_else(|| of_number(every, first_reported?))
}

/// The periods that are owed from the beginning of the register to a day, in order.
pub fn owed(every: Every, due: &Due, beginning: &Period, to: Date) -> Vec<Period> {
    let mut periods = every.grain().periods(beginning.from, to);
    periods.retain(|period| due.owes(period));
    periods
}

/// The day that a period is judged by: its last, or the day asked about where that comes before.
pub fn last_day(period: &Period, as_on: Date) -> Date {
    period.to.min(as_on)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_and_their_numbers_turn_into_one_another() {
        for every in [Every::Day, Every::Month, Every::Year] {
            let period = every.grain().containing(date(2026, 12, 31));
            assert_eq!(of_number(every, number(every, &period)), Some(period));
        }
        assert_eq!(of_number(Every::Month, i32::MAX), None);
        assert_eq!(of_number(Every::Year, -40_000), None);
    }
}
