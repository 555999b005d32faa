//! What changes with time: titles, restarts, suspensions, parameters of the law.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::places::PlaceCode;
use crate::words::Words;

use super::schema::Day;

/// A legal title and the day from which it holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatedTitle {
    /// Its first day.
    #[schemars(with = "Day")]
    pub from: Date,
    /// The short title: “VB-G RAM G”.
    pub short: Words,
    /// The title of the Act.
    pub long: Words,
}

/// Whether a programme's small counts must be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// Published by law as they are.
    None,
    /// Hidden from everybody who is not in office for the place.
    SmallCounts,
}

/// When year-to-date counts begin again.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restarts {
    /// Whether each 1 April is a restart.
    #[serde(default)]
    pub every_financial_year: bool,
    /// Further restarts, as when a new law begins.
    #[serde(default)]
    #[schemars(with = "Vec<Day>")]
    pub on: Vec<Date>,
}

impl Restarts {
    /// The latest restart on or before a day, if there is one.
    pub fn last_before(&self, day: Date) -> Option<Date> {
        let april = self.every_financial_year.then(|| april_first(day)).flatten();
        self.on
            .iter()
            .copied()
            .filter(|restart| *restart <= day)
            .chain(april)
            .max()
    }

    /// The first restart after a day, if there is one.
    pub fn next_after(&self, day: Date) -> Option<Date> {
        let april = self
            .every_financial_year
            .then(|| april_first(day))
            .flatten()
            .and_then(|april| Date::new(april.year() + 1, 4, 1).ok());
        self.on
            .iter()
            .copied()
            .filter(|restart| *restart > day)
            .chain(april)
            .min()
    }
}

fn april_first(day: Date) -> Option<Date> {
    let year = if day.month() >= 4 {
        day.year()
    } else {
        day.year() - 1
    };
    Date::new(year, 4, 1).ok()
}

/// A time in which the programme did not run in a place and all that lies inside it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// Where.
    pub place: PlaceCode,
    /// First day.
    #[schemars(with = "Day")]
    pub from: Date,
    /// Last day.
    #[schemars(with = "Day")]
    pub to: Date,
    /// Why, as pages say it.
    pub reason: Words,
}

impl Suspension {
    /// Whether a span lies wholly inside the suspension.
    pub fn covers(&self, from: Date, to: Date) -> bool {
        self.from <= from && to <= self.to
    }
}

/// From a day on, something is counted in another way: figures of before and after are not figures of one thing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesBreak {
    /// The first day on which it is counted in the new way.
    #[schemars(with = "Day")]
    pub from: Date,
    /// The measures that are counted anew, and with them the indicators made of them; all when left out.
    #[serde(default)]
    pub measures: Vec<String>,
    /// The place in which, with all inside it; everywhere when left out.
    #[serde(default)]
    pub place: Option<PlaceCode>,
    /// What changed, as pages say it.
    pub title: Words,
}

/// A dated number of the law.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// `guaranteed_days`
    pub id: String,
    /// Its value.
    pub value: f64,
    /// First day on which it holds.
    #[schemars(with = "Day")]
    pub from: Date,
    /// Last day, when it has ended.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub to: Option<Date>,
    /// What it is.
    pub title: Words,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_count_of_july_2026_began_with_the_new_law_and_not_in_april() {
        let restarts = Restarts {
            every_financial_year: true,
            on: vec![date(2026, 7, 1)],
        };
        assert_eq!(restarts.last_before(date(2026, 7, 31)), Some(date(2026, 7, 1)));
        assert_eq!(restarts.last_before(date(2026, 6, 30)), Some(date(2026, 4, 1)));
        assert_eq!(restarts.last_before(date(2027, 4, 1)), Some(date(2027, 4, 1)));
        assert_eq!(restarts.next_after(date(2026, 6, 30)), Some(date(2026, 7, 1)));
        assert_eq!(restarts.next_after(date(2026, 7, 1)), Some(date(2027, 4, 1)));
    }

    #[test]
    fn a_span_that_leaves_the_suspension_by_a_day_is_not_suspended() {
        let suspension = Suspension {
            place: "state-19".parse().unwrap(),
            from: date(2022, 3, 9),
            to: date(2025, 12, 5),
            reason: Words::latin("No budget"),
        };
        assert!(suspension.covers(date(2022, 3, 9), date(2025, 12, 5)));
        assert!(!suspension.covers(date(2022, 3, 9), date(2025, 12, 6)));
    }
}
