//! Acute malnutrition by all three signs: weight for length, arm circumference, oedema.

use super::child::{Child, possible};
use super::score::Scores;

/// Arm circumference speaks of acute malnutrition from this month on.
const ARM_FROM_MONTH: f64 = 6.0;
/// Below this arm circumference, in cm, it is severe.
const SEVERE_ARM_CM: f64 = 11.5;
/// Below this one it is at least moderate.
const MODERATE_ARM_CM: f64 = 12.5;

/// Acute malnutrition (WHO/UNICEF statement of 2009, WHO guidelines of 2013 and 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acute {
    /// None.
    Ok,
    /// Moderate (MAM).
    Moderate,
    /// Severe (SAM).
    Severe,
}

impl Acute {
    /// The word in the column `cls_acute`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moderate => "MAM",
            Self::Severe => "SAM",
        }
    }
}

/// What each sign says alone; none where it could not be told.
///
/// They pick partly different children, and programmes discharge a child by the sign that admitted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcuteSigns {
    /// By weight for length or height, unless flagged.
    pub weight_for_length: Option<Acute>,
    /// By arm circumference in cm, from 6 months on.
    pub arm: Option<Acute>,
    /// Severe with oedema; its absence alone does not say that a child is well.
    pub oedema: Option<Acute>,
}

impl AcuteSigns {
    /// The signs of a child; none at 60 months or more.
    pub fn of(child: &Child, scores: &Scores) -> Self {
        let is_older = child.age.is_some_and(|age| !age.is_under_five());
        Self {
            weight_for_length: scores
                .weight_for_length
                .and_then(|score| score.counted())
                .map(by_weight),
            arm: possible(child.armc_cm)
                .filter(|_| !is_older && arm_speaks(child))
                .map(by_arm),
            oedema: (child.oedema && !is_older).then_some(Acute::Severe),
        }
    }

    /// The worst that any of them says; none if none says anything.
    pub fn worst(self) -> Option<Acute> {
        self.weight_for_length.max(self.arm).max(self.oedema)
    }
}

fn arm_speaks(child: &Child) -> bool {
    child.age.is_some_and(|age| age.months() >= ARM_FROM_MONTH)
}

fn by_weight(z: f64) -> Acute {
    below(z, -3.0, -2.0)
}

fn by_arm(cm: f64) -> Acute {
    below(cm, SEVERE_ARM_CM, MODERATE_ARM_CM)
}

fn below(number: f64, severe: f64, moderate: f64) -> Acute {
    if number < severe {
        Acute::Severe
    } else if number < moderate {
        Acute::Moderate
    } else {
        Acute::Ok
    }
}
