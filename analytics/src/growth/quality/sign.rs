//! The signs, each with its id.

use super::super::columns::{AGE_DAYS, ARM, LENGTH, MEASURE, SCORES, SEX, WEIGHT};
use super::heaping::HEAPS;

/// Something that should be recorded of every child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// Sex.
    Sex,
    /// Age, in days or months.
    Age,
    /// Weight.
    Weight,
    /// Length or height.
    Length,
    /// Lying or standing.
    Measure,
    /// Arm circumference.
    Arm,
}

impl Item {
    /// Every item.
    pub const ALL: [Self; 6] = [
        Self::Sex,
        Self::Age,
        Self::Weight,
        Self::Length,
        Self::Measure,
        Self::Arm,
    ];

    /// The column in which it stands.
    pub fn column(self) -> &'static str {
        match self {
            Self::Sex => SEX,
            Self::Age => AGE_DAYS,
            Self::Weight => WEIGHT,
            Self::Length => LENGTH,
            Self::Measure => MEASURE,
            Self::Arm => ARM,
        }
    }
}

/// What a last digit was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ruler {
    /// A scale, to 100 g.
    Scale,
    /// A length board, to the millimetre.
    Board,
}

impl Ruler {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Scale, Self::Board];

    fn id(self) -> &'static str {
        match self {
            Self::Scale => "weight",
            Self::Board => "length",
        }
    }
}

/// A sign of how carefully children were measured. Scores are named by their place in [`SCORES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// Children without the item, in per cent of all.
    Missing(Item),
    /// Flagged scores, in per cent of scores.
    Flagged(usize),
    /// Standard deviation of scores that are not flagged.
    Spread(usize),
    /// Their skewness.
    Skewness(usize),
    /// Their kurtosis beyond that of a normal distribution.
    Kurtosis(usize),
    /// Measurements that end in the digit, in per cent.
    LastDigit(Ruler, u8),
    /// How far last digits are from equally frequent, 0 to 100.
    DigitPreference(Ruler),
    /// Children in the month of age, as a multiple of the mean of it and the two months on either side.
    AgeHeaping(u8),
    /// Boys for each girl.
    SexRatio,
    /// Children measured in another position than that of their age, in per cent of those with a known position.
    WrongPosition,
    /// Children said to have stood, in per cent of those under nine months with a known position.
    TooYoungToStand,
}

impl Sign {
    /// Every sign, in the order in which they are told.
    pub fn all() -> Vec<Self> {
        let scores = 0..SCORES.len();
        let mut signs: Vec<Self> = Item::ALL.into_iter().map(Self::Missing).collect();
        signs.extend(scores.clone().map(Self::Flagged));
        signs.extend(scores.clone().map(Self::Spread));
        signs.extend(scores.clone().map(Self::Skewness));
        signs.extend(scores.map(Self::Kurtosis));
        for ruler in Ruler::ALL {
            signs.extend((0..10).map(|digit| Self::LastDigit(ruler, digit)));
            signs.push(Self::DigitPreference(ruler));
        }
        signs.extend(HEAPS.map(Self::AgeHeaping));
        signs.extend([Self::SexRatio, Self::WrongPosition, Self::TooYoungToStand]);
        signs
    }

    /// Its name in tables: `sd_zlen`, `weight_digit_5`.
    pub fn id(self) -> String {
        let score = |at: usize| SCORES.get(at).map_or("", |(z, _)| *z);
        match self {
            Self::Missing(Item::Age) => "missing_age".into(),
            Self::Missing(item) => format!("missing_{}", item.column()),
            Self::Flagged(at) => format!("flagged_{}", score(at)),
            Self::Spread(at) => format!("sd_{}", score(at)),
            Self::Skewness(at) => format!("skewness_{}", score(at)),
            Self::Kurtosis(at) => format!("kurtosis_{}", score(at)),
            Self::LastDigit(ruler, digit) => format!("{}_digit_{digit}", ruler.id()),
            Self::DigitPreference(ruler) => format!("{}_digit_preference", ruler.id()),
            Self::AgeHeaping(month) => format!("age_heaping_{month}"),
            Self::SexRatio => "sex_ratio".into(),
            Self::WrongPosition => "wrong_position".into(),
            Self::TooYoungToStand => "too_young_to_stand".into(),
        }
    }
}
