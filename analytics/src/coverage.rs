//! Which places must report: the units of a level inside a place, where the registry knows them all.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use catalog::programme::ReportedBy;
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
    /// A level beside it whose places owe returns too.
    also: Option<PlaceLevel>,
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
            also: None,
            on,
            known: RefCell::default(),
            has_units: OnceCell::new(),
        }
    }

    /// The places of a dataset's reporting levels.
    pub fn of(places: &'a Places, programme: &'a str, reported_by: ReportedBy, on: Date) -> Self {
        Self {
            also: reported_by.also,
            ..Self::new(places, programme, reported_by.level, on)
        }
    }

    /// The level at which returns are due.
    pub fn unit(&self) -> PlaceLevel {
        self.unit
    }

    /// The levels at which returns are due.
    pub fn units(&self) -> impl Iterator<Item = PlaceLevel> + use<> {
        std::iter::once(self.unit).chain(self.also)
    }

    /// Of the levels at which returns are due, or of the one given, those whose places are in a place or are it.
    pub fn units_of(&self, place: &PlaceCode, at: Option<PlaceLevel>) -> Vec<PlaceLevel> {
        let asked = self.units().filter(|unit| at.is_none_or(|at| at == *unit));
        asked.filter(|unit| leads(place.level(), *unit)).collect()
    }

    /// Whether figures of a place can be expected at all: it is a reporting unit or holds some.
    pub fn reaches(&self, place: &PlaceCode) -> bool {
        self.units().any(|unit| leads(place.level(), unit))
    }

    /// How many places of some reporting levels inside `place` exist on some day of a span; none where the registry does
    /// not know them all, or where there can be none.
    pub fn owing_of(&self, place: &PlaceCode, units: &[PlaceLevel], over: (Date, Date)) -> Option<u32> {
        if units.is_empty() {
            return None;
        }
        units.iter().map(|unit| self.owing(place, *unit, over)).sum()
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

    /// The same of the levels of which the registry knows all places: where nobody registered the wards of towns, none is
    /// waited for.
    pub fn waited_for(&self, place: &PlaceCode, units: &[PlaceLevel], over: (Date, Date)) -> Option<u32> {
        let known = units.iter().filter_map(|unit| self.owing(place, *unit, over));
        known.reduce(|one, other| one + other)
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

    /// How many units of a level inside a place began after one day and by another.
    pub fn begun(&self, place: &PlaceCode, unit: PlaceLevel, after: Date, by: Date) -> u32 {
        if self.places.epoch(after) == self.places.epoch(by) {
            return 0;
        }
        let inside = self.places.inside_over(place, unit, (after, by));
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
        PlaceLevel::ALL
            .into_iter()
            .rev()
            .filter(move |level| *level > top && leads(*level, self.unit))
    }

    fn count(&self, place: &PlaceCode, level: PlaceLevel, over: (Date, Date)) -> Option<u32> {
        if level.is_unit() {
            // A register tells of all units there are.
            let inside = self.places.inside_over(place, level, over);
            let owing = inside.into_iter().filter(|unit| unit.counts_for(self.programme));
            return u32::try_from(owing.count()).ok();
        }
        let children = self.children(place, over);
        let mut inside = children
            .iter()
            .filter(|child| leads(child.level(), level))
            .peekable();
        if inside.peek().is_none() {
            let has_none = !children.is_empty() && self.is_known_around(place, level, over);
            return has_none.then_some(0);
        }
        inside.map(|child| self.owing(child, level, over)).sum()
    }

    /// Whether places of a level are registered in the district of a place: a subdivision of it without a town is known to
    /// have no wards, while of a district without any nothing is known.
    fn is_known_around(&self, place: &PlaceCode, level: PlaceLevel, over: (Date, Date)) -> bool {
        let district = self.places.ancestor_at(place, PlaceLevel::District);
        district.is_some_and(|district| !self.places.inside_over(&district.code, level, over).is_empty())
    }
}

/// Whether places of one level lie in places of another, or are of it: gram panchayats are reached through blocks, wards
/// through municipalities.
fn leads(from: PlaceLevel, to: PlaceLevel) -> bool {
    from == to || from.may_hold(to)
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
    fn wards_beside_gram_panchayats_are_counted_where_there_are_towns() {
        let places = Places::built_in().unwrap();
        let coverage = Coverage {
            also: Some(PlaceLevel::Ward),
            ..Coverage::new(&places, "duare-sarkar", PlaceLevel::Gp, date(2025, 8, 31))
        };
        let day = (date(2025, 8, 31), date(2025, 8, 31));
        let expected = |place: &str, at| {
            let place = place.parse().unwrap();
            coverage.owing_of(&place, &coverage.units_of(&place, at), day)
        };
        assert_eq!(expected("district-305", None), Some(190 + 57));
        assert_eq!(expected("district-305", Some(PlaceLevel::Ward)), Some(57));
        assert_eq!(expected("district-305", Some(PlaceLevel::Gp)), Some(190));
        // Khatra has no town: it is known to have no wards.
        assert_eq!(
            expected("subdivision-bnk-khatra", Some(PlaceLevel::Ward)),
            Some(0)
        );
        assert_eq!(
            expected("block-2783", None),
            expected("block-2783", Some(PlaceLevel::Gp))
        );
        assert_eq!(expected("block-2783", Some(PlaceLevel::Ward)), None);
        // Of the towns of other districts nothing is registered.
        assert_eq!(expected("state-19", Some(PlaceLevel::Ward)), None);
        assert_eq!(expected("gp-108289", None), Some(1));
        assert!(coverage.reaches(&"ward-250209-1".parse().unwrap()));
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
