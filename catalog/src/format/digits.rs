//! Digits of the three scripts.

use crate::Language;

/// The text with Bengali and Devanagari digits turned into Latin ones.
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

fn ascii_digit(c: char) -> char {
    let zero = match c {
        '০'..='৯' => '০',
        '०'..='९' => '०',
        _ => return c,
    };
    char::from_digit(c as u32 - zero as u32, 10).expect("the range holds ten digits")
}

/// The text with Latin digits turned into those of the language's own script.
pub fn own_digits(text: &str, language: Language) -> String {
    let zero = match language {
        Language::En => return text.to_owned(),
        Language::Bn => '০',
        Language::Hi => '०',
    };
    let own = |c: char| {
        c.to_digit(10)
            .and_then(|digit| char::from_u32(zero as u32 + digit))
            .unwrap_or(c)
    };
    text.chars().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_written_in_bengali_and_hindi_digits() {
        assert_eq!(own_digits("1,23,456", Language::Bn), "১,২৩,৪৫৬");
        assert_eq!(own_digits("-47.9 %", Language::Hi), "-४७.९ %");
        assert_eq!(own_digits("2026", Language::En), "2026");
    }

    proptest! {
        #[test]
        fn digits_are_read_back_from_every_script(number: u64) {
            for language in Language::ALL {
                prop_assert_eq!(ascii_digits(&own_digits(&number.to_string(), language)), number.to_string());
            }
        }
    }
}
