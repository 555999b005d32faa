//! The rows of an answer: one for each expected place and period, in the order of the dimensions.

use std::sync::Arc;

use catalog::{Catalog, Grain, Period, PlaceCode};
use figures::{Dimension, Key, Query};
use jiff::civil::Date;

use crate::day;
use crate::error::AnalyticsError;
use crate::parts::{Part, parts};
use crate::question::Question;
use crate::ratio::Whose;
use crate::reading::Span;

/// One row to be filled.
pub struct GridRow {
    /// A key for each dimension.
    pub keys: Vec<Key>,
    /// Whose figures.
    pub place: PlaceCode,
    /// Of what time.
    pub span: Span,
    /// The period, if periods were asked.
    pub period: Option<Period>,
    /// The values of the classes asked by, in order; none for what is not known.
    pub classes: Vec<Option<String>>,
    /// Only these units of the place, where groups were asked.
    pub units: Option<Arc<[PlaceCode]>>,
}

impl GridRow {
    /// Whose figures they are.
    pub fn whose(&self) -> Whose<'_> {
        Whose {
            place: &self.place,
            units: self.units.as_deref(),
        }
    }
}

/// The time a query is about.
pub struct Times {
    /// The day for which figures are true.
    pub as_on: Date,
    /// First day, for flows.
    pub from: Option<Date>,
    /// Last day.
    pub to: Date,
}

impl Times {
    /// The whole time as one span.
    pub fn span(&self) -> Span {
        self.from
            .map_or(Span::Position(self.to), |from| Span::Flow(from, self.to))
    }
}

/// Every row of the answer, sorted by the dimensions in order, places by code.
pub fn grid(
    query: &Query,
    question: &Question<'_>,
    catalog: &Catalog,
    times: &Times,
) -> Result<Vec<GridRow>, AnalyticsError> {
    let parts = parts(query, question, catalog, Some(times.as_on))?;
    let periods = periods(question.grain, times);
    Question::check_rows(parts.len().saturating_mul(periods.len()))?;
    let mut rows: Vec<(Vec<usize>, GridRow)> = Vec::with_capacity(parts.len() * periods.len());
    for part in &parts {
        for (period, span) in &periods {
            if let Some(keys) = keys(query, catalog, part, *period) {
                let row = GridRow {
                    keys,
                    place: part.place.clone(),
                    span: *span,
                    period: *period,
                    classes: part.class_values(),
                    units: part.units.clone(),
                };
                rows.push((part.ranks(), row));
            }
        }
    }
    rows.sort_by(|(ranks, a), (other, b)| order(&a.keys, ranks).cmp(order(&b.keys, other)));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The keys of the rows of an answer that is true of no day: a row for each place, and none where periods were asked.
pub fn keys_without_day(
    query: &Query,
    question: &Question<'_>,
    catalog: &Catalog,
) -> Result<Vec<Vec<Key>>, AnalyticsError> {
    let parts = parts(query, question, catalog, None)?;
    Question::check_rows(parts.len())?;
    let mut rows: Vec<(Vec<usize>, Vec<Key>)> = parts
        .iter()
        .filter_map(|part| Some((part.ranks(), keys(query, catalog, part, None)?)))
        .collect();
    rows.sort_by(|(ranks, a), (other, b)| order(a, ranks).cmp(order(b, other)));
    Ok(rows.into_iter().map(|(_, keys)| keys).collect())
}

/// Places by code, periods by time, classes as declared, groups by name.
fn order<'k>(keys: &'k [Key], ranks: &'k [usize]) -> impl Iterator<Item = (&'k str, Option<Date>, usize)> {
    let mut ranks = ranks.iter();
    keys.iter().map(move |key| match key {
        Key::Place { code, .. } => (code.as_str(), None, 0),
        Key::Period(period) => ("", Some(period.from), 0),
        Key::Value { .. } => ("", None, ranks.next().copied().unwrap_or(usize::MAX)),
    })
}

fn periods(grain: Option<Grain>, times: &Times) -> Vec<(Option<Period>, Span)> {
    let Some(grain) = grain else {
        return vec![(None, times.span())];
    };
    let from = times.from.unwrap_or_else(|| day::financial_year_start(times.to));
    let clipped = |period: Period| {
        (
            Some(period),
            Span::Flow(period.from.max(from), period.to.min(times.to)),
        )
    };
    grain.periods(from, times.to).into_iter().map(clipped).collect()
}

/// A key for each dimension; none where a place lies in no place of an asked level.
fn keys(query: &Query, catalog: &Catalog, part: &Part, period: Option<Period>) -> Option<Vec<Key>> {
    let place = &part.place;
    let mut values = part.values.iter();
    query
        .by
        .iter()
        .map(|dimension| match dimension {
            Dimension::Time(_) => period.map(Key::Period),
            Dimension::Named(_) => values.next().map(|value| value.key.clone()),
            Dimension::Place(level) => {
                let holder = if place.level() == *level {
                    catalog.places.get(place)
                } else {
                    catalog.places.ancestor_at(place, *level)
                };
                holder.map(|holder| Key::Place {
                    code: holder.code.clone(),
                    level: *level,
                    name: holder.name.clone(),
                })
            }
        })
        .collect()
}
