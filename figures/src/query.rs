//! The question.

use std::fmt;
use std::str::FromStr;

use catalog::{Grain, PlaceCode, PlaceLevel};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::name::Name;
use crate::reader::Reader;

/// What is asked, by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The programme's id.
    pub programme: String,
    /// Measures and indicators, in the order of the answer.
    pub measures: Vec<String>,
    /// Dimensions, in the order of the answer.
    pub by: Vec<Dimension>,
    /// The place whose inside is asked for.
    pub within: PlaceCode,
    /// The day for which figures are true; the latest in the asked data when left out.
    pub as_on: Option<Date>,
    /// First day of the span, for flows.
    pub from: Option<Date>,
    /// Last day of the span; `as_on` when left out.
    pub to: Option<Date>,
    /// Only what had been taken in by then.
    pub known_on: Option<KnownOn>,
    /// Further conditions, all of which must hold.
    pub conditions: Vec<Where>,
    /// What each cell is compared with.
    pub compare: Option<Compare>,
    /// Who asks.
    pub reader: Reader,
}

impl Query {
    /// A query of the whole of a place, with nothing else asked.
    pub fn of(programme: &str, within: PlaceCode, measures: &[&str], reader: Reader) -> Self {
        Self {
            programme: programme.to_owned(),
            measures: measures.iter().map(|&measure| measure.to_owned()).collect(),
            by: Vec::new(),
            within,
            as_on: None,
            from: None,
            to: None,
            known_on: None,
            conditions: Vec::new(),
            compare: None,
            reader,
        }
    }
}

/// What an answer can be broken down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Places of a level.
    Place(PlaceLevel),
    /// Periods of a grain.
    Time(Grain),
    /// A class of cases or a group of units, which the programme declares.
    Named(Name),
}

impl Dimension {
    /// `block`, `month`
    pub fn id(&self) -> &str {
        match self {
            Self::Place(level) => level.id(),
            Self::Time(grain) => grain.id(),
            Self::Named(name) => name.as_str(),
        }
    }
}

impl FromStr for Dimension {
    type Err = QueryParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(level) = text.parse() {
            return Ok(Self::Place(level));
        }
        if let Ok(grain) = text.parse() {
            return Ok(Self::Time(grain));
        }
        text.parse()
            .map(Self::Named)
            .map_err(|()| QueryParseError::Dimension(text.to_owned()))
    }
}

/// The moment up to which deliveries count: `2026-11-22` (to the end of that day, UTC) or a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownOn(pub Timestamp);

impl FromStr for KnownOn {
    type Err = QueryParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || QueryParseError::Date(text.to_owned());
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Ok(Self(moment));
        }
        let day: Date = text.parse().map_err(|_| bad())?;
        if day.tomorrow().is_err() {
            return Ok(Self(Timestamp::MAX));
        }
        let next = day
            .tomorrow()
            .and_then(|next| next.to_zoned_datetime(TimeZone::UTC))
            .map_err(|_| bad())?;
        Ok(Self(next.timestamp() - jiff::SignedDuration::from_micros(1)))
    }
}

impl fmt::Display for KnownOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `COLUMN=VALUE`: only rows of that value. Columns are place levels, whose values are place codes, and the classes and
/// groups of units that the programme declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// `block`
    pub column: String,
    /// `block-2774`
    pub value: String,
}

impl FromStr for Where {
    type Err = QueryParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (column, value) = text
            .split_once('=')
            .ok_or_else(|| QueryParseError::Where(text.to_owned()))?;
        Ok(Self {
            column: column.trim().to_owned(),
            value: value.trim().to_owned(),
        })
    }
}

/// What a cell is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
    /// The span of the same length just before; for a position, the same day one month earlier.
    Previous,
    /// The same span a year earlier.
    LastYear,
}

impl Compare {
    /// `previous`, `last-year`
    pub fn id(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::LastYear => "last-year",
        }
    }
}

impl FromStr for Compare {
    type Err = QueryParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "previous" => Ok(Self::Previous),
            "last-year" => Ok(Self::LastYear),
            _ => Err(QueryParseError::Compare(text.to_owned())),
        }
    }
}

/// Words of a question that mean nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryParseError {
    /// Not a dimension.
    #[error(
        "`{0}` is not a dimension; use a place level (district, subdivision, block, gp …) or day, week, month, quarter, fy"
    )]
    Dimension(String),
    /// Not a date.
    #[error("`{0}` is not a date; write it like 2026-11-22")]
    Date(String),
    /// Not a condition.
    #[error("`{0}` is not a condition; write it like block=block-2774")]
    Where(String),
    /// Not a comparison.
    #[error("`{0}` is not a comparison; use previous or last-year")]
    Compare(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_on_a_day_means_to_the_end_of_that_day() {
        let known: KnownOn = "2026-11-22".parse().unwrap();
        assert_eq!(known.to_string(), "2026-11-22T23:59:59.999999Z");
    }

    #[test]
    fn words_that_mean_nothing_are_refused_with_what_could_be_meant() {
        let error = "the villages".parse::<Dimension>().unwrap_err().to_string();
        assert!(
            error.contains("`the villages`") && error.contains("block"),
            "{error}"
        );
        assert!("2026-13-40".parse::<KnownOn>().is_err());
        assert!("block".parse::<Where>().is_err());
        assert!("yesterday".parse::<Compare>().is_err());
    }
}
