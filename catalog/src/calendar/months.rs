//! Names of the months in the three languages.

use jiff::civil::Date;

use crate::Language;

const FULL_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const FULL_BN: [&str; 12] = [
    "জানুয়ারি",
    "ফেব্রুয়ারি",
    "মার্চ",
    "এপ্রিল",
    "মে",
    "জুন",
    "জুলাই",
    "আগস্ট",
    "সেপ্টেম্বর",
    "অক্টোবর",
    "নভেম্বর",
    "ডিসেম্বর",
];
const SHORT_BN: [&str; 12] = [
    "জানু",
    "ফেব",
    "মার্চ",
    "এপ্রি",
    "মে",
    "জুন",
    "জুল",
    "আগ",
    "সেপ",
    "অক্টো",
    "নভে",
    "ডিসে",
];
const FULL_HI: [&str; 12] = [
    "जनवरी",
    "फ़रवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
];
const SHORT_HI: [&str; 12] = [
    "जन",
    "फ़र",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुल",
    "अग",
    "सित",
    "अक्टू",
    "नव",
    "दिस",
];

/// The full name of the month of a day.
pub fn month_name(day: Date, language: Language) -> &'static str {
    nth(full(language), day)
}

/// The short name of the month of a day.
pub fn month_short(day: Date, language: Language) -> &'static str {
    nth(short(language), day)
}

/// The month and year of a day: `November 2026`.
pub fn show_month(day: Date, language: Language) -> String {
    format!("{} {}", month_name(day, language), day.year())
}

/// The month, 1 to 12, that a word names in any language, in full or shortened.
pub(super) fn month_of(word: &str) -> Option<i8> {
    // Nearly every date is numbers, and comparing with all names takes long.
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let word = word.trim_end_matches('.').to_lowercase();
    let tables = Language::ALL
        .into_iter()
        .flat_map(|language| [full(language), short(language)]);
    let mut found = tables.filter_map(|table| table.iter().position(|name| name.to_lowercase() == word));
    found
        .next()
        .or_else(|| (word == "sept").then_some(8))
        .and_then(|index| i8::try_from(index + 1).ok())
}

fn full(language: Language) -> &'static [&'static str; 12] {
    match language {
        Language::En => &FULL_EN,
        Language::Bn => &FULL_BN,
        Language::Hi => &FULL_HI,
    }
}

fn short(language: Language) -> &'static [&'static str; 12] {
    match language {
        Language::En => &SHORT_EN,
        Language::Bn => &SHORT_BN,
        Language::Hi => &SHORT_HI,
    }
}

fn nth(names: &'static [&'static str; 12], day: Date) -> &'static str {
    let index = usize::try_from(day.month() - 1).expect("months count from 1");
    names[index]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_name_leads_back_to_its_month() {
        for month in 1..=12 {
            let day = date(2026, month, 1);
            for language in Language::ALL {
                assert_eq!(month_of(month_name(day, language)), Some(month));
                assert_eq!(month_of(month_short(day, language)), Some(month));
            }
        }
    }

    #[test]
    fn a_word_that_is_no_month_is_none() {
        assert_eq!(month_of("Baisakh"), None);
        assert_eq!(month_of(""), None);
    }
}
