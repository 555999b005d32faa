//! The rows of an answer: one for each expected place and period, in the order of the dimensions.

use catalog::{Catalog, Grain, Period, PlaceCode};
use figures::{Dimension, Key, Query};
use jiff::civil::Date;

use crate::day;
use crate::error::AnalyticsError;
use crate::question::Question;
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
    let places = places(question, catalog, Some(times.as_on));
    let periods = periods(question.grain, times);
    Question::check_rows(places.len().saturating_mul(periods.len()))?;
    let mut rows: Vec<GridRow> = Vec::with_capacity(places.len() * periods.len());
    for place in &places {
        for (period, span) in &periods {
            if let Some(keys) = keys(query, catalog, place, *period) {
                rows.push(GridRow {
                    keys,
                    place: place.clone(),
                    span: *span,
                    period: *period,
                });
            }
        }
    }
    rows.sort_by(|a, b| order(&a.keys).cmp(order(&b.keys)));
    Ok(rows)
}

/// The keys of the rows of an answer that is true of no day: a row for each place, and none where periods were asked.
pub fn keys_without_day(
    query: &Query,
    question: &Question<'_>,
    catalog: &Catalog,
) -> Result<Vec<Vec<Key>>, AnalyticsError> {
    let places = places(question, catalog, None);
    Question::check_rows(places.len())?;
    let mut rows: Vec<Vec<Key>> = places
        .iter()
        .filter_map(|place| keys(query, catalog, place, None))
        .collect();
    rows.sort_by(|a, b| order(a).cmp(order(b)));
    Ok(rows)
}

fn order(keys: &[Key]) -> impl Iterator<Item = (&str, Option<Date>)> {
    keys.iter().map(|key| match key {
        Key::Place { code, .. } => (code.as_str(), None),
        Key::Period(period) => ("", Some(period.from)),
    })
}

fn places(question: &Question<'_>, catalog: &Catalog, on: Option<Date>) -> Vec<PlaceCode> {
    let Some(finest) = question.finest().filter(|level| *level > question.within.level()) else {
        return vec![question.within.clone()];
    };
    let inside = catalog.places.inside(&question.within, finest, on);
    inside
        .into_iter()
        .filter(|place| place.counts_for(&question.programme.id))
        .map(|place| place.code.clone())
        .collect()
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
fn keys(query: &Query, catalog: &Catalog, place: &PlaceCode, period: Option<Period>) -> Option<Vec<Key>> {
    query
        .by
        .iter()
        .map(|dimension| match dimension {
            Dimension::Time(_) => period.map(Key::Period),
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
