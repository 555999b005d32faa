//! What is held of persons and why, and how long rows are kept.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::calendar::FinancialYear;
use crate::words::Words;

use super::fault::Faults;
use super::{ColumnType, Dataset, Keeps, Programme};

/// How long rows are kept: so many months after the end of the financial year that they are about.
///
/// Whole financial years go, since year-to-date counts begin with them: what is left is then the same as it was.
///
/// ```
/// use catalog::programme::Keep;
///
/// let keep: Keep = "36 months".parse().unwrap();
/// let today = "2026-11-28".parse().unwrap();
/// // 2022-23 ended more than three years before that day, and 2023-24 did not.
/// assert_eq!(keep.first_day_kept(today).to_string(), "2023-04-01");
/// assert_eq!("3 years".parse(), Ok(keep));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Keep {
    months: u16,
}

impl Keep {
    /// Months that are kept.
    pub fn months(self) -> u16 {
        self.months
    }

    /// The first day of the oldest financial year that is kept on a day.
    pub fn first_day_kept(self, today: Date) -> Date {
        let reach = today.saturating_sub(i32::from(self.months).months());
        FinancialYear::of(reach).first_day()
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} months", self.months)
    }
}

/// A text that tells no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no time for which rows are kept; write it like `36 months` or `3 years`, from 12 months to 100 years"
)]
pub struct NoKeep(String);

impl FromStr for Keep {
    type Err = NoKeep;

    fn from_str(text: &str) -> Result<Self, NoKeep> {
        let told = text.trim().split_once(' ').and_then(|(number, unit)| {
            let number: u16 = number.parse().ok()?;
            match unit.trim() {
                "months" | "month" => Some(number),
                "years" | "year" => number.checked_mul(12),
                _ => None,
            }
        });
        // Less than a year would take this year's own beginning away; and a century is for ever.
        match told {
            Some(months) if (12..=1_200).contains(&months) => Ok(Self { months }),
            _ => Err(NoKeep(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Keep {
    type Error = NoKeep;

    fn try_from(text: String) -> Result<Self, NoKeep> {
        text.parse()
    }
}

impl JsonSchema for Keep {
    fn schema_name() -> Cow<'static, str> {
        "Keep".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^\\d+ (month|year)s?$" })
    }
}

/// What the rows of a dataset tell of persons, and why they are held.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    /// Whom they are about: children under six and their mothers.
    pub of: Words,
    /// For what they are held.
    pub purpose: Words,
    /// By which law or order.
    pub basis: Words,
}

/// What becomes of rows whose time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtItsEnd {
    /// They are taken out.
    Removed,
    /// What tells their cases apart becomes what nobody can find again. Followed cases are told by all of their rows, so
    /// that figures of today would be others without the old ones.
    Unlinked,
}

impl Programme {
    /// What becomes of rows of a dataset once their time is over; none where they are never taken out: lists of units, and
    /// what has no rows of its own.
    pub fn at_its_end(&self, dataset: &Dataset) -> Option<AtItsEnd> {
        match &dataset.keeps {
            Keeps::Series | Keeps::Tally(_) | Keeps::Docket(_) => Some(AtItsEnd::Removed),
            Keeps::Cases(_) if self.is_followed(dataset) => Some(AtItsEnd::Unlinked),
            Keeps::Cases(_) => Some(AtItsEnd::Removed),
            Keeps::Register(_) | Keeps::Follow(_) => None,
        }
    }

    /// Whether cases of a dataset are followed, or what happened to followed ones is told by it.
    fn is_followed(&self, dataset: &Dataset) -> bool {
        self.followed_with(dataset).next().is_some()
    }

    /// The datasets that tell of the same followed cases as this one, itself among them.
    pub fn followed_with<'a>(&'a self, dataset: &'a Dataset) -> impl Iterator<Item = &'a Dataset> {
        let follows = self.datasets.iter().filter_map(|other| match &other.keeps {
            Keeps::Follow(follow) => Some(follow),
            _ => None,
        });
        let of_it =
            follows.filter(|follow| follow.of == dataset.id || follow.events.as_ref() == Some(&dataset.id));
        let ids = of_it.flat_map(|follow| std::iter::once(&follow.of).chain(&follow.events));
        ids.filter_map(|id| self.dataset(id))
    }
}

/// Whether what a dataset says of persons and of its end makes sense, as faults.
pub(super) fn check(programme: &Programme, dataset: &Dataset, faults: &mut Faults) {
    let id = &dataset.id;
    if dataset.keep.is_some() && programme.at_its_end(dataset).is_none() {
        faults.push(format!(
            "dataset `{id}`: `keep` is for rows with a time of their own; a list of units holds until the next one, and \
             what is followed has the rows of its cases"
        ));
    }
    for other in programme.followed_with(dataset) {
        if other.keep != dataset.keep {
            faults.push(format!(
                "dataset `{id}`: its cases are followed together with those of `{}`, so that both are kept equally long",
                other.id
            ));
        }
    }
    let is_of_cases = dataset
        .columns
        .iter()
        .any(|column| column.kind == ColumnType::Case);
    if dataset.personal.is_some() && !is_of_cases {
        faults.push(format!(
            "dataset `{id}`: `personal` is for rows about single cases; this one has no column of type `case`"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_financial_year_goes_when_it_ended_longer_ago_than_rows_are_kept() {
        let keep: Keep = "12 months".parse().unwrap();
        assert_eq!(keep.first_day_kept(date(2026, 3, 31)), date(2024, 4, 1));
        assert_eq!(keep.first_day_kept(date(2026, 4, 1)), date(2025, 4, 1));
        assert_eq!(keep.first_day_kept(date(1, 6, 1)), date(0, 4, 1));
    }

    #[test]
    fn what_is_no_length_of_time_is_refused_with_how_to_write_it() {
        for text in [
            "",
            "36",
            "months",
            "0 months",
            "11 months",
            "-3 years",
            "3 days",
            "999 years",
            "3  fortnights",
        ] {
            let told = text.parse::<Keep>().unwrap_err().to_string();
            assert!(told.contains("36 months"), "{text}: {told}");
        }
    }
}
