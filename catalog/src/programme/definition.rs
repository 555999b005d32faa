//! Definitions that name a rule's number: `{recovery_visits}` stands for the parameter's value on a day.

use std::ops::Range;

use jiff::civil::Date;

use crate::format::{grouped, rounded};
use crate::words::Words;

use super::Programme;
use super::fault::Faults;

impl Programme {
    /// A definition with the numbers of the rules in force on a day; without a day, with the latest ones.
    ///
    /// A rule that is not in force on that day has no number, and a dash says so. [`Programme::check`] refuses
    /// placeholders that name no parameter.
    pub fn filled(&self, definition: &Words, on: Option<Date>) -> Words {
        let fill = |text: &str| self.filled_text(text, on);
        Words {
            en: fill(&definition.en),
            bn: definition.bn.as_deref().map(fill),
            hi: definition.hi.as_deref().map(fill),
        }
    }

    fn filled_text(&self, text: &str, on: Option<Date>) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = placeholder(rest) {
            filled.push_str(&rest[..at.start]);
            let id = &rest[at.start + 1..at.end - 1];
            filled.push_str(&self.rule_number(id, on).map_or_else(|| "–".to_owned(), number));
            rest = &rest[at.end..];
        }
        filled + rest
    }

    fn rule_number(&self, id: &str, on: Option<Date>) -> Option<f64> {
        let parameter = match on {
            Some(day) => self.parameter(id, day),
            None => {
                let known = self.parameters.iter().filter(|parameter| parameter.id == id);
                known.max_by_key(|parameter| parameter.from)
            }
        };
        parameter.map(|parameter| parameter.value)
    }

    /// Placeholders of definitions that name no parameter are faults.
    pub(super) fn check_definitions(&self, faults: &mut Faults) {
        let measures = self.measures.iter().enumerate();
        let measures = measures.map(|(at, measure)| ("measure", at, &measure.id, &measure.definition));
        let indicators = self.indicators.iter().enumerate();
        let indicators =
            indicators.map(|(at, indicator)| ("indicator", at, &indicator.id, &indicator.definition));
        for (list, at, id, definition) in measures.chain(indicators) {
            faults.about(list, at);
            for text in definition.iter().flat_map(Words::each) {
                let unknown = placeholders(text)
                    .into_iter()
                    .filter(|name| self.parameters.iter().all(|known| known.id != *name));
                faults.extend(unknown.map(|name| {
                    format!("`{id}`: its definition names `{{{name}}}`, but no parameter has that id")
                }));
            }
        }
    }
}

/// A rule's number as people read it: whole where it is whole.
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 {
        grouped(&rounded(value, 0))
    } else {
        value.to_string()
    }
}

/// Where the first `{name}` stands, braces included.
fn placeholder(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| at + from) {
        let name = text[open + 1..]
            .find(|letter: char| !(letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'))
            .map(|end| open + 1 + end);
        match name {
            Some(end) if end > open + 1 && text[end..].starts_with('}') => return Some(open..end + 1),
            _ => from = open + 1,
        }
    }
    None
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = placeholder(rest) {
        found.push(&rest[at.start + 1..at.end - 1]);
        rest = &rest[at.end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Language;

    fn programme() -> Programme {
        toml::from_str(
            r#"
            id = "care"
            title = { en = "Care" }
            disclosure = "none"
            dataset = []
            measure = []
            [[parameter]]
            id = "visits"
            value = 3
            from = "2020-04-01"
            to = "2024-03-31"
            title = { en = "Visits" }
            [[parameter]]
            id = "visits"
            value = 2.5
            from = "2024-04-01"
            title = { en = "Visits" }
            "#,
        )
        .unwrap()
    }

    fn said(text: &str, on: Option<Date>) -> String {
        programme()
            .filled(&Words::latin(text), on)
            .get(Language::En)
            .to_owned()
    }

    #[test]
    fn a_definition_says_the_number_of_its_day() {
        assert_eq!(
            said("Seen {visits} times.", Some(date(2021, 1, 1))),
            "Seen 3 times."
        );
        assert_eq!(
            said("Seen {visits} times.", Some(date(2025, 1, 1))),
            "Seen 2.5 times."
        );
        assert_eq!(said("Seen {visits} times.", None), "Seen 2.5 times.");
    }

    #[test]
    fn a_rule_not_yet_in_force_has_no_number() {
        assert_eq!(said("{visits}/{visits}", Some(date(2019, 1, 1))), "–/–");
    }

    #[test]
    fn braces_that_name_nothing_stay_as_they_are() {
        for text in ["{", "{}", "{Visits}", "a {b c} d", "}{", "{visits"] {
            assert_eq!(said(text, None), text);
        }
    }

    #[test]
    fn a_definition_that_names_an_unknown_rule_is_a_fault() {
        let mut programme = programme();
        programme.measures = vec![
            toml::from_str(
                "id = \"seen\"\ntitle = { en = \"Seen\" }\ndefinition = { en = \"{visits} {vists}\" }\n\
                 dataset = \"x\"\nover_time = \"sum\"",
            )
            .unwrap(),
        ];
        let mut faults = Faults::default();
        programme.check_definitions(&mut faults);
        let faults = faults.into_found();
        assert_eq!(faults.len(), 1);
        assert!(faults[0].message.contains("`{vists}`"), "{faults:?}");
    }
}
