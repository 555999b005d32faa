//! The indicators, each with its table and the way it is scored.

use super::child::{Sex, is_possible};
use super::lms::Lms;
use super::standards::Standards;

/// What is compared with what: one table of the standards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// Length or height for age (HAZ), under 60 months.
    LengthForAge,
    /// Weight for age (WAZ), under 60 months.
    WeightForAge,
    /// Body mass index for age, under 60 months.
    BmiForAge,
    /// Arm circumference for age, from day 91, under 60 months.
    ArmForAge,
    /// Head circumference for age, under 60 months.
    HeadForAge,
    /// Weight for recumbent length, of 45 to 110 cm.
    WeightForLength,
    /// Weight for standing height, of 65 to 120 cm.
    WeightForHeight,
    /// Height for age from 60 months on, by the reference of 2007.
    OlderHeightForAge,
    /// Weight for age from 60 months on, by the reference of 2007.
    OlderWeightForAge,
    /// Body mass index for age from 60 months on, by the reference of 2007.
    OlderBmiForAge,
}

impl Indicator {
    /// Every indicator.
    pub const ALL: [Self; 10] = [
        Self::LengthForAge,
        Self::WeightForAge,
        Self::BmiForAge,
        Self::ArmForAge,
        Self::HeadForAge,
        Self::WeightForLength,
        Self::WeightForHeight,
        Self::OlderHeightForAge,
        Self::OlderWeightForAge,
        Self::OlderBmiForAge,
    ];

    /// L, M and S of that sex at `at`: age in days, cm of length or height, or age in months for the older ones.
    ///
    /// None outside the table. Days are rounded half up; cm and months lie between the rows they fall between.
    pub fn lms(self, sex: Sex, at: f64) -> Option<Lms> {
        Standards::of_who().table(self).lms(sex, at)
    }

    /// Whether scores beyond three standard deviations go on in a straight line: all that is heavy or thick.
    pub fn is_restricted(self) -> bool {
        match self {
            Self::LengthForAge | Self::HeadForAge | Self::OlderHeightForAge => false,
            Self::WeightForAge
            | Self::BmiForAge
            | Self::ArmForAge
            | Self::WeightForLength
            | Self::WeightForHeight
            | Self::OlderWeightForAge
            | Self::OlderBmiForAge => true,
        }
    }

    /// Rounded scores below the first or above the second are flagged: more likely an error than a child.
    pub fn plausible(self) -> (f64, f64) {
        match self {
            Self::LengthForAge | Self::OlderHeightForAge => (-6.0, 6.0),
            Self::WeightForAge | Self::OlderWeightForAge => (-6.0, 5.0),
            Self::BmiForAge
            | Self::ArmForAge
            | Self::HeadForAge
            | Self::WeightForLength
            | Self::WeightForHeight
            | Self::OlderBmiForAge => (-5.0, 5.0),
        }
    }
}

/// The score of one measurement, not rounded; `at` as for [`Indicator::lms`].
///
/// None where the table has no such row, the measurement is not above zero, or the score would not be finite.
pub fn z_score(indicator: Indicator, sex: Sex, at: f64, measurement: f64) -> Option<f64> {
    if !is_possible(measurement) {
        return None;
    }
    let lms = indicator.lms(sex, at)?;
    let z = if indicator.is_restricted() {
        lms.restricted_z(measurement)
    } else {
        lms.z(measurement)
    };
    z.is_finite().then_some(z)
}
