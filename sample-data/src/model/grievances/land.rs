//! Where grievances come from and which office each goes to.

use catalog::Places;

use super::area::Area;
use super::category::CATEGORIES;
use super::desks::{Desks, Turns};
use super::offices::{self, Office, Seat};
use super::weights::Weights;
use crate::district::District;
use crate::error::SampleError;
use crate::random::Random;

/// Offices of the whole state.
const OFFICES: usize = 4_330;
/// How much more towns people complain about where there is nothing but a town.
const ONLY_TOWN: f64 = 2.5;

/// Districts with their offices.
#[derive(Debug)]
pub(crate) struct Land {
    pub(crate) areas: Vec<Area>,
    pub(crate) offices: Vec<Office>,
    desks: Vec<Desks>,
    rural: Weights,
    urban: Weights,
    categories: [Weights; 2],
}

/// Whether somebody lives in a town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Village,
    Town,
}

/// Where somebody lives, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    District,
    Block { block: usize, gp: Option<usize> },
    Town { town: usize, ward: usize },
}

impl Land {
    /// Bankura alone.
    pub(crate) fn bankura(seed: u64, district: &District) -> Self {
        let area = Area::bankura(district);
        let offices = offices::of_area(seed, 0, &area, 0);
        Self::of(vec![area], offices)
    }

    /// The whole state.
    pub(crate) fn state(seed: u64, district: &District) -> Result<Self, SampleError> {
        let places = Places::built_in()?;
        let areas = Area::all(district, &places);
        let usual: usize = areas.iter().map(offices::usual_number).sum();
        let more = shared(OFFICES.saturating_sub(usual), &areas);
        let offices = areas.iter().zip(more).enumerate();
        let offices = offices.flat_map(|(at, (area, more))| offices::of_area(seed, at, area, more));
        let offices = offices.collect();
        Ok(Self::of(areas, offices))
    }

    fn of(areas: Vec<Area>, offices: Vec<Office>) -> Self {
        let desks = (0..areas.len()).map(|area| Desks::of(area, &offices)).collect();
        let villages = |area: &Area| if area.blocks.is_empty() { 0.0 } else { area.people };
        let towns = |area: &Area| {
            if area.blocks.is_empty() {
                ONLY_TOWN * area.people
            } else {
                area.people
            }
        };
        Self {
            rural: Weights::new(areas.iter().map(villages)),
            urban: Weights::new(areas.iter().map(towns)),
            categories: [
                Weights::new(CATEGORIES.iter().map(|category| category.rural)),
                Weights::new(CATEGORIES.iter().map(|category| category.urban)),
            ],
            areas,
            offices,
            desks,
        }
    }

    /// The district of the next case.
    pub(super) fn area(&self, kind: Kind, random: &mut Random) -> usize {
        match kind {
            Kind::Village => self.rural.pick(random),
            Kind::Town => self.urban.pick(random),
        }
    }

    /// Where in a district the next case comes from.
    pub(super) fn site(&self, area: usize, kind: Kind, random: &mut Random) -> Site {
        let area = &self.areas[area];
        match kind {
            Kind::Village => {
                let block = area.by_block.pick(random);
                let part = &area.blocks[block];
                let gp = (!part.inside.is_empty()).then(|| part.by_people.pick(random));
                Site::Block { block, gp }
            }
            Kind::Town if area.towns.is_empty() => Site::District,
            Kind::Town => {
                let town = area.by_town.pick(random);
                let ward = area.towns[town].by_people.pick(random);
                Site::Town { town, ward }
            }
        }
    }

    /// The category of the next case.
    pub(super) fn category(&self, kind: Kind, random: &mut Random) -> usize {
        self.categories[kind.index()].pick(random)
    }

    /// The office that a case goes to.
    pub(super) fn office(
        &self,
        (area, site): (usize, Site),
        (category, kind): (usize, Kind),
        turns: &mut Turns,
        random: &mut Random,
    ) -> usize {
        let desks = &self.desks[area];
        let department = desks.department((category, kind), turns, random);
        let seats = match site {
            Site::District => [Seat::District, Seat::District],
            Site::Block { block, .. } => [Seat::Block(block), Seat::District],
            Site::Town { town, .. } => [Seat::Town(town), self.beside(area, town)],
        };
        desks.office(department, seats, turns)
    }

    /// Another office of the district that a case may be sent on to.
    pub(super) fn other_office(&self, office: usize, random: &mut Random) -> usize {
        let area = self.offices[office].area;
        let first = self.offices.partition_point(|office| office.area < area);
        let count = self.offices[first..].partition_point(|office| office.area == area);
        let on = 1 + random.below(count - 1);
        first + (office - first + on) % count
    }

    fn beside(&self, area: usize, town: usize) -> Seat {
        let block = self.areas[area].towns[town].served_by;
        block.map_or(Seat::District, Seat::Block)
    }
}

impl Kind {
    /// 0 for villages, 1 for towns.
    pub(super) fn index(self) -> usize {
        match self {
            Self::Village => 0,
            Self::Town => 1,
        }
    }
}

/// A number of offices in whole parts, by the people of districts other than Bankura.
fn shared(number: usize, areas: &[Area]) -> Vec<usize> {
    let people = |area: &Area| if area.number == "305" { 0.0 } else { area.people };
    let all: f64 = areas.iter().map(people).sum();
    let (mut before, mut given) = (0.0, 0);
    let parts = areas.iter().map(|area| {
        before += people(area);
        let part = (number as f64 * before / all).round() as usize - given;
        given += part;
        part
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_state_has_its_offices_in_all_departments_and_districts() {
        let land = Land::state(1, &District::new(1).unwrap()).unwrap();
        let distinct = |of: fn(&Office) -> usize| land.offices.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(land.offices.len(), OFFICES);
        assert_eq!(
            (
                distinct(|office| office.department),
                distinct(|office| office.area)
            ),
            (53, 23)
        );
        let units: BTreeSet<&str> = land.offices.iter().filter_map(|office| office.police).collect();
        assert_eq!(units.len(), 34);
    }

    #[test]
    fn a_case_of_a_village_goes_to_its_own_block() {
        let land = Land::bankura(1, &District::new(1).unwrap());
        let (mut turns, mut random) = (Turns::default(), Random::new(1, &[]));
        let housing = CATEGORIES
            .iter()
            .position(|category| category.title == "Housing")
            .unwrap();
        for block in 0..22 {
            let site = Site::Block { block, gp: Some(0) };
            let office = land.office((0, site), (housing, Kind::Village), &mut turns, &mut random);
            assert_eq!(land.offices[office].seat, Seat::Block(block));
        }
    }

    #[test]
    fn a_case_is_never_sent_on_to_the_office_it_comes_from() {
        let land = Land::state(1, &District::new(1).unwrap()).unwrap();
        let mut random = Random::new(1, &[]);
        for office in 0..land.offices.len() {
            let other = land.other_office(office, &mut random);
            assert!(other != office && land.offices[other].area == land.offices[office].area);
        }
    }
}
