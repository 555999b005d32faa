//! The four indices that prevalence is told by.

use super::super::score::{Score, Scores};
use super::survey::Surveyed;

/// What a child with oedema counts as, wherever weight has part: severe.
const OEDEMA_COUNTS_AS: f64 = -3.1;

/// A score by which a population is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Index {
    /// Length or height for age: stunting.
    HeightForAge,
    /// Weight for age: underweight.
    WeightForAge,
    /// Body mass index for age.
    BmiForAge,
    /// Weight for length or height: wasting, overweight.
    WeightForHeight,
}

impl Index {
    /// Every index, in the order of WHO's tables.
    pub const ALL: [Self; 4] = [
        Self::HeightForAge,
        Self::WeightForAge,
        Self::BmiForAge,
        Self::WeightForHeight,
    ];

    /// How names of statistics begin.
    pub fn code(self) -> &'static str {
        match self {
            Self::HeightForAge => "HA",
            Self::WeightForAge => "WA",
            Self::BmiForAge => "BMI",
            Self::WeightForHeight => "WH",
        }
    }

    /// Its place in [`Index::ALL`].
    pub(super) fn at(self) -> usize {
        self as usize
    }

    /// The score of a child, flagged or not.
    pub fn score(self, scores: &Scores) -> Option<Score> {
        match self {
            Self::HeightForAge => scores.length_for_age,
            Self::WeightForAge => scores.weight_for_age,
            Self::BmiForAge => scores.bmi_for_age,
            Self::WeightForHeight => scores.weight_for_length,
        }
    }
}

/// What one child contributes to one index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Contribution {
    /// Its score, for means.
    pub(super) z: Option<f64>,
    /// Its score, or with oedema one below −3, for shares.
    pub(super) counted: Option<f64>,
    /// Whether it has no part because its score can't be true.
    pub(super) flagged: bool,
}

impl Contribution {
    pub(super) fn of(index: Index, surveyed: &Surveyed, scores: &Scores) -> Self {
        let score = index.score(scores);
        let z = score.and_then(Score::counted);
        let is_oedema = surveyed.child.oedema && index != Index::HeightForAge;
        Self {
            z,
            counted: if is_oedema { Some(OEDEMA_COUNTS_AS) } else { z },
            flagged: score.is_some_and(|score| score.flagged),
        }
    }
}
