//! Children of 60 to 71 months, by the WHO reference of 2007.
//!
//! Programmes enrol children up to six years, the standards for young children end at five. The reference goes by
//! exact months, between whose rows it is interpolated, and speaks of height only: nothing is added or taken away. There
//! is no weight for height, so wasting is not told at this age; thinness is BMI for age below −2.
//! The two meet at 60 months in a small step, which is real: their figures are never put in one series.

use polars::prelude::DataFrame;

use super::child::{Child, possible};
use super::columns::{HEIGHT, OLDER_SCORES};
use super::error::GrowthError;
use super::frame::ScoreColumns;
use super::indicator::Indicator;
use super::input::Children;
use super::score::{Score, bmi};

/// The scores of one child from 60 months on; none where something is missing or the child is younger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OlderScores {
    /// Height for age.
    pub height_for_age: Option<Score>,
    /// Weight for age.
    pub weight_for_age: Option<Score>,
    /// Body mass index for age.
    pub bmi_for_age: Option<Score>,
}

impl OlderScores {
    /// In the order of their columns.
    pub fn in_order(&self) -> [Option<Score>; 3] {
        [self.height_for_age, self.weight_for_age, self.bmi_for_age]
    }
}

/// Scores one child from 60 months on, whose `lenhei_cm` is its height; with oedema only the height has a score.
pub fn score(child: &Child) -> OlderScores {
    let height = possible(child.lenhei_cm);
    let weight = possible(child.weight_kg).filter(|_| !child.oedema);
    OlderScores {
        height_for_age: for_age(Indicator::OlderHeightForAge, child, height),
        weight_for_age: for_age(Indicator::OlderWeightForAge, child, weight),
        bmi_for_age: for_age(Indicator::OlderBmiForAge, child, bmi(weight, height)),
    }
}

fn for_age(indicator: Indicator, child: &Child, measurement: Option<f64>) -> Option<Score> {
    Score::of(indicator, child.sex?, child.age?.months(), measurement?)
}

/// Scores of children of 60 months and more, up to the end of the reference's rows at 73 months.
///
/// `children` has columns as for [`scores`](super::scores), with `height_cm` in place of `lenhei_cm`; `measure` does not
/// matter. The answer has one row for each child, in the same order: `zhfa`, `zwfa`, `zbfa` with two decimals, each
/// followed by its flag under `f…`.
///
/// # Errors
/// As for [`scores`](super::scores).
pub fn scores(children: &DataFrame) -> Result<DataFrame, GrowthError> {
    let rows = children.height();
    let mut columns = OLDER_SCORES.map(|names| ScoreColumns::of(names, rows));
    for child in Children::of(children, HEIGHT)?.iter() {
        for (column, score) in columns.iter_mut().zip(score(&child?).in_order()) {
            column.push(score);
        }
    }
    let columns = columns.into_iter().flat_map(ScoreColumns::columns).collect();
    Ok(DataFrame::new(rows, columns)?)
}
