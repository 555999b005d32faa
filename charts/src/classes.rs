//! One bar for each value of a class, in its own order: ages from young to old, not the largest first.

use crate::axis::Numbers;
use crate::ranked_bars::{Order, RankedBars, ranked_bars};
use crate::reading::{Reading, StateWords};
use crate::rows::{Row, Tone};
use crate::svg::{Caption, Svg, Width};

/// How much a bar tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A value of the class.
    Value,
    /// A value with so few in it that chance may have made the figure: drawn hollow. Its label should say of how many.
    Few,
    /// Those of whom the class is not known: grey, and after all values.
    Unknown,
}

/// A value of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// What it is called, in the reader's language.
    pub name: String,
    /// Its figure.
    pub reading: Reading,
    /// How much it tells.
    pub of: Of,
}

/// Bars by class.
pub struct Classes<'a> {
    /// What is said about the chart.
    pub caption: Caption,
    /// The values, in their order.
    pub classes: Vec<Class>,
    /// Words for the states.
    pub words: StateWords,
    /// Writes the numbers of the scale.
    pub numbers: Numbers<'a>,
}

/// Draws the bars, as tall as they need to be.
pub fn classes(chart: &Classes<'_>, width: Width) -> Svg {
    let (unknown, known): (Vec<&Class>, Vec<&Class>) =
        chart.classes.iter().partition(|class| class.of == Of::Unknown);
    let bars = RankedBars {
        caption: chart.caption.clone(),
        rows: known.into_iter().chain(unknown).map(row).collect(),
        order: Order::AsGiven,
        reference: None,
        words: chart.words.clone(),
        numbers: chart.numbers,
    };
    ranked_bars(&bars, width)
}

fn row(class: &Class) -> Row {
    let tone = match class.of {
        Of::Value => Tone::Told,
        Of::Few => Tone::Few,
        Of::Unknown => Tone::Plain,
    };
    Row::new(class.name.clone(), class.reading.clone()).tone(tone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::State;

    fn drawn(classes: &[(&str, Reading, Of)]) -> String {
        let chart = Classes {
            caption: Caption::new("ages", "By age"),
            classes: classes
                .iter()
                .map(|(name, reading, of)| Class {
                    name: (*name).to_owned(),
                    reading: reading.clone(),
                    of: *of,
                })
                .collect(),
            words: StateWords::english(),
            numbers: &|value, _| value.to_string(),
        };
        super::classes(&chart, Width::Wide).inline()
    }

    fn at(text: &str, name: &str) -> usize {
        text.find(&format!(">{name}<")).unwrap()
    }

    #[test]
    fn ages_keep_their_order_and_those_of_unknown_age_come_last() {
        let text = drawn(&[
            ("not known", Reading::value(9.0, "9"), Of::Unknown),
            ("0–5", Reading::value(1.0, "1"), Of::Value),
            ("6–11", Reading::value(5.0, "5"), Of::Value),
        ]);
        assert!(at(&text, "0–5") < at(&text, "6–11") && at(&text, "6–11") < at(&text, "not known"));
        assert_eq!(text.matches("class=\"told\"").count(), 2);
        assert_eq!(text.matches("class=\"mark\"").count(), 1);
    }

    #[test]
    fn a_bar_of_few_is_hollow() {
        let text = drawn(&[("0–5", Reading::value(50.0, "50 · 1 of 2"), Of::Few)]);
        assert!(
            text.contains("class=\"few\"") && !text.contains("class=\"told\""),
            "{text}"
        );
    }

    #[test]
    fn a_hidden_class_shows_no_bar_and_no_number() {
        let text = drawn(&[("0–5", Reading::State(State::Suppressed), Of::Value)]);
        assert!(
            text.contains("&lt;5") && !text.contains("class=\"told\""),
            "{text}"
        );
    }
}
