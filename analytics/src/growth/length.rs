//! Length of the lying and height of the standing child.

use super::age::Age;
use super::child::{Child, Measure, possible};

/// How much longer a child is lying than standing, in cm (Methods and development, 2006, chapter 7).
const LYING_IS_LONGER: f64 = 0.7;
/// Children can't stand to be measured before they are nine months old.
pub(super) const STANDS_FROM_MONTH: f64 = 9.0;
/// From this day on the standards speak of height, before it of length.
pub(super) const HEIGHT_FROM_DAY: f64 = 731.0;

/// Length or height in the form that the standards have at the child's age.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stature {
    /// `clenhei`: as it would have been measured lying before day 731 and standing after; in cm.
    pub cm: Option<f64>,
    /// `cmeasure`: the position, unless the child is too young for it.
    pub measure: Option<Measure>,
    /// `c9mo_flag`: a child under nine months was said to have stood.
    pub too_young_to_stand: bool,
}

/// The child's length or height, brought to the position that the standards expect at the age.
///
/// A child under nine months that is said to stand was measured lying or not at all: nothing is added.
pub fn stature(child: &Child) -> Stature {
    let too_young_to_stand = child.measure == Some(Measure::Standing)
        && child.age.is_some_and(|age| age.months() < STANDS_FROM_MONTH);
    let measure = child.measure.filter(|_| !too_young_to_stand);
    let cm = possible(child.lenhei_cm).map(|cm| cm + to_expected(measure, child.age));
    Stature {
        cm: possible(cm),
        measure,
        too_young_to_stand,
    }
}

fn to_expected(measure: Option<Measure>, age: Option<Age>) -> f64 {
    let Some(age) = age else { return 0.0 };
    let expects_height = age.days() >= HEIGHT_FROM_DAY;
    match measure {
        Some(Measure::Standing) if !expects_height => LYING_IS_LONGER,
        Some(Measure::Lying) if expects_height => -LYING_IS_LONGER,
        Some(Measure::Standing | Measure::Lying) | None => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: f64, cm: f64, measure: Measure) -> Stature {
        stature(&Child {
            age: Age::from_days(days),
            lenhei_cm: Some(cm),
            measure: Some(measure),
            ..Child::default()
        })
    }

    #[test]
    fn a_height_before_two_years_becomes_a_length_and_a_length_after_a_height() {
        assert_eq!(of(730.0, 80.0, Measure::Standing).cm, Some(80.7));
        assert_eq!(of(731.0, 80.0, Measure::Lying).cm, Some(79.3));
        assert_eq!(of(730.0, 80.0, Measure::Lying).cm, Some(80.0));
        assert_eq!(of(731.0, 80.0, Measure::Standing).cm, Some(80.0));
    }

    #[test]
    fn a_child_under_nine_months_was_not_standing() {
        let young = of(273.0, 66.25, Measure::Standing);
        assert_eq!(
            (young.cm, young.measure, young.too_young_to_stand),
            (Some(66.25), None, true)
        );
        let nine_months = of(273.9375, 66.25, Measure::Standing);
        assert!(!nine_months.too_young_to_stand);
        assert_eq!(nine_months.cm, Some(66.95));
    }

    #[test]
    fn a_length_that_nobody_has_stays_unknown() {
        for cm in [0.0, -70.0, f64::NAN, f64::INFINITY] {
            assert_eq!(of(400.0, cm, Measure::Lying).cm, None, "{cm}");
        }
        // Less than nothing is left of it once it is brought to a height.
        assert_eq!(of(800.0, 0.5, Measure::Lying).cm, None);
    }
}
