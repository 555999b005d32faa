//! One builder of figures: Bankura's daily report with good defaults; a test changes only what it is about.

use catalog::{Catalog, FinancialYear, Grain, Language, Period, PlaceCode, PlaceLevel, Unit, Words};
use figures::{
    Cell, Change, Column, ColumnKind, Dimension, Figures, Key, Query, Reader, Row, SourceSheet, State, Units,
};
use jiff::civil::{Date, date};
use reports::{ReportContent, Request};

/// What an engine would answer, made up by rule.
pub struct Answers {
    pub catalog: Catalog,
    pub place: PlaceCode,
    pub as_on: Option<Date>,
    pub sample: bool,
    /// Changes a cell before it is given out: the query's first dimension, the place or period, the measure.
    pub change: fn(&str, &str, Cell) -> Cell,
    /// Changes the name of a place.
    pub name: fn(Words) -> Words,
}

impl Answers {
    pub fn of(place: &str) -> Self {
        Self {
            catalog: Catalog::load(None).unwrap(),
            place: place.parse().unwrap(),
            as_on: Some(date(2026, 11, 22)),
            sample: true,
            change: |_, _, cell| cell,
            name: |name| name,
        }
    }

    pub fn daily(&self) -> ReportContent {
        let request =
            Request::of(&self.catalog, "daily-employment", &self.place, Reader::operator()).unwrap();
        reports::run(&request, |query| Ok::<_, String>(self.figures(query))).unwrap()
    }

    pub fn figures(&self, query: &Query) -> Figures {
        let as_on = self.as_on.map(|day| query.as_on.unwrap_or(day));
        let keys = self.keys(query, as_on);
        Figures {
            programme: query.programme.clone(),
            place: query.within.clone(),
            as_on,
            known_on: query.known_on,
            from: query.from,
            to: query.to,
            compare: query.compare,
            data_version: 17,
            by_titles: vec![None; query.by.len()],
            data_time: self.as_on.map(|_| "2026-11-22T13:30:00Z".parse().unwrap()),
            sample: self.sample,
            units: Units {
                reported: 186,
                carried: 2,
                expected: 190,
            },
            by: query.by.clone(),
            columns: query
                .measures
                .iter()
                .map(|id| self.column(&query.programme, id))
                .collect(),
            rows: keys
                .into_iter()
                .map(|keys| self.row(query, keys, as_on))
                .collect(),
            breaks: Vec::new(),
            sources: vec![
                SourceSheet {
                    batch: "b2".into(),
                    file: "khatra.xls".into(),
                    sheet: "R5.1.1".into(),
                },
                SourceSheet {
                    batch: "b1".into(),
                    file: "bankura-i.xls".into(),
                    sheet: "R5.1.1".into(),
                },
            ],
        }
    }

    /// The keys of each row: of several dimensions every combination.
    fn keys(&self, query: &Query, as_on: Option<Date>) -> Vec<Vec<Key>> {
        if let [first, rest @ ..] = query.by.as_slice()
            && !rest.is_empty()
        {
            let of = |by: &[Dimension]| {
                self.keys(
                    &Query {
                        by: by.to_vec(),
                        ..query.clone()
                    },
                    as_on,
                )
            };
            let (firsts, rests) = (of(std::slice::from_ref(first)), of(rest));
            let joined = |one: &Vec<Key>| -> Vec<Vec<Key>> {
                rests
                    .iter()
                    .map(|other| [one.clone(), other.clone()].concat())
                    .collect()
            };
            return firsts.iter().flat_map(joined).collect();
        }
        match query.by.as_slice() {
            [] => vec![Vec::new()],
            [Dimension::Place(level)] => {
                let places = self.catalog.places.inside(&query.within, *level, None);
                places
                    .into_iter()
                    .map(|place| {
                        vec![Key::Place {
                            code: place.code.clone(),
                            level: *level,
                            name: (self.name)(place.name.clone()).into(),
                        }]
                    })
                    .collect()
            }
            [Dimension::Time(Grain::Month)] => {
                let year = as_on.map_or(FinancialYear::of(date(2026, 4, 1)), FinancialYear::of);
                Grain::Month
                    .periods(year.first_day(), year.last_day())
                    .into_iter()
                    .map(|month| vec![Key::Period(month)])
                    .collect()
            }
            [Dimension::Named(_)] => ["00-05", "06-11", "not_known"]
                .map(|id| {
                    vec![Key::Value {
                        id: id.into(),
                        title: Words::latin(id).into(),
                    }]
                })
                .to_vec(),
            other => panic!("no report asks by {other:?}"),
        }
    }

    fn row(&self, query: &Query, keys: Vec<Key>, as_on: Option<Date>) -> Row {
        let (kind, what) = match keys.first() {
            None => ("whole", self.place.to_string()),
            Some(Key::Place { code, level, .. }) => (level.id(), code.to_string()),
            Some(Key::Period(period)) => ("month", period.label()),
            Some(Key::Value { id, .. }) => ("class", id.to_string()),
        };
        let cells = query.measures.iter().enumerate().map(|(position, measure)| {
            let cell = match keys.first() {
                Some(Key::Period(period)) => month(period, as_on),
                _ => position_of(&what, measure, position, kind),
            };
            let column = self.column(&query.programme, measure);
            let cell = if query.compare.is_some() {
                compared(cell, column.unit)
            } else {
                cell
            };
            (self.change)(&what, measure, cell)
        });
        let cells = cells.collect();
        Row { keys, cells }
    }

    fn column(&self, programme: &str, id: &str) -> Column {
        let programme = self.catalog.programme(programme).unwrap();
        let subject = programme.subject(id).unwrap();
        let (kind, unit) = match programme.indicator(id) {
            Some(indicator) => (ColumnKind::Indicator, indicator.unit.unit()),
            None => (ColumnKind::Measure, Unit::Count),
        };
        Column {
            id: id.to_owned(),
            kind,
            unit,
            title: subject.title().clone(),
        }
    }
}

/// A number that depends on nothing but its place and measure.
fn seed(what: &str, measure: &str) -> f64 {
    let sum = what.bytes().chain(measure.bytes()).fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    f64::from(sum % 1000) / 1000.0
}

fn position_of(what: &str, measure: &str, position: usize, kind: &str) -> Cell {
    let size = match kind {
        "whole" => 190.0,
        "subdivision" => 63.0,
        "block" => 9.0,
        _ => 1.0,
    };
    let value = if measure.ends_with("percent") {
        62.0 + 37.0 * seed(what, measure)
    } else if measure == "average_days" {
        11.0 + 17.0 * seed(what, measure)
    } else {
        (size * 8_000.0 * (0.6 + seed(what, measure)) / (1.0 + position as f64)).round()
    };
    Cell::of(
        value,
        Units {
            reported: size as u32,
            carried: 0,
            expected: size as u32,
        },
        PlaceLevel::Gp,
    )
}

/// Suspended until the end of November 2025; nothing yet after the day.
fn month(period: &Period, as_on: Option<Date>) -> Cell {
    let units = Units {
        reported: 190,
        carried: 0,
        expected: 190,
    };
    if period.to < date(2025, 12, 5) {
        return Cell::without_value(State::Suspended, units);
    }
    if as_on.is_none_or(|day| day < period.from) {
        return Cell::without_value(State::NotReported, Units { reported: 0, ..units });
    }
    Cell::of(
        (180_000.0 + 150_000.0 * seed(&period.label(), "persondays")).round(),
        units,
        PlaceLevel::Gp,
    )
}

fn compared(cell: Cell, unit: Unit) -> Cell {
    let Some(value) = cell.value else { return cell };
    if unit == Unit::Percent {
        return Cell {
            previous: Some(value - 1.25),
            change: Some(Change::Points(1.25)),
            ..cell
        };
    }
    Cell {
        previous: Some((value / 1.041).round()),
        change: Some(Change::Percent(4.06)),
        ..cell
    }
}

/// All three languages.
pub const LANGUAGES: [Language; 3] = Language::ALL;
