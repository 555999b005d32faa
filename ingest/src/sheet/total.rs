//! How a row says that it adds up others.

/// How much a total adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalKind {
    /// A part of the table: `Sub Total`, `Onda Total`, `Total of Khatra`.
    Subtotal,
    /// `Total`, with nothing beside it.
    Total,
    /// `Grand Total`.
    GrandTotal,
}

/// What kind of total `text` announces; none for ordinary names.
pub fn total_label(text: &str) -> Option<TotalKind> {
    // Long texts are notes, and looking at them costs.
    if text.len() > 120 || !may_be_total(text) {
        return None;
    }
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || (c.is_ascii_punctuation() && c != '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["grand" | "overall", "total" | "totals", ..] | ["সর্বমোট" | "মহামোট" | "महायोग", ..] => {
            Some(TotalKind::GrandTotal)
        }
        ["সর্ব", "মোট", ..] | ["कुल" | "महा", "योग", ..] | ["total", "grand"] => {
            Some(TotalKind::GrandTotal)
        }
        ["sub", "total" | "totals", ..] | ["subtotal" | "subtotals", ..] | ["উপমোট", ..] => {
            Some(TotalKind::Subtotal)
        }
        ["উপ", "মোট", ..] | ["उप", "योग", ..] => Some(TotalKind::Subtotal),
        ["total" | "totals" | "মোট" | "कुल" | "योग"] => Some(TotalKind::Total),
        // `Total (A)` and `Total 12` still add up everything above them.
        ["total", rest] if rest.len() == 1 || rest.parse::<u32>().is_ok() => Some(TotalKind::Total),
        // `Total (3 GPs)` says of how many.
        ["total", rows, _] if rows.parse::<u32>().is_ok() => Some(TotalKind::Total),
        ["total" | "মোট", "of" | "for" | "in", ..] => Some(TotalKind::Subtotal),
        [_, .., "total" | "totals" | "মোট" | "योग"] if words.len() <= 6 => {
            Some(TotalKind::Subtotal)
        }
        _ => None,
    }
}

/// Whether one of the words for it is in a text at all; nearly none has one.
fn may_be_total(text: &str) -> bool {
    const TOTAL: &[u8] = b"total";
    let latin = text.as_bytes().windows(TOTAL.len());
    latin.into_iter().any(|word| word.eq_ignore_ascii_case(TOTAL))
        || !text.is_ascii() && ["মোট", "कुल", "योग"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_recognised_in_three_languages() {
        for text in [
            "Total",
            "TOTAL :",
            "মোট",
            "कुल",
            "योग",
            "Total (A)",
            "Total-1",
            "Total (3 GPs)",
        ] {
            assert_eq!(total_label(text), Some(TotalKind::Total), "{text}");
        }
        for text in ["Grand Total", "GRAND-TOTAL", "সর্বমোট", "कुल योग", "महायोग"]
        {
            assert_eq!(total_label(text), Some(TotalKind::GrandTotal), "{text}");
        }
        for text in [
            "Sub Total",
            "Sub-Total",
            "Subtotal",
            "ONDA TOTAL",
            "Block Total",
            "Total of Khatra",
            "উপ-মোট",
        ] {
            assert_eq!(total_label(text), Some(TotalKind::Subtotal), "{text}");
        }
    }

    #[test]
    fn names_that_contain_the_word_are_no_totals() {
        for text in [
            "Totalpur",
            "Total Availability",
            "Total attendance between (1-14) days",
            "Kulgachhia",
            "",
            "Mottola",
            "কুলটি",
        ] {
            assert_eq!(total_label(text), None, "{text}");
        }
    }
}
