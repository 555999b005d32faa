//! Bankura as the sample sees it: its blocks and GPs, their people, and how well each one works.

use std::collections::BTreeMap;

use catalog::{Place, PlaceCode, PlaceLevel, Places};

use crate::error::SampleError;
use crate::random::Random;

/// Rural figures of the Census of India 2011, one line a block.
const RURAL: &str = include_str!("../rural.csv");

/// Bankura, with made-up properties.
#[derive(Debug)]
pub(crate) struct District {
    /// Its blocks, by code.
    pub(crate) blocks: Vec<Block>,
    /// Its municipalities, by code.
    pub(crate) municipalities: Vec<Municipality>,
}

/// A municipality.
#[derive(Debug)]
pub(crate) struct Municipality {
    pub(crate) place: Place,
    /// Its wards, by number.
    pub(crate) wards: Vec<Place>,
}

/// A block.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) place: Place,
    /// Where its first GP stands among all GPs of the district.
    pub(crate) first: usize,
    /// Its GPs, by code.
    pub(crate) gps: Vec<Gp>,
    /// How far it gets with what it takes on, 1 for most.
    pub(crate) vigour: f64,
}

/// A GP.
#[derive(Debug)]
pub(crate) struct Gp {
    pub(crate) place: Place,
    pub(crate) population: u64,
    pub(crate) households: u64,
    /// Part of its people, from 0 to 1.
    pub(crate) sc: f64,
    pub(crate) st: f64,
}

#[derive(Debug, Clone, Copy)]
struct Rural {
    households: u64,
    population: u64,
    sc: u64,
    st: u64,
}

/// Blocks in which work runs behind, and how far.
const BEHIND: [(&str, f64); 4] = [
    ("block-2789", 0.45),
    ("block-2788", 0.55),
    ("block-2791", 0.5),
    ("block-2779", 0.75),
];

impl District {
    /// The built-in Bankura, its GPs of made-up sizes that follow from `seed`.
    pub(crate) fn new(seed: u64) -> Result<Self, SampleError> {
        let places = Places::built_in()?;
        let bankura = "district-305".parse().expect("the code is well formed");
        let rural = rural();
        let mut first = 0;
        let blocks = places
            .inside(&bankura, PlaceLevel::Block, None)
            .into_iter()
            .map(|block| {
                let people = rural.get(&block.code);
                let people = people.ok_or_else(|| SampleError::NoCensus {
                    block: block.code.clone(),
                })?;
                let gps = places.inside(&block.code, PlaceLevel::Gp, None);
                let block = self::block(seed, block, first, &gps, *people);
                first += gps.len();
                Ok(block)
            });
        Ok(Self {
            blocks: blocks.collect::<Result<_, SampleError>>()?,
            municipalities: municipalities(&places, &bankura),
        })
    }

    /// All GPs, by block.
    pub(crate) fn gps(&self) -> impl Iterator<Item = (&Block, &Gp)> {
        self.blocks
            .iter()
            .flat_map(|block| block.gps.iter().map(move |gp| (block, gp)))
    }
}

fn municipalities(places: &Places, district: &PlaceCode) -> Vec<Municipality> {
    let towns = places
        .inside(district, PlaceLevel::Municipality, None)
        .into_iter();
    towns
        .map(|town| {
            let mut wards: Vec<Place> = places
                .inside(&town.code, PlaceLevel::Ward, None)
                .into_iter()
                .cloned()
                .collect();
            wards.sort_by_key(|ward| number_in(&ward.name.en));
            Municipality {
                place: town.clone(),
                wards,
            }
        })
        .collect()
}

/// The number of a ward, by its name.
fn number_in(name: &str) -> u32 {
    name.chars()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |number, digit| number * 10 + digit)
}

fn rural() -> BTreeMap<PlaceCode, Rural> {
    let mut reader = csv::Reader::from_reader(RURAL.as_bytes());
    let rows = reader.deserialize().map(|row| {
        let row: Result<(PlaceCode, u64, u64, u64, u64), csv::Error> = row;
        let (block, households, population, sc, st) = row.expect("a test reads the embedded list");
        (
            block,
            Rural {
                households,
                population,
                sc,
                st,
            },
        )
    });
    rows.collect()
}

fn block(seed: u64, place: &Place, first: usize, gps: &[&Place], people: Rural) -> Block {
    let code = place.code.as_str();
    let behind = BEHIND
        .iter()
        .find(|(block, _)| *block == code)
        .map(|(_, vigour)| *vigour);
    let vigour = behind.unwrap_or_else(|| Random::new(seed, &["vigour", code]).between(0.85, 1.2));
    let weights: Vec<f64> = gps
        .iter()
        .map(|gp| Random::new(seed, &["size", gp.code.as_str()]).between(0.6, 1.5))
        .collect();
    let populations = shared(people.population, &weights);
    let households = shared(people.households, &weights);
    let gps = gps.iter().zip(populations.into_iter().zip(households));
    let gps = gps.map(|(gp, size)| self::gp(seed, gp, size, people)).collect();
    Block {
        place: place.clone(),
        first,
        gps,
        vigour,
    }
}

fn gp(seed: u64, place: &Place, (population, households): (u64, u64), block: Rural) -> Gp {
    let mut random = Random::new(seed, &["people", place.code.as_str()]);
    let mut around =
        |part: u64| (part as f64 / block.population as f64 * random.between(0.75, 1.25)).min(0.85);
    let sc = around(block.sc);
    let st = around(block.st).min(0.95 - sc);
    Gp {
        place: place.clone(),
        population,
        households,
        sc,
        st,
    }
}

/// `total` in whole parts by weight; the last one takes what rounding leaves.
fn shared(total: u64, weights: &[f64]) -> Vec<u64> {
    let all: f64 = weights.iter().sum();
    let mut parts: Vec<u64> = weights
        .iter()
        .map(|weight| (total as f64 * weight / all) as u64)
        .collect();
    let given: u64 = parts.iter().sum();
    if let Some(last) = parts.last_mut() {
        *last += total - given;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_and_gp_of_bankura_is_there_and_its_people_add_up_to_the_census() {
        let district = District::new(1).unwrap();
        assert_eq!((district.blocks.len(), district.gps().count()), (22, 190));
        for block in &district.blocks {
            let people: u64 = block.gps.iter().map(|gp| gp.population).sum();
            assert_eq!(
                people,
                rural()[&block.place.code].population,
                "{}",
                block.place.code
            );
        }
        let people: u64 = district.gps().map(|(_, gp)| gp.population).sum();
        assert_eq!(people, 3_296_901, "the rural population of Bankura in 2011");
    }

    #[test]
    fn the_wards_of_the_three_towns_are_there_in_order() {
        let district = District::new(1).unwrap();
        let wards: Vec<usize> = district
            .municipalities
            .iter()
            .map(|town| town.wards.len())
            .collect();
        assert_eq!(wards.iter().sum::<usize>(), 57);
        for town in &district.municipalities {
            assert!(
                town.wards
                    .iter()
                    .map(|ward| number_in(&ward.name.en))
                    .eq(1..=town.wards.len() as u32)
            );
        }
    }

    #[test]
    fn gps_differ_in_size_and_no_group_exceeds_the_whole() {
        let district = District::new(1).unwrap();
        let sizes: Vec<u64> = district.gps().map(|(_, gp)| gp.population).collect();
        assert!(sizes.iter().max().unwrap() > &(sizes.iter().min().unwrap() * 2));
        assert!(
            district
                .gps()
                .all(|(_, gp)| gp.sc + gp.st <= 0.95 && gp.households < gp.population)
        );
    }
}
