//! What may stand in the cells of a column.

use catalog::Language;
use catalog::programme::{Column, ColumnType};
use ingest::Wording;

use super::headers::is_in;

/// What Excel accepts in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// Anything.
    Anything,
    /// Text that must not become a number, such as a code with leading zeros.
    Code,
    /// A whole number, 0 or more.
    Whole,
    /// A number between two.
    Between(f64, f64),
    /// A day.
    Day,
    /// One of these.
    OneOf(Vec<String>),
    /// One of these, or something else that may be right: the list is long and people abbreviate.
    Likely(Vec<String>),
}

/// As large as an amount can be.
const MOST: f64 = 1e13;

impl Check {
    /// What may stand in a column of a dataset.
    pub(super) fn of(column: &Column, language: Language) -> Self {
        let between =
            |least: f64, most: f64| Self::Between(column.min.unwrap_or(least), column.max.unwrap_or(most));
        match column.kind {
            ColumnType::Count if column.min.is_none() && column.max.is_none() => Self::Whole,
            ColumnType::Count => between(0.0, MOST),
            ColumnType::Money | ColumnType::Number => between(-MOST, MOST),
            ColumnType::Weight | ColumnType::Length | ColumnType::Age => between(0.0, 1_000.0),
            ColumnType::Date => Self::Day,
            ColumnType::YesNo => Self::OneOf(vec!["Y".to_owned(), "N".to_owned()]),
            ColumnType::Choice => Self::OneOf(words(column, language)),
            ColumnType::Case => Self::Code,
            ColumnType::Text | ColumnType::Unit => Self::Anything,
        }
    }

    /// What to write, for the notes.
    pub(super) fn hint(&self, wording: Wording<'_>) -> String {
        match self {
            Self::Anything => wording.text("template-text"),
            Self::Code => wording.text("template-code"),
            Self::Whole => wording.text("template-whole"),
            Self::Between(least, most) if *most >= MOST => match *least < 0.0 {
                true => wording.text("template-money"),
                false => wording.text("template-number"),
            },
            Self::Between(least, most) => {
                let (least, most) = (least.to_string(), most.to_string());
                wording.about("template-between", &[("least", &least), ("most", &most)])
            }
            Self::Day => wording.text("template-date"),
            Self::OneOf(words) if words.len() <= 12 => {
                wording.about("template-one-of", &[("words", &words.join(", "))])
            }
            Self::OneOf(_) | Self::Likely(_) => wording.text("template-from-list"),
        }
    }

    /// The words of its drop-down.
    pub(super) fn list(&self) -> Option<&[String]> {
        match self {
            Self::OneOf(words) | Self::Likely(words) if !words.is_empty() => Some(words),
            _ => None,
        }
    }
}

/// A word for each choice: its title in the language, unless two share it; else one of the words for it.
fn words(column: &Column, language: Language) -> Vec<String> {
    let title = |choice: &catalog::programme::Choice| choice.title.get(language).to_owned();
    let titles: Vec<String> = column.values.iter().map(title).collect();
    let is_shared = |text: &String| {
        let alike = |one: &&String| one.to_lowercase() == text.to_lowercase();
        titles.iter().filter(alike).count() > 1
    };
    let words = column.values.iter().zip(&titles).map(|(choice, title)| {
        let own = choice.words.iter().find(|word| is_in(word, language));
        match is_shared(title) {
            false => title.clone(),
            true => own.or(choice.words.first()).unwrap_or(&choice.id).clone(),
        }
    });
    words.collect()
}
