//! Choices: a cell says one of a few declared things, in any of their words.

use std::collections::HashMap;
use std::sync::Arc;

use catalog::programme::{Choice, Column};

use super::{Reader, Value, is_not_reported};
use crate::heading::fold;
use crate::problem::{Problem, ValueProblem};
use crate::read::Cell;

/// The choices of a column by their words, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices<'a> {
    by_word: HashMap<String, &'a Choice>,
    /// One word for each choice, as sheets are likely to write it.
    allowed: Arc<[String]>,
}

impl<'a> Choices<'a> {
    pub(super) fn of(column: &'a Column) -> Self {
        let mut choices = HashMap::new();
        for choice in &column.values {
            let words = choice.words.iter().map(String::as_str).chain(choice.title.each());
            for word in words.chain([choice.id.as_str()]) {
                choices.entry(fold(word)).or_insert(choice);
            }
        }
        // Cells mostly hold words as they are declared, or in another case, which then need no folding.
        let words = column.values.iter().flat_map(|choice| {
            let words = choice.words.iter().map(String::as_str).chain(choice.title.each());
            words.flat_map(|word| {
                [
                    word.to_owned(),
                    word.to_lowercase(),
                    word.to_uppercase(),
                    capitalised(word),
                ]
            })
        });
        for word in words {
            if let Some(choice) = choices.get(&fold(&word)).copied() {
                choices.entry(word).or_insert(choice);
            }
        }
        let likely = |choice: &Choice| choice.words.first().unwrap_or(&choice.id).clone();
        Self {
            by_word: choices,
            allowed: column.values.iter().map(likely).collect(),
        }
    }

    fn find(&self, text: &str) -> Option<&'a Choice> {
        let known = |text: &str| self.by_word.get(text).copied();
        known(text)
            .or_else(|| known(&text.to_ascii_lowercase()))
            .or_else(|| known(&fold(text)))
    }
}

/// `scheduled caste` as forms print it: `Scheduled caste`.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

impl Reader<'_> {
    /// The id of a choice.
    pub(super) fn choice(&self, cell: Cell<'_>) -> Result<Option<Value>, Problem> {
        let text = cell.text();
        match self.choices.find(&text) {
            Some(choice) if choice.not_reported => Ok(None),
            Some(choice) => Ok(Some(Value::text(choice.id.as_str()))),
            None if is_not_reported(cell) => Ok(None),
            None => Err(ValueProblem::NotAChoice {
                column: self.id(),
                found: self.quoted(cell),
                allowed: Arc::clone(&self.choices.allowed),
            }
            .into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::measured;
    use super::*;

    fn sex(cell: Cell<'_>) -> Result<Option<Value>, String> {
        measured("sex", "Sex", cell)
    }

    #[test]
    fn a_choice_is_known_by_its_id_words_and_titles_in_any_script() {
        for text in ["female", "F", "f.", "GIRL", "Girls", "2", "মেয়ে", "महिला"] {
            assert_eq!(sex(Cell::Text(text)), Ok(Some(Value::text("female"))), "{text}");
        }
        assert_eq!(sex(Cell::Number(1.0)), Ok(Some(Value::text("male"))));
    }

    #[test]
    fn a_blank_choice_is_not_reported() {
        for cell in [Cell::Empty, Cell::Text("-"), Cell::Text("NA")] {
            assert_eq!(sex(cell), Ok(None), "{cell:?}");
        }
    }

    #[test]
    fn an_unknown_word_is_reported_with_the_allowed_ones() {
        assert_eq!(
            sex(Cell::Text("3")).unwrap_err(),
            "`3` is none of the words for `sex`; write one of f, m"
        );
        assert!(
            sex(Cell::Text("Sumitra"))
                .unwrap_err()
                .starts_with("`…` is none of")
        );
    }
}
