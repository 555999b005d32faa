//! Signs of careless measuring, in made-up centres.

use analytics::growth::quality::{Expected, Sign, quality};
use analytics::growth::{GrowthError, Indicator, Sex, measurement_for, scores};
use polars::prelude::{DataFrame, df};

/// Children of one sex after the other, one every eleven days of age, whose scores spread evenly from −2 to 2.
fn well_measured(centre: &str, count: usize) -> DataFrame {
    let day = |at: usize| 200.0 + (at * 11 % 1500) as f64;
    let sex = |at: usize| {
        if at.is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        }
    };
    let z = |at: usize| (at * 37 % 100) as f64 / 25.0 - 2.0;
    let measured = |indicator, at| measurement_for(indicator, sex(at), day(at), z(at)).unwrap();
    let rows = 0..count;
    df!(
        "centre" => vec![centre; count],
        "sex" => rows.clone().map(|at| if sex(at) == Sex::Male { 1_i64 } else { 2 }).collect::<Vec<_>>(),
        "age_days" => rows.clone().map(day).collect::<Vec<_>>(),
        "weight_kg" => rows.clone().map(|at| measured(Indicator::WeightForAge, at)).collect::<Vec<_>>(),
        "lenhei_cm" => rows.clone().map(|at| measured(Indicator::LengthForAge, at)).collect::<Vec<_>>(),
        "measure" => rows.map(|at| if day(at) < 731.0 { "l" } else { "h" }).collect::<Vec<_>>(),
    )
    .unwrap()
}

fn scored(children: &DataFrame) -> DataFrame {
    children.hstack(scores(children).unwrap().columns()).unwrap()
}

/// Value, children and whether it is unusual.
fn told(signs: &DataFrame, centre: &str, sign: &str) -> (Option<f64>, i64, Option<bool>) {
    let text = |column: &str, at| {
        signs
            .column(column)
            .unwrap()
            .str()
            .unwrap()
            .get(at)
            .unwrap()
            .to_owned()
    };
    let at = (0..signs.height())
        .find(|at| text("centre", *at) == centre && text("sign", *at) == sign)
        .unwrap();
    (
        signs.column("value").unwrap().f64().unwrap().get(at),
        signs.column("children").unwrap().i64().unwrap().get(at).unwrap(),
        signs.column("unusual").unwrap().bool().unwrap().get(at),
    )
}

#[test]
fn a_centre_that_measures_well_is_told_from_one_that_copies() {
    let mut copied = well_measured("centre-2", 300);
    copied
        .with_column(
            df!("weight_kg" => vec![9.5; 300])
                .unwrap()
                .column("weight_kg")
                .unwrap()
                .clone(),
        )
        .unwrap();
    let both = well_measured("centre-1", 300).vstack(&copied).unwrap();
    let signs = quality(&scored(&both), &["centre"]).unwrap();
    assert_eq!(told(&signs, "centre-1", "sd_zwei").2, Some(false));
    assert_eq!(
        told(&signs, "centre-1", "sex_ratio"),
        (Some(1.0), 300, Some(false))
    );
    assert_eq!(
        told(&signs, "centre-1", "wrong_position"),
        (Some(0.0), 300, Some(false))
    );
    assert_eq!(told(&signs, "centre-1", "weight_digit_preference").2, Some(false));
    assert_eq!(
        told(&signs, "centre-2", "weight_digit_preference"),
        (Some(100.0), 300, Some(true))
    );
    assert_eq!(
        told(&signs, "centre-2", "weight_digit_5"),
        (Some(100.0), 300, Some(true))
    );
    assert_eq!(told(&signs, "centre-2", "sd_zwei").2, Some(true));
}

#[test]
fn what_is_missing_flagged_or_standing_too_young_is_a_share_of_those_who_could_be() {
    let children = df!(
        "centre" => ["c"; 4],
        "sex" => [Some(1_i64), Some(2), Some(1), None],
        "age_days" => [Some(100.0), Some(100.0), Some(800.0), None],
        "weight_kg" => [Some(6.0), Some(60.0), Some(0.0), None],
        "lenhei_cm" => [60.0, 60.0, 85.0, 85.0],
        "measure" => [Some("l"), Some("h"), Some("l"), None],
    )
    .unwrap();
    let signs = quality(&scored(&children), &["centre"]).unwrap();
    assert_eq!(
        told(&signs, "c", "missing_weight_kg"),
        (Some(50.0), 4, Some(true))
    );
    assert_eq!(told(&signs, "c", "missing_age"), (Some(25.0), 4, Some(true)));
    assert_eq!(
        told(&signs, "c", "missing_lenhei_cm"),
        (Some(0.0), 4, Some(false))
    );
    assert_eq!(told(&signs, "c", "missing_armc_cm"), (Some(100.0), 4, Some(true)));
    assert_eq!(told(&signs, "c", "flagged_zwei"), (Some(50.0), 2, Some(true)));
    assert_eq!(
        told(&signs, "c", "too_young_to_stand"),
        (Some(50.0), 2, Some(true))
    );
    let (wrong, of, _) = told(&signs, "c", "wrong_position");
    assert_eq!(of, 3);
    assert!((wrong.unwrap() - 200.0 / 3.0).abs() < 1e-9);
}

#[test]
fn ages_that_were_guessed_heap_at_whole_years() {
    let mut guessed = well_measured("c", 300);
    let days: Vec<f64> = (0..300).map(|at| 700.0 + f64::from(at % 75)).collect();
    let heaped: Vec<f64> = days
        .iter()
        .map(|day| if *day < 760.0 { 731.0 } else { *day })
        .collect();
    guessed
        .with_column(
            df!("age_days" => heaped)
                .unwrap()
                .column("age_days")
                .unwrap()
                .clone(),
        )
        .unwrap();
    let signs = quality(&scored(&guessed), &["centre"]).unwrap();
    let (multiple, _, unusual) = told(&signs, "c", "age_heaping_24");
    assert!(multiple.unwrap() > 3.0);
    assert_eq!(unusual, Some(true));
    assert_eq!(told(&signs, "c", "age_heaping_48"), (None, 0, None));
}

#[test]
fn groups_and_children_may_be_none() {
    let none = scored(&well_measured("c", 3).head(Some(0)));
    assert_eq!(quality(&none, &["centre"]).unwrap().height(), 0);
    let one = quality(&scored(&well_measured("c", 1)), &[]).unwrap();
    assert_eq!(one.height(), Sign::all().len());
    assert_eq!(one.columns()[0].name().as_str(), "sign");
}

#[test]
fn children_that_were_not_scored_and_groups_that_are_not_there_are_refused() {
    let refused = quality(&well_measured("c", 3), &[]).unwrap_err();
    assert!(
        matches!(&refused, GrowthError::MissingColumn { column, .. } if column == "zlen"),
        "{refused}"
    );
    let refused = quality(&scored(&well_measured("c", 3)), &["sector"]).unwrap_err();
    assert!(
        matches!(&refused, GrowthError::MissingColumn { column, .. } if column == "sector"),
        "{refused}"
    );
}

#[test]
fn every_sign_has_a_name_of_its_own_and_every_range_a_source() {
    let ids: std::collections::BTreeSet<String> = Sign::all().into_iter().map(Sign::id).collect();
    assert_eq!(ids.len(), Sign::all().len());
    for sign in Sign::all() {
        if let Some(expected) = Expected::of(sign) {
            assert!(
                expected.from < expected.to && !expected.source.is_empty(),
                "{sign:?}"
            );
        }
    }
}
