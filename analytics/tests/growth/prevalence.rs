//! A survey, estimated by every design, against WHO's software.

use std::collections::HashMap;

use analytics::growth::GrowthError;
use analytics::growth::prevalence::{Cut, Design, Grouping, Index, Prevalence, Surveyed, of, prevalence};
use analytics::growth::{Age, Child, Sex};
use polars::prelude::{DataFrame, NamedFrom, Series};

use crate::children::frame;
use crate::table::Table;

fn survey() -> DataFrame {
    frame(
        &Table::read("prevalence_input.csv"),
        ("age_days", "age_days"),
        "lenhei_cm",
    )
}

fn cells(prevalence: &Prevalence) -> HashMap<(String, String), Option<f64>> {
    prevalence
        .stats()
        .map(|(group, stat)| ((group.to_owned(), stat.name), stat.value))
        .collect()
}

#[test]
fn every_cell_is_as_with_whos_software() {
    let expected = Table::read("prevalence_expected.csv");
    let mut wrong = Vec::new();
    for design in Design::ALL {
        let cells = cells(&prevalence(&survey(), design).unwrap());
        let rows = expected
            .rows
            .iter()
            .filter(|row| expected.cell(row, "design") == design.code());
        for row in rows {
            let (group, stat) = (expected.cell(row, "group"), expected.cell(row, "stat"));
            let found = cells.get(&(group.to_owned(), stat.to_owned())).copied().flatten();
            if !is_close(found, expected.number(row, "value"), stat) {
                wrong.push(format!("{}: {found:?}", row.join(",")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {:#?}",
        wrong.len(),
        expected.rows.len(),
        &wrong[..wrong.len().min(20)]
    );
    assert_eq!(expected.rows.len(), 20_902);
}

fn is_close(found: Option<f64>, expected: Option<f64>, stat: &str) -> bool {
    let tolerance = if stat.ends_with("_ll") || stat.ends_with("_ul") {
        1e-6
    } else {
        1e-8
    };
    match (found, expected) {
        (None, None) => true,
        (Some(found), Some(expected)) => (found - expected).abs() <= tolerance * expected.abs().max(1.0),
        _ => false,
    }
}

#[test]
fn no_group_appears_that_whos_software_does_not_have() {
    let expected = Table::read("prevalence_expected.csv");
    let known: std::collections::BTreeSet<&str> = expected
        .rows
        .iter()
        .map(|row| expected.cell(row, "group"))
        .collect();
    let found = prevalence(&survey(), Design::Cluster).unwrap();
    assert!(
        found
            .groups
            .iter()
            .all(|group| known.contains(group.label.as_str()))
    );
    assert_eq!(found.groups.len(), known.len());
}

#[test]
fn those_who_have_no_part_are_counted() {
    let left_out = prevalence(&survey(), Design::ClusterStrataWeights)
        .unwrap()
        .left_out;
    assert_eq!(left_out.unplaced, 1);
    assert!(left_out.too_old > 10);
    let all = &prevalence(&survey(), Design::None).unwrap().groups[0];
    let stunting = all.by(Index::HeightForAge);
    assert_eq!(
        stunting.unweighted + stunting.flagged + stunting.missing,
        all.children
    );
    assert!(stunting.flagged > 0);
}

#[test]
fn the_order_of_the_children_does_not_matter() {
    let survey = survey();
    let whole = cells(&prevalence(&survey, Design::ClusterStrataWeights).unwrap());
    let reversed = cells(&prevalence(&survey.reverse(), Design::ClusterStrataWeights).unwrap());
    for (key, value) in &whole {
        assert!(is_close(*value, reversed[key], "HA_2_r"), "{key:?}");
    }
}

fn boy(weight_kg: f64) -> Surveyed {
    let child = Child {
        sex: Some(Sex::Male),
        age: Age::from_days(365.0),
        weight_kg: Some(weight_kg),
        ..Child::default()
    };
    Surveyed {
        child,
        ..Surveyed::default()
    }
}

#[test]
fn half_of_two_boys_are_underweight_and_nobody_is_sure() {
    let estimated = of(&[boy(7.0), boy(9.6)], Design::None).unwrap();
    let underweight = estimated.groups[0]
        .by(Index::WeightForAge)
        .share(Cut::Below2)
        .unwrap();
    assert_eq!(underweight.value, 50.0);
    let (low, high) = underweight.limits.unwrap();
    assert!(low < 1.0 && high > 99.0);
}

#[test]
fn a_child_with_oedema_counts_as_severe_and_in_no_mean() {
    let mut swollen = boy(9.6);
    swollen.child.oedema = true;
    swollen.child.sex = None;
    let estimated = of(&[swollen, boy(9.6)], Design::None).unwrap();
    let weight = estimated.groups[0].by(Index::WeightForAge);
    assert_eq!(
        (weight.unweighted, weight.share(Cut::Below3).unwrap().value),
        (2, 50.0)
    );
    assert!(weight.mean.unwrap().value.abs() < 0.1);
    assert_eq!(weight.stdev, None);
}

#[test]
fn a_survey_of_nobody_has_no_estimates() {
    for design in Design::ALL {
        let estimated = of(&[], design).unwrap();
        let all = &estimated.groups[0];
        assert_eq!((all.children, all.stunted_and_wasted), (0, None), "{design:?}");
        assert!(
            estimated
                .stats()
                .all(|(_, stat)| stat.value.is_none_or(|value| value == 0.0))
        );
    }
}

#[test]
fn children_who_stand_for_nobody_have_no_estimates() {
    let estimated = of(&[boy(7.0), boy(9.0)], Design::Weights).unwrap();
    let weight = estimated.groups[0].by(Index::WeightForAge);
    assert_eq!((weight.unweighted, weight.weighted, weight.mean), (2, 0.0, None));
}

#[test]
fn a_weight_below_zero_or_without_end_is_refused() {
    for weight in [-1.0, f64::NAN, f64::INFINITY] {
        let mut one = boy(7.0);
        one.weight = Some(weight);
        let refused = of(&[boy(9.0), one.clone()], Design::Weights);
        assert!(
            matches!(refused, Err(GrowthError::NegativeWeight { row: 1, .. })),
            "{weight}"
        );
        assert!(of(&[one], Design::None).is_ok());
    }
}

#[test]
fn a_design_without_its_column_and_a_fifth_that_is_none_are_refused() {
    let without = survey().drop("cluster").unwrap();
    let refused = prevalence(&without, Design::Cluster).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "there is no column `cluster`, which this design needs"
    );
    assert!(prevalence(&without, Design::None).is_ok());
    let mut odd = survey();
    let rich = vec!["rich"; odd.height()];
    odd.with_column(Series::new(Grouping::Wealth.column().into(), rich).into())
        .unwrap();
    let refused = prevalence(&odd, Design::None).unwrap_err();
    assert!(
        refused.to_string().contains("`wealthq`, row 0: `rich`"),
        "{refused}"
    );
}
