//! Which places must report: the units of a level inside a place, where the registry knows them all.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use catalog::{Grain, PlaceCode, PlaceLevel, Places};
use jiff::civil::Date;

/// A place, a level, and the first and last day of a span as epochs of the registry.
type Asked = (PlaceCode, PlaceLevel, usize, usize);

/// The places a programme expects figures of, on one day unless other days are asked.
pub struct Coverage<'a> {
    places: &'a Places,
    programme: &'a str,
    /// The level at which returns are due.
    unit: PlaceLevel,
    on: Date,
    known: RefCell<HashMap<Asked, Option<u32>>>,
    /// Whether any unit is registered at all.
    has_units: OnceCell<bool>,
}

impl<'a> Coverage<'a> {
    /// The places of `programme`, which reports by `unit`, as they are on a day.
    pub fn new(places: &'a Places, programme: &'a str, unit: PlaceLevel, on: Date) -> Self {
        Self {
            places,
            programme,
            unit,
            on,
            known: RefCell::default(),
            has_units: OnceCell::new(),
        }
    }

    /// The level at which returns are due.
    pub fn unit(&self) -> PlaceLevel {
        self.unit
    }

    /// Whether figures of a place can be expected at all: it is a reporting unit or holds some.
    pub fn reaches(&self, place: &PlaceCode) -> bool {
        place.level() <= self.unit && (place.level() == self.unit || self.is_on_the_way(place.level()))
    }

    /// Whether units that report are registered, and none of them lies in a place: nothing is missing there.
    pub fn is_elsewhere(&self, place: &PlaceCode) -> bool {
        self.unit.is_unit()
            && place.level() < self.unit
            && self.expected(place, self.unit) == Some(0)
            && *self.has_units.get_or_init(|| {
                let mut all = self.places.all();
                all.any(|known| known.level == self.unit && known.counts_for(self.programme))
            })
    }

    /// How many places of `level` must report inside `place`; none where the registry does not know them all. A state
    /// whose gram panchayats are registered in one district only has no known number of gram panchayats.
    pub fn expected(&self, place: &PlaceCode, level: PlaceLevel) -> Option<u32> {
        self.owing(place, level, (self.on, self.on))
    }

    /// How many places of `level` inside `place` exist on some day of a span; none where the registry does not know them
    /// all.
    pub fn owing(&self, place: &PlaceCode, level: PlaceLevel, over: (Date, Date)) -> Option<u32> {
        if place.level() == level {
            return Some(u32::from(self.is_there(place, over)));
        }
        let (first, last) = (self.places.epoch(over.0), self.places.epoch(over.1));
        let key = (place.clone(), level, first, last);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let expected = self.count(place, level, over);
        self.known.borrow_mut().insert(key, expected);
        expected
    }

    /// How many returns the places of `level` inside `place` owe in a span: each for the time in which it exists.
    pub fn owed(
        &self,
        place: &PlaceCode,
        level: PlaceLevel,
        over: (Date, Date),
        every: Grain,
    ) -> Option<i64> {
        let due = |from: Date, to: Date| i64::try_from(every.periods(from, to).len()).unwrap_or(i64::MAX);
        let units = self.owing(place, level, over)?;
        if self.places.epoch(over.0) == self.places.epoch(over.1) {
            return Some(i64::from(units).saturating_mul(due(over.0, over.1)));
        }
        let inside = self.places.inside_over(place, level, over);
        let owing = inside.into_iter().filter(|unit| unit.counts_for(self.programme));
        let each = owing.map(|unit| {
            let from = unit.valid_from.map_or(over.0, |from| from.max(over.0));
            let to = unit.valid_to.map_or(over.1, |to| to.min(over.1));
            due(from, to)
        });
        Some(each.sum())
    }

    /// Whether a place exists on some day of a span. One that is not registered is nobody's to end.
    pub fn is_there(&self, place: &PlaceCode, (first, last): (Date, Date)) -> bool {
        self.places
            .get(place)
            .is_none_or(|known| known.exists_in(first, last))
    }

    /// How many units inside a place began after one day and by another.
    pub fn begun(&self, place: &PlaceCode, after: Date, by: Date) -> u32 {
        if self.places.epoch(after) == self.places.epoch(by) {
            return 0;
        }
        let inside = self.places.inside_over(place, self.unit, (after, by));
        let begun = inside.into_iter().filter(|unit| {
            unit.counts_for(self.programme) && unit.valid_from.is_some_and(|from| from > after)
        });
        u32::try_from(begun.count()).unwrap_or(u32::MAX)
    }

    /// The places next below `place` through which its units are reached, as they are on some day of a span.
    pub fn children(&self, place: &PlaceCode, (first, last): (Date, Date)) -> Vec<&'a PlaceCode> {
        self.places
            .children(place)
            .into_iter()
            .filter(|child| {
                child.exists_in(first, last) && child.counts_for(self.programme) && self.reaches(&child.code)
            })
            .map(|child| &child.code)
            .collect()
    }

    /// The levels below `place` at which rows may have come in, finest first.
    pub fn levels_below(&self, place: &PlaceCode) -> impl Iterator<Item = PlaceLevel> + use<'_> {
        let top = place.level();
        PlaceLevel::ALL.into_iter().rev().filter(move |level| {
            *level > top && *level <= self.unit && (*level == self.unit || self.is_on_the_way(*level))
        })
    }

    fn count(&self, place: &PlaceCode, level: PlaceLevel, over: (Date, Date)) -> Option<u32> {
        if level.is_unit() {
            // A register tells of all units there are.
            let inside = self.places.inside_over(place, level, over);
            let owing = inside.into_iter().filter(|unit| unit.counts_for(self.programme));
            return u32::try_from(owing.count()).ok();
        }
        let children = self.children(place, over);
        if children.is_empty() || children.iter().any(|child| child.level() > level) {
            return None;
        }
        children
            .into_iter()
            .map(|child| self.owing(child, level, over))
            .sum()
    }

    /// Gram panchayats are reached through blocks, wards through municipalities.
    fn is_on_the_way(&self, level: PlaceLevel) -> bool {
        match level {
            _ if self.unit.is_unit() => true,
            PlaceLevel::Municipality => matches!(self.unit, PlaceLevel::Ward | PlaceLevel::Municipality),
            PlaceLevel::Block => matches!(self.unit, PlaceLevel::Gp | PlaceLevel::Block),
            PlaceLevel::State | PlaceLevel::District | PlaceLevel::Subdivision => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn bankura_has_190_gram_panchayats_in_22_blocks() {
        let places = Places::built_in().unwrap();
        let coverage = Coverage::new(&places, "mgnrega", PlaceLevel::Gp, date(2026, 11, 22));
        let bankura = "district-305".parse().unwrap();
        assert_eq!(coverage.expected(&bankura, PlaceLevel::Gp), Some(190));
        assert_eq!(coverage.expected(&bankura, PlaceLevel::Block), Some(22));
        assert_eq!(coverage.expected(&bankura, PlaceLevel::Subdivision), Some(3));
    }

    #[test]
    fn a_state_with_one_registered_district_of_gram_panchayats_has_no_known_number_of_them() {
        let places = Places::built_in().unwrap();
        let coverage = Coverage::new(&places, "mgnrega", PlaceLevel::Gp, date(2026, 11, 22));
        assert_eq!(
            coverage.expected(&"state-19".parse().unwrap(), PlaceLevel::Gp),
            None
        );
    }

    #[test]
    fn a_ward_owes_no_return_of_rural_employment() {
        let places = Places::built_in().unwrap();
        let coverage = Coverage::new(&places, "mgnrega", PlaceLevel::Gp, date(2026, 11, 22));
        assert!(!coverage.reaches(&"ward-250209-1".parse().unwrap()));
        assert!(!coverage.reaches(&"municipality-250209".parse().unwrap()));
        assert!(coverage.reaches(&"gp-108289".parse().unwrap()));
    }
}
