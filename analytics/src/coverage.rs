//! Which places must report: the units of a level inside a place, where the registry knows them all.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use catalog::{PlaceCode, PlaceLevel, Places};
use jiff::civil::Date;

/// The places a programme expects figures of, on one day.
pub struct Coverage<'a> {
    places: &'a Places,
    programme: &'a str,
    /// The level at which returns are due.
    unit: PlaceLevel,
    on: Date,
    known: RefCell<HashMap<(PlaceCode, PlaceLevel), Option<u32>>>,
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
        if place.level() == level {
            return Some(1);
        }
        let key = (place.clone(), level);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let expected = self.count(place, level);
        self.known.borrow_mut().insert(key, expected);
        expected
    }

    /// The places next below `place` through which its units are reached.
    pub fn children(&self, place: &PlaceCode) -> Vec<&'a PlaceCode> {
        self.places
            .children(place)
            .into_iter()
            .filter(|child| {
                child.exists_on(self.on) && child.counts_for(self.programme) && self.reaches(&child.code)
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

    fn count(&self, place: &PlaceCode, level: PlaceLevel) -> Option<u32> {
        if level.is_unit() {
            // A register tells of all units there are.
            let inside = self.places.inside(place, level, Some(self.on));
            let owing = inside.into_iter().filter(|unit| unit.counts_for(self.programme));
            return u32::try_from(owing.count()).ok();
        }
        let children = self.children(place);
        if children.is_empty() || children.iter().any(|child| child.level() > level) {
            return None;
        }
        children
            .into_iter()
            .map(|child| self.expected(child, level))
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
