//! Tables that hold what no child has.

use analytics::growth::{GrowthError, Impossible, impossible, older, scores};
use polars::prelude::{DataFrame, df};

fn nulls(frame: &DataFrame, column: &str) -> usize {
    frame.column(column).unwrap().null_count()
}

#[test]
fn what_is_not_above_zero_counts_as_missing_and_is_named() {
    let children = df!(
        "sex" => [1_i64, 2, 1, 2],
        "age_days" => [400.0, -1.0, 400.0, 0.0],
        "weight_kg" => [Some(0.0), Some(8.0), Some(-3.0), None],
        "lenhei_cm" => [75.0, 75.0, f64::NAN, 50.0],
    )
    .unwrap();
    let scored = scores(&children).unwrap();
    assert_eq!(
        (
            nulls(&scored, "zwei"),
            nulls(&scored, "zlen"),
            nulls(&scored, "zwfl")
        ),
        (4, 2, 3)
    );
    let at = |row, column| Impossible { row, column };
    let expected = [
        at(0, "weight_kg"),
        at(2, "weight_kg"),
        at(2, "lenhei_cm"),
        at(1, "age_days"),
    ];
    assert_eq!(impossible(&children).unwrap(), expected);
}

#[test]
fn a_table_without_children_or_without_columns_scores_nothing() {
    let none = scores(&DataFrame::empty()).unwrap();
    assert_eq!((none.height(), none.width()), (0, 20));
    let strangers = scores(&df!("name" => ["a", "b"]).unwrap()).unwrap();
    assert_eq!(
        (
            strangers.height(),
            nulls(&strangers, "zlen"),
            nulls(&strangers, "cls_acute")
        ),
        (2, 2, 2)
    );
    assert_eq!(older::scores(&DataFrame::empty()).unwrap().width(), 6);
    assert!(impossible(&DataFrame::empty()).unwrap().is_empty());
}

#[test]
fn a_column_in_which_nothing_was_filled_in_is_missing() {
    let children =
        df!("sex" => [None::<i64>], "weight_kg" => [None::<f64>], "measure" => [None::<String>]).unwrap();
    assert_eq!(nulls(&scores(&children).unwrap(), "zwei"), 1);
}

#[test]
fn whole_numbers_are_numbers() {
    let children = df!("sex" => [1_i64], "age_days" => [365_i64], "weight_kg" => [7_i64]).unwrap();
    let scored = scores(&children).unwrap();
    assert_eq!(scored.column("zwei").unwrap().f64().unwrap().get(0), Some(-2.90));
}

#[test]
fn a_column_of_another_kind_is_refused_by_name() {
    let refused = scores(&df!("sex" => [1_i64], "weight_kg" => ["7.0"]).unwrap()).unwrap_err();
    assert!(
        refused.to_string().starts_with("column `weight_kg` holds"),
        "{refused}"
    );
    let refused = scores(&df!("sex" => ["male"]).unwrap()).unwrap_err();
    assert!(
        matches!(
            refused,
            GrowthError::WrongType {
                expected: "whole numbers",
                ..
            }
        ),
        "{refused}"
    );
    let refused = scores(&df!("oedema" => ["y"]).unwrap()).unwrap_err();
    assert!(matches!(refused, GrowthError::WrongType { .. }), "{refused}");
}

#[test]
fn a_sex_or_position_that_means_nothing_is_refused_with_its_row() {
    let refused = scores(&df!("sex" => [Some(1_i64), None, Some(3)]).unwrap()).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "column `sex`, row 2: `3` means nothing here; use 1 for male and 2 for female"
    );
    let refused = scores(&df!("measure" => ["l", "lying"]).unwrap()).unwrap_err();
    assert!(
        matches!(refused, GrowthError::UnknownWord { row: 1, .. }),
        "{refused}"
    );
}

#[test]
fn ages_in_two_forms_are_refused() {
    let refused = scores(&df!("age_days" => [1.0], "age_months" => [12.0]).unwrap()).unwrap_err();
    assert!(matches!(refused, GrowthError::TwoAges), "{refused}");
}

#[test]
fn a_child_that_is_too_young_or_too_old_for_the_reference_has_no_score() {
    let children = df!(
        "sex" => [1_i64, 1, 1, 1],
        "age_months" => [59.99, 60.0, 73.0, 73.01],
        "weight_kg" => [18.0, 18.0, 18.0, 18.0],
        "height_cm" => [110.0, 110.0, 110.0, 110.0],
    )
    .unwrap();
    let scored = older::scores(&children).unwrap();
    let is_scored: Vec<bool> = scored
        .column("zhfa")
        .unwrap()
        .f64()
        .unwrap()
        .iter()
        .map(|z| z.is_some())
        .collect();
    assert_eq!(is_scored, [false, true, true, false]);
}
