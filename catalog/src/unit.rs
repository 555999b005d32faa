//! The units in which measures and indicators are counted.

use serde::{Deserialize, Serialize};

/// What a figure counts; it decides how the figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Things or people.
    Count,
    /// Money, in rupees.
    Rupees,
    /// Time, in days.
    Days,
    /// A rate from 0 to 100.
    Percent,
    /// A wage.
    RupeesPerDay,
    /// A bare quotient, 1 where both parts are alike.
    Index,
    /// Weight gained, in grams for each kilogram of the body and day.
    GramsPerKilogramDay,
}

impl Unit {
    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rupees => "rupees",
            Self::Days => "days",
            Self::Percent => "percent",
            Self::RupeesPerDay => "rupees_per_day",
            Self::Index => "index",
            Self::GramsPerKilogramDay => "grams_per_kilogram_day",
        }
    }
}
