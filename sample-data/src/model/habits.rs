//! What stays the same in a GP: how many come to work, for how long, and who they are.

use jiff::civil::Date;

use crate::calendar::{RESUMED, count_began, days_between};
use crate::district::{Block, Gp};
use crate::random::Random;

/// Persondays since the count began, and those of each group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Persondays {
    pub(super) all: i64,
    pub(super) sc: i64,
    pub(super) st: i64,
    pub(super) women: i64,
}

/// What stays the same in a GP.
#[derive(Debug)]
pub(super) struct Habits {
    pub(super) job_cards: f64,
    pub(super) job_cards_sc: f64,
    pub(super) job_cards_st: f64,
    /// New job cards a day.
    pub(super) new_cards: f64,
    /// Households that would come if work went on for long.
    pub(super) reachable: f64,
    /// Days of work of a household at first.
    pub(super) first_days: f64,
    pub(super) persons_per_household: f64,
    /// Households provided work, of those that demanded it.
    pub(super) met: f64,
    pub(super) women: f64,
    pub(super) sc: f64,
    pub(super) st: f64,
    pub(super) daily: f64,
}

impl Habits {
    pub(super) fn new(seed: u64, block: &Block, gp: &Gp) -> Self {
        let mut random = Random::new(seed, &["habits", gp.place.code.as_str()]);
        let job_cards = gp.households as f64 * random.between(0.9, 1.05);
        let behind = block.vigour < 0.6;
        Self {
            job_cards,
            job_cards_sc: (job_cards * gp.sc).floor(),
            job_cards_st: (job_cards * gp.st).floor(),
            new_cards: random.between(0.000_005, 0.000_02),
            reachable: job_cards * random.between(0.35, 0.6) * block.vigour.min(1.0),
            first_days: random.between(8.0, 11.0),
            persons_per_household: random.between(1.2, 1.5),
            met: if behind {
                random.between(0.76, 0.86)
            } else {
                random.between(0.9, 0.99)
            },
            women: if behind {
                random.between(0.27, 0.38)
            } else {
                random.between(0.42, 0.6)
            },
            sc: (gp.sc * random.between(0.95, 1.3)).min(0.6),
            st: (gp.st * random.between(0.95, 1.3)).min(0.39),
            daily: job_cards * 0.06 * block.vigour * random.between(0.75, 1.25),
        }
    }

    /// Households that worked, for so many persondays: many new ones at first, then the same ones again.
    pub(super) fn households(&self, persondays: i64) -> i64 {
        let worn = persondays as f64 / (self.reachable * self.first_days);
        let households = self.reachable * (1.0 - (-worn).exp());
        (households as i64).max(i64::from(persondays > 0))
    }

    /// Households with all the days the law of 2005 gives. A household needs months for that, so none has them
    /// soon after the count began.
    pub(super) fn completed(&self, persondays: i64, day: Date) -> i64 {
        let began = count_began(day).max(RESUMED);
        if persondays == 0 || day < RESUMED || days_between(began, day) < 85 {
            return 0;
        }
        let worn = persondays as f64 / (self.reachable * self.first_days);
        let households = self.reachable * (1.0 - (-worn).exp());
        let average = persondays as f64 / households;
        (households * (-80.0 / average).exp()) as i64
    }

    /// Persondays with those of each group, rounded down so that groups never exceed the whole.
    pub(super) fn groups(&self, all: i64) -> Persondays {
        let part = |share: f64| (all as f64 * share) as i64;
        Persondays {
            all,
            sc: part(self.sc),
            st: part(self.st),
            women: part(self.women),
        }
    }
}
