//! Into which levels of places a place can be broken down, and by which it usually is.

use std::collections::BTreeSet;

use crate::places::{PlaceCode, PlaceLevel, Places};

use super::{Keeps, Programme};

/// Fewer parts than this say little; a table then starts one level finer, if there is one.
const A_HANDFUL: usize = 5;

impl Programme {
    /// The levels into which a place can be broken down, coarse to fine: those that lead to the places that report.
    pub fn levels_inside(&self, place: &PlaceCode, places: &Places) -> Vec<PlaceLevel> {
        let finest = self.reported_at().unwrap_or(place.level());
        let leads_there = |level: PlaceLevel| {
            level == finest
                || self.lies_anywhere()
                || places
                    .inside(place, finest, None)
                    .iter()
                    .any(|unit| places.ancestor_at(&unit.code, level).is_some())
        };
        let below = PlaceLevel::ALL
            .into_iter()
            .filter(|level| *level > place.level() && *level <= finest);
        below
            .filter(|level| self.parts(place, *level, places) > 0 && leads_there(*level))
            .collect()
    }

    /// The level by which a place is usually broken down: the coarsest with more than a handful of places; none for a
    /// place with nothing inside it.
    pub fn usual_level(&self, place: &PlaceCode, places: &Places) -> Option<PlaceLevel> {
        let levels = self.levels_inside(place, places);
        let telling = levels
            .iter()
            .find(|level| self.with_units(place, **level, places) >= A_HANDFUL);
        telling.or(levels.last()).copied()
    }

    fn reported_at(&self) -> Option<PlaceLevel> {
        self.datasets
            .iter()
            .map(|dataset| dataset.reported_by.level)
            .max()
    }

    fn parts(&self, place: &PlaceCode, level: PlaceLevel, places: &Places) -> usize {
        let inside = places.inside(place, level, None);
        inside.iter().filter(|part| part.counts_for(&self.id)).count()
    }

    /// How many places of a level have units in them: three homes in a district make no table of its blocks.
    fn with_units(&self, place: &PlaceCode, level: PlaceLevel, places: &Places) -> usize {
        let finest = self
            .reported_at()
            .filter(|finest| finest.is_unit() && level < *finest && !self.lies_anywhere());
        let Some(finest) = finest else {
            return self.parts(place, level, places);
        };
        let units = places.inside(place, finest, None);
        let around: BTreeSet<_> = units
            .iter()
            .filter(|unit| unit.counts_for(&self.id))
            .filter_map(|unit| places.ancestor_at(&unit.code, level))
            .map(|around| &around.code)
            .collect();
        around.len()
    }

    /// Matters of a docket lie in any place, whoever deals with them.
    fn lies_anywhere(&self) -> bool {
        let mut datasets = self.datasets.iter();
        datasets.any(|dataset| matches!(dataset.keeps, Keeps::Docket(_)))
    }
}
