//! What an Anganwadi centre gives in a month: days open, food, preschool, and what is due to children under care.

use jiff::civil::Date;

use super::Centre;
use super::children::{Child, Grade, Months, centre_is_silent, grades};
use crate::calendar::{is_rest, plus};
use crate::random::Random;

/// Part of centres that are closed on many days.
const OFTEN_CLOSED: f64 = 0.11;
/// Part of newborn children who weigh less than 2,500 g.
const BORN_LIGHT: f64 = 0.17;

/// The services of a centre in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Services {
    pub(crate) days_open: Given,
    pub(crate) nutrition_on_21_days: Given,
    pub(crate) preschool_on_16_days: Given,
    /// Newborn children under 2,500 g, of those weighed.
    pub(crate) born_light: Given,
    pub(crate) supervisor_visits: i64,
    pub(crate) egg_days: Given,
    pub(crate) nutrimix: Given,
    pub(crate) check_ups: Given,
    pub(crate) filters: Given,
}

/// How much there was, of how much there should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) given: i64,
    pub(crate) due: i64,
}

impl Services {
    /// Those of a centre in a month; none where it sends nothing.
    pub(crate) fn of(
        seed: u64,
        centre: &Centre,
        children: &[Child],
        months: Months,
        month: i32,
    ) -> Option<Self> {
        if centre_is_silent(seed, centre, month) {
            return None;
        }
        let mut random = Random::new(seed, &["services", &centre.code, &month.to_string()]);
        let days_open = days_open(seed, centre, months.first_day(month), &mut random);
        let last = months.first_day(month).last_of_month();
        let enrolled = |ages: std::ops::Range<i32>| {
            let children = children
                .iter()
                .filter(|child| child.is_enrolled(last, ages.clone()));
            children.count() as i64
        };
        let under_care = under_care(children, month);
        let new = (under_care - self::under_care(children, month - 1)).max(0);
        let mut part = |due: i64, least: f64, most: f64| Given {
            given: (due as f64 * random.between(least, most)).round() as i64,
            due,
        };
        let eggs_due = under_care * days_open.due;
        Some(Self {
            nutrition_on_21_days: match days_open.given >= 21 {
                true => part(enrolled(6..72), 0.7, 0.97),
                // On 21 days nobody was fed where the door was open on fewer.
                false => part(enrolled(6..72), 0.0, 0.0),
            },
            preschool_on_16_days: part(enrolled(36..72), 0.55, 0.92),
            egg_days: Given {
                given: part(eggs_due, 0.8, 1.0).given.min(under_care * days_open.given),
                due: eggs_due,
            },
            nutrimix: part(under_care, 0.75, 1.0),
            check_ups: part(under_care, 0.6, 1.0),
            filters: part(new, 0.3, 1.0),
            supervisor_visits: visits(seed, centre, &mut random),
            born_light: born_light(children, last, &mut random),
            days_open,
        })
    }
}

/// Days on which a centre was open, of the working days of the month.
fn days_open(seed: u64, centre: &Centre, first: Date, random: &mut Random) -> Given {
    let days = (0..i32::from(first.days_in_month())).map(|day| plus(first, day));
    let due = days.filter(|day| !is_rest(*day)).count() as i64;
    let often = Random::new(seed, &["closed", &centre.code]).happens(OFTEN_CLOSED);
    let closed = match often {
        true => 4 + random.below(7),
        false => random.below(3),
    };
    Given {
        given: due - closed as i64,
        due,
    }
}

/// Some supervisors reach nearly all centres of their sector in a month, some few.
fn visits(seed: u64, centre: &Centre, random: &mut Random) -> i64 {
    let reach = Random::new(seed, &["supervisor", &centre.sector]).between(0.35, 0.97);
    match random.happens(reach) {
        true => 1 + random.below(2) as i64,
        false => 0,
    }
}

/// Children whom the register of a month or the one before shows severely malnourished.
fn under_care(children: &[Child], month: i32) -> i64 {
    let is_severe = |child: &Child, month: i32| {
        let visit = child.visit(month);
        visit.is_some_and(|visit| grades(child, visit).acute == Some(Grade::Severe))
    };
    let under_care = children
        .iter()
        .filter(|child| is_severe(child, month) || is_severe(child, month - 1));
    under_care.count() as i64
}

fn born_light(children: &[Child], last: Date, random: &mut Random) -> Given {
    let born = children
        .iter()
        .filter(|child| (child.born.year(), child.born.month()) == (last.year(), last.month()));
    let due = born.count() as i64;
    Given {
        given: (0..due).filter(|_| random.happens(BORN_LIGHT)).count() as i64,
        due,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::nutrition::Nutrition;
    use crate::options::SampleOptions;
    use crate::world::World;

    fn of_month(month: i32) -> Vec<Option<Services>> {
        let options = SampleOptions::default();
        let nutrition = Nutrition::new(&World::new(&options).unwrap(), 1.0);
        let centres = nutrition.centres();
        centres
            .map(|(_, centre, children)| {
                Services::of(nutrition.seed, centre, children, nutrition.months, month)
            })
            .collect()
    }

    #[test]
    fn nobody_gives_more_than_is_due_and_some_give_less() {
        let services: Vec<Services> = of_month(3).into_iter().flatten().collect();
        for one in &services {
            let all = [
                one.days_open,
                one.nutrition_on_21_days,
                one.preschool_on_16_days,
                one.born_light,
                one.egg_days,
                one.nutrimix,
                one.check_ups,
                one.filters,
            ];
            assert!(all.iter().all(|of| (0..=of.due).contains(&of.given)), "{one:?}");
        }
        let given: i64 = services.iter().map(|one| one.egg_days.given).sum();
        let due: i64 = services.iter().map(|one| one.egg_days.due).sum();
        assert!(
            due > 1_000 && given * 100 > due * 75 && given < due,
            "{given} of {due}"
        );
    }

    #[test]
    fn a_tenth_of_the_centres_or_so_are_open_on_fewer_than_21_days_and_feed_nobody_on_so_many() {
        let services: Vec<Services> = of_month(11).into_iter().flatten().collect();
        let closed: Vec<&Services> = services.iter().filter(|one| one.days_open.given < 21).collect();
        let percent = closed.len() * 100 / services.len();
        assert!((3..25).contains(&percent), "{percent}");
        assert!(closed.iter().all(|one| one.nutrition_on_21_days.given == 0));
    }

    #[test]
    fn a_centre_that_sends_nothing_has_no_services_rather_than_none_given() {
        let services = of_month(5);
        let silent = services.iter().filter(|one| one.is_none()).count();
        assert!(silent > 0 && silent * 10 < services.len(), "{silent}");
    }

    #[test]
    fn sundays_and_feasts_are_no_working_days() {
        let centre = Centre {
            code: "19339010001".to_owned(),
            name: String::new(),
            site: super::super::Site::Gp { gp: String::new() },
            sector: String::new(),
            children: 30.0,
        };
        let due = |first| days_open(1, &centre, first, &mut Random::new(1, &[])).due;
        assert_eq!(due(date(2026, 9, 1)), 26);
        assert_eq!(
            due(date(2026, 10, 1)),
            31 - 4 - 4,
            "Durga Puja, with a Sunday in it"
        );
    }
}
