//! The offices that deal with grievances: what they are called, for whom they are there, and how fast they are.

use super::area::Area;
use super::department::{DEPARTMENTS, department};
use crate::random::Random;

/// An office.
#[derive(Debug)]
pub(crate) struct Office {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    /// Where its department stands among all.
    pub(crate) department: usize,
    /// Where its district stands among all.
    pub(crate) area: usize,
    pub(crate) seat: Seat,
    /// Of a police station, the police district or commissionerate.
    pub(crate) police: Option<&'static str>,
    /// How long it takes, 1 for most.
    pub(super) pace: f64,
}

/// Whom an office is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seat {
    District,
    Block(usize),
    Town(usize),
}

/// Offices that every block has: department and name.
const OF_BLOCKS: [(&str, &str); 6] = [
    ("Panchayats and Rural Development", "Block Development Officer"),
    (
        "Land and Land Reforms and Refugee Relief and Rehabilitation",
        "Block Land and Land Reforms Officer",
    ),
    ("Health and Family Welfare", "Block Medical Officer of Health"),
    ("Food and Supplies", "Inspector of Food and Supplies"),
    ("School Education", "Sub-Inspector of Schools"),
    ("Agriculture", "Assistant Director of Agriculture"),
];

/// Offices of Bankura that are there for the whole district.
const OF_BANKURA: [(&str, &str); 20] = [
    ("Personnel and Administrative Reforms", "District Magistrate"),
    ("Public Works", "Executive Engineer, Public Works"),
    (
        "Public Health Engineering",
        "Executive Engineer, Public Health Engineering",
    ),
    ("Power", "Regional Manager, Electricity"),
    ("Irrigation and Waterways", "Executive Engineer, Irrigation"),
    ("Labour", "Deputy Labour Commissioner"),
    (
        "Women and Child Development and Social Welfare",
        "District Social Welfare Officer",
    ),
    ("Backward Classes Welfare", "District Welfare Officer"),
    ("Transport", "Regional Transport Officer"),
    (
        "Minority Affairs and Madrasah Education",
        "District Officer, Minority Affairs",
    ),
    ("Finance", "Treasury Officer"),
    ("Co-operation", "Assistant Registrar of Co-operative Societies"),
    (
        "Animal Resources Development",
        "Deputy Director, Animal Resources",
    ),
    ("Fisheries", "District Fishery Officer"),
    ("Forest", "Divisional Forest Officer"),
    (
        "Micro, Small and Medium Enterprises and Textiles",
        "District Industries Centre",
    ),
    ("Tribal Development", "Project Officer, Tribal Development"),
    (
        "Self Help Group and Self Employment",
        "District Officer, Self Help Groups",
    ),
    ("Consumer Affairs", "Assistant Director, Consumer Affairs"),
    ("Tourism", "District Tourism Officer"),
];

/// Departments with offices below the district, other than in blocks.
const BELOW_DISTRICTS: [&str; 6] = [
    "Urban Development and Municipal Affairs",
    "Public Works",
    "Public Health Engineering",
    "Women and Child Development and Social Welfare",
    "Backward Classes Welfare",
    "Power",
];

/// Police districts and commissionerates by the number of their district; Kolkata has a police of its own.
const POLICE: [(&str, &[&str]); 22] = [
    (
        "303",
        &[
            "Barasat",
            "Basirhat",
            "Bongaon",
            "Barrackpore Commissionerate",
            "Bidhannagar Commissionerate",
        ],
    ),
    ("304", &["Baruipur", "Diamond Harbour", "Sundarban"]),
    ("305", &["Bankura"]),
    ("306", &["Purba Bardhaman"]),
    ("307", &["Birbhum"]),
    ("308", &["Cooch Behar"]),
    ("309", &["Darjeeling", "Siliguri Commissionerate"]),
    ("310", &["Dakshin Dinajpur"]),
    ("311", &["Raiganj", "Islampur"]),
    ("312", &["Hooghly Rural", "Chandannagar Commissionerate"]),
    ("313", &["Howrah Rural", "Howrah Commissionerate"]),
    ("314", &["Jalpaiguri"]),
    ("316", &["Malda"]),
    ("317", &["Purba Medinipur"]),
    ("318", &["Paschim Medinipur"]),
    ("319", &["Murshidabad", "Jangipur"]),
    ("320", &["Krishnanagar", "Ranaghat"]),
    ("321", &["Purulia"]),
    ("664", &["Alipurduar"]),
    ("702", &["Kalimpong"]),
    ("703", &["Jhargram"]),
    ("704", &["Asansol-Durgapur Commissionerate"]),
];

/// Offices with a pace of their own: those that are behind, by their position in a district.
const BEHIND: [(usize, f64); 4] = [(13, 5.0), (38, 4.0), (77, 6.0), (112, 3.5)];

const POLICE_DEPARTMENT: &str = "Home and Hill Affairs";

/// The offices of Bankura, or of another district with `more` offices below it beside those that all have.
pub(super) fn of_area(seed: u64, at: usize, area: &Area, more: usize) -> Vec<Office> {
    let mut made = Made {
        seed,
        at,
        area,
        offices: Vec::new(),
    };
    of_blocks(&mut made);
    of_police(&mut made);
    if area.number == "305" {
        for (town, part) in area.towns.iter().enumerate() {
            made.add(
                BELOW_DISTRICTS[0],
                "Municipality",
                part.name.clone(),
                Seat::Town(town),
            );
        }
        for (department, name) in OF_BANKURA {
            made.add(
                department,
                "District office",
                format!("{name}, Bankura"),
                Seat::District,
            );
        }
    } else {
        for department in DEPARTMENTS {
            let name = format!("District Office of {department}, {}", area.name);
            made.add(department, "District office", name, Seat::District);
        }
    }
    for (number, department) in (1..=more).zip(BELOW_DISTRICTS.iter().cycle()) {
        let name = format!("Office {number} of {department}, {}", area.name);
        made.add(department, "Sub-divisional office", name, Seat::District);
    }
    made.offices
}

/// How many offices a district has before any below it are added.
pub(super) fn usual_number(area: &Area) -> usize {
    let police = area.blocks.len() + 1;
    let others = match area.number.as_str() {
        "305" => area.towns.len() + OF_BANKURA.len(),
        _ => DEPARTMENTS.len(),
    };
    area.blocks.len() * OF_BLOCKS.len() + police + others
}

/// Offices of a district while they are made.
struct Made<'a> {
    seed: u64,
    at: usize,
    area: &'a Area,
    offices: Vec<Office>,
}

impl Made<'_> {
    fn add(&mut self, of: &str, kind: &'static str, name: String, seat: Seat) -> &mut Office {
        let number = self.offices.len() + 1;
        let code = format!("WB{}-{number:03}", self.area.number);
        let behind = BEHIND.iter().find(|(behind, _)| *behind == number);
        let usual = (0.25 * Random::new(self.seed, &["pace", &code]).bell()).exp();
        self.offices.push(Office {
            code,
            name,
            kind,
            department: department(of),
            area: self.at,
            seat,
            police: None,
            pace: behind.map_or(usual, |(_, pace)| *pace),
        });
        self.offices.last_mut().expect("one was added")
    }
}

fn of_blocks(made: &mut Made<'_>) {
    for (block, part) in made.area.blocks.iter().enumerate() {
        for (department, name) in OF_BLOCKS {
            let name = format!("{name}, {}", part.name);
            made.add(department, "Block office", name, Seat::Block(block));
        }
    }
}

/// A police station for each block, and one for cyber crime; the police districts of a district share them.
fn of_police(made: &mut Made<'_>) {
    let units = POLICE.iter().find(|(number, _)| *number == made.area.number);
    let units = units.map_or(&[] as &[&str], |(_, units)| units);
    let mut unit = units.iter().cycle();
    for (block, part) in made.area.blocks.iter().enumerate() {
        let name = format!("Police Station, {}", part.name);
        let office = made.add(POLICE_DEPARTMENT, "Police station", name, Seat::Block(block));
        office.police = unit.next().copied();
    }
    let name = format!("Cyber Crime Police Station, {}", made.area.name);
    let office = made.add(POLICE_DEPARTMENT, "Police station", name, Seat::District);
    office.police = units.first().copied();
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::district::District;

    #[test]
    fn bankura_has_one_hundred_and_seventy_eight_offices_each_with_a_name_and_code_of_its_own() {
        let area = Area::bankura(&District::new(1).unwrap());
        let offices = of_area(1, 0, &area, 0);
        assert_eq!((offices.len(), usual_number(&area)), (178, 178));
        let names: BTreeSet<&str> = offices.iter().map(|office| office.name.as_str()).collect();
        let codes: BTreeSet<&str> = offices.iter().map(|office| office.code.as_str()).collect();
        assert_eq!((names.len(), codes.len()), (178, 178));
    }

    #[test]
    fn the_state_has_twenty_eight_police_districts_and_six_commissionerates() {
        let units: BTreeSet<&str> = POLICE
            .iter()
            .flat_map(|(_, units)| units.iter().copied())
            .collect();
        let commissionerates = units.iter().filter(|unit| unit.ends_with("Commissionerate"));
        assert_eq!((units.len(), commissionerates.count()), (34, 6));
    }

    #[test]
    fn only_the_police_have_a_police_district() {
        let area = Area::bankura(&District::new(1).unwrap());
        let offices = of_area(1, 0, &area, 0);
        let police = offices.iter().filter(|office| office.kind == "Police station");
        assert!(police.clone().all(|office| office.police == Some("Bankura")));
        let with_police = offices.iter().filter(|office| office.police.is_some());
        assert_eq!(with_police.count(), police.count());
    }
}
