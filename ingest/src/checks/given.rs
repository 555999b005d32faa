//! Checks of what must be reported where another column says so.

use catalog::programme::Test;

use crate::problem::{CaseProblem, Problem};
use crate::row::Row;
use crate::values::Value;

/// What is not reported though the test holds; it is told at the cell that asks for it. `columns` are the positions of the
/// column and of that of the test.
pub(super) fn missing(column: &str, when: &Test, columns: &[usize], row: &Row) -> Option<(usize, Problem)> {
    let [wanted, because] = *columns else { return None };
    let problem = || CaseProblem::NotGiven {
        column: column.to_owned(),
        because: when.column.clone(),
    };
    (row.cell(wanted).is_none() && holds(when, because, row)).then(|| (because, problem().into()))
}

/// Whether a row meets a test of the column at that position.
fn holds(test: &Test, column: usize, row: &Row) -> bool {
    let value = row.cell(column).map(|cell| &cell.value);
    let is_one_of = |words: &Vec<String>| match value {
        Some(Value::Text(text)) => words.iter().any(|word| word.as_str() == &***text),
        _ => false,
    };
    let whole = row.whole(column);
    test.is.as_ref().is_none_or(is_one_of)
        && test
            .is_not
            .as_ref()
            .is_none_or(|words| value.is_some() && !is_one_of(words))
        && test.known.is_none_or(|known| known == value.is_some())
        && test
            .yes
            .is_none_or(|yes| yes == matches!(value, Some(Value::Flag(true))))
        && test
            .at_least
            .is_none_or(|least| whole.is_some_and(|whole| whole >= least))
        && test
            .below
            .is_none_or(|most| whole.is_some_and(|whole| whole < most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Reported;
    use jiff::civil::date;

    fn row(cells: Vec<(usize, Value)>) -> Row {
        let cells = cells
            .into_iter()
            .map(|(column, value)| Reported::new(column, 3, column as u32, value));
        Row {
            place: "district-305".parse().unwrap(),
            printed: "Bankura".into(),
            case: None,
            date: date(2026, 5, 10),
            sheet_row: 3,
            more_rows: Vec::new(),
            cells: cells.collect(),
        }
    }

    fn at(test: &str, cells: Vec<(usize, Value)>) -> Option<usize> {
        let test: Test = toml::from_str(&format!("column = \"status\"\n{test}")).unwrap();
        missing("closed", &test, &[0, 1], &row(cells)).map(|(at, _)| at)
    }

    #[test]
    fn a_matter_that_is_disposed_of_needs_its_day_and_others_do_not() {
        let status = |text: &str| (1, Value::text(text));
        let closed = (0, Value::Day(date(2026, 5, 11)));
        let disposed = "is = [\"disposed\", \"dropped\"]";
        assert_eq!(at(disposed, vec![status("disposed")]), Some(1));
        assert_eq!(at(disposed, vec![status("dropped")]), Some(1));
        assert_eq!(at(disposed, vec![status("disposed"), closed]), None);
        assert_eq!(at(disposed, vec![status("open")]), None);
        assert_eq!(at(disposed, vec![]), None);
        assert_eq!(at("is_not = [\"open\"]", vec![status("disposed")]), Some(1));
        assert_eq!(
            at("is_not = [\"open\"]", vec![]),
            None,
            "what is not known asks for nothing"
        );
    }

    #[test]
    fn what_is_known_yes_or_large_enough_asks_too() {
        assert_eq!(
            at("known = true", vec![(1, Value::Day(date(2026, 5, 1)))]),
            Some(1)
        );
        assert_eq!(at("yes = true", vec![(1, Value::Flag(false))]), None);
        assert_eq!(at("yes = true", vec![(1, Value::Flag(true))]), Some(1));
        assert_eq!(at("at_least = 3", vec![(1, Value::Whole(2))]), None);
        assert_eq!(at("at_least = 3", vec![(1, Value::Whole(3))]), Some(1));
        assert_eq!(at("below = 3", vec![(1, Value::Whole(3))]), None);
    }
}
