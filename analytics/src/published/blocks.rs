//! The blocks of a programme's publications: measures that add up among one another, and what is published of them.

use std::collections::BTreeSet;

use catalog::programme::{Bounds, Class, Family, Measure, Programme, Publication};
use catalog::{Grain, PlaceLevel};

/// A family of measures with what any publication holds of it.
pub struct Block<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The measures.
    pub family: Family<'a>,
    /// All place levels, coarsest first.
    pub levels: Vec<PlaceLevel>,
    /// All classes, two at most.
    pub classes: Vec<&'a Class>,
    /// Whether its measures add up over time, so that months make quarters and years.
    pub adds_up: bool,
    /// For each measure what bounds it beside the sums of the family.
    pub bounds: Vec<Bounds<'a>>,
}

/// The blocks of a programme; none where its publications can't be made into cubes, which its check has told.
pub fn blocks(programme: &Programme) -> Vec<Block<'_>> {
    let families = programme.published_families().unwrap_or_default();
    families
        .into_iter()
        .map(|family| Block::of(programme, family))
        .collect()
}

impl<'a> Block<'a> {
    fn of(programme: &'a Programme, family: Family<'a>) -> Self {
        let publications = || {
            family
                .measures
                .iter()
                .flat_map(|measure| of_measure(programme, measure))
        };
        let levels: BTreeSet<PlaceLevel> = publications()
            .flat_map(|publication| publication.levels.iter().copied())
            .collect();
        let mut classes: Vec<&Class> = Vec::new();
        for class in family
            .measures
            .iter()
            .flat_map(|measure| programme.published_classes(measure))
        {
            let all_have = family
                .measures
                .iter()
                .all(|measure| programme.has_class(measure, class));
            if all_have && !classes.iter().any(|known| known.id == class.id) {
                classes.push(class);
            }
        }
        Self {
            programme,
            levels: levels.into_iter().collect(),
            classes,
            adds_up: family
                .measures
                .iter()
                .any(|measure| programme.adds_up_people(measure)),
            bounds: family
                .measures
                .iter()
                .map(|measure| programme.bounds(measure))
                .collect(),
            family,
        }
    }

    /// The ids of its measures.
    pub fn ids(&self) -> Vec<&'a str> {
        self.family
            .measures
            .iter()
            .map(|measure| measure.id.as_str())
            .collect()
    }

    /// The ids of its measures and of those that bound them.
    pub fn ids_with_bounds(&self) -> Vec<&'a str> {
        let mut ids = self.ids();
        for bounds in &self.bounds {
            let wholes = bounds.wholes.iter();
            let wholes = wholes.flat_map(|whole| whole.beside.iter().chain([&whole.measure]));
            for measure in wholes.chain(bounds.parts.iter().flatten()) {
                if !ids.contains(&measure.id.as_str()) {
                    ids.push(measure.id.as_str());
                }
            }
        }
        ids
    }

    /// Whether any publication is by a length of time.
    pub fn publishes(&self, grain: Grain) -> bool {
        let mut all = self
            .family
            .measures
            .iter()
            .flat_map(|measure| of_measure(self.programme, measure));
        all.any(|publication| publication.periods.contains(&grain))
    }

    /// Whether a publication holds a measure at a level, by some classes, for a length of time; none for a stock of a day.
    pub fn holds(
        &self,
        measure: &Measure,
        level: PlaceLevel,
        classes: &[&str],
        grain: Option<Grain>,
    ) -> bool {
        let is_held = |publication: &Publication| {
            publication.levels.contains(&level)
                && classes
                    .iter()
                    .all(|class| publication.classes.iter().any(|known| known == class))
                && grain.is_none_or(|grain| publication.periods.contains(&grain))
        };
        of_measure(self.programme, measure).any(is_held)
    }
}

fn of_measure<'p>(
    programme: &'p Programme,
    measure: &Measure,
) -> impl Iterator<Item = &'p Publication> + use<'p> {
    let id = measure.id.clone();
    programme
        .publications
        .iter()
        .filter(move |publication| publication.measures.contains(&id))
}
