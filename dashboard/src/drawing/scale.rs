//! In which unit a chart counts, so that its axis has few digits; the unit is said once, in the title.

use catalog::{Unit, Words, format};

use crate::say::Say;

const LAKH: f64 = 1e5;
const CRORE: f64 = 1e7;

/// The unit of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// What a figure is divided by.
    pub divisor: f64,
    unit: Unit,
}

impl Scale {
    /// The unit for figures up to a size.
    pub fn of(largest: f64, unit: Unit) -> Self {
        let divisor = match unit {
            Unit::Count if largest >= CRORE => CRORE,
            Unit::Count if largest >= LAKH => LAKH,
            Unit::Rupees if largest >= 10.0 * CRORE => CRORE,
            Unit::Rupees => LAKH,
            Unit::Count
            | Unit::Days
            | Unit::Percent
            | Unit::RupeesPerDay
            | Unit::Index
            | Unit::GramsPerKilogramDay => 1.0,
        };
        Self { divisor, unit }
    }

    /// A title with the unit: `Persondays by month, lakh`.
    pub fn titled(self, title: &str, say: Say<'_>) -> String {
        let large = if self.divisor == CRORE {
            Some("unit-crore")
        } else {
            (self.divisor == LAKH).then_some("unit-lakh")
        };
        match (large.map(|id| say.text(id)), self.unit) {
            (Some(large), Unit::Rupees) => format!("{title}, ₹ {large}"),
            (Some(large), _) => format!("{title}, {large}"),
            (None, unit) => match format::unit_words(unit) {
                Some(words) => format!("{title}, {}", Words::get(&words, say.language)),
                None => title.to_owned(),
            },
        }
    }
}

/// Writes a figure at the end of a line or a bar: in the unit of the chart, without its word.
pub fn label(figure: f64, scale: Scale) -> String {
    if scale.divisor > 1.0 {
        axis_number(figure / scale.divisor, 1)
    } else {
        format::number(figure, scale.unit)
    }
}

/// Writes a number of an axis.
pub fn axis_number(number: f64, decimals: u32) -> String {
    format::grouped(&format::rounded(number, decimals as usize))
}

#[cfg(test)]
mod tests {
    use catalog::{Language, Messages};

    use super::*;

    #[test]
    fn the_unit_is_as_large_as_the_figures_ask_for() {
        let messages = Messages::new().unwrap();
        let titled =
            |largest, unit| Scale::of(largest, unit).titled("Persondays", Say::new(&messages, Language::En));
        assert_eq!(titled(420_000.0, Unit::Count), "Persondays, lakh");
        assert_eq!(titled(99_999.0, Unit::Count), "Persondays");
        assert_eq!(titled(3e8, Unit::Rupees), "Persondays, ₹ crore");
        assert_eq!(titled(80.0, Unit::Percent), "Persondays, %");
    }
}
