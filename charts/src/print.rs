//! Charts in PDF documents. PDF/UA wants every glyph to lead back to its letters, which glyphs of shaped Bengali and
//! Devanagari in a drawing do not: there the letters become outlines, and the description says what they say.

use resvg::usvg::{Group, Node, WriteOptions};

use crate::fonts;
use crate::png::{PngError, tree};
use crate::svg::Svg;

/// The drawing alone with the light styles in it, for a PDF document: text stays text where it can.
pub fn print(svg: &Svg) -> Result<String, PngError> {
    let text = svg.for_print();
    if text.chars().all(one_glyph_a_letter) {
        return Ok(text);
    }
    let unreadable = |cause: String| PngError::Unreadable {
        chart: svg.caption.id.clone(),
        cause,
    };
    let tree = tree(&text).map_err(|error| unreadable(error.to_string()))?;
    Ok(tree.to_string(&WriteOptions::default()))
}

/// The texts of a drawing in which a letter has no glyph, so that a box would stand in its place. There are none: a letter
/// that no font has is spelt otherwise. For the tests of those who draw.
pub fn texts_with_boxes(svg: &Svg) -> Result<Vec<String>, PngError> {
    let tree = tree(&svg.for_print()).map_err(|error| PngError::Unreadable {
        chart: svg.caption.id.clone(),
        cause: error.to_string(),
    })?;
    let mut texts = Vec::new();
    find_boxes(tree.root(), &mut texts);
    Ok(texts)
}

pub(crate) fn find_boxes(group: &Group, texts: &mut Vec<String>) {
    for node in group.children() {
        match node {
            Node::Group(group) => find_boxes(group, texts),
            Node::Text(text) => {
                let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                if glyphs.any(|glyph| glyph.id.0 == 0) {
                    texts.push(text.chunks().iter().map(|chunk| chunk.text()).collect());
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Whether a letter is drawn as one glyph of the first embedded font.
fn one_glyph_a_letter(letter: char) -> bool {
    let shaped = ('\u{300}'..='\u{36F}').contains(&letter) || ('\u{590}'..='\u{1FFF}').contains(&letter);
    letter.is_ascii() || (!shaped && in_first_font(letter))
}

fn in_first_font(letter: char) -> bool {
    let first = fonts::all()
        .first()
        .and_then(|(_, bytes)| ttf_parser::Face::parse(bytes, 0).ok());
    first.is_some_and(|face| face.glyph_index(letter).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Caption, Order, RankedBars, Reading, Row, StateWords, Width, ranked_bars};

    fn printed(name: &str) -> String {
        let chart = RankedBars {
            caption: Caption::new("x", "Persondays"),
            rows: vec![Row::new(name, Reading::value(1.0, "1"))],
            order: Order::ByValue,
            reference: None,
            words: StateWords::english(),
            numbers: &|value, _| value.to_string(),
        };
        print(&ranked_bars(&chart, Width::Wide)).unwrap()
    }

    #[test]
    fn latin_text_stays_text_in_print() {
        assert!(printed("Onda – ₹").contains("Onda – ₹</text>"));
    }

    #[test]
    fn letters_that_are_shaped_or_unknown_become_outlines_in_print() {
        for name in ["ওন্দা", "ओंदा", "漢字"] {
            assert!(!printed(name).contains("<text"), "{name}");
        }
    }
}
