//! From z-scores to what a scale, a board and a tape would show: the WHO standards, read backwards.

use analytics::growth::{Indicator, Measure, Sex, measurement_for};

use super::course::State;
use super::nature::DAYS_IN_MONTH;

/// Days of age from which the standards are of standing height.
pub(super) const STANDS_FROM: i32 = 731;
/// Days of age from which the reference for older children applies: 60 months.
const OLDER_FROM: i32 = 1827;
/// Arms are measured from 6 months on.
const ARM_FROM: i32 = 183;
/// The standards of arm circumference end with the fifth birthday.
const ARM_UNTIL: i32 = 1826;

/// What exact measuring would show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) weight_kg: f64,
    pub(super) height_cm: f64,
    /// How the child is to be measured at its age.
    pub(super) position: Measure,
    /// None before 6 months and from the fifth birthday on.
    pub(super) arm_cm: Option<f64>,
}

/// The size of a child of that sex and age in days; none where the standards have no such child.
pub(super) fn size(sex: Sex, days: i32, state: State) -> Option<Size> {
    let age = f64::from(days);
    let months = age / DAYS_IN_MONTH;
    let of = |indicator, at, z| measurement_for(indicator, sex, at, z);
    let (height_cm, weight_kg) = if days >= OLDER_FROM {
        let height = of(Indicator::OlderHeightForAge, months, state.haz)?;
        let mass_index = of(Indicator::OlderBmiForAge, months, state.whz)?;
        (height, mass_index * (height / 100.0).powi(2))
    } else {
        let height = of(Indicator::LengthForAge, age, state.haz)?;
        let for_height = if days < STANDS_FROM {
            Indicator::WeightForLength
        } else {
            Indicator::WeightForHeight
        };
        // Some newborn children are shorter than the tables of weight for length begin.
        let by_age = || of(Indicator::WeightForAge, age, 0.6 * (state.haz + state.whz));
        (height, of(for_height, height, state.whz).or_else(by_age)?)
    };
    let arm = (ARM_FROM..=ARM_UNTIL)
        .contains(&days)
        .then(|| of(Indicator::ArmForAge, age, 0.75 * state.whz + 0.15 * state.haz));
    Some(Size {
        weight_kg,
        height_cm,
        position: if days < STANDS_FROM {
            Measure::Lying
        } else {
            Measure::Standing
        },
        arm_cm: arm.flatten(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use analytics::growth::{Age, Child, score};

    const THIN: State = State { haz: -1.6, whz: -2.4 };

    #[test]
    fn a_girl_of_eighteen_months_has_plausible_kilograms() {
        let usual = size(Sex::Female, 548, State { haz: -1.0, whz: -0.8 }).unwrap();
        assert!((8.0..9.5).contains(&usual.weight_kg), "{usual:?}");
        assert!((76.0..80.0).contains(&usual.height_cm), "{usual:?}");
        assert!((12.5..14.5).contains(&usual.arm_cm.unwrap()), "{usual:?}");
    }

    #[test]
    fn the_size_has_the_scores_it_was_made_from() {
        for days in [0, 30, 200, 730, 731, 1200, 1826] {
            let size = size(Sex::Male, days, THIN).unwrap();
            let scores = score(&Child {
                sex: Some(Sex::Male),
                age: Age::from_days(f64::from(days)),
                weight_kg: Some(size.weight_kg),
                lenhei_cm: Some(size.height_cm),
                measure: Some(size.position),
                ..Child::default()
            });
            let z = |score: Option<analytics::growth::Score>| score.unwrap().z;
            assert!((z(scores.length_for_age) - THIN.haz).abs() < 0.011, "{days}");
            if size.height_cm >= 45.0 {
                assert!((z(scores.weight_for_length) - THIN.whz).abs() < 0.011, "{days}");
            }
        }
    }

    #[test]
    fn a_child_of_five_and_a_half_is_sized_by_the_older_reference() {
        let size = size(Sex::Female, 2000, THIN).unwrap();
        assert!(
            (12.0..15.0).contains(&size.weight_kg) && (98.0..108.0).contains(&size.height_cm),
            "{size:?}"
        );
        assert_eq!(size.arm_cm, None);
    }

    #[test]
    fn nobody_has_a_size_before_birth_or_far_beyond_the_tables() {
        assert_eq!(size(Sex::Male, -1, THIN), None);
        assert_eq!(size(Sex::Male, 2600, THIN), None);
        assert_eq!(
            size(
                Sex::Male,
                400,
                State {
                    haz: f64::NAN,
                    whz: 0.0
                }
            ),
            None
        );
    }
}
