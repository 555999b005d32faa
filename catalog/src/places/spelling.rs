//! One key for the many spellings of a name: `BANKURA - I`, `Bankura 1` and `bankura-i` are the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::PlaceLevel;
use crate::format::ascii_digits;

/// The key under which a name is looked up.
pub(super) fn key(name: &str) -> String {
    words(name).concat()
}

/// The key of a name without the level that officials add (`Onda Block`); none if there is nothing to drop.
pub(super) fn key_without_level(name: &str, level: PlaceLevel) -> Option<String> {
    words_without_level(name, level).map(|words| words.concat())
}

/// The same as words with spaces between.
pub(super) fn without_level(name: &str, level: PlaceLevel) -> Option<String> {
    words_without_level(name, level).map(|words| words.join(" "))
}

fn words_without_level(name: &str, level: PlaceLevel) -> Option<Vec<String>> {
    let words = words(name);
    let level_words = level
        .suffixes()
        .iter()
        .map(|suffix| self::words(&suffix.join(" ")));
    let mut shorter = level_words.filter_map(|suffix| words.strip_suffix(suffix.as_slice()));
    shorter.find(|rest| !rest.is_empty()).map(<[String]>::to_vec)
}

/// A code as a key: Excel turns `3213006` into `3213006.0` and drops leading zeros.
pub(super) fn code_key(text: &str) -> Option<String> {
    let digits: String = ascii_digits(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let whole = match digits.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => &digits,
    };
    let number = whole.trim_start_matches('0');
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.to_owned())
}

/// The words of a name, folded, with its numbers in digits.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = split(&folded(name));
    for (index, word) in words.iter_mut().enumerate() {
        match roman(word).filter(|_| index > 0) {
            Some(number) => *word = number.to_owned(),
            None => drop_leading_zeros(word),
        }
    }
    let number_at = |index: usize| words.get(index).is_some_and(|word| is_number(word));
    let beside_number = |index: usize| number_at(index + 1) || index.checked_sub(1).is_some_and(number_at);
    let dropped = (0..words.len()).find(|index| is_number_word(&words[*index]) && beside_number(*index));
    if let Some(index) = dropped {
        words.remove(index);
    }
    words
}

/// `No.` beside a number says nothing, in any language.
fn is_number_word(word: &str) -> bool {
    matches!(word, "no" | "নং" | "नं")
}

/// One case, one form of each letter, Latin digits.
///
/// NFC alone takes the two encodings of ড়, ঢ় and য় together. In Devanagari the dot below and the choice between
/// the two nasal signs vary from list to list.
fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase().replace('&', " and ");
    }
    let plain = ascii_digits(name).replace('&', " and ");
    let letters = plain
        .nfc()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{93c}'));
    letters
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\u{901}' { '\u{902}' } else { c })
        .collect()
}

fn split(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in folded.chars() {
        if !(c.is_alphanumeric() || is_combining_mark(c)) {
            last = None;
            continue;
        }
        match words.last_mut() {
            Some(word) if last.is_some_and(|last| last.is_ascii_digit() == c.is_ascii_digit()) => {
                word.push(c)
            }
            _ => words.push(c.to_string()),
        }
        last = Some(c);
    }
    words
}

fn roman(word: &str) -> Option<&'static str> {
    const NUMERALS: [(&str, &str); 10] = [
        ("i", "1"),
        ("ii", "2"),
        ("iii", "3"),
        ("iv", "4"),
        ("v", "5"),
        ("vi", "6"),
        ("vii", "7"),
        ("viii", "8"),
        ("ix", "9"),
        ("x", "10"),
    ];
    NUMERALS
        .iter()
        .find(|(numeral, _)| *numeral == word)
        .map(|(_, number)| *number)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn drop_leading_zeros(word: &mut String) {
    let zeros = word.len() - word.trim_start_matches('0').len();
    if zeros > 0 && zeros < word.len() && is_number(word) {
        word.drain(..zeros);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numerals_of_a_pair_of_places_are_read_alike() {
        for spelling in [
            "Bankura-I",
            "BANKURA - I",
            "Bankura 1",
            "bankura1",
            "Bankura No. 1",
            "Bankura 1no",
            "Bankura-\u{200b}I ",
        ] {
            assert_eq!(key(spelling), "bankura1", "{spelling}");
        }
        assert_ne!(key("Bankura-II"), key("Bankura-I"));
        assert_ne!(key("Bankura-III"), key("Bankura-II"));
    }

    #[test]
    fn bengali_digits_and_both_forms_of_a_letter_are_read_alike() {
        assert_eq!(key("বাঁকুড়া ১"), key("বাঁকু\u{9a1}\u{9bc}া-1"));
        assert_eq!(key("বাঁকু\u{9dc}া"), key("বাঁকু\u{9a1}\u{9bc}া"));
    }

    #[test]
    fn hindi_spellings_with_either_nasal_sign_are_read_alike() {
        assert_eq!(key("बाँकुड़ा"), key("बांकुड़ा"));
    }

    #[test]
    fn the_sign_for_and_is_read_as_the_word() {
        assert_eq!(key("Andaman & Nicobar"), key("ANDAMAN AND NICOBAR"));
    }

    #[test]
    fn a_word_for_the_level_is_dropped_only_when_something_remains() {
        assert_eq!(
            key_without_level("Onda Block", PlaceLevel::Block).as_deref(),
            Some("onda")
        );
        assert_eq!(key_without_level("Block", PlaceLevel::Block), None);
        assert_eq!(key_without_level("Onda", PlaceLevel::Block), None);
    }

    #[test]
    fn a_code_survives_the_spreadsheet() {
        for text in ["3213006", "3213006.0", " 3213006 ", "03213006", "৩২১৩০০৬"] {
            assert_eq!(code_key(text).as_deref(), Some("3213006"), "{text}");
        }
        for text in ["", "3213006.5", "BANKURA", "-5", "0"] {
            assert_eq!(code_key(text), None, "{text}");
        }
    }
}
