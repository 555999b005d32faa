//! Yes or no. 2 is no, as in the forms of the WHO's surveys.

use std::sync::LazyLock;

use super::{Reader, Value, is_not_reported};
use crate::heading::fold;
use crate::problem::{Problem, ValueProblem};
use crate::read::Cell;

const YES: [&str; 8] = ["y", "yes", "1", "true", "হ্যাঁ", "হ্যা", "हाँ", "हां"];
const NO: [&str; 8] = ["n", "no", "2", "0", "false", "না", "नहीं", "नही"];

/// The words as they are compared.
static FOLDED: LazyLock<[[String; 8]; 2]> = LazyLock::new(|| [YES.map(fold), NO.map(fold)]);

impl Reader<'_> {
    pub(super) fn yes_no(&self, cell: Cell<'_>) -> Result<Option<Value>, Problem> {
        let text = fold(&cell.text());
        let [yes, no] = &*FOLDED;
        match (yes.contains(&text), no.contains(&text)) {
            _ if is_not_reported(cell) => Ok(None),
            (true, _) => Ok(Some(Value::Flag(true))),
            (false, true) => Ok(Some(Value::Flag(false))),
            (false, false) => Err(ValueProblem::NotYesNo {
                column: self.id(),
                found: self.quoted(cell),
            }
            .into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::measured;
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_three_languages_and_as_codes() {
        for text in ["Y", "yes", "1", "হ্যাঁ", "हाँ"] {
            assert_eq!(
                measured("oedema", "", Cell::Text(text)),
                Ok(Some(Value::Flag(true))),
                "{text}"
            );
        }
        for text in ["N", "No.", "2", "0", "না", "नहीं"] {
            assert_eq!(
                measured("oedema", "", Cell::Text(text)),
                Ok(Some(Value::Flag(false))),
                "{text}"
            );
        }
        assert_eq!(
            measured("oedema", "", Cell::Bool(true)),
            Ok(Some(Value::Flag(true)))
        );
        assert_eq!(measured("oedema", "", Cell::Empty), Ok(None));
    }

    #[test]
    fn what_is_neither_is_reported() {
        for text in ["3", "?", "maybe"] {
            let refusal = measured("oedema", "", Cell::Text(text)).unwrap_err();
            assert!(refusal.contains("neither yes nor no"), "{text}: {refusal}");
        }
    }
}
