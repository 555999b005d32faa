//! Children whose scores WHO's software was asked for one by one.

use analytics::growth::{Acute, AcuteSigns, Age, Child, Class, Measure, Score, Sex, classes, score};

fn scores_of(child: Child) -> (Option<f64>, [Option<f64>; 5]) {
    let scores = score(&child);
    let [length, weight, for_length, bmi, arm, _] =
        scores.in_order().map(|score| score.map(|score: Score| score.z));
    (scores.stature.cm, [length, weight, for_length, bmi, arm])
}

fn child(sex: Sex, age: Option<Age>, weight: f64, length: Option<f64>, measure: Option<Measure>) -> Child {
    Child {
        sex: Some(sex),
        age,
        weight_kg: Some(weight),
        lenhei_cm: length,
        measure,
        ..Child::default()
    }
}

const LYING: Option<Measure> = Some(Measure::Lying);
const STANDING: Option<Measure> = Some(Measure::Standing);

#[test]
fn a_newborn_of_the_median_weight_scores_zero() {
    let (_, scores) = scores_of(child(Sex::Male, Age::from_days(0.0), 3.3464, None, None));
    assert_eq!(scores, [None, Some(0.0), None, None, None]);
}

#[test]
fn a_wasted_boy_of_one_year() {
    let boy = Child {
        armc_cm: Some(11.6),
        ..child(Sex::Male, Age::from_days(365.0), 7.0, Some(71.3), LYING)
    };
    let expected = [Some(-1.87), Some(-2.90), Some(-2.76), Some(-2.59), Some(-2.99)];
    assert_eq!(scores_of(boy), (Some(71.3), expected));
}

#[test]
fn a_tenth_of_a_day_makes_a_height_of_a_length() {
    let girl = |days| child(Sex::Female, Age::from_days(days), 8.1, Some(79.4), LYING);
    let older = Child {
        armc_cm: Some(11.2),
        ..girl(730.5)
    };
    let (cm, scores) = scores_of(older);
    assert!((cm.unwrap() - 78.7).abs() < 1e-9);
    assert_eq!(
        scores,
        [Some(-2.18), Some(-2.96), Some(-2.42), Some(-2.27), Some(-3.54)]
    );
    let expected = [Some(-2.17), Some(-2.96), Some(-2.42), Some(-2.24), None];
    assert_eq!(scores_of(girl(730.4)), (Some(79.4), expected));
}

#[test]
fn a_girl_under_nine_months_was_not_standing() {
    let girl = |months| child(Sex::Female, Age::from_months(months), 6.15, Some(66.25), STANDING);
    let (cm, scores) = scores_of(girl(8.9));
    assert_eq!(
        (cm, &scores[..4]),
        (
            Some(66.25),
            &[Some(-1.56), Some(-2.41), Some(-2.05), Some(-2.05)][..]
        )
    );
    assert!(score(&girl(8.9)).stature.too_young_to_stand);
    let (cm, scores) = scores_of(girl(9.0));
    assert!((cm.unwrap() - 66.95).abs() < 1e-9);
    assert_eq!(
        &scores[..4],
        &[Some(-1.32), Some(-2.44), Some(-2.29), Some(-2.30)][..]
    );
}

#[test]
fn a_swollen_boy_has_no_score_of_weight_and_is_severe() {
    let boy = |oedema| Child {
        oedema,
        ..child(Sex::Male, Age::from_days(1200.0), 9.4, Some(90.05), STANDING)
    };
    assert_eq!(scores_of(boy(true)).1, [Some(-2.13), None, None, None, None]);
    assert_eq!(
        scores_of(boy(false)).1,
        [Some(-2.13), Some(-3.74), Some(-4.05), Some(-3.72), None]
    );
    let classes = classes(&boy(true), &score(&boy(true)));
    assert_eq!(
        (classes.length, classes.weight),
        (Some(Class::Moderate), Some(Class::Severe))
    );
    assert_eq!(
        (classes.weight_for_length, classes.acute),
        (Some(Class::Severe), Some(Acute::Severe))
    );
}

#[test]
fn without_an_age_a_boy_of_87_cm_stood() {
    let boy = |cm| child(Sex::Male, None, 9.4, Some(cm), None);
    assert_eq!(scores_of(boy(86.9)).1, [None, None, Some(-3.10), None, None]);
    assert_eq!(scores_of(boy(87.0)).1, [None, None, Some(-3.31), None, None]);
}

#[test]
fn nothing_is_scored_from_60_months_on() {
    let boy = |days| child(Sex::Male, Age::from_days(days), 14.0, Some(100.0), STANDING);
    let last = [Some(-2.15), Some(-2.04), Some(-1.14), Some(-0.97), None];
    assert_eq!(scores_of(boy(1826.2)), (Some(100.0), last));
    assert_eq!(scores_of(boy(1826.25)), (Some(100.0), [None; 5]));
}

#[test]
fn arm_circumference_counts_from_six_months_of_30_4375_days() {
    let thin = |days| Child {
        sex: Some(Sex::Female),
        age: Age::from_days(days),
        armc_cm: Some(11.4),
        ..Child::default()
    };
    let signs = |child: Child| AcuteSigns::of(&child, &score(&child));
    assert_eq!(signs(thin(182.0)).worst(), None);
    assert_eq!(signs(thin(183.0)).arm, Some(Acute::Severe));
    let at = |cm| {
        signs(Child {
            armc_cm: Some(cm),
            ..thin(400.0)
        })
        .worst()
    };
    assert_eq!(
        (at(11.5), at(12.49), at(12.5)),
        (Some(Acute::Moderate), Some(Acute::Moderate), Some(Acute::Ok))
    );
}
