//! Times that a programme names: its editions, and the phases of each.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::calendar::Grain;
use crate::places::PlaceLevel;
use crate::words::Words;

use super::Programme;
use super::fault::Faults;
use super::schema::Day;

/// A row of times with a name, by which answers can be broken down as by month: editions of camps, phases of an edition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedTimes {
    /// The dimension: `edition`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// The times, in order; they don't overlap.
    pub values: Vec<NamedTime>,
}

/// One of them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedTime {
    /// As in data: `edition-8`
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// Its first day.
    #[schemars(with = "Day")]
    pub from: Date,
    /// Its last day; none while it lasts.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub to: Option<Date>,
}

impl Programme {
    /// The named times of that id.
    pub fn named_times(&self, id: &str) -> Option<&NamedTimes> {
        self.times.iter().find(|times| times.id == id)
    }

    /// Times that are none, or that can't be told apart from another dimension.
    pub(super) fn check_times(&self, faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for (at, times) in self.times.iter().enumerate() {
            faults.about("times", at);
            let id = &times.id;
            let is_taken = id.parse::<PlaceLevel>().is_ok()
                || id.parse::<Grain>().is_ok()
                || self.class(id).is_some()
                || self.group(id).is_some();
            if is_taken || !seen.insert(id) {
                faults.push(format!("`{id}` is the name of another dimension"));
            }
            if times.values.is_empty() {
                faults.push(format!("`{id}` names no time"));
            }
            self.check_values(times, faults);
        }
        faults.about_all();
    }

    fn check_values(&self, times: &NamedTimes, faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for time in &times.values {
            if !seen.insert(&time.id) {
                faults.push(format!("`{}` has `{}` twice", times.id, time.id));
            }
            if time.to.is_some_and(|to| to < time.from) {
                faults.push(format!("`{}` ends before it begins, on {}", time.id, time.from));
            }
        }
        for pair in times.values.windows(2) {
            if pair[0].to.is_none_or(|to| pair[1].from <= to) {
                faults.push(format!(
                    "`{}` begins before `{}` ends; times of one row follow one another",
                    pair[1].id, pair[0].id
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Programmes;

    fn faults(times: &str) -> String {
        let declared = include_str!("../../programmes/mgnrega/programme.toml");
        let added = Programmes::default().add("made-up.toml", &format!("{declared}\n{times}"));
        added.err().map(|fault| fault.to_string()).unwrap_or_default()
    }

    fn times(id: &str, values: &[(&str, &str, &str)]) -> String {
        let value = |(id, from, to): &(&str, &str, &str)| {
            let to = if to.is_empty() {
                String::new()
            } else {
                format!(", to = \"{to}\"")
            };
            format!("{{ id = \"{id}\", title = {{ en = \"{id}\" }}, from = \"{from}\"{to} }}")
        };
        let values: Vec<String> = values.iter().map(value).collect();
        format!(
            "[[times]]\nid = \"{id}\"\ntitle = {{ en = \"x\" }}\nvalues = [{}]\n",
            values.join(", ")
        )
    }

    #[test]
    fn times_that_follow_one_another_make_sense_and_the_last_may_be_open() {
        let good = times(
            "edition",
            &[("one", "2025-01-01", "2025-01-31"), ("two", "2025-02-01", "")],
        );
        assert_eq!(faults(&good), "");
    }

    #[test]
    fn times_that_overlap_end_early_or_bear_another_name_are_all_told() {
        let open = times("edition", &[("one", "2025-01-01", ""), ("two", "2025-02-01", "")]);
        assert!(faults(&open).contains("`two` begins before `one` ends"));
        let early = times("edition", &[("one", "2025-01-05", "2025-01-01")]);
        assert!(faults(&early).contains("ends before it begins"));
        assert!(faults(&times("month", &[("one", "2025-01-05", "")])).contains("another dimension"));
        assert!(faults(&times("gp", &[("one", "2025-01-05", "")])).contains("another dimension"));
        assert!(faults(&times("edition", &[])).contains("names no time"));
        let twice = times(
            "edition",
            &[("one", "2025-01-01", "2025-01-02"), ("one", "2025-02-01", "")],
        );
        assert!(faults(&twice).contains("`one` twice"));
    }
}
