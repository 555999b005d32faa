//! What the lines around a table say about it: dates, the financial year, the place.

use crate::read::Workbook;

use super::Table;

/// What is said around a table, as written; the calendar and the registry of places make sense of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What follows `As on`, `তারিখ`, `दिनांक`: the date for which the figures are true should be in one of them.
    pub as_on: Vec<String>,
    /// Financial years named in titles or links: `2020-2021`.
    pub years: Vec<String>,
    /// Places named as `Block : Onda`, each as label and name, the label in lower case.
    pub places: Vec<(String, String)>,
}

/// The facts in the text of the page and in the titles, headings and notes of `table`.
pub fn facts(book: &Workbook, table: &Table) -> Facts {
    let around = table
        .titles
        .iter()
        .chain(&table.notes)
        .map(|line| line.text.as_str());
    let mut facts = Facts::default();
    for line in book.page_text.iter().map(String::as_str).chain(around) {
        facts.add(line);
    }
    facts
}

/// Whether a line dates a table, or says what place or unit it is of.
pub(crate) fn says_something(line: &str) -> bool {
    let mut facts = Facts::default();
    facts.add(line);
    facts != Facts::default() || super::scale(line).is_some()
}

impl Facts {
    fn add(&mut self, line: &str) {
        // Casing may change lengths outside ASCII, so that positions are only taken from ASCII lower case.
        let lower = line.to_ascii_lowercase();
        push_new(&mut self.as_on, as_on(line, &lower));
        push_new(&mut self.years, year(line, &lower));
        for pair in places(line, &lower) {
            push_new(&mut self.places, Some(pair));
        }
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: Option<T>) {
    if let Some(item) = item
        && !list.contains(&item)
    {
        list.push(item);
    }
}

/// Phrases before a date for which figures are true, the longer ones first.
const AS_ON: [&str; 14] = [
    "as on date",
    "as on",
    "as of",
    "as at",
    "upto date",
    "up to date",
    "upto",
    "up to",
    "report date",
    "date",
    "তারিখ",
    "দিনাংক",
    "दिनांक",
    "तिथि",
];

/// How much of a line after such a phrase may be a date: `26-07-2020 08:20 PM`, `31st December, 2024`.
const DATE_LENGTH: usize = 32;

fn as_on(line: &str, lower: &str) -> Option<String> {
    AS_ON.iter().find_map(|phrase| {
        let (_, end) = word(lower, phrase)?;
        let rest: String = line[end..]
            .trim_start_matches([' ', ':', '-', '(', '\u{a0}'])
            .chars()
            .take(DATE_LENGTH)
            .collect();
        let has_digit = rest.chars().any(|c| c.is_numeric());
        has_digit.then(|| rest.trim_end_matches([' ', ')', ']', ',']).to_owned())
    })
}

const YEAR: [&str; 9] = [
    "financial year",
    "fin_year",
    "finyear",
    "fin year",
    "f.y.",
    "fy",
    "অর্থবর্ষ",
    "আর্থিক বছর",
    "वित्तीय वर्ष",
];

fn year(line: &str, lower: &str) -> Option<String> {
    YEAR.iter().find_map(|phrase| {
        let (_, end) = word(lower, phrase)?;
        let rest = line[end..].trim_start_matches([' ', ':', '=', '-', '(', '.']);
        let year: String = rest
            .chars()
            .take_while(|c| c.is_numeric() || matches!(c, ' ' | '-' | '–' | '/'))
            .collect();
        let year = year.trim_end_matches([' ', '-', '–', '/']);
        (year.chars().filter(|c| c.is_numeric()).count() >= 4).then(|| year.to_owned())
    })
}

/// Labels before the name of a place, the longer ones first.
const PLACES: [&str; 21] = [
    "gram panchayat",
    "sub-division",
    "subdivision",
    "municipality",
    "panchayat",
    "district",
    "project",
    "sector",
    "state",
    "block",
    "gp",
    "গ্রাম পঞ্চায়েত",
    "মহকুমা",
    "রাজ্য",
    "জেলা",
    "ব্লক",
    "राज्य",
    "जिला",
    "प्रखंड",
    "ब्लॉक",
    "ग्राम पंचायत",
];

/// `State : JHARKHAND District : GUMLA` as pairs; a name ends where the next label begins.
fn places(line: &str, lower: &str) -> Vec<(String, String)> {
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for label in PLACES {
        let Some((start, end)) = word(lower, label) else {
            continue;
        };
        let colon = lower[end..]
            .find(|c: char| !c.is_whitespace())
            .filter(|&at| lower[end + at..].starts_with(':'));
        let Some(colon) = colon else { continue };
        if found
            .iter()
            .all(|&(other_start, other_end, _)| end <= other_start || start >= other_end)
        {
            found.push((start, end + colon + 1, label));
        }
    }
    found.sort_unstable();
    let ends = found.iter().skip(1).map(|&(start, ..)| start).chain([line.len()]);
    let pairs = found.iter().zip(ends).map(|(&(_, start, label), end)| {
        let name = line[start..end].trim_matches([' ', ',', ';', '|', '\u{a0}', ':', '(', ')']);
        (label.to_owned(), name.to_owned())
    });
    pairs.filter(|(_, name)| !name.is_empty()).collect()
}

/// Where `phrase` stands in `text` as words of its own.
fn word(text: &str, phrase: &str) -> Option<(usize, usize)> {
    text.match_indices(phrase)
        .map(|(start, _)| (start, start + phrase.len()))
        .find(|&(start, end)| {
            let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !joins(text[..start].chars().next_back()) && !joins(text[end..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts_of(lines: &[&str]) -> Facts {
        let mut facts = Facts::default();
        lines.iter().for_each(|line| facts.add(line));
        facts
    }

    #[test]
    fn the_head_of_an_mis_page_gives_date_year_and_place() {
        let facts = facts_of(&[
            "R5.1.3 Period Wise Employment Provided For Financial Year 2020-2021 As on   26-7-2020",
            "State : JHARKHAND District : GUMLA Block  : BASIA",
            "fin_year=2020-2021",
        ]);
        assert_eq!(
            (facts.as_on, facts.years),
            (vec!["26-7-2020".to_owned()], vec!["2020-2021".to_owned()])
        );
        let places: Vec<_> = facts
            .places
            .iter()
            .map(|(label, name)| (label.as_str(), name.as_str()))
            .collect();
        assert_eq!(
            places,
            [("state", "JHARKHAND"), ("district", "GUMLA"), ("block", "BASIA")]
        );
    }

    #[test]
    fn bengali_and_hindi_heads_are_read_too() {
        let facts = facts_of(&["জেলা: বাঁকুড়া ব্লক: ওন্দা", "তারিখ: ৩১/১২/২০২৪", "वित्तीय वर्ष 2024-25"]);
        assert_eq!(facts.as_on, ["৩১/১২/২০২৪"]);
        assert_eq!(facts.years, ["2024-25"]);
        assert_eq!(
            facts.places,
            [("জেলা", "বাঁকুড়া"), ("ব্লক", "ওন্দা")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
    }

    #[test]
    fn words_that_only_contain_a_label_say_nothing() {
        let facts = facts_of(&[
            "Blockade : none",
            "Update 5",
            "FYI 2020",
            "Statement: A",
            "as on",
            "District wise report",
        ]);
        assert_eq!(facts, Facts::default());
    }
}
