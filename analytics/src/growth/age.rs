//! Age, in the two forms that the standards need.

/// Days in a month: 365.25 / 12.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// Month from which the standards for young children end: at 60 months exactly nothing is scored any more.
const END_MONTH: f64 = 60.0;

/// A child's age: whole days to look up tables, exact months for every rule that speaks of months.
///
/// The two differ on purpose: 730.5 days are 24.0 months and day 731; 1826.2 days are under 60 months, 1826.25 are not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Age {
    days: f64,
    months: f64,
}

impl Age {
    /// An age in days, which need not be whole; none if it is negative or not a number.
    pub fn from_days(days: f64) -> Option<Self> {
        is_age(days).then(|| Self {
            days: whole(days),
            months: days / DAYS_PER_MONTH,
        })
    }

    /// An age in months of 30.4375 days, which need not be whole; none if it is negative or not a number.
    pub fn from_months(months: f64) -> Option<Self> {
        is_age(months).then(|| Self {
            days: whole(months * DAYS_PER_MONTH),
            months,
        })
    }

    /// Days, rounded half up to a whole number.
    pub fn days(self) -> f64 {
        self.days
    }

    /// Months of 30.4375 days, not rounded.
    pub fn months(self) -> f64 {
        self.months
    }

    /// Whether the standards for children under five years apply.
    pub fn is_under_five(self) -> bool {
        self.months < END_MONTH
    }
}

fn is_age(number: f64) -> bool {
    number.is_finite() && number >= 0.0
}

/// Half up, as WHO rounds ages; adding 0.5 first would lift 0.49999999999999994 to 1. Not for numbers below zero.
pub(super) fn whole(days: f64) -> f64 {
    // A cast cuts off as floor does and is no call.
    let below = days as u64 as f64;
    if days - below >= 0.5 { below + 1.0 } else { below }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_day_counts_as_a_day_in_tables_and_not_in_months() {
        let two_years = Age::from_days(730.5).unwrap();
        assert_eq!((two_years.days(), two_years.months()), (731.0, 24.0));
        assert_eq!(Age::from_days(730.49).unwrap().days(), 730.0);
    }

    #[test]
    fn the_last_day_under_five_is_1826_and_a_fifth() {
        let last = Age::from_days(1826.2).unwrap();
        assert!(last.is_under_five());
        assert_eq!(last.days(), 1826.0);
        assert!(!Age::from_days(1826.25).unwrap().is_under_five());
        assert!(!Age::from_months(60.0).unwrap().is_under_five());
    }

    #[test]
    fn an_age_before_birth_or_without_end_is_none() {
        for number in [-0.001, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(
                (Age::from_days(number), Age::from_months(number)),
                (None, None),
                "{number}"
            );
        }
    }
}
