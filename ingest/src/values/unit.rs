//! The units of weights, lengths and ages, as headers and cells name them.

use catalog::programme::ColumnType;

/// A unit in which sheets give what was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Kilogram,
    Gram,
    Centimetre,
    Millimetre,
    Inch,
    Month,
    Year,
    Day,
}

/// Words for a unit, in lower case.
const WORDS: [(Unit, &[&str]); 8] = [
    (
        Unit::Kilogram,
        &[
            "kg",
            "kgs",
            "kilo",
            "kilogram",
            "kilograms",
            "কেজি",
            "किलो",
            "किग्रा",
        ],
    ),
    (
        Unit::Gram,
        &["g", "gm", "gms", "gr", "gram", "grams", "গ্রাম", "ग्राम"],
    ),
    (
        Unit::Centimetre,
        &[
            "cm",
            "cms",
            "centimetre",
            "centimetres",
            "centimeter",
            "centimeters",
            "সেমি",
            "सेमी",
        ],
    ),
    (
        Unit::Millimetre,
        &[
            "mm",
            "mms",
            "millimetre",
            "millimetres",
            "millimeter",
            "millimeters",
            "মিমি",
            "मिमी",
        ],
    ),
    (Unit::Inch, &["inch", "inches", "in", "\"", "″", "ইঞ্চি", "इंच"]),
    (
        Unit::Month,
        &[
            "m",
            "mo",
            "mon",
            "mth",
            "mths",
            "month",
            "months",
            "মাস",
            "माह",
            "महीने",
            "महीना",
        ],
    ),
    (
        Unit::Year,
        &["y", "yr", "yrs", "year", "years", "বছর", "বৎসর", "वर्ष", "साल"],
    ),
    (Unit::Day, &["d", "day", "days", "দিন", "दिन"]),
];

impl Unit {
    /// The units of a kind of column; the first is the one that sheets mean when they say none.
    pub(super) fn of_kind(kind: ColumnType) -> &'static [Self] {
        match kind {
            ColumnType::Weight => &[Self::Kilogram, Self::Gram],
            ColumnType::Length => &[Self::Centimetre, Self::Millimetre, Self::Inch],
            ColumnType::Age => &[Self::Month, Self::Year, Self::Day],
            _ => &[],
        }
    }

    /// Stored grams, millimetres or months in one of this unit.
    pub(super) fn stored(self) -> f64 {
        match self {
            Self::Kilogram => 1_000.0,
            Self::Gram | Self::Millimetre | Self::Month => 1.0,
            Self::Centimetre => 10.0,
            Self::Inch => 25.4,
            Self::Year => 12.0,
            Self::Day => 1.0 / DAYS_IN_MONTH,
        }
    }

    /// As findings name it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Kilogram => "kg",
            Self::Gram => "g",
            Self::Centimetre => "cm",
            Self::Millimetre => "mm",
            Self::Inch => "inch",
            Self::Month => "months",
            Self::Year => "years",
            Self::Day => "days",
        }
    }

    /// The unit of a kind that a word names.
    pub(super) fn named(kind: ColumnType, word: &str) -> Option<Self> {
        let units = Self::of_kind(kind);
        let known = WORDS
            .iter()
            .find(|(unit, words)| units.contains(unit) && words.contains(&word));
        known.map(|(unit, _)| *unit)
    }

    /// The unit that a header names. `in` is a preposition before it stands for inches: `Height in cm`.
    pub(crate) fn of_header(kind: ColumnType, title: &str) -> Option<Self> {
        let title = title.to_lowercase();
        let words: Vec<&str> = title
            .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != '"')
            .filter(|word| !word.is_empty())
            .collect();
        let named = words
            .iter()
            .rev()
            .filter(|word| **word != "in")
            .find_map(|word| Self::named(kind, word));
        named.or_else(|| Self::named(kind, words.last().filter(|word| **word == "in")?))
    }
}

/// The length of a month in the growth standards of the WHO.
pub(crate) const DAYS_IN_MONTH: f64 = 30.4375;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_units_in_words_brackets_and_short() {
        let weight = |title| Unit::of_header(ColumnType::Weight, title);
        let length = |title| Unit::of_header(ColumnType::Length, title);
        assert_eq!(
            (weight("Weight (kg)"), weight("WEIGHT IN GMS.")),
            (Some(Unit::Kilogram), Some(Unit::Gram))
        );
        assert_eq!(
            (length("Height in cm"), length("MUAC_mm")),
            (Some(Unit::Centimetre), Some(Unit::Millimetre))
        );
        assert_eq!(
            (length("Height (in)"), length("Height in inches")),
            (Some(Unit::Inch), Some(Unit::Inch))
        );
        assert_eq!(Unit::of_header(ColumnType::Age, "Age in years"), Some(Unit::Year));
    }

    #[test]
    fn a_header_that_names_no_unit_says_nothing() {
        assert_eq!(Unit::of_header(ColumnType::Weight, "Weight of the child"), None);
        assert_eq!(Unit::of_header(ColumnType::Weight, "Weight in months"), None);
        assert_eq!(Unit::of_header(ColumnType::Length, ""), None);
        assert_eq!(Unit::of_header(ColumnType::Count, "kg"), None);
    }
}
