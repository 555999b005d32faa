//! From a score back to the measurement.

use super::child::{Sex, is_possible};
use super::indicator::Indicator;

/// The measurement that has the score `z`, in kg, cm or kg/m²; the other way of [`z_score`](super::z_score).
///
/// `at` is the age in days, the length or height in cm, or for the older indicators the age in months. None where the
/// table has no such row, or where no measurement above zero lies so far below the median.
pub fn measurement_for(indicator: Indicator, sex: Sex, at: f64, z: f64) -> Option<f64> {
    let lms = indicator.lms(sex, at)?;
    let measurement = if indicator.is_restricted() {
        lms.restricted_sd(z)
    } else {
        lms.sd(z)
    };
    is_possible(measurement).then_some(measurement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_boy_is_born_with_a_third_more_than_three_kilograms() {
        assert_eq!(
            measurement_for(Indicator::WeightForAge, Sex::Male, 0.0, 0.0),
            Some(3.3464)
        );
    }

    #[test]
    fn nothing_lies_so_far_below_that_it_would_weigh_less_than_nothing() {
        assert_eq!(
            measurement_for(Indicator::WeightForAge, Sex::Male, 0.0, -40.0),
            None
        );
        assert_eq!(
            measurement_for(Indicator::LengthForAge, Sex::Male, 0.0, -40.0),
            None
        );
        assert_eq!(
            measurement_for(Indicator::BmiForAge, Sex::Female, 100.0, f64::NAN),
            None
        );
    }

    #[test]
    fn there_is_no_measurement_outside_the_tables() {
        assert_eq!(measurement_for(Indicator::ArmForAge, Sex::Male, 90.0, 0.0), None);
        assert_eq!(
            measurement_for(Indicator::WeightForHeight, Sex::Female, 120.2, 0.0),
            None
        );
    }
}
