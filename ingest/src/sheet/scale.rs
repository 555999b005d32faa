//! Units written into titles and headers: `(Rs. in Lakhs)`, `[In Cr]`, `লক্ষ টাকায়`.

pub use catalog::programme::Scale;

/// The scale that `text` states, if it states one.
///
/// An English unit word counts after `in` or `Rs`, or in brackets: not every `lakh` in a title is a unit.
pub fn scale(text: &str) -> Option<Scale> {
    let text = text.to_lowercase();
    let (mut brackets, mut announced) = (0u32, false);
    for piece in pieces(&text) {
        match piece {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets = brackets.saturating_sub(1),
            word => {
                if let Some((scale, is_english)) = unit(word)
                    && (!is_english || announced || brackets > 0)
                {
                    return Some(scale);
                }
                announced = matches!(word, "in" | "rs" | "inr" | "₹" | "rupees" | "figures");
            }
        }
    }
    None
}

fn unit(word: &str) -> Option<(Scale, bool)> {
    Some(match word {
        "thousand" | "thousands" | "'000" | "000s" | "'000s" => (Scale::Thousand, true),
        "lakh" | "lakhs" | "lac" | "lacs" => (Scale::Lakh, true),
        "crore" | "crores" | "cr" | "crs" => (Scale::Crore, true),
        "হাজার" | "हज़ार" | "हजार" => (Scale::Thousand, false),
        "লক্ষ" | "লাখ" | "लाख" => (Scale::Lakh, false),
        "কোটি" | "करोड़" | "करोड" => (Scale::Crore, false),
        _ => return None,
    })
}

/// Words, and brackets by themselves. Indic vowel signs are no letters to Rust, so words end at spaces and
/// ASCII punctuation only.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| {
        c.is_whitespace() || matches!(c, '(' | '[' | ')' | ']' | '.' | ',' | ':' | '/' | '-')
    })
    .flat_map(|piece| {
        let end = piece.char_indices().last().map_or(0, |(at, _)| at);
        let (word, stop) = match piece[end..].starts_with(['(', '[', ')', ']']) {
            true => piece.split_at(end),
            false => (
                piece.trim_end_matches(|c: char| c.is_whitespace() || ".,:/-".contains(c)),
                "",
            ),
        };
        [word, stop]
    })
    .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_units_of_real_headers_are_found() {
        for text in [
            "(Rs. in Lakhs)",
            "Persondays generated [In Lakhs]",
            "Amount (Lakh)",
            "Rs in lakh",
            "খরচ (লক্ষ টাকায়)",
            "राशि (लाख में)",
        ] {
            assert_eq!(scale(text), Some(Scale::Lakh), "{text}");
        }
        assert_eq!(
            (scale("Budget [In Cr]"), scale("('000)")),
            (Some(Scale::Crore), Some(Scale::Thousand))
        );
    }

    #[test]
    fn words_that_only_look_like_units_are_none() {
        for text in [
            "Lakhanpur",
            "Lakh",
            "লক্ষ্য",
            "Crops",
            "Wages (Rs.)",
            "",
            "Credit (CR no.)x",
            "in",
        ] {
            let wanted = (text == "Credit (CR no.)x").then_some(Scale::Crore);
            assert_eq!(scale(text), wanted, "{text}");
        }
    }
}
