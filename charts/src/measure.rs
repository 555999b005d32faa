//! How wide text is, and where to break it, from the embedded fonts.
//!
//! Bengali and Devanagari are not shaped here: the advances of single letters are added up. Conjuncts only get
//! narrower by shaping, so the sum errs on the wide side, as does the allowance for a page's own fonts.

use std::sync::LazyLock;

use ttf_parser::Face;

use crate::fonts;

/// Pages use the reader's fonts, some of which run wider than Noto Sans.
const ALLOWANCE: f64 = 1.05;

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heaviness {
    /// Running text.
    Regular,
    /// Titles and what is to be seen first.
    Bold,
}

static FACES: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    let parse =
        |(_, bytes): &(&str, &'static [u8])| Face::parse(bytes, 0).expect("the embedded fonts are whole");
    fonts::all().iter().map(parse).collect()
});

/// The width in pixels of one line of text at a size in pixels.
pub(crate) fn width(text: &str, size: f64, heaviness: Heaviness) -> f64 {
    text.chars().map(|letter| advance(letter, heaviness)).sum::<f64>() * size * ALLOWANCE
}

/// Breaks text into lines no wider than `widest`: between words, or inside a word that alone is too wide.
pub(crate) fn wrap(text: &str, size: f64, heaviness: Heaviness, widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text
        .split_whitespace()
        .flat_map(|word| pieces(word, size, heaviness, widest))
    {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, heaviness) <= widest => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// Text as far as there is room for it; what is cut off is marked.
pub(crate) fn cut(text: &str, size: f64, heaviness: Heaviness, room: f64) -> String {
    if width(text, size, heaviness) <= room {
        return text.to_owned();
    }
    let mut cut = text.to_owned();
    while !cut.is_empty() && width(&format!("{cut}…"), size, heaviness) > room {
        cut.pop();
        while cut.ends_with(is_virama) {
            cut.pop();
        }
    }
    format!("{}…", cut.trim_end())
}

fn pieces(word: &str, size: f64, heaviness: Heaviness, widest: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let piece = pieces.last_mut().expect("starts with one piece and only grows");
        let full = width(&format!("{piece}{letter}"), size, heaviness) > widest;
        if full && !piece.is_empty() && !joins(letter) && !piece.ends_with(is_virama) {
            pieces.push(letter.to_string());
        } else {
            piece.push(letter);
        }
    }
    pieces
}

/// Vowel signs, nasal signs and viramas belong to the letter before them.
fn joins(letter: char) -> bool {
    let code = u32::from(letter);
    let in_block = code & 0x7F;
    let indic = (0x0900..=0x09FF).contains(&code);
    indic
        && (in_block <= 0x03
            || (0x3A..=0x4F).contains(&in_block)
            || matches!(in_block, 0x51..=0x57 | 0x62 | 0x63))
        || matches!(code, 0x0300..=0x036F | 0x200C | 0x200D)
}

fn is_virama(letter: char) -> bool {
    matches!(letter, '\u{94D}' | '\u{9CD}')
}

fn advance(letter: char, heaviness: Heaviness) -> f64 {
    let faces = FACES
        .iter()
        .skip(usize::from(heaviness == Heaviness::Bold))
        .step_by(2);
    let found = faces.filter_map(|face| {
        let advance = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some(f64::from(advance) / f64::from(face.units_per_em()))
    });
    // A letter of no embedded font is drawn by some other one; few letters are wider than high.
    found.into_iter().next().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_all_of_one_width() {
        assert_eq!(
            width("1111", 12.0, Heaviness::Regular),
            width("8888", 12.0, Heaviness::Regular)
        );
    }

    #[test]
    fn bold_is_wider_than_regular() {
        assert!(width("Ranibundh", 12.0, Heaviness::Bold) > width("Ranibundh", 12.0, Heaviness::Regular));
    }

    #[test]
    fn a_bengali_name_is_measured_by_its_own_font() {
        let wide = width("গঙ্গাজলঘাটি", 12.0, Heaviness::Regular);
        assert!((55.0..110.0).contains(&wide), "{wide}");
    }

    #[test]
    fn a_letter_of_no_known_script_still_takes_room() {
        assert!(width("ꦗ", 12.0, Heaviness::Regular) > 0.0);
    }

    #[test]
    fn lines_break_between_words() {
        let lines = wrap(
            "Bankura Sadar subdivision office",
            12.0,
            Heaviness::Regular,
            110.0,
        );
        assert_eq!(lines, ["Bankura Sadar", "subdivision office"]);
    }

    #[test]
    fn a_word_too_wide_breaks_before_no_vowel_sign() {
        let lines = wrap("গঙ্গাজলঘাটিগঙ্গাজলঘাটি", 12.0, Heaviness::Regular, 40.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| !line.starts_with(joins)), "{lines:?}");
        assert_eq!(lines.concat(), "গঙ্গাজলঘাটিগঙ্গাজলঘাটি");
    }

    #[test]
    fn empty_text_has_no_lines() {
        assert!(wrap("  ", 12.0, Heaviness::Regular, 40.0).is_empty());
    }
}
