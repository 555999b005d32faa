//! All scores of one child under five.

use super::age::Age;
use super::child::{Child, Measure, possible};
use super::indicator::{Indicator, z_score};
use super::length::{HEIGHT_FROM_DAY, Stature, stature};
use super::rounding::two_decimals;

/// Where the age is not known, a child of this length or more is taken to have been measured standing.
const STANDS_FROM_CM: f64 = 87.0;

/// A score, rounded to two decimals, and whether it is too far from all children to be true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Standard deviations from the median, with two decimals.
    pub z: f64,
    /// Whether it lies outside what is plausible for its indicator; then it is shown and never counted.
    pub flagged: bool,
}

impl Score {
    /// The score of one measurement; `at` as for [`Indicator::lms`].
    pub fn of(indicator: Indicator, sex: super::Sex, at: f64, measurement: f64) -> Option<Self> {
        let z = two_decimals(z_score(indicator, sex, at, measurement)?);
        let (lowest, highest) = indicator.plausible();
        Some(Self {
            z,
            flagged: z < lowest || z > highest,
        })
    }

    /// The score where it may be counted.
    pub fn counted(self) -> Option<f64> {
        (!self.flagged).then_some(self.z)
    }
}

/// What follows from the measurements of one child under five; none where something is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Length or height as the standards have it at the age.
    pub stature: Stature,
    /// Body mass index, in kg/m².
    pub bmi: Option<f64>,
    /// Length or height for age (HAZ).
    pub length_for_age: Option<Score>,
    /// Weight for age (WAZ).
    pub weight_for_age: Option<Score>,
    /// Weight for length or height (WHZ).
    pub weight_for_length: Option<Score>,
    /// Body mass index for age.
    pub bmi_for_age: Option<Score>,
    /// Arm circumference for age.
    pub arm_for_age: Option<Score>,
    /// Head circumference for age.
    pub head_for_age: Option<Score>,
}

impl Scores {
    /// In the order of their columns: length, weight, weight for length, BMI, arm, head.
    pub fn in_order(&self) -> [Option<Score>; 6] {
        [
            self.length_for_age,
            self.weight_for_age,
            self.weight_for_length,
            self.bmi_for_age,
            self.arm_for_age,
            self.head_for_age,
        ]
    }
}

/// Scores one child by the standards for children under five.
///
/// Oedema is weight that is no growth: weight, weight for length and BMI have no score with it.
pub fn score(child: &Child) -> Scores {
    let stature = stature(child);
    let weight = possible(child.weight_kg);
    let bmi = bmi(weight, stature.cm);
    let dry = |number: Option<f64>| number.filter(|_| !child.oedema);
    Scores {
        stature,
        bmi,
        length_for_age: for_age(Indicator::LengthForAge, child, stature.cm),
        weight_for_age: for_age(Indicator::WeightForAge, child, dry(weight)),
        weight_for_length: weight_for_length(child, &stature, dry(weight)),
        bmi_for_age: for_age(Indicator::BmiForAge, child, dry(bmi)),
        arm_for_age: for_age(Indicator::ArmForAge, child, child.armc_cm),
        head_for_age: for_age(Indicator::HeadForAge, child, child.headc_cm),
    }
}

/// Body mass index in kg/m².
pub(super) fn bmi(weight_kg: Option<f64>, cm: Option<f64>) -> Option<f64> {
    let metres = cm? / 100.0;
    Some(weight_kg? / (metres * metres))
}

fn for_age(indicator: Indicator, child: &Child, measurement: Option<f64>) -> Option<Score> {
    let age = child.age.filter(|age| age.is_under_five())?;
    Score::of(indicator, child.sex?, age.days(), measurement?)
}

fn weight_for_length(child: &Child, stature: &Stature, weight: Option<f64>) -> Option<Score> {
    if child.age.is_some_and(|age| !age.is_under_five()) {
        return None;
    }
    let cm = stature.cm?;
    Score::of(
        by_length_or_height(child.age, stature.measure, cm),
        child.sex?,
        cm,
        weight?,
    )
}

/// A known age decides alone, whatever the position was: the length has been brought to it already.
fn by_length_or_height(age: Option<Age>, measure: Option<Measure>, cm: f64) -> Indicator {
    let is_height = match (age, measure) {
        (Some(age), _) => age.days() >= HEIGHT_FROM_DAY,
        (None, Some(measure)) => measure == Measure::Standing,
        (None, None) => cm >= STANDS_FROM_CM,
    };
    if is_height {
        Indicator::WeightForHeight
    } else {
        Indicator::WeightForLength
    }
}
