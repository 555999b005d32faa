//! Figures with their unit, as people read them.

use super::{grouped, rounded};
use crate::{Language, Unit, Words};

const LAKH: f64 = 1e5;
const CRORE: f64 = 1e7;

/// A figure with its unit, for tiles, sentences and tables: counts in full, money in lakh.
///
/// The space before a unit is a plain one: keep the line from breaking there by layout. What is no finite number
/// prints as `–`.
pub fn value(figure: f64, unit: Unit, language: Language) -> String {
    let number = number(figure, unit);
    match unit {
        _ if !figure.is_finite() => number,
        Unit::Count | Unit::Days | Unit::Index => number,
        Unit::Percent => format!("{number} %"),
        Unit::Rupees => format!("₹ {number} {}", lakh(language)),
        Unit::RupeesPerDay => format!("₹ {number}"),
        Unit::GramsPerKilogramDay => format!("{number} {}", grams_per_kilogram_day(language)),
    }
}

fn grams_per_kilogram_day(language: Language) -> &'static str {
    match language {
        Language::En => "g/kg a day",
        Language::Bn => "গ্রাম/কেজি প্রতিদিন",
        Language::Hi => "ग्राम/किग्रा प्रतिदिन",
    }
}

/// The number alone, where the unit stands in the title, the axis or the head of the column.
pub fn number(figure: f64, unit: Unit) -> String {
    if !figure.is_finite() {
        return "–".to_owned();
    }
    match unit {
        Unit::Count => grouped(&rounded(figure, 0)),
        Unit::Rupees => grouped(&rounded(scaled(figure, LAKH), 2)),
        Unit::Days | Unit::Percent | Unit::RupeesPerDay | Unit::GramsPerKilogramDay => {
            grouped(&rounded(figure, 1))
        }
        Unit::Index => grouped(&rounded(figure, 2)),
    }
}

/// What stands in a title or an axis where numbers are printed by [`number`]; none for counts and quotients.
pub fn unit_words(unit: Unit) -> Option<Words> {
    let (en, bn, hi) = match unit {
        Unit::Count | Unit::Index => return None,
        Unit::Rupees => ("₹ lakh", "₹ লক্ষ", "₹ लाख"),
        Unit::Days => ("days", "দিন", "दिन"),
        Unit::Percent => ("%", "%", "%"),
        Unit::RupeesPerDay => ("₹ a day", "₹ প্রতিদিন", "₹ प्रतिदिन"),
        Unit::GramsPerKilogramDay => (
            grams_per_kilogram_day(Language::En),
            grams_per_kilogram_day(Language::Bn),
            grams_per_kilogram_day(Language::Hi),
        ),
    };
    Some(Words {
        en: en.to_owned(),
        bn: Some(bn.to_owned()),
        hi: Some(hi.to_owned()),
    })
}

/// A figure in few letters: counts from a lakh in lakh or crore with one decimal, money from a crore in crore.
pub fn value_compact(figure: f64, unit: Unit, language: Language) -> String {
    let size = figure.abs();
    match unit {
        Unit::Count if size >= LAKH && figure.is_finite() => {
            let (scale, word) = lakh_or_crore(figure, 1, language);
            format!("{} {word}", grouped(&rounded(scaled(figure, scale), 1)))
        }
        Unit::Rupees if size >= CRORE && figure.is_finite() => {
            let number = grouped(&rounded(scaled(figure, CRORE), 2));
            format!("₹ {number} {}", crore(language))
        }
        _ => value(figure, unit, language),
    }
}

/// The larger word as soon as the rounded number reaches it: 99.96 lakh is printed as 1.0 crore.
fn lakh_or_crore(figure: f64, decimals: usize, language: Language) -> (f64, &'static str) {
    let lakhs = rounded(scaled(figure.abs(), LAKH), decimals);
    let reaches_crore = lakhs.parse::<f64>().is_ok_and(|lakhs| lakhs >= 100.0);
    if reaches_crore {
        (CRORE, crore(language))
    } else {
        (LAKH, lakh(language))
    }
}

/// The figure in lakh or crore, divided as it is written: dividing in binary would move halves.
fn scaled(figure: f64, scale: f64) -> f64 {
    let exponent = if scale == CRORE { "e-7" } else { "e-5" };
    format!("{figure}{exponent}").parse().unwrap_or(figure / scale)
}

fn lakh(language: Language) -> &'static str {
    match language {
        Language::En => "lakh",
        Language::Bn => "লক্ষ",
        Language::Hi => "लाख",
    }
}

fn crore(language: Language) -> &'static str {
    match language {
        Language::En => "crore",
        Language::Bn => "কোটি",
        Language::Hi => "करोड़",
    }
}

/// How a change is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A count against an earlier one, in percent of the earlier one.
    Percent,
    /// A rate against an earlier one, in percentage points.
    Points,
}

/// A change with its sign: `+4.1 %`, `-1.3 points`, `0.0 %`.
pub fn change(difference: f64, kind: Change, language: Language) -> String {
    if !difference.is_finite() {
        return "–".to_owned();
    }
    let number = grouped(&rounded(difference, 1));
    let sign = if difference > 0.0 && number != "0.0" {
        "+"
    } else {
        ""
    };
    let word = match (kind, language) {
        (Change::Percent, _) => "%",
        (Change::Points, Language::En) => "points",
        (Change::Points, Language::Bn) => "শতাংশ-বিন্দু",
        (Change::Points, Language::Hi) => "प्रतिशत अंक",
    };
    format!("{sign}{number} {word}")
}

#[cfg(test)]
#[expect(
    clippy::inconsistent_digit_grouping,
    reason = "figures are grouped as the district writes them"
)]
mod tests {
    use super::*;
    use Language::{Bn, En, Hi};

    #[test]
    fn counts_are_printed_in_full_with_indian_grouping() {
        assert_eq!(value(15_60_534.0, Unit::Count, En), "15,60,534");
        assert_eq!(value(-1389.0, Unit::Count, En), "-1,389");
        assert_eq!(value(0.0, Unit::Count, En), "0");
    }

    #[test]
    fn money_is_printed_in_lakh_with_two_decimals() {
        assert_eq!(value(4_61_72_000.0, Unit::Rupees, En), "₹ 461.72 lakh");
        assert_eq!(value(4_61_72_500.0, Unit::Rupees, Bn), "₹ 461.73 লক্ষ");
        assert_eq!(number(-1_03_306_26_000.0, Unit::Rupees), "-1,03,306.26");
    }

    #[test]
    fn rates_days_and_wages_are_printed_with_one_decimal() {
        assert_eq!(value(47.85, Unit::Percent, Hi), "47.9 %");
        assert_eq!(value(16.15, Unit::Days, En), "16.2");
        assert_eq!(value(237.0, Unit::RupeesPerDay, En), "₹ 237.0");
        assert_eq!(value(1.005, Unit::Index, En), "1.01");
        assert_eq!(value(8.25, Unit::GramsPerKilogramDay, En), "8.3 g/kg a day");
        assert_eq!(number(8.25, Unit::GramsPerKilogramDay), "8.3");
    }

    #[test]
    fn large_counts_are_shortened_to_lakh_and_crore() {
        assert_eq!(value_compact(18_60_000.0, Unit::Count, En), "18.6 lakh");
        assert_eq!(value_compact(1_20_00_000.0, Unit::Count, Bn), "1.2 কোটি");
        assert_eq!(value_compact(99_999.0, Unit::Count, En), "99,999");
        assert_eq!(value_compact(99_96_000.0, Unit::Count, En), "1.0 crore");
        assert_eq!(value_compact(-18_60_000.0, Unit::Count, Hi), "-18.6 लाख");
        assert_eq!(value_compact(46_17_20_000.0, Unit::Rupees, En), "₹ 46.17 crore");
    }

    #[test]
    fn halves_of_a_lakh_are_rounded_as_written() {
        assert_eq!(number(267_500.0, Unit::Rupees), "2.68");
        assert_eq!(number(100_500.0, Unit::Rupees), "1.01");
    }

    #[test]
    fn a_change_carries_its_sign_and_nothing_has_none() {
        assert_eq!(change(4.06, Change::Percent, En), "+4.1 %");
        assert_eq!(change(-1.25, Change::Points, En), "-1.3 points");
        assert_eq!(change(0.04, Change::Percent, En), "0.0 %");
        assert_eq!(change(-0.04, Change::Points, Hi), "0.0 प्रतिशत अंक");
    }

    #[test]
    fn what_is_no_number_is_printed_as_a_dash() {
        for figure in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(value(figure, Unit::Percent, En), "–");
            assert!(!value_compact(figure, Unit::Rupees, En).contains("inf"));
            assert_eq!(change(figure, Change::Percent, En), "–");
        }
    }
}
