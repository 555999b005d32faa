//! Weights and lengths: whole grams and millimetres, in the unit that cell or header names.
//!
//! Nothing is corrected. A number that no child can have is left out, and the finding says which unit was likely meant.

use catalog::format::ascii_digits;

use super::{Reader, Unit, Value, is_not_reported};
use crate::problem::{Problem, ValueProblem};
use crate::read::{Cell, shortest_decimal, trim};
use crate::sheet::{Number, number_in_text};

impl Reader<'_> {
    /// A weight or length. `header` is the unit that the header names.
    pub(super) fn measured(&self, cell: Cell<'_>, header: Option<Unit>) -> Result<Option<Value>, Problem> {
        if is_not_reported(cell) {
            return Ok(None);
        }
        let usual = Unit::of_kind(self.column.kind).first().copied();
        let (number, unit) = match cell {
            Cell::Number(number) if number.is_finite() => (number, None),
            Cell::Text(text) => self
                .number_and_unit(text)
                .ok_or_else(|| self.not_a_number(cell))?,
            _ => return Err(self.not_a_number(cell)),
        };
        let Some(unit) = unit.or(header).or(usual) else {
            return Err(self.not_a_number(cell)); // no kind of column is without a unit
        };
        let stored = self.possible(number, unit)?;
        Ok(Some(Value::Whole(stored.round() as i64)))
    }

    /// `8500 g`, `8,5`, `34"` as number and the unit named.
    fn number_and_unit(&self, text: &str) -> Option<(f64, Option<Unit>)> {
        let text = ascii_digits(trim(text)).to_lowercase();
        let end = text
            .find(|c: char| c.is_alphabetic() || matches!(c, '"' | '″'))
            .unwrap_or(text.len());
        let (number, word) = text.split_at(end);
        let word = word.trim().trim_end_matches('.');
        let unit = match word {
            "" => None,
            word => Some(Unit::named(self.column.kind, word)?),
        };
        Some((decimal(number)?, unit))
    }

    /// The stored number, if it lies within what the programme says can be.
    fn possible(&self, number: f64, unit: Unit) -> Result<f64, Problem> {
        if number <= 0.0 {
            return Err(ValueProblem::NotAboveZero {
                column: self.id(),
                found: shortest_decimal(number),
            }
            .into());
        }
        let stored = number * unit.stored();
        if self.is_within(stored) {
            return Ok(stored);
        }
        let units = Unit::of_kind(self.column.kind).iter();
        let instead = units.filter(|other| self.is_within(number * other.stored()));
        Err(ValueProblem::Impossible {
            column: self.id(),
            found: format!("{} {}", shortest_decimal(number), unit.word()),
            between: self.between(),
            instead: instead.map(|other| other.word()).next(),
        }
        .into())
    }

    fn is_within(&self, stored: f64) -> bool {
        let shown = stored / self.column.kind.per_unit() as f64;
        self.column.min.is_none_or(|min| shown >= min) && self.column.max.is_none_or(|max| shown <= max)
    }

    fn between(&self) -> String {
        let unit = Unit::of_kind(self.column.kind)
            .first()
            .map_or("", |unit| unit.word());
        let bound = |bound: Option<f64>| bound.map(shortest_decimal).unwrap_or_default();
        format!("{}–{} {unit}", bound(self.column.min), bound(self.column.max))
    }
}

/// A number. A single comma with one or two digits behind it is a decimal comma: nobody groups so.
fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let with_point = text.split_once(',').filter(|(whole, rest)| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        !whole.is_empty() && digits(whole) && digits(rest) && (1..=2).contains(&rest.len())
    });
    match with_point {
        Some((whole, rest)) => format!("{whole}.{rest}").parse().ok(),
        None => match number_in_text(text) {
            Number::Value {
                value,
                percent: false,
                ..
            } => Some(value),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::measured;
    use super::*;

    fn grams(header: &str, text: &str) -> Result<Option<Value>, String> {
        measured("weight", header, Cell::Text(text))
    }

    #[test]
    fn a_weight_is_read_in_the_unit_of_its_cell_or_header_and_else_in_kilograms() {
        for (header, text) in [
            ("Weight", "8.5"),
            ("Weight kg", "8,5"),
            ("Weight (g)", "8500"),
            ("Weight in grams", "8,500"),
            ("Weight", "8500 g"),
            ("Weight (g)", "8.5 kg"),
            ("Weight", "৮.৫"),
            ("Weight", "8.5kgs."),
        ] {
            assert_eq!(
                grams(header, text),
                Ok(Some(Value::Whole(8_500))),
                "{header}: {text}"
            );
        }
        assert_eq!(
            measured("weight", "Weight", Cell::Number(8.55)),
            Ok(Some(Value::Whole(8_550)))
        );
    }

    #[test]
    fn a_length_in_inches_and_millimetres_becomes_millimetres() {
        assert_eq!(
            measured("height", "Height (inch)", Cell::Number(34.0)),
            Ok(Some(Value::Whole(864)))
        );
        assert_eq!(
            measured("height", "Height", Cell::Text("34\"")),
            Ok(Some(Value::Whole(864)))
        );
        assert_eq!(
            measured("muac", "MUAC (mm)", Cell::Text("115")),
            Ok(Some(Value::Whole(115)))
        );
        assert_eq!(
            measured("muac", "MUAC cm", Cell::Text("11,5")),
            Ok(Some(Value::Whole(115)))
        );
    }

    #[test]
    fn what_is_not_measured_is_not_reported() {
        for text in ["", "-", "NA"] {
            assert_eq!(grams("Weight", text), Ok(None), "{text}");
        }
    }

    #[test]
    fn grams_under_kilograms_are_reported_with_the_likely_mistake_and_not_corrected() {
        for text in ["8500", "8,500"] {
            assert_eq!(
                grams("Weight kg", text).unwrap_err(),
                "`weight` can't be 8500 kg, only 0.5–60 kg; this looks like g: write the unit into the cell or the header"
            );
        }
    }

    #[test]
    fn an_arm_in_millimetres_and_a_height_in_inches_are_reported_where_the_header_says_centimetres() {
        let refusal = measured("muac", "MUAC cm", Cell::Number(115.0)).unwrap_err();
        assert!(refusal.contains("looks like mm"), "{refusal}");
        let refusal = measured("height", "Height cm", Cell::Number(34.0)).unwrap_err();
        assert!(refusal.contains("looks like inch"), "{refusal}");
        let refusal = measured("height", "Height cm", Cell::Number(99_999.0)).unwrap_err();
        assert!(refusal.ends_with("correct the number"), "{refusal}");
    }

    #[test]
    fn nothing_weighs_nothing_or_less() {
        for text in ["0", "-8.5", "(8.5)"] {
            assert!(
                grams("Weight", text).unwrap_err().contains("more than nothing"),
                "{text}"
            );
        }
    }

    #[test]
    fn words_dates_and_percentages_are_no_weights() {
        for text in ["heavy", "8.5 cm", "85%", "8.5.5", "12,34,5"] {
            assert!(
                grams("Weight", text).unwrap_err().contains("is not a number"),
                "{text}"
            );
        }
        assert!(
            measured("weight", "Weight", Cell::Error("#REF!"))
                .unwrap_err()
                .contains("#REF!")
        );
    }
}
