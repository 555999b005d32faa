//! Which embedded font each letter of a drawing is written in.
//!
//! The reader of SVG looks for one font that has all letters of a text, and gives up where a Bengali word stands beside
//! a `·` or `₹`, which the fonts of Bengali and Devanagari have not. So the pieces are told apart before it reads them.
//! Where one text mixes Bengali and Devanagari it still confuses conjuncts of the two; no text of jela does.

use std::sync::LazyLock;

use ttf_parser::Face;

use crate::fonts::{self, FAMILIES};

/// The regular font of each family; the bold ones have the same letters.
static FACES: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    let regular = fonts::all().iter().step_by(2);
    regular
        .map(|(_, bytes)| Face::parse(bytes, 0).expect("the embedded fonts are whole"))
        .collect()
});

/// A drawing in which each piece of a text names the font that has its letters.
pub(crate) fn told_apart(svg: &str) -> String {
    let mut told = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(start) = rest.find("<text") {
        let inside = rest[start..].find('>').map(|end| start + end + 1);
        let Some((from, to)) = inside.and_then(|from| Some((from, from + rest[from..].find("</text>")?)))
        else {
            break;
        };
        told.push_str(&rest[..from]);
        pieces(&rest[from..to], &mut told);
        rest = &rest[to..];
    }
    told + rest
}

/// The text between two tags: as it is where the first family has all of it.
fn pieces(text: &str, told: &mut String) {
    if let Some(family) = first_shaped(text) {
        // The reader shapes all of a text in the font of its first piece and then puts the letters of the other pieces in;
        // that loses letters where a Bengali syllable comes to stand in the place of single boxes. A joiner is not seen.
        told.push_str(&format!(
            "<tspan font-family=\"{}\">\u{200C}</tspan>",
            FAMILIES[family]
        ));
    }
    let mut here = 0;
    for letter in text.chars() {
        if (0..FACES.len()).all(|family| !has(family, letter)) {
            // A box would spoil the letters beside it too: the reader then shapes all of them anew.
            change(&mut here, 0, told);
            told.push_str(spelt(letter));
            continue;
        }
        let family = if goes_with_any(letter) && has(here, letter) {
            here
        } else {
            family(letter)
        };
        change(&mut here, family, told);
        told.push(letter);
    }
    change(&mut here, 0, told);
}

/// The family of the first letter that the first family has not, where another letter stands before it.
fn first_shaped(text: &str) -> Option<usize> {
    let (at, family) = text
        .char_indices()
        .map(|(at, letter)| (at, family(letter)))
        .find(|(_, family)| *family != 0)?;
    (at > 0).then_some(family)
}

/// Goes on in another family.
fn change(here: &mut usize, family: usize, told: &mut String) {
    if family == *here {
        return;
    }
    if *here != 0 {
        told.push_str("</tspan>");
    }
    if family != 0 {
        told.push_str(&format!("<tspan font-family=\"{}\">", FAMILIES[family]));
    }
    *here = family;
}

/// How a letter that no embedded font has is spelt, escaped.
fn spelt(letter: char) -> &'static str {
    match letter {
        '≥' => "&gt;=",
        '≤' => "&lt;=",
        _ => "?",
    }
}

/// Spaces, joiners and the full stops of Indian scripts, which end what stands before them.
fn goes_with_any(letter: char) -> bool {
    matches!(letter, ' ' | '\u{200C}' | '\u{200D}' | '\u{964}' | '\u{965}')
}

/// The first family that has a letter; the first of all for what none has.
fn family(letter: char) -> usize {
    (0..FACES.len())
        .find(|family| has(*family, letter))
        .unwrap_or_default()
}

fn has(family: usize, letter: char) -> bool {
    FACES
        .get(family)
        .is_some_and(|face| face.glyph_index(letter).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::find_boxes;
    use crate::{Caption, png, sparkline};

    /// How many texts have a letter that no font had, where one has a title.
    fn missing(title: &str) -> usize {
        let (text, ..) = sparkline(&Caption::new("x", title), &[Some(1.0), Some(2.0)]).light();
        let mut texts = Vec::new();
        find_boxes(png::tree(&text).unwrap().root(), &mut texts);
        texts.len()
    }

    #[test]
    fn marks_beside_bengali_and_hindi_letters_are_drawn() {
        for words in ["বাঁকুড়া জেলা, শ্রমদিবস", "बाँकुड़ा ज़िला, मानव दिवस।", "Bankura"]
        {
            for mark in "·–—₹≥≤%“”‘’…−×+/()<>&".chars() {
                let title = format!("{words} {mark} {words}{mark}");
                assert_eq!(missing(&title), 0, "{title}");
            }
        }
    }

    #[test]
    fn bengali_and_hindi_words_after_figures_and_marks_are_drawn() {
        for words in ["মাত্র 11 জনের মধ্যে", "केवल 11 में, क्षेत्रफल"]
        {
            for before in ["0.0 · ", "0.0 ", "(", "– ", "<5 · ", "R5.1.1: "] {
                let title = format!("{before}{words}");
                assert_eq!(missing(&title), 0, "{title}");
                let title = format!("{before}{words} · {words}");
                assert_eq!(missing(&title), 0, "{title}");
            }
        }
    }

    #[test]
    fn a_letter_of_no_font_is_spelt_or_asked_for_and_spoils_nothing_beside_it() {
        assert_eq!(missing("বাঁকুড়া 漢 জেলা"), 0);
        assert_eq!(missing("बाँकुड़ा 漢 ज़िला"), 0);
        assert_eq!(told_apart("<text>≥ 5, 漢</text>"), "<text>&gt;= 5, ?</text>");
    }

    #[test]
    fn text_of_one_family_is_left_as_it_is_and_escaped_text_stays_escaped() {
        let plain = "<text x=\"1\">Onda &amp; &lt;5</text>";
        assert_eq!(told_apart(plain), plain);
        assert_eq!(
            told_apart("<text>ওন্দা · &lt;5</text>"),
            "<text><tspan font-family=\"Noto Sans Bengali\">ওন্দা </tspan>· &lt;5</text>"
        );
        assert_eq!(told_apart("<text>no end"), "<text>no end");
    }
}
