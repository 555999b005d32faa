//! The people of a place as the Census of India 2011 counted them, all of them or the part that a value of a class names.

use catalog::programme::{Choice, PopulationOf};
use catalog::{Place, PlaceCode, PlaceLevel, Places, Population};

/// All people of a place; none where it is not known.
pub fn persons(place: &PlaceCode, places: &Places) -> Option<u64> {
    places.get(place)?.population.map(|known| known.persons)
}

/// The people of a place that a value stands for, or those of all values that it puts together; none where the census or
/// the registry does not tell of one.
pub fn part(place: &PlaceCode, of: PopulationOf, value: &Choice, places: &Places) -> Option<u64> {
    match value.words.as_slice() {
        [] => one(place, of, &value.id, places),
        together => together.iter().map(|id| one(place, of, id, places)).sum(),
    }
}

fn one(place: &PlaceCode, of: PopulationOf, value: &str, places: &Places) -> Option<u64> {
    let known = places.get(place)?;
    let population = known.population?;
    match (of, value) {
        (PopulationOf::Sex, "female") => population.female,
        (PopulationOf::Sex, "male") => population.male,
        (PopulationOf::SocialGroup, "sc") => population.sc,
        (PopulationOf::SocialGroup, "st") => population.st,
        (PopulationOf::Area, "rural") => areas(known, population, places).map(|(rural, _)| rural),
        (PopulationOf::Area, "urban") => areas(known, population, places).map(|(_, urban)| urban),
        _ => None,
    }
}

/// The people of the blocks and of the municipalities of a place, where they are all the people it has. Census towns
/// lie in blocks and count as rural here, as grievances call a case rural by its block.
fn areas(place: &Place, population: Population, places: &Places) -> Option<(u64, u64)> {
    match place.level {
        PlaceLevel::Block | PlaceLevel::Gp => return Some((population.persons, 0)),
        PlaceLevel::Municipality | PlaceLevel::Ward => return Some((0, population.persons)),
        _ => {}
    }
    let people = |level| {
        let inside = places.inside(&place.code, level, None);
        inside
            .into_iter()
            .map(|inner| inner.population.map(|known| known.persons))
            .sum::<Option<u64>>()
    };
    let (rural, urban) = (people(PlaceLevel::Block)?, people(PlaceLevel::Municipality)?);
    (rural + urban == population.persons).then_some((rural, urban))
}
