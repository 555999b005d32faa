//! Into which levels of places a place can be broken down, and by which it usually is.

use std::collections::BTreeSet;

use crate::places::{PlaceCode, PlaceLevel, Places};

use super::{Keeps, Programme};

/// Fewer parts than this say little; a table then starts one level finer, if there is one.
const A_HANDFUL: usize = 5;

impl Programme {
    /// The levels into which a place can be broken down, coarse to fine: those that lead to the places that report.
    pub fn levels_inside(&self, place: &PlaceCode, places: &Places) -> Vec<PlaceLevel> {
        let units = self.reporting_levels();
        let finest = units.last().copied().unwrap_or(place.level());
        let holds = |level: PlaceLevel, unit: PlaceLevel| {
            let inside = places.inside(place, unit, None);
            let mut units = inside.iter();
            units.any(|unit| places.ancestor_at(&unit.code, level).is_some())
        };
        let leads_there = |level: PlaceLevel| {
            units.contains(&level) || self.lies_anywhere() || units.iter().any(|unit| holds(level, *unit))
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

    /// The levels whose places report a measure, or the first measure of an indicator; none where there is no such thing.
    pub fn reported_by(&self, id: &str) -> Vec<PlaceLevel> {
        let measure = self
            .subject(id)
            .and_then(|subject| self.measures_of(subject).into_iter().next());
        let dataset = measure.and_then(|measure| self.dataset(&measure.dataset));
        let levels = dataset
            .into_iter()
            .flat_map(|dataset| dataset.reported_by.levels());
        let at = measure.and_then(|measure| measure.at);
        levels.filter(|level| at.is_none_or(|at| at == *level)).collect()
    }

    /// The finest level that reports, and those that do so beside another.
    fn reporting_levels(&self) -> BTreeSet<PlaceLevel> {
        let all = || self.datasets.iter().map(|dataset| dataset.reported_by);
        let finest = all().map(|by| by.level).max();
        finest.into_iter().chain(all().filter_map(|by| by.also)).collect()
    }

    fn parts(&self, place: &PlaceCode, level: PlaceLevel, places: &Places) -> usize {
        let inside = places.inside(place, level, None);
        inside.iter().filter(|part| part.counts_for(&self.id)).count()
    }

    /// How many places of a level have units in them: three homes in a district make no table of its blocks.
    fn with_units(&self, place: &PlaceCode, level: PlaceLevel, places: &Places) -> usize {
        let finest = self
            .reporting_levels()
            .last()
            .copied()
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
