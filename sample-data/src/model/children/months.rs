//! The months of growth registers, counted from the first of them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::FIRST_DAY;

/// Months that growth registers cover, that of the last day included.
pub(crate) const MONTHS: i32 = 18;

/// The month in which what the registers show begins to happen: long enough before the first one that children fall ill
/// and recover as usual by then.
pub(crate) const RUN_IN: i32 = -6;

/// The months of the registers: 0 is the first, −1 the one before registers began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Months {
    first: Date,
    pub(crate) until: Date,
}

impl Months {
    /// The months up to that of `until`.
    pub(crate) fn new(until: Date) -> Self {
        Self {
            first: until.first_of_month().saturating_sub((MONTHS - 1).months()),
            until,
        }
    }

    /// The first day of a month.
    pub(crate) fn first_day(self, month: i32) -> Date {
        self.first.saturating_add(month.months())
    }

    /// Months for which registers exist; none lies before the sample.
    pub(crate) fn registers(self) -> impl Iterator<Item = i32> {
        (0..MONTHS).filter(move |month| self.first_day(*month) >= FIRST_DAY)
    }

    /// The month before registers began, for which only totals exist; none if it lies before the sample.
    pub(crate) fn of_totals(self) -> Option<i32> {
        (self.first_day(-1) >= FIRST_DAY).then_some(-1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn registers_reach_back_eighteen_months_with_totals_before() {
        let months = Months::new(date(2026, 11, 22));
        assert_eq!(months.registers().count(), 18);
        assert_eq!(
            (months.first_day(0), months.first_day(17)),
            (date(2025, 6, 1), date(2026, 11, 1))
        );
        assert_eq!(months.of_totals(), Some(-1));
    }

    #[test]
    fn nothing_lies_before_the_sample() {
        let months = Months::new(date(2024, 5, 3));
        assert!(months.registers().eq([16, 17]));
        assert_eq!(months.of_totals(), None);
    }
}
