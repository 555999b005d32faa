//! Choices: a cell says one of a few declared things, in any of their words.

use std::collections::HashMap;

use catalog::programme::{Choice, Column};

use super::{Reader, Value, is_not_reported};
use crate::heading::fold;
use crate::problem::{Problem, ValueProblem};
use crate::read::Cell;

/// The choices of a column by their words, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices<'a>(HashMap<String, &'a Choice>);

impl<'a> Choices<'a> {
    pub(super) fn of(column: &'a Column) -> Self {
        let mut choices = HashMap::new();
        for choice in &column.values {
            let words = choice.words.iter().map(String::as_str).chain(choice.title.each());
            for word in words.chain([choice.id.as_str()]) {
                choices.entry(fold(word)).or_insert(choice);
            }
        }
        Self(choices)
    }

    /// Most cells hold a word as it is declared, which needs no folding.
    fn find(&self, text: &str) -> Option<&'a Choice> {
        self.0.get(text).or_else(|| self.0.get(&fold(text))).copied()
    }
}

impl Reader<'_> {
    /// The id of a choice.
    pub(super) fn choice(&self, cell: Cell<'_>) -> Result<Option<Value>, Problem> {
        let text = cell.text();
        match self.choices.find(&text) {
            Some(choice) if choice.not_reported => Ok(None),
            Some(choice) => Ok(Some(Value::Text(choice.id.as_str().into()))),
            None if is_not_reported(cell) => Ok(None),
            None => Err(ValueProblem::NotAChoice {
                column: self.id(),
                found: self.quoted(cell),
                allowed: self.allowed(),
            }
            .into()),
        }
    }

    /// One word for each choice, as sheets are likely to write it.
    fn allowed(&self) -> Vec<String> {
        let words = self
            .column
            .values
            .iter()
            .map(|choice| choice.words.first().unwrap_or(&choice.id));
        words.cloned().collect()
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
            assert_eq!(
                sex(Cell::Text(text)),
                Ok(Some(Value::Text("female".into()))),
                "{text}"
            );
        }
        assert_eq!(sex(Cell::Number(1.0)), Ok(Some(Value::Text("male".into()))));
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
