//! The Anganwadi centres of the district: projects, their sectors, and the centres in GPs and wards.
//!
//! The programme of Integrated Child Development Services (ICDS) has one project for each block and one for the towns.
//! Places are real; which centres lie in them, and their names and codes, is made up.

use catalog::Place;

use crate::district::{Block, District, Gp, Municipality};
use crate::random::Random;

/// GPs with a second centre: the largest ones.
const SECOND_CENTRES: usize = 125;
/// Children under five of a centre, at the usual scale.
const FEWEST: f64 = 24.0;
const MOST: f64 = 54.0;
/// State and district, as codes of centres begin in the sample.
const CODE_BEGINS: &str = "19339";

/// All projects of the district.
#[derive(Debug)]
pub(crate) struct Icds {
    /// The rural projects by block, then the urban one.
    pub(crate) projects: Vec<Project>,
}

/// An ICDS project.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) name: String,
    /// The block it serves; the urban project serves none.
    pub(crate) block: Option<String>,
    /// Its centres, by code.
    pub(crate) centres: Vec<Centre>,
}

/// An Anganwadi centre.
#[derive(Debug)]
pub(crate) struct Centre {
    /// Eleven digits.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) site: Site,
    /// The supervisor's circle it belongs to.
    pub(crate) sector: String,
    /// Children under five, as there usually are.
    pub(crate) children: f64,
}

/// Where a centre stands.
#[derive(Debug)]
pub(crate) enum Site {
    /// In a gram panchayat.
    Gp {
        /// Its name.
        gp: String,
    },
    /// In a ward of a town.
    Ward {
        /// The name of the municipality.
        municipality: String,
        /// The name of the ward.
        ward: String,
    },
}

/// Where a centre stands, and for which sector, before it has a code and a name.
struct Stand {
    site: Site,
    sector: usize,
    sector_name: String,
}

impl Icds {
    /// The centres of the district; `scale` times the usual number of children.
    pub(crate) fn new(seed: u64, district: &District, scale: f64) -> Self {
        let smallest_with_two = smallest_with_two(district);
        let mut names = Names::new(seed);
        let mut projects = Vec::new();
        for block in &district.blocks {
            let stands = of_block(block, smallest_with_two);
            let name = block.place.name.en.clone();
            let centres = centres(seed, projects.len() + 1, stands, &mut names, scale);
            projects.push(Project {
                block: Some(name.clone()),
                name,
                centres,
            });
        }
        let stands = of_towns(&district.municipalities);
        let centres = centres(seed, projects.len() + 1, stands, &mut names, scale);
        projects.push(Project {
            name: "Bankura Urban".to_owned(),
            block: None,
            centres,
        });
        Self { projects }
    }

    /// All centres, each with its project.
    pub(crate) fn centres(&self) -> impl Iterator<Item = (&Project, &Centre)> {
        let with_project = |project| move |centre| (project, centre);
        self.projects
            .iter()
            .flat_map(move |project| project.centres.iter().map(with_project(project)))
    }
}

/// The people of the smallest GP that has two centres.
fn smallest_with_two(district: &District) -> u64 {
    let mut people: Vec<u64> = district.gps().map(|(_, gp)| gp.population).collect();
    people.sort_unstable_by_key(|people| std::cmp::Reverse(*people));
    people.get(SECOND_CENTRES - 1).copied().unwrap_or(0)
}

fn of_block(block: &Block, smallest_with_two: u64) -> Vec<Stand> {
    let sectors = (block.gps.len() / 2).clamp(2, 4);
    let head = |sector: usize| &block.gps[(sector * block.gps.len()).div_ceil(sectors)];
    let stand = |at: usize, gp: &Gp| {
        let sector = at * sectors / block.gps.len();
        Stand {
            site: Site::Gp {
                gp: gp.place.name.en.clone(),
            },
            sector,
            // Two blocks have a GP of the same name, and sectors of different projects must not become one.
            sector_name: format!("{} ({})", head(sector).place.name.en, block.place.name.en),
        }
    };
    let gps = block.gps.iter().enumerate();
    gps.flat_map(|(at, gp)| {
        let centres = if gp.population >= smallest_with_two { 2 } else { 1 };
        (0..centres).map(move |_| stand(at, gp))
    })
    .collect()
}

/// Every second ward has a centre; each town is a sector.
fn of_towns(towns: &[Municipality]) -> Vec<Stand> {
    let name = |place: &Place| place.name.en.clone();
    let town_stands = |(sector, town): (usize, &Municipality)| {
        let wards = town.wards.iter().step_by(2);
        let stands = wards.map(|ward| Stand {
            site: Site::Ward {
                municipality: name(&town.place),
                ward: name(ward),
            },
            sector,
            sector_name: name(&town.place),
        });
        stands.collect::<Vec<_>>()
    };
    towns.iter().enumerate().flat_map(town_stands).collect()
}

fn centres(seed: u64, project: usize, stands: Vec<Stand>, names: &mut Names, scale: f64) -> Vec<Centre> {
    let numbered = stands.into_iter().zip(1..);
    let centre = |(stand, number): (Stand, u32)| {
        let code = format!("{CODE_BEGINS}{project:02}{}{number:03}", stand.sector + 1);
        let usual = Random::new(seed, &["children", &code]).between(FEWEST, MOST);
        Centre {
            code,
            name: names.next(),
            site: stand.site,
            sector: stand.sector_name,
            children: usual * scale,
        }
    };
    numbered.map(centre).collect()
}

/// Names of hamlets as they sound in Bankura: a tree, what the ground is like, and which part of the hamlet.
const TREES: [&str; 20] = [
    "Shal", "Palash", "Kend", "Mahul", "Am", "Jam", "Bel", "Tal", "Piyal", "Bansh", "Arjun", "Kusum", "Nim",
    "Bat", "Simul", "Khejur", "Kadam", "Tentul", "Kul", "Babla",
];
const GROUNDS: [&str; 12] = [
    "danga", "dihi", "bona", "gora", "tora", "beria", "jor", "kuli", "tola", "bandh", "garia", "ghutu",
];
const PARTS: [&str; 5] = [
    "Uttar Para",
    "Dakshin Para",
    "Purba Para",
    "Paschim Para",
    "Majh Para",
];

/// Hands out names, none twice.
struct Names {
    next: usize,
}

impl Names {
    /// No divisor but 1 with the number of names, so that every name comes up before one comes again.
    const STEP: usize = 457;

    fn new(seed: u64) -> Self {
        let all = TREES.len() * GROUNDS.len() * PARTS.len();
        Self {
            next: Random::new(seed, &["names of centres"]).below(all),
        }
    }

    fn next(&mut self) -> String {
        let at = self.next;
        self.next = (at + Self::STEP) % (TREES.len() * GROUNDS.len() * PARTS.len());
        let tree = TREES[at % TREES.len()];
        let ground = GROUNDS[at / TREES.len() % GROUNDS.len()];
        let part = PARTS[at / (TREES.len() * GROUNDS.len())];
        format!("{tree}{ground} {part}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn icds(seed: u64) -> Icds {
        Icds::new(seed, &District::new(seed).unwrap(), 1.0)
    }

    #[test]
    fn every_centre_has_a_code_of_eleven_digits_and_a_name_of_its_own() {
        let icds = icds(305);
        let codes: BTreeSet<&str> = icds.centres().map(|(_, centre)| centre.code.as_str()).collect();
        let names: BTreeSet<&str> = icds.centres().map(|(_, centre)| centre.name.as_str()).collect();
        let all = icds.centres().count();
        assert!(all >= 330, "{all}");
        assert_eq!((codes.len(), names.len()), (all, all));
        for code in codes {
            assert!(
                code.len() == 11 && code.bytes().all(|byte| byte.is_ascii_digit()),
                "{code}"
            );
        }
    }

    #[test]
    fn each_block_has_a_project_and_the_towns_have_one_with_two_to_four_sectors_each() {
        let icds = icds(7);
        assert_eq!(icds.projects.len(), 23);
        let mut all = BTreeSet::new();
        let mut several = 0;
        for project in &icds.projects {
            let sectors: BTreeSet<&str> = project
                .centres
                .iter()
                .map(|centre| centre.sector.as_str())
                .collect();
            assert!((2..=4).contains(&sectors.len()), "{}", project.name);
            several += sectors.len();
            all.extend(sectors);
        }
        assert_eq!(all.len(), several, "no sector belongs to two projects");
    }

    #[test]
    fn every_gp_has_one_or_two_centres_whatever_the_seed() {
        for seed in [1, 305] {
            let (district, icds) = (District::new(seed).unwrap(), icds(seed));
            for (block, project) in district.blocks.iter().zip(&icds.projects) {
                for gp in &block.gps {
                    let here = |centre: &&Centre| matches!(&centre.site, Site::Gp { gp: name } if *name == gp.place.name.en);
                    let centres = project.centres.iter().filter(here).count();
                    assert!((1..=2).contains(&centres), "{}", gp.place.name.en);
                }
            }
        }
    }

    #[test]
    fn about_forty_children_are_enrolled_at_a_centre() {
        let icds = icds(305);
        let children: f64 = icds.centres().map(|(_, centre)| centre.children).sum();
        let mean = children / icds.centres().count() as f64;
        assert!((37.0..41.0).contains(&mean), "{mean}");
    }
}
