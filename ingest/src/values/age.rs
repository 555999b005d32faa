//! Ages as typed, in months: `27`, `2 years 3 months`, `2y 3m`.

use catalog::format::ascii_digits;
use catalog::programme::ColumnType;

use super::{Reader, Unit, Value, is_not_reported};
use crate::problem::{Problem, ValueProblem};
use crate::read::{Cell, shortest_decimal, trim};

/// Words between the parts of an age.
const AND: [&str; 4] = ["and", "&", "ও", "और"];

impl Reader<'_> {
    /// An age. `header` is the unit that the header names, in which bare numbers are; else they are months.
    pub(super) fn age(&self, cell: Cell<'_>, header: Option<Unit>) -> Result<Option<Value>, Problem> {
        if is_not_reported(cell) {
            return Ok(None);
        }
        let unit = header.unwrap_or(Unit::Month);
        let months = match cell {
            Cell::Number(number) if number.is_finite() => Some(number * unit.stored()),
            Cell::Text(text) => months(text, unit),
            _ => None,
        };
        match months {
            Some(months) if months >= 0.0 => Ok(Some(Value::Number(months))),
            Some(months) => Err(Problem::Negative {
                column: self.id(),
                found: shortest_decimal(months),
            }),
            None => Err(ValueProblem::NotAnAge {
                column: self.id(),
                found: self.quoted(cell),
            }
            .into()),
        }
    }
}

/// The months of a text; a bare number must stand alone.
fn months(text: &str, bare: Unit) -> Option<f64> {
    let text = ascii_digits(trim(text)).to_lowercase();
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number * bare.stored());
    }
    let (mut sum, mut parts, mut rest) = (0.0, 0, text.as_str());
    loop {
        rest = rest.trim_start_matches([' ', ',', '.', '\u{a0}']);
        if let Some(after) = AND.iter().find_map(|and| rest.strip_prefix(and)) {
            rest = after.trim_start();
        }
        if rest.is_empty() {
            return (parts > 0).then_some(sum);
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..digits].parse().ok()?;
        let word = rest[digits..].trim_start();
        let end = word
            .find(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.'))
            .unwrap_or(word.len());
        sum += number * Unit::named(ColumnType::Age, &word[..end])?.stored();
        parts += 1;
        rest = &word[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::measured;
    use super::*;

    fn age(header: &str, text: &str) -> Result<Option<Value>, String> {
        measured("age", header, Cell::Text(text))
    }

    #[test]
    fn an_age_is_months_unless_cell_or_header_says_otherwise() {
        for (header, text) in [
            ("Age", "27"),
            ("Age in months", "27 months"),
            ("Age", "2 years 3 months"),
            ("Age", "2y 3m"),
            ("Age", "2 Yrs. and 3 mths"),
            ("Age in years", "2.25"),
            ("Age", "২ বছর ৩ মাস"),
            ("Age in years", "27 months"),
        ] {
            assert_eq!(
                age(header, text),
                Ok(Some(Value::Number(27.0))),
                "{header}: {text}"
            );
        }
        assert_eq!(
            measured("age", "Age", Cell::Number(0.0)),
            Ok(Some(Value::Number(0.0)))
        );
        assert_eq!(age("Age", "-"), Ok(None));
    }

    #[test]
    fn an_age_that_can_be_read_in_two_ways_is_reported() {
        for text in ["2 years 3", "two", "2/3", "years", "3 3", "nan", "inf"] {
            assert!(age("Age", text).unwrap_err().contains("`age`"), "{text}");
        }
        assert!(age("Age", "-3").unwrap_err().contains("less than nothing"));
    }
}
