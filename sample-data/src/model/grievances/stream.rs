//! All grievances of a land, month by month in the order of receipt.

use jiff::civil::Date;

use super::case::{Case, Channel};
use super::category::{CATEGORIES, ROADS_AND_BRIDGES};
use super::course::{Course, is_sunday};
use super::desks::Turns;
use super::land::{Kind, Land, Site};
use super::months::{BROKEN, Month, date_of, day, months};
use super::people::People;
use super::steering::Steered;
use super::weights::Weights;
use crate::random::Random;

/// Grievances that come through the central portal, which take longer.
pub(super) const CENTRAL: f64 = 0.012;
const CENTRAL_PACE: f64 = 2.5;
/// How the others come in.
const CHANNELS: [(Channel, f64); 5] = [
    (Channel::CallCentre, 0.72),
    (Channel::Portal, 0.11),
    (Channel::Bsk, 0.08),
    (Channel::Email, 0.05),
    (Channel::Sms, 0.04),
];

/// Grievances of a land, a month at a time.
#[derive(Debug)]
pub(crate) struct Stream<'a> {
    seed: u64,
    land: &'a Land,
    until: i32,
    months: std::vec::IntoIter<Month>,
    /// Where roads are broken: district, block and GP.
    broken: Vec<(usize, Site)>,
    people: People,
    central: Steered,
    channels: Weights,
    turns: Turns,
    year: i16,
    /// The last number given this year by the cell, and by the central portal.
    serials: [u32; 2],
}

impl<'a> Stream<'a> {
    /// `whole` grievances received up to a day, as they stand on that day; `scale` times the usual broken roads.
    pub(crate) fn new(seed: u64, land: &'a Land, until: Date, (whole, scale): (usize, f64)) -> Self {
        Self {
            seed,
            land,
            until: day(until),
            months: months(seed, until, whole, scale).into_iter(),
            broken: broken(seed, land),
            people: People::new(),
            central: Steered::new(CENTRAL),
            channels: Weights::new(CHANNELS.map(|(_, share)| share)),
            turns: Turns::default(),
            year: 0,
            serials: [0; 2],
        }
    }

    fn month(&mut self, month: Month) -> Vec<Case> {
        let mut random = Random::new(self.seed, &["grievances", &month.first.to_string()]);
        let about_roads = (0..month.usual)
            .map(|_| false)
            .chain((0..month.roads).map(|_| true));
        let mut days: Vec<(i32, bool)> = about_roads.map(|is| (a_day(month, &mut random), is)).collect();
        days.sort_unstable();
        days.into_iter()
            .map(|(day, is_about_roads)| self.case(day, is_about_roads, &mut random))
            .collect()
    }

    fn case(&mut self, received: i32, is_about_roads: bool, random: &mut Random) -> Case {
        let is_central = !is_about_roads && self.central.usual(random);
        let lives = match is_central {
            true => (Kind::Town, false),
            false => self.people.lives(is_about_roads, random),
        };
        let kind = lives.0;
        let (area, site) = match is_about_roads {
            true => self.broken[random.below(self.broken.len())],
            false => {
                let area = self.land.area(kind, random);
                (
                    area,
                    if is_central {
                        Site::District
                    } else {
                        self.land.site(area, kind, random)
                    },
                )
            }
        };
        let category = match is_about_roads {
            true => ROADS_AND_BRIDGES,
            false => self.land.category(kind, random),
        };
        let person = match is_central {
            true => People::unknown(random),
            false => self.people.next(lives, &CATEGORIES[category], random),
        };
        let office = self
            .land
            .office((area, site), (category, kind), &mut self.turns, random);
        let pace = CATEGORIES[category].pace * self.land.offices[office].pace;
        let pace = if is_central { CENTRAL_PACE * pace } else { pace };
        let course = Course::new(received, pace, random).as_on(self.until);
        let course = if is_central {
            course.at_the_portal()
        } else {
            course
        };
        let (year, serial) = self.number(received, is_central);
        Case {
            year,
            serial,
            channel: match is_central {
                true => Channel::Cpgrams,
                false => CHANNELS[self.channels.pick(random)].0,
            },
            area,
            site,
            category,
            // Broken roads are those of villages, the first subject.
            subject: if is_about_roads {
                0
            } else {
                random.below(CATEGORIES[category].subjects.len())
            },
            ending: ending(random),
            person,
            office,
            other_office: course.moved.map(|_| self.land.other_office(office, random)),
            course,
        }
    }

    /// Numbers begin again each year.
    fn number(&mut self, received: i32, is_central: bool) -> (i16, u32) {
        let year = date_of(received).year();
        if year != self.year {
            self.year = year;
            self.serials = [0; 2];
        }
        let serial = &mut self.serials[usize::from(is_central)];
        *serial += 1;
        (year, *serial)
    }
}

impl Iterator for Stream<'_> {
    type Item = Vec<Case>;

    fn next(&mut self) -> Option<Self::Item> {
        let month = self.months.next()?;
        Some(self.month(month))
    }
}

/// A day of a month; on Sundays half of those who would complain wait.
fn a_day(month: Month, random: &mut Random) -> i32 {
    let mut any = || month.first + random.below(month.days as usize) as i32;
    let day = any();
    if is_sunday(day) { any() } else { day }
}

/// Most end as such grievances usually do.
fn ending(random: &mut Random) -> usize {
    match random.between(0.0, 1.0) {
        chance if chance < 0.62 => 0,
        chance if chance < 0.87 => 1,
        _ => 2,
    }
}

/// GPs of Bankura far from one another.
fn broken(seed: u64, land: &Land) -> Vec<(usize, Site)> {
    let gps = land.areas.iter().enumerate().flat_map(|(area, district)| {
        let blocks = district.blocks.iter().enumerate();
        blocks.flat_map(move |(block, part)| {
            (0..part.inside.len()).map(move |gp| (area, Site::Block { block, gp: Some(gp) }))
        })
    });
    let gps: Vec<_> = gps.collect();
    let step = gps.len() / BROKEN;
    let first = Random::new(seed, &["broken roads"]).below(step);
    gps.into_iter().skip(first).step_by(step).take(BROKEN).collect()
}
