//! Numbers as offices write them: Indian and western grouping, brackets, Bengali and Devanagari digits.

use crate::read::{Cell, trim};

/// What a cell says where a number is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A number; `percent` if it is followed by `%`, `marked` if by a footnote mark.
    Value {
        /// The number as written: `85%` is 85.
        value: f64,
        /// Whether a percent sign follows.
        percent: bool,
        /// Whether a footnote mark such as `*` follows.
        marked: bool,
    },
    /// Blank, `-`, `NA`, `Nil`, `*` and the like: nothing was reported, which is not zero.
    NotReported,
    /// Something else.
    NotANumber,
}

impl Number {
    /// The number, if it is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value { value, .. } => Some(value),
            Self::NotReported | Self::NotANumber => None,
        }
    }
}

/// The number in a cell.
pub fn number(cell: Cell<'_>) -> Number {
    match cell {
        Cell::Empty => Number::NotReported,
        Cell::Number(value) if value.is_finite() => plain(value),
        Cell::Text(text) => number_in_text(text),
        Cell::Error("#N/A") => Number::NotReported,
        Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => Number::NotANumber,
    }
}

/// The number written in `text`.
pub fn number_in_text(text: &str) -> Number {
    let text = trim(text);
    // Nearly every cell is a short run of digits.
    if !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_or(Number::NotANumber, plain);
    }
    if is_not_reported(text) {
        return Number::NotReported;
    }
    let text = western_digits(text);
    let (text, marked) = without_marks(&text);
    let (text, percent) = match text.strip_suffix('%') {
        Some(text) => (text.trim_end(), true),
        None => (text, false),
    };
    let (text, negative) = sign(text);
    match magnitude(without_currency(text)) {
        Some(size) => Number::Value {
            value: if negative { -size } else { size },
            percent,
            marked,
        },
        None => Number::NotANumber,
    }
}

fn plain(value: f64) -> Number {
    Number::Value {
        value,
        percent: false,
        marked: false,
    }
}

/// What offices write for «nothing reported».
const NOT_REPORTED: [&str; 12] = [
    "na",
    "n/a",
    "n.a.",
    "n.a",
    "nil",
    "nr",
    "n.r.",
    "not reported",
    "not available",
    "null",
    "#n/a",
    "none",
];

/// Whether a text without spaces around it says that nothing is reported.
pub(crate) fn is_not_reported(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '-' | '–' | '—' | '−' | '*' | '.' | '…' | '_'))
        || NOT_REPORTED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Bengali and Devanagari digits and the typographic minus in their plain form.
fn western_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '০'..='৯' => digit(c as u32 - '০' as u32),
            '०'..='९' => digit(c as u32 - '०' as u32),
            '−' | '–' => '-',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .collect()
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).expect("a digit of a script lies between 0 and 9")
}

fn without_marks(text: &str) -> (&str, bool) {
    let rest = text
        .trim_end_matches(['*', '#', '@', '†', '‡', '$', '¹', '²', '³'])
        .trim_end();
    (rest, rest.len() < text.len())
}

/// The text without its sign; brackets are how accountants write a minus.
fn sign(text: &str) -> (&str, bool) {
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return (inner.trim(), true);
    }
    match text.strip_prefix('-') {
        Some(rest) => (rest.trim_start(), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    }
}

fn without_currency(text: &str) -> &str {
    let text = ["₹", "Rs.", "Rs", "INR"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .unwrap_or(text);
    text.strip_suffix("/-").unwrap_or(text).trim()
}

/// A number without its sign.
///
/// A comma groups digits. It is a decimal comma only where it cannot be anything else: after a lone zero, or
/// behind groups made with dots. `12,34` may as well be a number that lost its end, and is refused.
fn magnitude(text: &str) -> Option<f64> {
    let starts_well = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if !starts_well
        || text
            .chars()
            .any(|c| !matches!(c, '0'..='9' | '.' | ',' | 'e' | 'E' | '+' | '-'))
    {
        return None;
    }
    if !text.contains(',') {
        return text.parse().ok().filter(|value: &f64| value.is_finite());
    }
    let (whole, fraction) = match text.rsplit_once(['.', ',']) {
        Some((whole, fraction)) if is_decimal_comma(text, whole) => (whole.replace('.', ""), fraction),
        _ => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            (is_grouped(whole).then(|| whole.replace(',', ""))?, fraction)
        }
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(&whole) && all_digits(fraction)).then(|| format!("{whole}.{fraction}0").parse().ok())?
}

fn is_decimal_comma(text: &str, whole: &str) -> bool {
    let one_comma = text.bytes().filter(|&byte| byte == b',').count() == 1 && text.len() > whole.len() + 1;
    let comma_last = text.as_bytes()[whole.len()] == b',';
    one_comma && comma_last && (whole == "0" || whole.contains('.') && groups_of(whole, '.', 3))
}

/// `48,68,408` or `4,868,408`: the last group has three digits, those before it two or three throughout.
fn is_grouped(whole: &str) -> bool {
    groups_of(whole, ',', 3) || groups_of(whole, ',', 2)
}

fn groups_of(whole: &str, separator: char, size: usize) -> bool {
    let groups: Vec<&str> = whole.split(separator).collect();
    let [first, middle @ .., last] = groups.as_slice() else {
        return false;
    };
    !first.is_empty()
        && first.len() <= size
        && last.len() == 3
        && middle.iter().all(|group| group.len() == size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, wanted: f64) {
        assert_eq!(number_in_text(text).value(), Some(wanted), "{text}");
    }

    #[test]
    fn indian_and_western_groups_give_the_same_number() {
        for text in [
            "4868408",
            "48,68,408",
            "4,868,408",
            "48,68,408.00",
            " 4868408.0 ",
            "₹ 48,68,408/-",
            "Rs. 48,68,408",
        ] {
            reads(text, 4_868_408.0);
        }
        reads("5,326", 5326.0);
        reads("399,500.00", 399_500.0);
    }

    #[test]
    fn negative_numbers_are_read_in_every_style() {
        for text in [
            "-103306.26",
            "(103306.26)",
            "−1,03,306.26",
            "- 103306.26",
            "(1,03,306.26)",
        ] {
            reads(text, -103_306.26);
        }
    }

    #[test]
    fn bengali_and_devanagari_digits_are_digits() {
        reads("১২,৩৪,৫৬৭", 1_234_567.0);
        reads("४५.५", 45.5);
    }

    #[test]
    fn what_was_not_reported_is_not_zero() {
        for text in ["", " ", "-", "--", "–", "NA", "n/a", "N.A.", "Nil", "*", "…"] {
            assert_eq!(number_in_text(text), Number::NotReported, "{text}");
        }
        reads("0", 0.0);
        reads("0.00", 0.0);
    }

    #[test]
    fn percent_signs_and_footnote_marks_are_told() {
        assert_eq!(
            number_in_text("85.5 %"),
            Number::Value {
                value: 85.5,
                percent: true,
                marked: false
            }
        );
        assert_eq!(
            number_in_text("1,234*"),
            Number::Value {
                value: 1234.0,
                percent: false,
                marked: true
            }
        );
    }

    #[test]
    fn a_decimal_comma_is_read_only_where_it_can_be_nothing_else() {
        reads("0,75", 0.75);
        reads("1.234,56", 1234.56);
        reads("1,234", 1234.0);
        for text in [
            "12,34", "1,5", "1,23,4", "1,2345", "12,,345", ",123", "1,234,56", "0,",
        ] {
            assert_eq!(number_in_text(text), Number::NotANumber, "{text}");
        }
    }

    #[test]
    fn words_dates_and_broken_numbers_are_no_numbers() {
        for text in [
            "inf",
            "NaN",
            "1e999",
            "12 34",
            "1-14",
            "26-7-2020",
            "12a",
            "1.2.3",
            "%",
            "()",
            "Rs",
            "8=4+5",
            "e5",
            "১২x",
        ] {
            assert_eq!(number_in_text(text), Number::NotANumber, "{text}");
        }
        assert_eq!(number(Cell::Error("#DIV/0!")), Number::NotANumber);
        assert_eq!(number(Cell::Bool(true)), Number::NotANumber);
    }
}
