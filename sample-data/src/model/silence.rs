//! Who had not reported when the sample was made: there are always some.

use std::collections::BTreeMap;

use catalog::PlaceCode;
use jiff::civil::Date;

use crate::calendar::days_between;
use crate::district::{Block, District, Gp};
use crate::random::Random;

/// GPs that are late.
const LATE_GPS: usize = 4;
/// Days for which one block has sent nothing.
const BLOCK_DAYS: i32 = 4;

/// The last returns that are missing.
#[derive(Debug)]
pub(crate) struct Silence {
    until: Date,
    /// For how many days up to the last one a GP is missing.
    days: BTreeMap<PlaceCode, i32>,
}

impl Silence {
    /// One block and a few GPs of other blocks.
    pub(crate) fn new(seed: u64, district: &District, until: Date) -> Self {
        let mut random = Random::new(seed, &["silence"]);
        let block = &district.blocks[random.below(district.blocks.len())];
        let mut days: BTreeMap<PlaceCode, i32> = block
            .gps
            .iter()
            .map(|gp| (gp.place.code.clone(), BLOCK_DAYS))
            .collect();
        let gps: Vec<&Gp> = district.gps().map(|(_, gp)| gp).collect();
        let wanted = days.len() + LATE_GPS;
        while days.len() < wanted {
            let gp = gps[random.below(gps.len())];
            let late = 1 + random.below(3) as i32;
            days.entry(gp.place.code.clone()).or_insert(late);
        }
        Self { until, days }
    }

    /// Whether the return of a GP for a day is missing.
    pub(crate) fn of(&self, gp: &Gp, day: Date) -> bool {
        let late = self.days.get(&gp.place.code).copied().unwrap_or(0);
        days_between(day, self.until) < late
    }

    /// Whether the whole block is missing on a day.
    pub(crate) fn of_block(&self, block: &Block, day: Date) -> bool {
        block.gps.iter().all(|gp| self.of(gp, day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::plus;
    use jiff::civil::date;

    #[test]
    fn one_block_and_four_gps_are_missing_on_the_last_day_and_none_a_week_before() {
        let district = District::new(305).unwrap();
        let until = date(2026, 11, 22);
        let silence = Silence::new(305, &district, until);
        let silent_blocks = district
            .blocks
            .iter()
            .filter(|block| silence.of_block(block, until));
        let in_block: usize = silent_blocks.map(|block| block.gps.len()).sum();
        let missing = |day| district.gps().filter(|(_, gp)| silence.of(gp, day)).count();
        assert_eq!(missing(until), in_block + LATE_GPS);
        assert!(in_block > 0);
        assert_eq!(missing(plus(until, -7)), 0);
    }
}
