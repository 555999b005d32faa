//! The rows of an answer: one for each expected place and period, in the order of the dimensions.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use catalog::programme::{NamedTime, Subject};
use catalog::{Catalog, Grain, Period, PlaceCode, Words};
use figures::{Dimension, Key, Query};
use jiff::civil::Date;

use crate::day;
use crate::error::AnalyticsError;
use crate::parts::{Part, parts};
use crate::question::Question;
use crate::ratio::{Whose, parts_of};
use crate::reading::Span;
use crate::resolve::over;

/// One row to be filled.
pub struct GridRow {
    /// A key for each dimension.
    pub keys: Vec<Key>,
    /// Whose figures, and of which classes.
    pub part: Arc<Part>,
    /// Of what time.
    pub span: Span,
    /// The period, if periods were asked.
    pub period: Option<Period>,
    /// Of a named time, the one before it, as far into it as this one goes; none for the first.
    pub before: Option<Option<Span>>,
}

impl GridRow {
    /// Whose figures they are.
    pub fn whose(&self) -> Whose<'_> {
        Whose {
            place: &self.part.place,
            units: self.part.units.as_deref(),
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

impl Times {
    /// The days on some of which a place must exist to be in the answer: what it counted before it ended is part of the whole.
    fn places_of(&self, question: &Question<'_>) -> (Date, Date) {
        let from = match (self.from, question.grain) {
            (Some(from), _) => from,
            (None, Some(_)) => day::financial_year_start(self.to),
            (None, None) if question.kinds.times.is_some() => {
                let first = question.kinds.times.and_then(|times| times.values.first());
                first.map_or(self.to, |time| time.from.min(self.to))
            }
            (None, None) => {
                let over =
                    |subject: &Subject<'_>| over(&parts_of(question.programme, *subject, self.span())).0;
                question.subjects.iter().map(over).min().unwrap_or(self.to)
            }
        };
        (from, self.to)
    }
}

/// Every row of the answer, sorted by the dimensions in order, places by code.
pub fn grid(
    query: &Query,
    question: &Question<'_>,
    catalog: &Catalog,
    times: &Times,
) -> Result<Vec<GridRow>, AnalyticsError> {
    let grid = Grid::of(query, question, catalog, times)?;
    Question::check_rows(grid.most_rows())?;
    Ok(grid.rows(&grid.whole()))
}

/// The parts and times of an answer; each combination is a row.
pub struct Grid<'a> {
    query: &'a Query,
    question: &'a Question<'a>,
    catalog: &'a Catalog,
    parts: Vec<Arc<Part>>,
    slots: Vec<Slot>,
}

/// Some of the parts at some of the times of a grid.
#[derive(Debug, Clone)]
pub struct Run {
    parts: Range<usize>,
    slots: Range<usize>,
}

impl<'a> Grid<'a> {
    /// That of a question.
    pub fn of(
        query: &'a Query,
        question: &'a Question<'a>,
        catalog: &'a Catalog,
        times: &Times,
    ) -> Result<Self, AnalyticsError> {
        let parts = parts(query, question, catalog, Some(times.places_of(question)))?;
        Ok(Self {
            query,
            question,
            catalog,
            parts: parts.into_iter().map(Arc::new).collect(),
            slots: slots(question, times),
        })
    }

    /// How many rows it has at most.
    pub fn most_rows(&self) -> usize {
        self.parts.len().saturating_mul(self.slots.len())
    }

    /// All of it.
    pub fn whole(&self) -> Run {
        Run {
            parts: 0..self.parts.len(),
            slots: 0..self.slots.len(),
        }
    }

    /// The rows of a run, sorted by the dimensions in order.
    pub fn rows(&self, run: &Run) -> Vec<GridRow> {
        let (parts, slots) = (&self.parts[run.parts.clone()], &self.slots[run.slots.clone()]);
        let mut rows: Vec<(Vec<Rank>, GridRow)> = Vec::with_capacity(parts.len() * slots.len());
        let mut keys = Keys::of(self.query, self.question, self.catalog);
        for part in parts {
            for slot in slots {
                if let Some((ranks, keys)) = keys.of_row(part, Some(slot)) {
                    let row = GridRow {
                        keys,
                        part: Arc::clone(part),
                        span: slot.span,
                        period: slot.period,
                        before: slot.named.as_ref().map(|named| named.before),
                    };
                    rows.push((ranks, row));
                }
            }
        }
        rows.sort_by(|(ranks, _), (other, _)| ranks.cmp(other));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Runs whose rows, one run after the other, are those of the whole grid in their order. None has more rows than these,
    /// unless the first dimensions leave no choice.
    pub fn runs(&mut self, most: usize) -> Vec<Run> {
        let of_time = self.query.by.iter().position(|dimension| match dimension {
            Dimension::Time(_) => true,
            Dimension::Named(name) => {
                let times = self.question.kinds.times;
                times.is_some_and(|times| times.id == name.as_str())
            }
            Dimension::Place(_) => false,
        });
        if of_time == Some(0) {
            let at_once = (most / self.parts.len().max(1)).max(1);
            return cut(self.slots.len(), at_once, |_| true)
                .map(|slots| Run {
                    slots,
                    ..self.whole()
                })
                .collect();
        }
        let before_time = of_time.unwrap_or(self.query.by.len());
        let ranks = self.sort_parts(before_time);
        let at_once = (most / self.slots.len().max(1)).max(1);
        cut(self.parts.len(), at_once, |at| ranks[at] != ranks[at - 1])
            .map(|parts| Run {
                parts,
                ..self.whole()
            })
            .collect()
    }

    /// Sorts the parts by the dimensions that stand before the time, and leaves out those that have no row.
    fn sort_parts(&mut self, before_time: usize) -> Vec<Vec<Rank>> {
        let mut keys = Keys::of(self.query, self.question, self.catalog);
        let slot = self.slots.first();
        let ranked = self.parts.drain(..).filter_map(|part| {
            let (mut ranks, _) = keys.of_row(&part, slot)?;
            ranks.truncate(before_time);
            Some((ranks, part))
        });
        let mut ranked: Vec<(Vec<Rank>, Arc<Part>)> = ranked.collect();
        ranked.sort_by(|(ranks, _), (other, _)| ranks.cmp(other));
        let (ranks, parts) = ranked.into_iter().unzip();
        self.parts = parts;
        ranks
    }
}

/// Positions in pieces of about so many, cut only where that is allowed.
fn cut(length: usize, at_once: usize, may_cut: impl Fn(usize) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from >= length {
            return None;
        }
        let mut to = (from + at_once).min(length);
        // Rather too few than too many; but one piece at least.
        while to < length && to > from && !may_cut(to) {
            to -= 1;
        }
        if to == from {
            to = from + at_once;
            while to < length && !may_cut(to) {
                to += 1;
            }
        }
        let piece = from..to.min(length);
        from = piece.end;
        Some(piece)
    })
}

/// The keys of the rows of an answer that is true of no day: a row for each place, and none where periods were asked.
pub fn keys_without_day(
    query: &Query,
    question: &Question<'_>,
    catalog: &Catalog,
) -> Result<Vec<Vec<Key>>, AnalyticsError> {
    let parts = parts(query, question, catalog, None)?;
    Question::check_rows(parts.len())?;
    let mut keys = Keys::of(query, question, catalog);
    let mut rows: Vec<(Vec<Rank>, Vec<Key>)> =
        parts.iter().filter_map(|part| keys.of_row(part, None)).collect();
    rows.sort_by(|(ranks, _), (other, _)| ranks.cmp(other));
    Ok(rows.into_iter().map(|(_, keys)| keys).collect())
}

/// What rows are sorted by in one dimension: places by code, periods by time, classes as declared, groups by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The position in the registry, which has places in the order of their codes; or that among values.
    Position(usize),
    Day(Date),
}

/// One time that is told apart.
struct Slot {
    span: Span,
    period: Option<Period>,
    named: Option<Named>,
}

/// A time with a name.
struct Named {
    rank: usize,
    key: Key,
    before: Option<Span>,
}

fn slots(question: &Question<'_>, times: &Times) -> Vec<Slot> {
    let Some(named) = question.kinds.times else {
        let slots = periods(question.grain, times).into_iter();
        return slots
            .map(|(period, span)| Slot {
                span,
                period,
                named: None,
            })
            .collect();
    };
    let mut slots: Vec<Slot> = Vec::new();
    let mut before: Option<&NamedTime> = None;
    for (rank, time) in named.values.iter().enumerate() {
        let from = times.from.map_or(time.from, |from| from.max(time.from));
        let to = time.to.map_or(times.to, |to| to.min(times.to));
        if from <= to {
            slots.push(Slot {
                span: Span::Flow(from, to),
                period: None,
                named: Some(Named {
                    rank,
                    key: Key::Value {
                        id: time.id.as_str().into(),
                        title: Arc::new(time.title.clone()),
                    },
                    before: before.and_then(|before| as_far_into(before, time.from, to)),
                }),
            });
        }
        before = Some(time);
    }
    slots
}

/// An earlier named time as far into it as a later one goes: an edition that lasts is not set against a whole one.
fn as_far_into(before: &NamedTime, from: Date, to: Date) -> Option<Span> {
    let end = before.from.checked_add(to - from).ok()?;
    let end = before.to.map_or(end, |last| end.min(last));
    Some(Span::Flow(before.from, end))
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

/// The keys of the places around a place, one for each place level that is asked.
type Holders = Vec<(Rank, Key)>;

/// Keys of rows, one for each dimension. Rows of one place come one after the other and share what it is called.
struct Keys<'a> {
    query: &'a Query,
    catalog: &'a Catalog,
    /// The last place, with its key at each place level that is asked; none where it lies in no place of one.
    place: Option<(PlaceCode, Option<Holders>)>,
    names: HashMap<usize, Arc<Words>>,
    /// The dimension of named times, if it is asked.
    times: Option<&'a str>,
}

impl<'a> Keys<'a> {
    fn of(query: &'a Query, question: &Question<'a>, catalog: &'a Catalog) -> Self {
        Self {
            times: question.kinds.times.map(|times| times.id.as_str()),
            query,
            catalog,
            place: None,
            names: HashMap::new(),
        }
    }

    fn of_row(&mut self, part: &Part, slot: Option<&Slot>) -> Option<(Vec<Rank>, Vec<Key>)> {
        let period = slot.and_then(|slot| slot.period);
        let times = self.times;
        if self.place.as_ref().is_none_or(|(place, _)| *place != part.place) {
            self.place = Some((part.place.clone(), self.of_place(&part.place)));
        }
        let (_, holders) = self.place.as_ref()?;
        let mut holders = holders.as_ref()?.iter();
        let mut values = part.values.iter();
        let mut ranks = Vec::with_capacity(self.query.by.len());
        let mut keys = Vec::with_capacity(self.query.by.len());
        for dimension in &self.query.by {
            let (rank, key) = match dimension {
                Dimension::Time(_) => period.map(|period| (Rank::Day(period.from), Key::Period(period)))?,
                Dimension::Named(name) if times == Some(name.as_str()) => {
                    let named = slot.and_then(|slot| slot.named.as_ref())?;
                    (Rank::Position(named.rank), named.key.clone())
                }
                Dimension::Named(_) => {
                    let value = values.next()?;
                    (Rank::Position(value.rank), value.key.clone())
                }
                Dimension::Place(_) => holders.next().cloned()?,
            };
            ranks.push(rank);
            keys.push(key);
        }
        Some((ranks, keys))
    }

    fn of_place(&mut self, place: &PlaceCode) -> Option<Holders> {
        let mut keys = Vec::new();
        for dimension in &self.query.by {
            let Dimension::Place(level) = dimension else {
                continue;
            };
            let places = &self.catalog.places;
            let holder = match place.level() == *level {
                true => places.get(place)?,
                false => places.ancestor_at(place, *level)?,
            };
            let position = places.position(&holder.code)?;
            let name = self.names.entry(position);
            let key = Key::Place {
                code: holder.code.clone(),
                level: *level,
                name: Arc::clone(name.or_insert_with(|| Arc::new(holder.name.clone()))),
            };
            keys.push((Rank::Position(position), key));
        }
        Some(keys)
    }
}
