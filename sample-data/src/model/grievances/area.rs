//! Districts as those who complain see them: blocks with their GPs, towns with their wards, and how many people.

use catalog::{Place, PlaceLevel, Places};

use super::weights::Weights;
use crate::district::District;

/// A district.
#[derive(Debug)]
pub(crate) struct Area {
    pub(crate) name: String,
    /// Its number in the Local Government Directory.
    pub(crate) number: String,
    pub(super) people: f64,
    pub(crate) blocks: Vec<Part>,
    pub(crate) towns: Vec<Part>,
    pub(super) by_block: Weights,
    pub(super) by_town: Weights,
}

/// A block or town of a district.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// Its GPs or wards, where they are known.
    pub(crate) inside: Vec<String>,
    pub(super) by_people: Weights,
    /// Of a town, the block whose offices serve it too.
    pub(super) served_by: Option<usize>,
}

/// Districts made since the Census of 2011: number, people in 2011, and the district that they were part of.
const NEW_DISTRICTS: [(&str, f64, &str); 4] = [
    ("664", 1_491_250.0, "314"),
    ("702", 251_642.0, "309"),
    ("703", 1_136_548.0, "318"),
    ("704", 2_882_031.0, "306"),
];

impl Area {
    /// Bankura, with all its GPs and wards.
    pub(super) fn bankura(district: &District) -> Self {
        let blocks: Vec<Part> = district
            .blocks
            .iter()
            .map(|block| Part {
                name: block.place.name.en.clone(),
                inside: block.gps.iter().map(|gp| gp.place.name.en.clone()).collect(),
                by_people: Weights::new(block.gps.iter().map(|gp| gp.population as f64)),
                served_by: None,
            })
            .collect();
        let towns = district
            .municipalities
            .iter()
            .map(|town| Part {
                name: town.place.name.en.clone(),
                inside: town.wards.iter().map(|ward| ward.name.en.clone()).collect(),
                by_people: Weights::new(town.wards.iter().map(people)),
                served_by: block_beside(&blocks, &town.place),
            })
            .collect();
        Self::of("Bankura", "305", blocks, towns)
    }

    /// The districts of West Bengal in the order of their numbers; of others than Bankura, only blocks are known.
    pub(super) fn all(district: &District, places: &Places) -> Vec<Self> {
        let state = "state-19".parse().expect("the code is well formed");
        let districts = places.inside(&state, PlaceLevel::District, None);
        let reporting = districts.into_iter().filter(|place| place.only_for.is_none());
        let area = |place: &Place| {
            let number = place.code.lgd().unwrap_or_default();
            if number == "305" {
                return Self::bankura(district);
            }
            let blocks = places.inside(&place.code, PlaceLevel::Block, None);
            let blocks: Vec<Part> = blocks.into_iter().map(block).collect();
            let mut area = Self::of(&place.name.en, number, blocks, Vec::new());
            area.people = since_2011(number, people(place));
            area
        };
        reporting.map(area).collect()
    }

    fn of(name: &str, number: &str, blocks: Vec<Part>, towns: Vec<Part>) -> Self {
        let sums = |parts: &[Part]| Weights::new(parts.iter().map(|part| part.by_people.sum()));
        let (by_block, by_town) = (sums(&blocks), sums(&towns));
        Self {
            name: name.to_owned(),
            number: number.to_owned(),
            people: by_block.sum() + by_town.sum(),
            blocks,
            towns,
            by_block,
            by_town,
        }
    }
}

/// A block of which no more is known than its name: all of a district are taken to be of one size.
fn block(place: &Place) -> Part {
    Part {
        name: place.name.en.clone(),
        inside: Vec::new(),
        by_people: Weights::new([1.0]),
        served_by: None,
    }
}

fn people(place: &Place) -> f64 {
    place
        .population
        .map_or(0.0, |population| population.persons as f64)
}

fn since_2011(number: &str, people: f64) -> f64 {
    let new = NEW_DISTRICTS.iter().find(|(new, ..)| *new == number);
    let parted = NEW_DISTRICTS.iter().filter(|(.., from)| *from == number);
    new.map_or(people, |(_, people, _)| *people) - parted.map(|(_, people, _)| people).sum::<f64>()
}

/// The block around a town, which bears one of its names.
fn block_beside(blocks: &[Part], town: &Place) -> Option<usize> {
    let names = std::iter::once(&town.name.en).chain(&town.aliases);
    let mut first_words = names.filter_map(|name| name.split_whitespace().next());
    first_words.find_map(|name| blocks.iter().position(|block| block.name.starts_with(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_town_of_bankura_is_served_by_the_block_of_its_name() {
        let bankura = Area::bankura(&District::new(1).unwrap());
        let beside = bankura.towns.iter().map(|town| town.served_by.unwrap());
        let names: Vec<&str> = beside.map(|block| bankura.blocks[block].name.as_str()).collect();
        assert_eq!(names, ["Sonamukhi", "Bankura-I", "Vishnupur"]);
    }

    #[test]
    fn the_people_of_the_districts_are_those_of_the_state() {
        let places = Places::built_in().unwrap();
        let areas = Area::all(&District::new(1).unwrap(), &places);
        let people: f64 = areas.iter().map(|area| area.people).sum();
        assert_eq!(areas.len(), 23);
        assert!(areas.iter().all(|area| area.people > 200_000.0));
        assert!((91.0e6..91.6e6).contains(&people), "{people}");
    }
}
