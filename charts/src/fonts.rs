//! The embedded fonts, for PNG, PDF and measuring text; pages use the reader's own.

/// The families in the order in which a character is looked up.
pub const FAMILIES: [&str; 3] = ["Noto Sans", "Noto Sans Bengali", "Noto Sans Devanagari"];

static ALL: [(&str, &[u8]); 6] = [
    (
        "NotoSans-Regular.ttf",
        include_bytes!("../fonts/NotoSans-Regular.ttf"),
    ),
    ("NotoSans-Bold.ttf", include_bytes!("../fonts/NotoSans-Bold.ttf")),
    (
        "NotoSansBengali-Regular.ttf",
        include_bytes!("../fonts/NotoSansBengali-Regular.ttf"),
    ),
    (
        "NotoSansBengali-Bold.ttf",
        include_bytes!("../fonts/NotoSansBengali-Bold.ttf"),
    ),
    (
        "NotoSansDevanagari-Regular.ttf",
        include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
    ),
    (
        "NotoSansDevanagari-Bold.ttf",
        include_bytes!("../fonts/NotoSansDevanagari-Bold.ttf"),
    ),
];

/// Every embedded font: its file name and its bytes, regular before bold, family by family.
pub fn all() -> &'static [(&'static str, &'static [u8])] {
    &ALL
}

/// The first letter of a text that no embedded font can draw; none if all can be drawn.
pub fn missing_letter(text: &str) -> Option<char> {
    let faces: Vec<ttf_parser::Face<'_>> = all()
        .iter()
        .filter_map(|(_, bytes)| ttf_parser::Face::parse(bytes, 0).ok())
        .collect();
    text.chars()
        .find(|letter| faces.iter().all(|face| face.glyph_index(*letter).is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_is_a_font_of_a_named_family() {
        for (file, bytes) in all() {
            let face = ttf_parser::Face::parse(bytes, 0).unwrap();
            let family = face
                .names()
                .into_iter()
                .find(|name| name.name_id == 1 && name.is_unicode())
                .unwrap();
            assert!(FAMILIES.contains(&family.to_string().unwrap().as_str()), "{file}");
        }
    }
}
