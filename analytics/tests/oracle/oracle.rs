//! The rules of levels, carrying and restarts, read off the rows one by one and as slowly as they are written down.

use std::collections::HashMap;

use catalog::{Catalog, PlaceCode, PlaceLevel};
use jiff::civil::{Date, date};

use super::world::{COLUMNS, Row};

const CARRY: i32 = 31;

/// What counts, by place, column and day: the latest delivery.
pub struct Oracle<'a> {
    catalog: &'a Catalog,
    known: HashMap<(String, &'static str), HashMap<Date, Option<i64>>>,
}

impl<'a> Oracle<'a> {
    /// Reads batches in order of delivery.
    pub fn of(batches: &[Vec<Row>], catalog: &'a Catalog) -> Self {
        let mut known: HashMap<(String, &'static str), HashMap<Date, Option<i64>>> = HashMap::new();
        for row in batches.iter().flatten() {
            for column in COLUMNS {
                known
                    .entry((row.place.to_owned(), column))
                    .or_default()
                    .insert(row.date, row.value(column));
            }
        }
        Self { catalog, known }
    }

    /// The value of a measure or of the women's share: over a span, or as a position on `end`.
    pub fn value(&self, id: &str, place: &PlaceCode, span: Option<(Date, Date)>, end: Date) -> Option<f64> {
        if id == "women_percent" {
            let parts = self.resolved(&["persondays_women", "persondays"], place, span, end)?;
            return (parts[1] != 0).then(|| parts[0] as f64 * 100.0 / parts[1] as f64);
        }
        Some(self.resolved(&[id], place, span, end)?[0] as f64)
    }

    /// Finest whole level, else the place's own row, else the sum of what there is inside; all columns over the same
    /// units.
    fn resolved(
        &self,
        columns: &[&str],
        place: &PlaceCode,
        span: Option<(Date, Date)>,
        end: Date,
    ) -> Option<Vec<i64>> {
        let reading = |place: &PlaceCode| -> Option<Vec<i64>> {
            columns
                .iter()
                .map(|column| self.read(column, place, span, end))
                .collect()
        };
        // A flow of which no row at all tells anything is not known, even where carried values would make it 0.
        let told = |units: &[PlaceCode]| {
            let Some((from, to)) = span else { return true };
            columns.iter().all(|column| {
                *column == "works_ongoing"
                    || restarts(column).contains(&from)
                    || units.iter().any(|unit| self.has_row(column, unit, from, to))
            })
        };
        for level in [PlaceLevel::Gp, PlaceLevel::Block, PlaceLevel::District] {
            if level > place.level() {
                let inside = self.catalog.places.inside(place, level, None);
                let values: Option<Vec<Vec<i64>>> = inside.iter().map(|unit| reading(&unit.code)).collect();
                let codes: Vec<PlaceCode> = inside.iter().map(|unit| unit.code.clone()).collect();
                if let Some(values) = values.filter(|values| !values.is_empty() && told(&codes)) {
                    return Some(total(values, columns.len()));
                }
            }
        }
        if let Some(own) = reading(place).filter(|_| told(std::slice::from_ref(place))) {
            return Some(own);
        }
        let children = self.catalog.places.children(place);
        let values: Vec<Vec<i64>> = children
            .iter()
            .filter_map(|child| self.resolved(columns, &child.code, span, end))
            .collect();
        (!values.is_empty()).then(|| total(values, columns.len()))
    }

    fn has_row(&self, column: &str, place: &PlaceCode, from: Date, to: Date) -> bool {
        let column = COLUMNS.into_iter().find(|known| *known == column).unwrap();
        let rows = self.known.get(&(place.to_string(), column));
        rows.is_some_and(|rows| {
            rows.iter()
                .any(|(date, value)| value.is_some() && from <= *date && *date <= to)
        })
    }

    fn read(&self, column: &str, place: &PlaceCode, span: Option<(Date, Date)>, end: Date) -> Option<i64> {
        let Some((from, to)) = span else {
            return self.at(column, place, end);
        };
        if column == "works_ongoing" {
            return self.at(column, place, to);
        }
        let mut sum = 0;
        let mut day = from;
        // The value grows from day to day: what a day adds is its value less that of the day before, or all of it on a
        // restart. Only the ends of each count must be known.
        loop {
            let restart = restarts(column).contains(&day);
            let segment_end = restarts(column)
                .into_iter()
                .filter(|next| *next > day)
                .min()
                .map_or(to, |next| next.yesterday().unwrap().min(to));
            let base = if restart {
                0
            } else {
                self.at(column, place, day.yesterday().unwrap())?
            };
            sum += self.at(column, place, segment_end)? - base;
            if segment_end == to {
                return Some(sum);
            }
            day = segment_end.tomorrow().unwrap();
        }
    }

    /// The last value that may still be carried to a day.
    fn at(&self, column: &str, place: &PlaceCode, day: Date) -> Option<i64> {
        let rows = self.known.get(&(
            place.to_string(),
            COLUMNS.into_iter().find(|known| *known == column)?,
        ))?;
        let reported = rows
            .iter()
            .filter_map(|(date, value)| value.map(|value| (*date, value)));
        let (date, value) = reported
            .filter(|(date, _)| *date <= day)
            .max_by_key(|(date, _)| *date)?;
        let fresh = (day - date).get_days() <= CARRY;
        let same_count = restarts(column)
            .into_iter()
            .all(|restart| !(date < restart && restart <= day));
        (fresh && same_count).then_some(value)
    }
}

fn restarts(column: &str) -> Vec<Date> {
    match column {
        "job_cards" => Vec::new(),
        _ => vec![
            date(2025, 4, 1),
            date(2026, 4, 1),
            date(2026, 7, 1),
            date(2027, 4, 1),
        ],
    }
}

fn total(values: Vec<Vec<i64>>, columns: usize) -> Vec<i64> {
    (0..columns)
        .map(|column| values.iter().map(|value| value[column]).sum())
        .collect()
}
