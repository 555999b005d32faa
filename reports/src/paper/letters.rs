//! Letters that can be printed: PDF/UA allows no character without a glyph, and names come from anywhere.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::Value;
use typst::text::{Font, FontBook};

/// Stands for a letter that no embedded font has.
const UNKNOWN: char = '?';

/// Joiners and marks that shape letters and need no glyph of their own.
const SHAPING: [char; 2] = ['\u{200C}', '\u{200D}'];

/// Every letter that an embedded font has. A font lists its letters in runs, which are slow to look through.
static LETTERS: LazyLock<HashSet<u32>> = LazyLock::new(|| {
    let book = FontBook::from_fonts(fonts().iter());
    let fonts = (0..).map_while(|index| book.info(index));
    fonts.flat_map(|font| font.coverage.iter()).collect()
});

/// The data with every text made printable.
pub(super) fn printable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(printable_text(&text).into_owned()),
        Value::Array(values) => values.into_iter().map(printable).collect(),
        Value::Object(fields) => {
            let drawn = |name: &str| name == "svg"; // `charts` has seen to the letters of a drawing
            fields
                .into_iter()
                .map(|(name, value)| {
                    if drawn(&name) {
                        (name, value)
                    } else {
                        (name, printable(value))
                    }
                })
                .collect()
        }
        other => other,
    }
}

/// A text with letters that no font has replaced.
pub(super) fn printable_text(text: &str) -> Cow<'_, str> {
    if text.chars().all(known) {
        return Cow::Borrowed(text);
    }
    let replaced = |letter: char| match letter {
        letter if known(letter) => Some(letter),
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() || invisible(letter) => None,
        _ => Some(UNKNOWN),
    };
    Cow::Owned(text.chars().filter_map(replaced).collect())
}

/// Marks of direction and isolation, zero-width spaces, byte order marks, variation selectors.
fn invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

fn known(letter: char) -> bool {
    if letter == ' ' || letter.is_ascii_graphic() || SHAPING.contains(&letter) {
        return true;
    }
    !letter.is_control() && !invisible(letter) && LETTERS.contains(&u32::from(letter))
}

/// All embedded fonts.
pub(super) fn fonts() -> Vec<Font> {
    let files = charts::fonts::all().iter();
    files
        .flat_map(|(_, bytes)| Font::iter(typst::foundations::Bytes::new(*bytes)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        printable_text(text).into_owned()
    }

    #[test]
    fn names_in_the_three_languages_are_printed_as_they_are() {
        for name in [
            "Gangajalghati",
            "গঙ্গাজলঘাটি",
            "गंगाजलघाटी",
            "₹ 12,34,567 – 47.9 %",
            "শ্রীশ্রী\u{200D}রাম",
        ] {
            assert_eq!(printed(name), name);
        }
    }

    #[test]
    fn letters_without_a_glyph_are_replaced_and_not_lost_silently() {
        assert_eq!(printed("Onda 漢 😀"), "Onda ? ?");
    }

    #[test]
    fn marks_that_turn_text_around_are_left_out() {
        assert_eq!(printed("Onda\u{202E}adnO\u{0}\tA"), "OndaadnO A");
    }
}
