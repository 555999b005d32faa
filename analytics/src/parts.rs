//! The parts that an answer tells apart at one time: places, and within them values of classes and groups.

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::programme::{Class, UnitGroup};
use catalog::{Catalog, Place, PlaceCode, PlaceLevel, Words};
use figures::{Dimension, Key, Query};
use jiff::civil::Date;

use crate::error::AnalyticsError;
use crate::kinds::{UNKNOWN, values_of};
use crate::question::Question;

/// Of no day in particular.
const ALWAYS: (Date, Date) = (Date::MIN, Date::MAX);

/// One part.
#[derive(Clone)]
pub struct Part {
    /// Its place.
    pub place: PlaceCode,
    /// Its values of the classes and groups asked by, in the order asked.
    pub values: Vec<Arc<Value>>,
    /// Its values of the classes asked by, by their positions among those declared; none for what is not known.
    pub codes: Vec<Option<usize>>,
    /// Only these units of the place, where groups are asked or narrow.
    pub units: Option<Arc<[PlaceCode]>>,
}

/// A value of a class or group.
pub struct Value {
    /// As the answer prints it.
    pub key: Key,
    /// Its place in the order of its kind.
    pub rank: usize,
    /// For a class: the value in facts, none for what is not known.
    class: Option<Option<String>>,
}

impl Part {
    /// The values of classes, in the order asked.
    pub fn class_values(&self) -> Vec<Option<String>> {
        let classes = self.values.iter().filter_map(|value| value.class.as_ref());
        classes.cloned().collect()
    }
}

/// Every part of a question, of places that exist on some day of a span.
pub fn parts(
    query: &Query,
    question: &Question<'_>,
    catalog: &Catalog,
    over: Option<(Date, Date)>,
) -> Result<Vec<Part>, AnalyticsError> {
    let places = places(question, catalog, over);
    let mut parts: Vec<Part> = places
        .into_iter()
        .map(|place| Part {
            units: question.kinds.choose_units().then(|| {
                units(question, catalog, &place, over)
                    .map(|unit| unit.code.clone())
                    .collect()
            }),
            place,
            values: Vec::new(),
            codes: Vec::new(),
        })
        .collect();
    for dimension in &query.by {
        let Dimension::Named(name) = dimension else {
            continue;
        };
        let class = question
            .kinds
            .classes
            .iter()
            .find(|class| class.id == name.as_str());
        let group = question
            .kinds
            .groups
            .iter()
            .find(|group| group.id == name.as_str());
        parts = match (class, group) {
            (Some(class), _) => by_class(parts, class),
            (None, Some(group)) => by_group(parts, group, catalog),
            (None, None) => parts,
        };
        Question::check_rows(parts.len())?;
    }
    Ok(parts)
}

fn by_class(parts: Vec<Part>, class: &Class) -> Vec<Part> {
    let values: Vec<Arc<Value>> = values_of(class)
        .into_iter()
        .enumerate()
        .map(|(rank, (id, title))| Value {
            key: Key::Value {
                id: id.as_deref().unwrap_or(UNKNOWN).into(),
                title: Arc::new(title),
            },
            rank,
            class: Some(id),
        })
        .map(Arc::new)
        .collect();
    let mut split = Vec::with_capacity(parts.len() * values.len());
    for part in &parts {
        for value in &values {
            let mut part = part.clone();
            part.values.push(Arc::clone(value));
            let is_known = value.class.as_ref().is_some_and(Option::is_some);
            part.codes.push(is_known.then_some(value.rank));
            split.push(part);
        }
    }
    split
}

/// A part for each name of the group that units of the part have.
fn by_group(parts: Vec<Part>, group: &UnitGroup, catalog: &Catalog) -> Vec<Part> {
    let mut split = Vec::new();
    for part in parts {
        let mut names: BTreeMap<&str, Vec<PlaceCode>> = BTreeMap::new();
        for code in part.units.iter().flat_map(|units| units.iter()) {
            let name = catalog.places.get(code).and_then(|unit| unit.group(&group.id));
            names
                .entry(name.unwrap_or(UNKNOWN))
                .or_default()
                .push(code.clone());
        }
        split.extend(names.into_iter().map(|(name, units)| (part.clone(), name, units)));
    }
    let mut order: Vec<&str> = split.iter().map(|(_, name, _)| *name).collect();
    order.sort_unstable();
    order.dedup();
    let named = split.into_iter().map(|(mut part, name, units)| {
        part.values.push(Arc::new(Value {
            key: Key::Value {
                id: name.into(),
                title: Arc::new(Words::latin(name)),
            },
            rank: order.binary_search(&name).unwrap_or(usize::MAX),
            class: None,
        }));
        part.units = Some(units.into());
        part
    });
    named.collect()
}

fn places(question: &Question<'_>, catalog: &Catalog, over: Option<(Date, Date)>) -> Vec<PlaceCode> {
    let Some(finest) = question.finest().filter(|level| *level > question.within.level()) else {
        return vec![question.within.clone()];
    };
    let inside = catalog
        .places
        .inside_over(&question.within, finest, over.unwrap_or(ALWAYS));
    inside
        .into_iter()
        .filter(|place| place.counts_for(&question.programme.id))
        .map(|place| place.code.clone())
        .collect()
}

/// The programme's units in a place that belong to the groups asked for.
fn units<'c>(
    question: &'c Question<'_>,
    catalog: &'c Catalog,
    place: &PlaceCode,
    over: Option<(Date, Date)>,
) -> impl Iterator<Item = &'c Place> {
    let levels = PlaceLevel::ALL.into_iter().filter(|level| level.is_unit());
    let inside: Vec<&Place> = levels
        .flat_map(|level| catalog.places.inside_over(place, level, over.unwrap_or(ALWAYS)))
        .collect();
    inside
        .into_iter()
        .filter(|unit| unit.counts_for(&question.programme.id) && question.kinds.admits(unit))
}
