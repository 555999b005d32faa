//! The list of cases under care, one by one: for those alone who look after them.

use catalog::{PlaceCode, Words};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::reader::Reader;

/// Which cases are asked for, by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseQuery {
    /// The programme's id.
    pub programme: String,
    /// The dataset that follows them.
    pub follow: String,
    /// The place whose cases are asked for.
    pub within: PlaceCode,
    /// The day for which the list is true; the latest in the data when left out.
    pub as_on: Option<Date>,
    /// Who asks.
    pub reader: Reader,
}

/// The cases under care in a place on a day, those that need somebody first.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseList {
    /// The programme's id.
    pub programme: String,
    /// The place.
    pub place: PlaceCode,
    /// The day; none when there is no data at all.
    pub as_on: Option<Date>,
    /// The number of the facts it was computed from.
    pub data_version: u64,
    /// When those facts came to be.
    pub data_time: Option<Timestamp>,
    /// Whether any data of the programme is made up.
    pub sample: bool,
    /// The rules that decide who is on the list, with the numbers in force.
    pub rules: Vec<(Words, f64)>,
    /// The cases.
    pub rows: Vec<CaseRow>,
}

/// One case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRow {
    /// The first characters of its keyed hash, by which its centre can be asked about it.
    pub id: String,
    /// Its unit.
    pub place: PlaceCode,
    /// What the unit is called.
    pub place_name: Words,
    /// `female`, `male`; none where not known.
    pub sex: Option<String>,
    /// Completed months of age on the day of the list.
    pub age_months: Option<i64>,
    /// How it came under care: `new`, `relapsed`, `returned`, `transferred_in`.
    pub entry: String,
    /// Since when it is under care.
    pub since: Date,
    /// What was measured, oldest first, at most the last twelve times.
    pub measured: Vec<Measured>,
    /// What somebody should look at, gravest first.
    pub alerts: Vec<Alert>,
}

/// One measurement; what was not measured or can't be graded is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// When.
    pub date: Date,
    /// Grams.
    pub weight: Option<i64>,
    /// Length or height in millimetres.
    pub height: Option<i64>,
    /// Mid-upper arm circumference in millimetres.
    pub muac: Option<i64>,
    /// Bilateral pitting oedema.
    pub oedema: bool,
    /// Weight for height, z-score in hundredths.
    pub whz: Option<i64>,
    /// Weight for age, z-score in hundredths.
    pub waz: Option<i64>,
    /// Height for age, z-score in hundredths.
    pub haz: Option<i64>,
    /// Whether it was severe acute malnutrition.
    pub severe: bool,
}

/// What somebody should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alert {
    /// Not seen for more than 30 days.
    NotSeen {
        /// Days since the last measurement.
        days: i64,
    },
    /// The class of weight for height is worse than at the measurement before.
    Worse,
    /// Weight was lost since the measurement before.
    WeightLost {
        /// Grams.
        grams: i64,
    },
    /// No weight was gained over two measurements, under 24 months of age.
    NoGain,
    /// Weight for age fell by more than half a z-score in three months.
    WeightForAgeFell {
        /// Hundredths.
        hundredths: i64,
    },
    /// Under care for the second time or more.
    SecondSpell,
    /// The height is less than before: measure again.
    HeightFell {
        /// Millimetres.
        millimetres: i64,
    },
    /// The height grew by more than 5 cm in a month: measure again.
    HeightJumped {
        /// Millimetres.
        millimetres: i64,
    },
    /// Weight and height are those of the measurement before to the digit.
    Copied,
}

impl Alert {
    /// The ids of all kinds, gravest first.
    pub const IDS: [&str; 9] = [
        "not_seen",
        "worse",
        "weight_lost",
        "no_gain",
        "weight_for_age_fell",
        "second_spell",
        "height_fell",
        "height_jumped",
        "copied",
    ];

    /// `not_seen`, as messages and styles name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotSeen { .. } => "not_seen",
            Self::Worse => "worse",
            Self::WeightLost { .. } => "weight_lost",
            Self::NoGain => "no_gain",
            Self::WeightForAgeFell { .. } => "weight_for_age_fell",
            Self::SecondSpell => "second_spell",
            Self::HeightFell { .. } => "height_fell",
            Self::HeightJumped { .. } => "height_jumped",
            Self::Copied => "copied",
        }
    }
}

/// The class of a z-score, by the WHO's cut-offs at −3 and −2 standard deviations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Below −3.
    Severe,
    /// From −3 to below −2.
    Moderate,
    /// −2 or more.
    Normal,
}

impl Grade {
    /// The class of a z-score in hundredths.
    pub fn of(hundredths: i64) -> Self {
        match hundredths {
            ..-300 => Self::Severe,
            -300..-200 => Self::Moderate,
            -200.. => Self::Normal,
        }
    }

    /// `severe`, as messages and styles name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Severe => "severe",
            Self::Moderate => "moderate",
            Self::Normal => "normal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_minus_three_is_moderate_and_exactly_minus_two_is_normal() {
        let grades = [-301, -300, -201, -200, 0].map(|hundredths| Grade::of(hundredths).id());
        assert_eq!(grades, ["severe", "moderate", "moderate", "normal", "normal"]);
    }

    #[test]
    fn every_alert_has_its_id_in_the_list_in_the_same_order() {
        let all = [
            Alert::NotSeen { days: 31 },
            Alert::Worse,
            Alert::WeightLost { grams: 1 },
            Alert::NoGain,
            Alert::WeightForAgeFell { hundredths: 51 },
            Alert::SecondSpell,
            Alert::HeightFell { millimetres: 1 },
            Alert::HeightJumped { millimetres: 51 },
            Alert::Copied,
        ];
        assert_eq!(all.map(Alert::id), Alert::IDS);
        assert!(all.is_sorted());
    }
}
