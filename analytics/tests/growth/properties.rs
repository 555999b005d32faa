//! What holds of every child.

use analytics::growth::{Age, Child, Indicator, Measure, Sex, classes, measurement_for, score, z_score};
use proptest::prelude::*;

fn sex() -> impl Strategy<Value = Sex> {
    prop_oneof![Just(Sex::Male), Just(Sex::Female)]
}

/// An indicator with somewhere in its table.
fn place() -> impl Strategy<Value = (Indicator, f64)> {
    (prop::sample::select(Indicator::ALL.to_vec()), 0.0..1.0_f64).prop_map(|(indicator, part)| {
        let (from, to) = match indicator {
            Indicator::WeightForLength => (45.0, 110.0),
            Indicator::WeightForHeight => (65.0, 120.0),
            Indicator::ArmForAge => (91.0, 1826.0),
            Indicator::OlderHeightForAge | Indicator::OlderWeightForAge | Indicator::OlderBmiForAge => {
                (60.0, 73.0)
            }
            _ => (0.0, 1826.0),
        };
        (indicator, from + part * (to - from))
    })
}

fn child() -> impl Strategy<Value = Child> {
    let measure = prop_oneof![
        Just(None),
        Just(Some(Measure::Lying)),
        Just(Some(Measure::Standing))
    ];
    let number = |from: f64, to: f64| prop::option::weighted(0.9, from..to);
    (
        prop::option::weighted(0.9, sex()),
        number(0.0, 2000.0),
        number(-1.0, 40.0),
        number(-1.0, 150.0),
        measure,
    )
        .prop_flat_map(move |measured| (Just(measured), number(5.0, 25.0), any::<bool>()))
        .prop_map(
            |((sex, days, weight_kg, lenhei_cm, measure), armc_cm, oedema)| Child {
                sex,
                age: days.and_then(Age::from_days),
                weight_kg,
                lenhei_cm,
                measure,
                armc_cm,
                headc_cm: None,
                oedema,
            },
        )
}

proptest! {
    #[test]
    fn the_measurement_of_a_score_has_that_score((indicator, at) in place(), sex in sex(), z in -6.0..6.0_f64) {
        if let Some(measurement) = measurement_for(indicator, sex, at, z) {
            let back = z_score(indicator, sex, at, measurement).unwrap();
            prop_assert!((back - z).abs() < 1e-6, "{indicator:?} at {at}: {z} became {back}");
        } else {
            // Only where weight would be below nothing.
            prop_assert!(z < -4.0);
        }
    }

    #[test]
    fn who_measures_more_scores_more((indicator, at) in place(), sex in sex(), z in -5.0..5.0_f64, more in 0.001..2.0_f64) {
        let Some(less) = measurement_for(indicator, sex, at, z) else { return Ok(()) };
        let lower = z_score(indicator, sex, at, less).unwrap();
        let higher = z_score(indicator, sex, at, less * (1.0 + more)).unwrap();
        prop_assert!(higher > lower, "{indicator:?} at {at}: {lower} {higher}");
    }

    #[test]
    fn scores_have_two_decimals_and_an_end(child in child()) {
        for score in score(&child).in_order().into_iter().flatten() {
            prop_assert!(score.z.is_finite());
            prop_assert_eq!(format!("{:.2}", score.z).parse::<f64>().unwrap(), score.z);
        }
    }

    #[test]
    fn what_has_a_class_was_scored_or_is_swollen(child in child()) {
        let scores = score(&child);
        let classes = classes(&child, &scores);
        prop_assert_eq!(classes.length.is_some(), scores.length_for_age.is_some());
        prop_assert!(classes.weight.is_none() || child.oedema || scores.weight_for_age.is_some());
        if child.age.is_some_and(|age| !age.is_under_five()) {
            prop_assert_eq!(classes.codes(), [None; 4]);
        }
    }

    #[test]
    fn any_number_at_all_is_scored_or_not_without_falling_over(
        days in any::<f64>(), weight in any::<f64>(), length in any::<f64>(), arm in any::<f64>(), sex in sex(),
    ) {
        let child = Child {
            sex: Some(sex),
            age: Age::from_days(days.abs() % 3000.0),
            weight_kg: Some(weight),
            lenhei_cm: Some(length),
            measure: None,
            armc_cm: Some(arm),
            headc_cm: Some(weight),
            oedema: false,
        };
        for score in score(&child).in_order().into_iter().flatten() {
            prop_assert!(score.z.is_finite());
        }
    }
}
