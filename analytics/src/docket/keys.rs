//! Keys: places and classes that counts are told apart by, as one small number, so that counts stand in an array.

use catalog::programme::{Class, Docket};
use catalog::{PlaceCode, PlaceLevel, Places};

use super::chunk::{Chunk, Columns};
use super::classes::{Coded, code_on};
use super::columns::{NONE, column_of};
use crate::error::AnalyticsError;

/// The most keys: places times values of classes.
const MOST_KEYS: usize = 16_000_000;

/// The keys of a question at one time.
pub struct Keys {
    places: Option<OfPlaces>,
    classes: Vec<OfClass>,
    /// How many there are.
    pub size: usize,
}

/// The places of a level inside a place, numbered; the last number is that of no such place.
pub struct OfPlaces {
    column: usize,
    /// By position in the registry.
    number: Vec<u32>,
    size: usize,
}

struct OfClass {
    coded: Coded,
    columns: Vec<usize>,
    /// Its values, and one for what is not known.
    size: usize,
}

impl OfPlaces {
    fn of(within: &PlaceCode, level: PlaceLevel, places: &Places, columns: &mut Columns) -> Self {
        let inside = places.inside(within, level, None);
        let mut number = vec![u32::MAX; places.all().count()];
        let positions = inside.iter().filter_map(|place| places.position(&place.code));
        for (at, position) in (0_u32..).zip(positions) {
            number[position] = at;
        }
        let none = u32::try_from(inside.len()).unwrap_or(u32::MAX);
        for number in number.iter_mut().filter(|number| **number == u32::MAX) {
            *number = none;
        }
        Self {
            column: columns.slot(column_of(level)),
            number,
            size: inside.len() + 1,
        }
    }

    fn number(&self, position: i32) -> usize {
        let known = usize::try_from(position)
            .ok()
            .and_then(|position| self.number.get(position));
        known.map_or(self.size - 1, |number| *number as usize)
    }
}

impl Keys {
    /// Keys by the places of a level inside a place (none for the whole), and by classes as they are on a day.
    pub fn of(
        within: &PlaceCode,
        level: Option<PlaceLevel>,
        classes: &[&Class],
        docket: &Docket,
        day: i32,
        places: &Places,
        columns: &mut Columns,
    ) -> Result<Self, AnalyticsError> {
        let places = level.map(|level| OfPlaces::of(within, level, places, columns));
        let classes: Vec<OfClass> = classes
            .iter()
            .map(|class| {
                let coded = code_on(class, docket, day);
                OfClass {
                    columns: coded
                        .columns()
                        .into_iter()
                        .map(|name| columns.slot(name))
                        .collect(),
                    coded,
                    size: class.values.len() + 1,
                }
            })
            .collect();
        let sizes = places
            .iter()
            .map(|places| places.size)
            .chain(classes.iter().map(|class| class.size));
        let size = sizes.fold(1_usize, usize::saturating_mul);
        if size > MOST_KEYS {
            return Err(AnalyticsError::TooLarge {
                rows: size,
                limit: MOST_KEYS,
            });
        }
        Ok(Self {
            places,
            classes,
            size,
        })
    }

    /// The key of a place, by its position in the registry, and values of classes, by theirs among those declared.
    pub fn key(&self, position: Option<usize>, values: &[Option<usize>]) -> usize {
        let place = self.places.as_ref().map_or(0, |places| {
            places.number(
                position
                    .and_then(|position| i32::try_from(position).ok())
                    .unwrap_or(NONE),
            )
        });
        self.classes
            .iter()
            .zip(values)
            .fold(place, |key, (class, value)| {
                key * class.size + value.unwrap_or(class.size - 1)
            })
    }

    /// The keys of some rows.
    pub fn fill(&self, chunk: &Chunk<'_>, keys: &mut Vec<u32>) {
        keys.clear();
        match &self.places {
            Some(places) => {
                let column = chunk.column(places.column).iter();
                keys.extend(column.map(|position| places.number(*position) as u32));
            }
            None => keys.resize(chunk.rows, 0),
        }
        for class in &self.classes {
            let columns: Vec<&[i32]> = class.columns.iter().map(|slot| chunk.column(*slot)).collect();
            let codes = class.coded.codes(&columns);
            let size = class.size as u32;
            for (key, code) in keys.iter_mut().zip(codes.iter()) {
                // A code below 0 is that of no value; so would one be that is not declared.
                *key = key.wrapping_mul(size).wrapping_add((*code as u32).min(size - 1));
            }
        }
    }
}
