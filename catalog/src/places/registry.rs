//! The registry: all places, with the indexes that make walking and matching quick.

use std::collections::HashMap;

use jiff::civil::Date;

use super::changes::PlaceChange;
use super::matching::Spellings;
use super::{Place, PlaceCode, PlaceLevel};

/// All known places.
#[derive(Debug, Clone)]
pub struct Places {
    /// In the order of their codes; indexes elsewhere point here.
    pub(super) places: Vec<Place>,
    pub(super) by_code: HashMap<PlaceCode, usize>,
    pub(super) parent: Vec<Option<usize>>,
    pub(super) children: Vec<Vec<usize>>,
    /// Where each place and all places inside it lie in a walk from coarse to fine.
    pub(super) span: Vec<(usize, usize)>,
    pub(super) by_level: HashMap<PlaceLevel, Vec<usize>>,
    /// From an old code to the places that say they replace it.
    pub(super) replaced: HashMap<PlaceCode, Vec<usize>>,
    pub(super) spellings: Spellings,
    /// From the code that a place had to the place that is the same one under another code.
    pub(super) renamed: HashMap<PlaceCode, PlaceCode>,
    /// Days on which places became others, oldest first.
    pub(super) changes: Vec<PlaceChange>,
    /// Days from which there are places that were not before, or places are no more; oldest first.
    pub(super) edges: Vec<Date>,
}

impl Places {
    /// The place of a code.
    pub fn get(&self, code: &PlaceCode) -> Option<&Place> {
        self.position(code).map(|position| &self.places[position])
    }

    /// All places, by code.
    pub fn all(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }

    /// The place around a place.
    pub fn parent(&self, code: &PlaceCode) -> Option<&Place> {
        let parent = self.parent[self.position(code)?]?;
        Some(&self.places[parent])
    }

    /// The places around a place, from coarse to fine, without itself.
    pub fn ancestors(&self, code: &PlaceCode) -> Vec<&Place> {
        let first = self.parent(code);
        let mut ancestors: Vec<&Place> =
            std::iter::successors(first, |place| self.parent(&place.code)).collect();
        ancestors.reverse();
        ancestors
    }

    /// The place of a level that a place lies in, or is.
    pub fn ancestor_at(&self, code: &PlaceCode, level: PlaceLevel) -> Option<&Place> {
        let mut walk = std::iter::successors(self.get(code), |place| self.parent(&place.code));
        walk.find(|place| place.level == level)
    }

    /// The places directly inside a place, by code.
    pub fn children(&self, code: &PlaceCode) -> Vec<&Place> {
        let children = self
            .position(code)
            .map_or(&[][..], |position| &self.children[position]);
        children.iter().map(|child| &self.places[*child]).collect()
    }

    /// All places of a level, by code.
    pub fn at(&self, level: PlaceLevel) -> impl Iterator<Item = &Place> {
        self.positions_at(level)
            .iter()
            .map(|position| &self.places[*position])
    }

    /// The places of a level within a place, by code; itself if it is of that level. With `on`, those that
    /// exist on that day.
    pub fn inside(&self, code: &PlaceCode, level: PlaceLevel, on: Option<Date>) -> Vec<&Place> {
        let Some(outer) = self.position(code) else {
            return Vec::new();
        };
        let within = self
            .positions_at(level)
            .iter()
            .filter(|inner| self.within(outer, **inner));
        let places = within.map(|position| &self.places[*position]);
        places
            .filter(|place| on.is_none_or(|day| place.exists_on(day)))
            .collect()
    }

    /// The places of a level within a place that exist on some day of a span, by code.
    pub fn inside_over(
        &self,
        code: &PlaceCode,
        level: PlaceLevel,
        (first, last): (Date, Date),
    ) -> Vec<&Place> {
        let mut places = self.inside(code, level, None);
        places.retain(|place| place.exists_in(first, last));
        places
    }

    /// Between which of the days on which places begin or end a day lies: on days of one number the same places exist.
    pub fn epoch(&self, day: Date) -> usize {
        self.edges.partition_point(|edge| *edge <= day)
    }

    /// Whether a place is another, or lies inside it. A reporting place of one programme contains what lies in
    /// the ordinary place around it, since its own limits are not registered.
    pub fn contains(&self, outer: &PlaceCode, inner: &PlaceCode) -> bool {
        match (self.position(outer), self.position(inner)) {
            (Some(outer), Some(inner)) => outer == inner || self.within(self.search_area(outer), inner),
            _ => false,
        }
    }

    /// The place that stands for an earlier code now; none if nothing, or more than one place, replaces it.
    pub fn redirect(&self, old: &PlaceCode) -> Option<&PlaceCode> {
        let mut current = self.replacement(old)?;
        for _ in 0..self.replaced.len() {
            match self.replacement(current) {
                Some(next) => current = next,
                None => return Some(current),
            }
        }
        None // places that replace one another in a circle
    }

    fn replacement(&self, old: &PlaceCode) -> Option<&PlaceCode> {
        match self.replaced.get(old)?.as_slice() {
            [one] => Some(&self.places[*one].code),
            _ => None,
        }
    }

    /// Days on which places became others, oldest first.
    pub fn changes(&self) -> &[PlaceChange] {
        &self.changes
    }

    /// Codes that places had, each with the code that the same place has now.
    pub fn renamed(&self) -> impl Iterator<Item = (&PlaceCode, &PlaceCode)> {
        self.renamed.iter()
    }

    /// The position of a place among all of them.
    pub fn position(&self, code: &PlaceCode) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    pub(super) fn place_at(&self, position: usize) -> &Place {
        &self.places[position]
    }

    pub(super) fn positions_at(&self, level: PlaceLevel) -> &[usize] {
        self.by_level.get(&level).map_or(&[], Vec::as_slice)
    }

    pub(super) fn within(&self, outer: usize, inner: usize) -> bool {
        let (from, to) = self.span[outer];
        (from..to).contains(&self.span[inner].0)
    }

    /// Where to look for what lies in a place: a reporting place has no places of its own.
    pub(super) fn search_area(&self, position: usize) -> usize {
        let lies_in = self.places[position].lies_in.as_ref();
        lies_in.and_then(|code| self.position(code)).unwrap_or(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::load::tests::with_list;
    use jiff::civil::date;

    fn code(text: &str) -> PlaceCode {
        text.parse().unwrap()
    }

    fn codes(places: Vec<&Place>) -> Vec<&str> {
        places.iter().map(|place| place.code.as_str()).collect()
    }

    #[test]
    fn the_way_up_from_a_gp_leads_to_the_state() {
        let places = Places::built_in().unwrap();
        let gp = code("gp-108289");
        let up = codes(places.ancestors(&gp));
        assert_eq!(
            up,
            ["state-19", "district-305", "subdivision-bnk-sadar", "block-2774"]
        );
        assert_eq!(
            places.ancestor_at(&gp, PlaceLevel::District).unwrap().code,
            code("district-305")
        );
        assert_eq!(places.ancestor_at(&gp, PlaceLevel::Gp).unwrap().code, gp);
        assert_eq!(places.ancestor_at(&gp, PlaceLevel::Ward), None);
        assert!(places.contains(&code("subdivision-bnk-sadar"), &gp));
        assert!(!places.contains(&code("block-2775"), &gp));
    }

    #[test]
    fn a_place_of_the_asked_level_is_its_own_and_only_inside() {
        let places = Places::built_in().unwrap();
        assert_eq!(
            codes(places.inside(&code("block-2774"), PlaceLevel::Block, None)),
            ["block-2774"]
        );
    }

    #[test]
    fn a_district_is_not_there_before_it_was_carved_out() {
        let places = Places::built_in().unwrap();
        let on = |day| {
            codes(places.inside(&code("state-19"), PlaceLevel::District, Some(day))).contains(&"district-703")
        };
        assert!(!on(date(2017, 4, 3)));
        assert!(on(date(2017, 4, 4)));
    }

    #[test]
    fn an_old_code_leads_to_the_place_that_stands_for_it_now() {
        let places = with_list(
            "code,name,parent,replaces\nblock-8,B,district-305,block-7\nblock-9,C,district-305,block-8|block-6\nblock-10,D,district-305,block-6\n",
        )
        .unwrap();
        assert_eq!(places.redirect(&code("block-7")), Some(&code("block-9")));
        assert_eq!(places.redirect(&code("block-6")), None, "two places replace it");
        assert_eq!(places.redirect(&code("block-9")), None);
    }

    #[test]
    fn places_that_replace_each_other_in_a_circle_lead_nowhere() {
        let places = with_list(
            "code,name,parent,replaces\nblock-8,B,district-305,block-9\nblock-9,C,district-305,block-8\n",
        );
        assert_eq!(places.unwrap().redirect(&code("block-8")), None);
    }

    #[test]
    fn an_unknown_place_contains_nothing() {
        let places = Places::built_in().unwrap();
        assert_eq!(
            places.inside(&code("state-99"), PlaceLevel::Block, None),
            Vec::<&Place>::new()
        );
        assert!(!places.contains(&code("state-99"), &code("gp-108289")));
    }
}
