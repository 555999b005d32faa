//! What is known of one child on one day.

use super::age::Age;

/// The sex of a child; the standards differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Male, 1 in the tables.
    Male,
    /// Female, 2 in the tables.
    Female,
}

impl Sex {
    /// The sex by its code in the tables.
    pub fn from_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Male),
            2 => Some(Self::Female),
            _ => None,
        }
    }
}

/// In which position a child was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Lying: the number is a recumbent length.
    Lying,
    /// Standing: the number is a height, some 0.7 cm less than the length.
    Standing,
}

impl Measure {
    /// The letter by which it is known: `l` or `h`.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Lying => "l",
            Self::Standing => "h",
        }
    }

    /// The position by its letter, small or capital.
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "l" | "L" => Some(Self::Lying),
            "h" | "H" => Some(Self::Standing),
            _ => None,
        }
    }
}

/// One child on one day. What is not known is none; a measurement that is not above zero counts as not known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Child {
    /// Sex.
    pub sex: Option<Sex>,
    /// Age on the day of measuring.
    pub age: Option<Age>,
    /// Weight, in kg.
    pub weight_kg: Option<f64>,
    /// Length or height as measured, in cm.
    pub lenhei_cm: Option<f64>,
    /// In which position it was measured.
    pub measure: Option<Measure>,
    /// Mid-upper arm circumference (MUAC), in cm.
    pub armc_cm: Option<f64>,
    /// Head circumference, in cm.
    pub headc_cm: Option<f64>,
    /// Whether both feet have pitting oedema.
    pub oedema: bool,
}

/// The measurement, if a child can have it at all.
pub(super) fn possible(measurement: Option<f64>) -> Option<f64> {
    measurement.filter(|number| is_possible(*number))
}

/// Whether anything measured can be that: above zero, and a number.
pub(super) fn is_possible(measurement: f64) -> bool {
    measurement.is_finite() && measurement > 0.0
}
