//! What a report is known by: an id of what it depends on, and a digest of what it says.

use catalog::Language;
use figures::{Cell, Change, Figures, Key, ReaderClass};

use crate::report::{Body, Report};

/// The id of a report, and where it can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Sixteen hexadecimal digits.
    pub(crate) id: String,
    /// Its page in the dashboard.
    pub(crate) address: String,
}

/// The hash of data version, report, place, as-on, language and audience: what the bytes of a report depend on.
pub(crate) fn id(report: &Report, audience: &ReaderClass, language: Language) -> String {
    let mut hash = Hash::default();
    hash.number(report.data_version());
    hash.word(&report.name);
    hash.word(report.place.as_str());
    hash.word(&report.known_on.map(|known| known.to_string()).unwrap_or_default());
    for day in report.days() {
        hash.word(&day.map(|day| day.to_string()).unwrap_or_default());
    }
    hash.word(language.code());
    hash.word(audience.role.id());
    hash.words(audience.scope.iter().map(|code| code.as_str()));
    hash.words(audience.programmes.iter().map(String::as_str));
    let mut hex = hash.end();
    hex.truncate(DIGITS);
    hex
}

/// Enough that no two reports of a state in a hundred years share one, and few enough for a small picture.
const DIGITS: usize = 16;

/// Whether a word is of the form of an id.
pub fn is_report_id(word: &str) -> bool {
    word.len() == DIGITS && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A hash of all figures in their order. Neither the data version nor the sheets they came from count: a report of a newer
/// version that says the same has the same digest.
pub(crate) fn digest(report: &Report) -> String {
    let mut hash = Hash::default();
    for section in &report.sections {
        match &section.body {
            Body::Figures(content) => content.answers().for_each(|figures| hash.figures(figures)),
            Body::Convergence(made) => hash.figures(&made.figures),
            Body::Text(text) => hash.words(text.each()),
            Body::Withheld => hash.word("withheld"),
            Body::Fault(reference) => hash.word(reference),
        }
    }
    hash.end()
}

/// Lengths count, so that words can't run into one another.
#[derive(Default)]
struct Hash(blake3::Hasher);

impl Hash {
    fn number(&mut self, number: u64) {
        self.0.update(&number.to_le_bytes());
    }

    fn word(&mut self, word: &str) {
        self.number(word.len() as u64);
        self.0.update(word.as_bytes());
    }

    fn words<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let words: Vec<&str> = words.collect();
        self.number(words.len() as u64);
        words.into_iter().for_each(|word| self.word(word));
    }

    fn figures(&mut self, figures: &Figures) {
        self.word(&figures.programme);
        self.word(&figures.as_on.map(|day| day.to_string()).unwrap_or_default());
        self.words(figures.columns.iter().map(|column| column.id.as_str()));
        for count in [
            figures.units.reported,
            figures.units.carried,
            figures.units.expected,
        ] {
            self.number(count.into());
        }
        for row in &figures.rows {
            for key in &row.keys {
                match key {
                    Key::Place { code, .. } => self.word(code.as_str()),
                    Key::Period(period) => self.word(&period.label()),
                    Key::Value { id, .. } => self.word(id),
                }
            }
            row.cells.iter().for_each(|cell| self.cell(cell));
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let change = match cell.change {
            Some(Change::Percent(change) | Change::Points(change)) => Some(change),
            Some(Change::NotApplicable) | None => None,
        };
        self.word(cell.state.id());
        for value in [cell.value, cell.previous, change] {
            self.number(value.map_or(u64::MAX, f64::to_bits));
        }
    }

    fn end(&self) -> String {
        self.0.finalize().to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_told_from_the_name_of_a_report() {
        assert!(is_report_id("0123456789abcdef"));
        for other in ["daily-employment", "0123456789ABCDEF", "0123456789abcde", ""] {
            assert!(!is_report_id(other), "{other}");
        }
    }
}
