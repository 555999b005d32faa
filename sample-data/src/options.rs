//! What sample to make.

use jiff::civil::{Date, date};

use crate::calendar::{self, FIRST_DAY};
use crate::error::SampleError;

/// Days of daily returns at factor 1.
const DAILY_DAYS: f64 = 60.0;
/// Later dates would only make the sample larger.
const LAST_DAY: Date = date(2049, 12, 31);

/// What sample to make; the same options give the same bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleOptions {
    /// Decides every made-up number.
    pub seed: u64,
    /// How much to make.
    pub scale: Scale,
    /// The last day for which anything is reported.
    pub until: Date,
}

/// How much to make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// So many times the days of daily returns; 1 gives 60 days, larger factors reach further back.
    Factor(f64),
    /// The grievances of the whole state, and nothing else.
    State,
}

impl Default for SampleOptions {
    fn default() -> Self {
        Self {
            seed: 305,
            scale: Scale::Factor(1.0),
            until: date(2026, 11, 22),
        }
    }
}

impl SampleOptions {
    /// Refuses a last day for which nothing can be made.
    pub(crate) fn check_until(&self) -> Result<(), SampleError> {
        if !(FIRST_DAY..=LAST_DAY).contains(&self.until) {
            return Err(SampleError::Until {
                until: self.until,
                first: FIRST_DAY,
                last: LAST_DAY,
            });
        }
        Ok(())
    }

    /// The days for which GPs send daily returns, in order.
    pub(crate) fn daily_days(&self, factor: f64) -> Result<Vec<Date>, SampleError> {
        self.check_until()?;
        if !(factor.is_finite() && factor > 0.0) {
            return Err(SampleError::Factor { factor });
        }
        let available = calendar::days_between(FIRST_DAY, self.until) + 1;
        let wanted = (DAILY_DAYS * factor).round().max(1.0);
        if wanted > f64::from(available) && factor > 1.0 {
            let largest = (f64::from(available) / DAILY_DAYS * 10.0).floor() / 10.0;
            return Err(SampleError::FactorTooLarge {
                factor,
                largest,
                first: FIRST_DAY,
            });
        }
        let count = (wanted as i32).min(available);
        Ok((1 - count..=0)
            .map(|back| calendar::plus(self.until, back))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(options: SampleOptions, factor: f64) -> String {
        options.daily_days(factor).unwrap_err().to_string()
    }

    #[test]
    fn the_usual_sample_has_sixty_days_up_to_its_last() {
        let days = SampleOptions::default().daily_days(1.0).unwrap();
        assert_eq!(
            (days.len(), days[0], days[59]),
            (60, date(2026, 9, 24), date(2026, 11, 22))
        );
    }

    #[test]
    fn a_factor_multiplies_the_days() {
        let days = SampleOptions::default().daily_days(2.5).unwrap();
        assert_eq!(days.len(), 150);
    }

    #[test]
    fn a_sample_that_has_hardly_begun_has_the_days_there_are() {
        let options = SampleOptions {
            until: date(2024, 4, 3),
            ..SampleOptions::default()
        };
        assert_eq!(options.daily_days(1.0).unwrap().len(), 3);
    }

    #[test]
    fn a_factor_that_is_no_positive_number_is_refused() {
        for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let refusal = refusal(SampleOptions::default(), factor);
            assert!(refusal.contains("a number above 0"), "{factor}");
        }
    }

    #[test]
    fn a_factor_that_reaches_back_before_the_sample_is_refused_with_the_largest_one() {
        let refusal = refusal(SampleOptions::default(), 100.0);
        assert!(refusal.contains("at most 16.1"));
    }

    #[test]
    fn a_last_day_outside_the_sample_is_refused() {
        for until in [date(2024, 3, 31), date(2050, 1, 1)] {
            let options = SampleOptions {
                until,
                ..SampleOptions::default()
            };
            assert!(
                refusal(options, 1.0).contains("from 2024-04-01 to 2049-12-31"),
                "{until}"
            );
        }
    }
}
