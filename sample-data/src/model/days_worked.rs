//! Households by the days they worked, in the bands of report R5.1.3.

use jiff::civil::Date;

use super::Progress;
use crate::calendar::NEW_LAW;

/// A band of days.
#[derive(Debug)]
pub(crate) struct Band {
    /// As the report heads it.
    pub(crate) title: &'static str,
    least: i64,
    most: i64,
}

/// The bands of the report, in its order.
pub(crate) const BANDS: [Band; 14] = [
    band("Total attendance between (1-14) days", 1, 14),
    band("Total attendance between (15-30) days", 15, 30),
    band("Total attendance between (31-40) days", 31, 40),
    band("Total attendance between (41-50) days", 41, 50),
    band("Total attendance between (51-60) days", 51, 60),
    band("Total attendance between (61-70) days", 61, 70),
    band("Total attendance between (71-80) days", 71, 80),
    band("Total attendance between (81-99) days", 81, 99),
    band("Total attendance equal to 100 days", 100, 100),
    band("Total attendance between (101-150) days", 101, 150),
    band(
        "Total attendance between (101-150) days in Drought Effective Areas",
        101,
        150,
    ),
    band("Total attendance above 150 days", 151, 365),
    band(
        "Total attendance above 150 days in Drought Effective Areas",
        151,
        365,
    ),
    band("Total attendance equal to 150 days", 150, 150),
];

const fn band(title: &'static str, least: i64, most: i64) -> Band {
    Band { title, least, most }
}

/// The bands below 100 days, among which all but the completed households are shared out.
const BELOW_100: usize = 8;
const EQUAL_TO_100: usize = 8;
const FROM_101: usize = 9;
/// Days of a household beyond the hundredth, as the new law allows.
const BEYOND: i64 = 110;

/// The households and persondays of each band.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DaysWorked {
    pub(crate) households: [i64; BANDS.len()],
    pub(crate) persondays: [i64; BANDS.len()],
}

impl DaysWorked {
    /// The bands of a place; they add up to its households and persondays.
    pub(crate) fn of(progress: &Progress, day: Date) -> Self {
        let mut worked = Self::default();
        let completed = progress.households_completed;
        let beyond = if day >= NEW_LAW { completed / 2 } else { 0 };
        worked.households[EQUAL_TO_100] = completed - beyond;
        worked.persondays[EQUAL_TO_100] = 100 * (completed - beyond);
        worked.households[FROM_101] = beyond;
        worked.persondays[FROM_101] = BEYOND * beyond;
        let taken: i64 = worked.persondays.iter().sum();
        worked.share_out(
            progress.households_provided - completed,
            progress.persondays - taken,
        );
        worked
    }

    /// Most households have few days: their number falls off evenly with each more day.
    fn share_out(&mut self, households: i64, persondays: i64) {
        if households <= 0 {
            return;
        }
        let average = persondays as f64 / households as f64;
        let longer_than = |days: i64| (-(days as f64) / average).exp();
        for (band, count) in BANDS[..BELOW_100].iter().zip(&mut self.households) {
            let part = longer_than(band.least - 1) - longer_than(band.most);
            *count = (households as f64 * part) as i64;
        }
        self.households[0] += households - self.households[..BELOW_100].iter().sum::<i64>();
        self.fit(persondays);
        self.spread(persondays);
    }

    fn days(&self, each: impl Fn(&Band) -> i64) -> i64 {
        let bands = BANDS[..BELOW_100].iter().zip(self.households);
        bands.map(|(band, households)| households * each(band)).sum()
    }

    /// Moves households to the next band until their bands allow so many persondays.
    fn fit(&mut self, persondays: i64) {
        while self.days(|band| band.least) > persondays {
            let Some(from) = (1..BELOW_100).rev().find(|&band| self.households[band] > 0) else {
                return;
            };
            self.households[from] -= 1;
            self.households[from - 1] += 1;
        }
        while self.days(|band| band.most) < persondays {
            let Some(from) = (0..BELOW_100 - 1).find(|&band| self.households[band] > 0) else {
                return;
            };
            self.households[from] -= 1;
            self.households[from + 1] += 1;
        }
    }

    /// Gives each household the least days of its band, and shares out the rest by the room there is.
    fn spread(&mut self, persondays: i64) {
        let rest = persondays - self.days(|band| band.least);
        let mut left = rest;
        let room = self.days(|band| band.most - band.least);
        for (at, band) in BANDS.iter().enumerate().take(BELOW_100) {
            let own = self.households[at] * (band.most - band.least);
            let more = if room == 0 { 0 } else { rest * own / room };
            self.persondays[at] = self.households[at] * band.least + more;
            left -= more;
        }
        for (at, band) in BANDS.iter().enumerate().take(BELOW_100) {
            let more = left.min(self.households[at] * band.most - self.persondays[at]);
            self.persondays[at] += more;
            left -= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::all_month_ends;
    use crate::district::District;
    use crate::model::Work;
    use jiff::civil::date;

    #[test]
    fn bands_add_up_and_no_household_lies_outside_its_band() {
        let until = date(2026, 11, 22);
        let work = Work::new(305, &District::new(305).unwrap(), until);
        for end in all_month_ends(until) {
            for gp in 0..190 {
                let progress = work.progress(gp, end);
                let worked = DaysWorked::of(&progress, end);
                assert_eq!(
                    worked.households.iter().sum::<i64>(),
                    progress.households_provided,
                    "{gp} {end}"
                );
                assert_eq!(
                    worked.persondays.iter().sum::<i64>(),
                    progress.persondays,
                    "{gp} {end}"
                );
                for (at, band) in BANDS.iter().enumerate() {
                    let (households, days) = (worked.households[at], worked.persondays[at]);
                    assert!(
                        households >= 0 && days >= households * band.least,
                        "{gp} {end} {}",
                        band.title
                    );
                    assert!(days <= households * band.most, "{gp} {end} {}", band.title);
                }
            }
        }
    }

    #[test]
    fn nobody_worked_where_there_was_no_work() {
        assert_eq!(
            DaysWorked::of(&Progress::default(), date(2024, 4, 30)),
            DaysWorked::default()
        );
    }

    #[test]
    fn days_that_hardly_fit_are_made_to_fit() {
        let mut worked = DaysWorked::default();
        worked.share_out(3, 280);
        assert_eq!(worked.households.iter().sum::<i64>(), 3);
        assert_eq!(worked.persondays.iter().sum::<i64>(), 280);
    }
}
