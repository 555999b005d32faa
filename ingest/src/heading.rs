//! Compares the headers of a table with those that sources expect, whatever their case, spacing and punctuation.

use unicode_normalization::UnicodeNormalization;

use catalog::format::ascii_digits;

use crate::sheet::Table;

/// Parts one header from the header under it.
const JOINT: &str = " / ";

/// A header as a source writes it, folded: one part for each level of the header tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// As written, for messages.
    pub(crate) text: String,
    parts: Vec<String>,
}

impl Pattern {
    pub(crate) fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            parts: text.split(JOINT).map(fold).collect(),
        }
    }

    pub(crate) fn all(texts: &[String]) -> Vec<Self> {
        texts.iter().map(|text| Self::of(text)).collect()
    }
}

/// One header of a table, folded.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// The column in the sheet, from 0.
    pub(crate) column: u32,
    /// As the sheet writes it.
    pub(crate) title: String,
    /// The titles from top to bottom as written.
    pub(crate) path: Vec<String>,
    /// The factor that its unit words state.
    pub(crate) scale: i64,
    parts: Vec<String>,
}

/// Where a header stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Nowhere,
    Once(usize),
    /// The pattern and the positions of the headings that all match it in full.
    Often(String, Vec<usize>),
}

/// The headers of one table.
#[derive(Debug, Clone)]
pub(crate) struct Headings(pub(crate) Vec<Heading>);

impl Headings {
    pub(crate) fn of(table: &Table) -> Self {
        let headings = table.columns.iter().map(|column| Heading {
            column: column.index,
            title: column.title(),
            path: column.path.clone(),
            scale: column.scale.factor(),
            parts: column
                .path
                .iter()
                .map(|part| fold(part))
                .filter(|part| !part.is_empty())
                .collect(),
        });
        Self(headings.filter(|heading| !heading.parts.is_empty()).collect())
    }

    /// Where the first of several synonyms stands that stands anywhere.
    pub(crate) fn find(&self, synonyms: &[Pattern]) -> Found {
        synonyms
            .iter()
            .map(|pattern| self.find_one(pattern))
            .find(|found| *found != Found::Nowhere)
            .unwrap_or(Found::Nowhere)
    }

    pub(crate) fn has(&self, synonyms: &[Pattern]) -> bool {
        self.find(synonyms) != Found::Nowhere
    }

    /// A header in full, else the end of exactly one header: `District` under a title that spans the table.
    fn find_one(&self, pattern: &Pattern) -> Found {
        let full = self.positions(|parts| parts == pattern.parts.as_slice());
        let ends = if full.is_empty() {
            self.positions(|parts| parts.ends_with(&pattern.parts))
        } else {
            full.clone()
        };
        match (ends.as_slice(), full.len()) {
            ([one], _) => Found::Once(*one),
            (_, 0 | 1) => Found::Nowhere,
            _ => Found::Often(pattern.text.clone(), full),
        }
    }

    /// What tells this header tree from others: its titles, column by column, whatever their case and spacing.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for heading in &self.0 {
            for part in &heading.parts {
                hasher.update(part.as_bytes()).update(b"\x1f");
            }
            hasher.update(b"\x1e");
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    fn positions(&self, matches: impl Fn(&[String]) -> bool) -> Vec<usize> {
        (0..self.0.len())
            .filter(|&at| matches(&self.0[at].parts))
            .collect()
    }
}

impl Heading {
    /// How alike it is to a header that is declared, from 0 to 1. Numbers in it must be the same: `1-14` is not `15-30`.
    pub(crate) fn likeness(&self, pattern: &Pattern) -> f64 {
        let (own, wanted) = (self.parts.concat(), pattern.parts.concat());
        let ends = (self.parts.last(), pattern.parts.last());
        let whole = alike(&own, &wanted);
        match ends {
            (Some(own), Some(wanted)) if pattern.parts.len() == 1 => whole.max(alike(own, wanted)),
            _ => whole,
        }
    }

    /// Whether its lowest titles are one of these headers.
    pub(crate) fn ends_with(&self, synonyms: &[Pattern]) -> bool {
        synonyms
            .iter()
            .any(|pattern| self.parts.ends_with(&pattern.parts))
    }
}

fn alike(own: &str, wanted: &str) -> f64 {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (short, long) = (own.len().min(wanted.len()), own.len().max(wanted.len()));
    if short < 3 || 2 * short < long || digits(own) != digits(wanted) {
        return 0.0;
    }
    strsim::jaro_winkler(own, wanted)
}

/// Folds a header: one case, no spaces or punctuation, no unit in brackets (it is read apart), `%` as the word.
///
/// Digits that were apart stay apart: `(1-14)` is not `114`.
pub(crate) fn fold(text: &str) -> String {
    let lower = without_unit(&ascii_digits(text).replace('%', " percent ").to_lowercase())
        .replace("percentage", "percent");
    let lower = without_last_unit(&lower);
    let mut folded = String::with_capacity(lower.len());
    let mut apart = false;
    for c in lower
        .nfd()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'))
    {
        if !c.is_alphanumeric() {
            apart = true;
            continue;
        }
        if apart && c.is_ascii_digit() && folded.ends_with(|before: char| before.is_ascii_digit()) {
            folded.push('-');
        }
        apart = false;
        folded.push(c);
    }
    folded
}

/// Words that only say the unit.
const UNIT_WORDS: [&str; 39] = [
    "kg",
    "kgs",
    "g",
    "gm",
    "gms",
    "gram",
    "grams",
    "cm",
    "cms",
    "mm",
    "inch",
    "inches",
    "month",
    "months",
    "year",
    "years",
    "yrs",
    "in",
    "rs",
    "rs.",
    "inr",
    "₹",
    "rupees",
    "lakh",
    "lakhs",
    "lac",
    "lacs",
    "crore",
    "crores",
    "cr",
    "thousand",
    "thousands",
    "figures",
    "nos",
    "no",
    "number",
    "টাকা",
    "টাকায়",
    "लाख",
];

/// Units of weight and length that headers end in without brackets; single letters may be anything.
const LAST_UNITS: [&str; 10] = [
    "kg", "kgs", "gm", "gms", "grams", "cm", "cms", "mm", "inch", "inches",
];

/// Drops a unit of weight or length at the end: `Height in cm` is `Height`.
fn without_last_unit(text: &str) -> &str {
    let end = |text: &'_ str| text.trim_end_matches([' ', '.', '_', ',', '\u{a0}']).len();
    let trimmed = &text[..end(text)];
    let apart = |c: char| c.is_whitespace() || matches!(c, '_' | ',' | '-');
    match trimmed.rsplit_once(apart) {
        Some((before, unit)) if LAST_UNITS.contains(&unit) => {
            let before = &before[..end(before)];
            match before.rsplit_once(apart) {
                Some((header, "in")) => header,
                _ => before,
            }
        }
        _ => text,
    }
}

/// Drops brackets that hold a unit and nothing else.
fn without_unit(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let Some(close) = rest[open..].find([')', ']']).map(|close| open + close) else {
            break;
        };
        let words = rest[open + 1..close]
            .split([' ', '.', ',', '\u{a0}'])
            .filter(|word| !word.is_empty());
        let is_unit = words.clone().next().is_some() && words.clone().all(|word| UNIT_WORDS.contains(&word));
        kept.push_str(if is_unit { &rest[..open] } else { &rest[..=close] });
        rest = &rest[close + 1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(paths: &[&[&str]]) -> Headings {
        let heading = |(column, path): (u32, &&[&str])| Heading {
            column,
            title: path.join(JOINT),
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            scale: 1,
            parts: path.iter().map(|part| fold(part)).collect(),
        };
        Headings((0..).zip(paths).map(heading).collect())
    }

    fn find(headings: &Headings, text: &str) -> Found {
        headings.find(&[Pattern::of(text)])
    }

    #[test]
    fn case_spacing_punctuation_and_units_do_not_matter() {
        for text in [
            "Total Exp(Rs. in Lakhs.)",
            "total_exp",
            "TOTAL  EXP.*",
            "Total Exp [In Lakhs]",
            "Total\u{a0}Exp (in Cr)",
        ] {
            assert_eq!(fold(text), "totalexp", "{text}");
        }
        assert_eq!(fold("Household (1-14) days"), "household1-14days");
        assert_eq!(fold("Works Takenup (New+Spill Over)"), "workstakenupnewspillover");
        assert_eq!(
            fold("% payments within 15 days"),
            fold("percentage_payments_within_15_days")
        );
    }

    #[test]
    fn units_of_weight_and_length_do_not_matter_wherever_they_stand() {
        for text in [
            "Height",
            "Height (cm)",
            "Height cm.",
            "HEIGHT_IN_CMS",
            "Height in inches",
            "Height, mm",
        ] {
            assert_eq!(fold(text), "height", "{text}");
        }
        assert_eq!(
            (fold("cm"), fold("Category G"), fold("in kg")),
            ("cm".into(), "categoryg".into(), "in".into())
        );
    }

    #[test]
    fn headers_of_other_meaning_stay_apart() {
        assert_ne!(fold("Material"), fold("Material(%)"));
        assert_ne!(fold("1-14"), fold("114"));
        assert_ne!(fold("SC persondays"), fold("ST persondays"));
    }

    #[test]
    fn bengali_headers_are_the_same_in_either_encoding() {
        assert_eq!(fold("বাঁকু\u{9dc}া"), fold("বাঁকু\u{9a1}\u{9bc}া"));
    }

    #[test]
    fn the_end_of_a_header_tree_is_found_where_it_is_the_only_one() {
        let headings = headings(&[
            &["Area", "Block"],
            &["Paid", "Admin"],
            &["Due", "Admin"],
            &["Due", "Total"],
        ]);
        assert_eq!(find(&headings, "Block"), Found::Once(0));
        assert_eq!(find(&headings, "Due / Admin"), Found::Once(2));
        assert_eq!(find(&headings, "Admin"), Found::Nowhere, "either could be meant");
        assert_eq!(find(&headings, "Due"), Found::Nowhere);
    }

    #[test]
    fn a_header_that_stands_twice_is_told() {
        let headings = headings(&[&["Name"], &["Name"], &["Code"]]);
        assert_eq!(find(&headings, "name"), Found::Often("name".into(), vec![0, 1]));
    }

    #[test]
    fn an_open_bracket_is_no_fault() {
        assert_eq!(fold("Total Exp (Rs. in"), "totalexprsin");
        assert_eq!(fold(")("), "");
    }
}
