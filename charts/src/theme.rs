//! The tokens of the visual language, once: as CSS custom properties for pages, as variables for typst.
//!
//! Contrasts and distances under the three common kinds of colour blindness were computed for these values;
//! change them only with the same arithmetic. The tests hold the contrasts. The series are at least 21 apart in
//! CAM02-UCS on light paper and 26 on dark, under full protanopia, deuteranopia and tritanopia (Machado 2009) too.

use std::fmt::{self, Display};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

impl Colour {
    /// The contrast with another colour as WCAG counts it, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// A colour by its job, on light and on dark paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The name of the custom property and of the typst variable.
    pub name: &'static str,
    /// On light paper, and in print.
    pub light: Colour,
    /// On dark paper.
    pub dark: Colour,
}

const fn token(name: &'static str, light: u32, dark: u32) -> Token {
    Token {
        name,
        light: colour(light),
        dark: colour(dark),
    }
}

const fn colour(hex: u32) -> Colour {
    let [_, r, g, b] = hex.to_be_bytes();
    Colour(r, g, b)
}

/// Every colour there is.
pub const TOKENS: [Token; 34] = [
    token("ink", 0x1F2328, 0xECE7E1),
    token("muted", 0x57534E, 0xB4ADA5),
    token("rule", 0xD6D0C8, 0x3A3F45),
    token("paper", 0xFBF8F4, 0x16191D),
    token("card", 0xFFFFFF, 0x1E2227),
    token("accent", 0xA5401C, 0xE58A66),
    token("quiet", 0x2F4B7C, 0x8FB0E8),
    token("better", 0x0F766E, 0x5CC4B8),
    token("watch", 0x8A6100, 0xD9A93B),
    token("worse", 0xA5401C, 0xE58A66),
    token("other", 0x9A948C, 0x8C877F),
    token("ground", 0xF7F4EF, 0x262A30),
    token("weave", 0xB5AEA4, 0x646A72),
    token("nought", 0xFFFFFF, 0xFFFFFF),
    token("on-pale", 0x14171A, 0x14171A),
    token("on-deep", 0xFFFFFF, 0xFFFFFF),
    token("series-1", 0xAC401B, 0xE58A66),
    token("series-2", 0x0F87F3, 0x416BFC),
    token("series-3", 0x42386E, 0x8DE3FF),
    token("series-4", 0xB37785, 0xFFFFC3),
    token("series-5", 0x672F38, 0x8A7084),
    token("sequential-1", 0xFBEDE4, 0xFBEDE4),
    token("sequential-2", 0xF2C9B0, 0xF2C9B0),
    token("sequential-3", 0xE29C77, 0xE29C77),
    token("sequential-4", 0xC56A41, 0xC56A41),
    token("sequential-5", 0x9A3D18, 0x9A3D18),
    token("sequential-6", 0x66230A, 0x66230A),
    token("diverging-1", 0x0B5D57, 0x0B5D57),
    token("diverging-2", 0x4E9C95, 0x4E9C95),
    token("diverging-3", 0xA9CFCA, 0xA9CFCA),
    token("diverging-4", 0xF3EEE7, 0xF3EEE7),
    token("diverging-5", 0xEFBFA5, 0xEFBFA5),
    token("diverging-6", 0xCF7A51, 0xCF7A51),
    token("diverging-7", 0x93380F, 0x93380F),
];

/// Sizes of type in pixels, smallest first.
pub const SIZES: [u32; 6] = [12, 14, 16, 20, 28, 40];
/// Space comes in steps of this many pixels.
pub const SPACE: u32 = 4;
/// Corners of cards and controls, in pixels.
pub const RADIUS: u32 = 6;
/// The height of a line of Latin text, in sizes of type.
pub const LINE_HEIGHT: f64 = 1.5;
/// The height of a line of Bengali or Hindi: vowel signs need room.
pub const LINE_HEIGHT_INDIC: f64 = 1.65;
/// The fonts of a page: the reader's own, or what comes nearest.
pub const FONT_STACK: &str =
    "\"Noto Sans\",\"Noto Sans Bengali\",\"Noto Sans Devanagari\",system-ui,sans-serif";

/// A token by its name.
pub fn find(name: &str) -> Option<Token> {
    TOKENS.into_iter().find(|token| token.name == name)
}

/// The custom properties of a page: `--ink`, `--size-14`, `--space`; dark where the reader prefers dark.
pub fn css() -> String {
    let light: String = TOKENS
        .iter()
        .map(|token| format!("--{}:{};", token.name, token.light))
        .collect();
    let differs = TOKENS.iter().filter(|token| token.light != token.dark);
    let dark: String = differs
        .map(|token| format!("--{}:{};", token.name, token.dark))
        .collect();
    let sizes: String = SIZES
        .iter()
        .map(|size| format!("--size-{size}:{size}px;"))
        .collect();
    format!(
        ":root{{color-scheme:light dark;{light}{sizes}--space:{SPACE}px;--radius:{RADIUS}px;\
         --line-height:{LINE_HEIGHT};--font:{FONT_STACK}}}\n\
         :root:lang(bn),:root:lang(hi){{--line-height:{LINE_HEIGHT_INDIC}}}\n\
         @media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )
}

/// The variables of a report: `#let ink = rgb("#1F2328")`, `#let size-14 = 10.5pt`, `#let space = 3pt`.
pub fn typst() -> String {
    let colours = TOKENS
        .iter()
        .map(|token| format!("#let {} = rgb(\"{}\")\n", token.name, token.light));
    // A CSS pixel is three quarters of a point.
    let sizes = SIZES
        .iter()
        .map(|size| format!("#let size-{size} = {}pt\n", f64::from(*size) * 0.75));
    let families: Vec<String> = crate::fonts::FAMILIES
        .iter()
        .map(|family| format!("\"{family}\""))
        .collect();
    let rest = format!(
        "#let space = {}pt\n#let radius = {}pt\n#let font-families = ({})\n",
        f64::from(SPACE) * 0.75,
        f64::from(RADIUS) * 0.75,
        families.join(", ")
    );
    colours.chain(sizes).chain([rest]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(name: &str, under: &str) -> (f64, f64) {
        let (token, under) = (find(name).unwrap(), find(under).unwrap());
        (token.light.contrast(under.light), token.dark.contrast(under.dark))
    }

    #[test]
    fn text_colours_reach_four_and_a_half_on_all_that_lies_under_text_light_and_dark() {
        for name in ["ink", "muted", "accent", "quiet", "better", "watch", "worse"] {
            for under in ["card", "paper", "ground"] {
                let (light, dark) = contrast(name, under);
                assert!(
                    light >= 4.5 && dark >= 4.5,
                    "{name} on {under}: {light:.1}, {dark:.1}"
                );
            }
        }
    }

    #[test]
    fn series_reach_three_and_a_half_on_cards_light_and_dark() {
        for series in 1..=5 {
            let (light, dark) = contrast(&format!("series-{series}"), "card");
            assert!(light >= 3.5 && dark >= 3.5, "{series}: {light:.1}, {dark:.1}");
        }
    }

    #[test]
    fn the_sequential_scale_gets_darker_step_by_step() {
        let steps: Vec<f64> = (1..=6)
            .map(|step| {
                find(&format!("sequential-{step}"))
                    .unwrap()
                    .light
                    .contrast(Colour(255, 255, 255))
            })
            .collect();
        assert!(steps.is_sorted(), "{steps:?}");
    }

    #[test]
    fn the_dark_properties_stand_only_in_the_dark_block() {
        let css = css();
        let (light, dark) = css.split_once("@media").unwrap();
        assert!(light.contains("--ink:#1F2328;") && !light.contains("#ECE7E1"));
        assert!(dark.contains("--ink:#ECE7E1;") && !dark.contains("--sequential-1"));
    }

    #[test]
    fn typst_gets_points_and_light_colours() {
        let typst = typst();
        assert!(typst.contains("#let worse = rgb(\"#A5401C\")\n#let other"));
        assert!(typst.contains("#let size-14 = 10.5pt\n"));
    }

    #[test]
    fn an_unknown_token_is_not_found() {
        assert_eq!(find("magenta"), None);
    }
}
