//! The question, checked: everything it names exists and goes together.

use catalog::programme::{Programme, Subject};
use catalog::{Catalog, Grain, PlaceCode, PlaceLevel};
use figures::{Dimension, Query, Where};
use jiff::civil::Date;

use crate::error::AnalyticsError;
use crate::kinds::Kinds;

/// The most rows an answer may have: as many as a server of 4 GB can write as a workbook for a few readers at once.
const MOST_ROWS: usize = 250_000;
/// The most rows of an answer that is made and written run by run: what a minute is enough for.
const MOST_LONG_ROWS: usize = 5_000_000;

/// A query whose every word is known.
pub struct Question<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// What is asked, in order.
    pub subjects: Vec<Subject<'a>>,
    /// The place whose inside is asked for, narrowed by the conditions.
    pub within: PlaceCode,
    /// Place levels asked, in order.
    pub levels: Vec<PlaceLevel>,
    /// The grain of time asked, if any.
    pub grain: Option<Grain>,
    /// Classes and groups asked by, and those that conditions narrow.
    pub kinds: Kinds<'a>,
}

impl<'a> Question<'a> {
    /// Checks a query against the catalog.
    pub fn of(query: &Query, catalog: &'a Catalog) -> Result<Self, AnalyticsError> {
        let programme = programme(&query.programme, catalog)?;
        if query.measures.is_empty() {
            return Err(AnalyticsError::NoMeasure);
        }
        check_days(query)?;
        check_measures(&query.measures)?;
        let subjects = query
            .measures
            .iter()
            .map(|id| subject(programme, id))
            .collect::<Result<Vec<_>, _>>()?;
        if catalog.places.get(&query.within).is_none() {
            return Err(AnalyticsError::UnknownPlace(query.within.to_string()));
        }
        check_span(query.from, query.to.or(query.as_on))?;
        let kinds = Kinds::of(query, programme, &subjects)?;
        let within = narrowed(query, &kinds, catalog)?;
        let (levels, grain) = dimensions(query)?;
        if let (Some(_), Some(times)) = (grain, kinds.times) {
            return Err(AnalyticsError::DimensionTwice(times.id.clone()));
        }
        if let Some(level) = outside(&levels, &within, catalog) {
            let dimension = level.id().to_owned();
            return Err(AnalyticsError::DimensionOutside {
                dimension,
                place: within.to_string(),
            });
        }
        Ok(Self {
            programme,
            subjects,
            within,
            levels,
            grain,
            kinds,
        })
    }

    /// The finest place level asked.
    pub fn finest(&self) -> Option<PlaceLevel> {
        self.levels.iter().copied().max()
    }

    /// Refuses an answer of more rows than can be held at once.
    pub fn check_rows(rows: usize) -> Result<(), AnalyticsError> {
        check(rows, MOST_ROWS)
    }

    /// Refuses an answer of more rows than can be written run by run.
    pub fn check_long(rows: usize) -> Result<(), AnalyticsError> {
        check(rows, MOST_LONG_ROWS)
    }
}

fn check(rows: usize, limit: usize) -> Result<(), AnalyticsError> {
    if rows > limit {
        Err(AnalyticsError::TooLarge { rows, limit })
    } else {
        Ok(())
    }
}

/// The programme of an id.
pub fn programme<'a>(id: &str, catalog: &'a Catalog) -> Result<&'a Programme, AnalyticsError> {
    catalog
        .programme(id)
        .ok_or_else(|| AnalyticsError::UnknownProgramme {
            asked: id.to_owned(),
            known: catalog
                .programmes
                .iter()
                .map(|known| known.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })
}

fn subject<'a>(programme: &'a Programme, id: &str) -> Result<Subject<'a>, AnalyticsError> {
    programme
        .subject(id)
        .ok_or_else(|| AnalyticsError::UnknownMeasure {
            programme: programme.id.clone(),
            asked: id.to_owned(),
            near: near(programme, id).join(", "),
        })
}

/// The ids that share most of their letters with what was asked.
fn near<'a>(programme: &'a Programme, asked: &str) -> Vec<&'a str> {
    let ids = programme
        .measures
        .iter()
        .map(|m| m.id.as_str())
        .chain(programme.indicators.iter().map(|i| i.id.as_str()));
    let mut ranked: Vec<(usize, &str)> = ids
        .map(|id| (catalog::spelling::distance(id, asked), id))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(3).map(|(_, id)| id).collect()
}

fn dimensions(query: &Query) -> Result<(Vec<PlaceLevel>, Option<Grain>), AnalyticsError> {
    let (mut levels, mut grain) = (Vec::new(), None);
    for dimension in &query.by {
        let twice = match dimension {
            Dimension::Place(level) => levels.contains(level),
            Dimension::Time(_) => grain.is_some(),
            Dimension::Named(_) => query.by.iter().filter(|other| *other == dimension).count() > 1,
        };
        if twice {
            return Err(AnalyticsError::DimensionTwice(dimension.id().to_owned()));
        }
        match dimension {
            Dimension::Place(level) => levels.push(*level),
            Dimension::Time(asked) => grain = Some(*asked),
            Dimension::Named(_) => {}
        }
    }
    Ok((levels, grain))
}

/// The level that can't break down a place. Coarser ones may name what the place lies in, but only beside one that is
/// not coarser: else the place's own figures would stand under the name of a larger one.
fn outside(levels: &[PlaceLevel], within: &PlaceCode, catalog: &Catalog) -> Option<PlaceLevel> {
    let finest = levels.iter().copied().max()?;
    if finest < within.level() {
        return Some(finest);
    }
    let names =
        |level: PlaceLevel| level >= within.level() || catalog.places.ancestor_at(within, level).is_some();
    levels.iter().copied().find(|level| !names(*level))
}

/// Days far outside the calendar of any office have no financial year around them.
fn check_days(query: &Query) -> Result<(), AnalyticsError> {
    let mut days = [query.as_on, query.from, query.to].into_iter().flatten();
    match days.find(|day| !catalog::calendar::is_dated(*day)) {
        Some(day) => Err(AnalyticsError::DayOutside(day.to_string())),
        None => Ok(()),
    }
}

fn check_measures(measures: &[String]) -> Result<(), AnalyticsError> {
    let twice = measures
        .iter()
        .enumerate()
        .find(|(at, id)| measures[..*at].contains(id));
    match twice {
        Some((_, id)) => Err(AnalyticsError::MeasureTwice(id.clone())),
        None => Ok(()),
    }
}

fn check_span(from: Option<Date>, to: Option<Date>) -> Result<(), AnalyticsError> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => Err(AnalyticsError::BadSpan {
            from: from.to_string(),
            to: to.to_string(),
            problem: "ends before it begins; swap the two days",
        }),
        _ => Ok(()),
    }
}

/// The place left by all conditions: each names a place around or inside what is left so far.
fn narrowed(query: &Query, kinds: &Kinds<'_>, catalog: &Catalog) -> Result<PlaceCode, AnalyticsError> {
    query
        .conditions
        .iter()
        .filter(|condition| !kinds.narrows(&condition.column))
        .try_fold(query.within.clone(), |within, condition| {
            let asked = condition_place(condition, catalog)?;
            if catalog.places.contains(&asked, &within) || asked == within {
                Ok(within)
            } else if catalog.places.contains(&within, &asked) {
                Ok(asked)
            } else {
                let asked = format!("{}={}", condition.column, condition.value);
                Err(AnalyticsError::ConditionOutside(asked))
            }
        })
}

fn condition_place(condition: &Where, catalog: &Catalog) -> Result<PlaceCode, AnalyticsError> {
    let level: PlaceLevel = condition.column.parse().map_err(|_| unknown(condition))?;
    let code: PlaceCode = condition.value.parse().map_err(|_| unknown(condition))?;
    let known = catalog
        .places
        .get(&code)
        .is_some_and(|place| place.level == level);
    if known { Ok(code) } else { Err(unknown(condition)) }
}

fn unknown(condition: &Where) -> AnalyticsError {
    AnalyticsError::UnknownCondition(format!("{}={}", condition.column, condition.value))
}
