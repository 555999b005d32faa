//! The year so far in a GP: job cards, demand, households and persondays.

use std::ops::AddAssign;

use jiff::civil::Date;

use super::habits::{Habits, Persondays};
use crate::calendar::{FIRST_DAY, RESUMED, count_began, days_between, plus, share_of_a_usual_day};
use crate::district::{Block, District, Gp};
use crate::random::Random;

/// The figures of one place and day, all counted since the count began again, but for the job cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) job_cards_sc: i64,
    pub(crate) job_cards_st: i64,
    pub(crate) job_cards: i64,
    pub(crate) households_demanded: i64,
    pub(crate) persons_demanded: i64,
    pub(crate) households_offered: i64,
    pub(crate) persons_offered: i64,
    pub(crate) households_provided: i64,
    pub(crate) persons_provided: i64,
    pub(crate) persondays: i64,
    pub(crate) persondays_sc: i64,
    pub(crate) persondays_st: i64,
    pub(crate) persondays_women: i64,
    pub(crate) households_completed: i64,
}

impl AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        self.job_cards_sc += other.job_cards_sc;
        self.job_cards_st += other.job_cards_st;
        self.job_cards += other.job_cards;
        self.households_demanded += other.households_demanded;
        self.persons_demanded += other.persons_demanded;
        self.households_offered += other.households_offered;
        self.persons_offered += other.persons_offered;
        self.households_provided += other.households_provided;
        self.persons_provided += other.persons_provided;
        self.persondays += other.persondays;
        self.persondays_sc += other.persondays_sc;
        self.persondays_st += other.persondays_st;
        self.persondays_women += other.persondays_women;
        self.households_completed += other.households_completed;
    }
}

/// Days that a household works in a month in which it works at all.
const DAYS_A_MONTH: f64 = 9.0;

/// The work of all GPs from the day it returned.
#[derive(Debug)]
pub(crate) struct Work {
    gps: Vec<GpWork>,
}

#[derive(Debug)]
struct GpWork {
    habits: Habits,
    /// One for each day from [`RESUMED`].
    persondays: Vec<Persondays>,
    /// Persondays in the year before work returned; only few GPs had any, for wages under dispute.
    leftover: i64,
}

impl Work {
    /// The work of the district up to `until`.
    pub(crate) fn new(seed: u64, district: &District, until: Date) -> Self {
        let gps = district.gps().enumerate();
        Self {
            gps: gps
                .map(|(at, (block, gp))| GpWork::new(seed, block, gp, at, until))
                .collect(),
        }
    }

    /// Households and persons that asked for work in the month that ends on a day.
    pub(crate) fn demand(&self, gp: usize, month_end: Date) -> (i64, i64) {
        let before = self.persondays_since_return(gp, plus(month_end.first_of_month(), -1));
        let habits = &self.gps[gp].habits;
        let worked = (self.persondays_since_return(gp, month_end) - before) as f64;
        let households = (worked / DAYS_A_MONTH / habits.met).ceil().min(habits.job_cards);
        (
            households as i64,
            (households * habits.persons_per_household) as i64,
        )
    }

    /// The persondays of a GP since work returned, over all counts.
    pub(crate) fn persondays_since_return(&self, gp: usize, day: Date) -> i64 {
        let Ok(last) = usize::try_from(days_between(RESUMED, day)) else {
            return 0;
        };
        let days = &self.gps[gp].persondays[..=last];
        let finished = days
            .windows(2)
            .filter(|pair| pair[1].all < pair[0].all)
            .map(|pair| pair[0].all);
        finished.sum::<i64>() + days[last].all
    }

    /// The figures of the GP at that position among all GPs of the district.
    pub(crate) fn progress(&self, gp: usize, day: Date) -> Progress {
        self.gps[gp].progress(day)
    }
}

impl GpWork {
    fn new(seed: u64, block: &Block, gp: &Gp, at: usize, until: Date) -> Self {
        let habits = Habits::new(seed, block, gp);
        // Every 31st GP: six in all, as in the Bankura of 2024-25.
        let leftover = if at % 31 == 7 {
            180 + (at as i64 % 9) * 14
        } else {
            0
        };
        let persondays = persondays(seed, &habits, gp, until);
        Self {
            habits,
            persondays,
            leftover,
        }
    }

    fn progress(&self, day: Date) -> Progress {
        let habits = &self.habits;
        let persondays = self.persondays(day);
        let cards =
            |start: f64| (start * (1.0 + habits.new_cards * f64::from(days_between(FIRST_DAY, day)))) as i64;
        let job_cards = cards(habits.job_cards);
        let provided = habits.households(persondays.all).min(job_cards);
        let unmet = (provided as f64 * (1.0 / habits.met - 1.0)).ceil() as i64;
        let demanded = (provided + unmet).min(job_cards);
        let offered = provided + (demanded - provided) * 3 / 5;
        let persons = |households: i64| (households as f64 * habits.persons_per_household) as i64;
        Progress {
            job_cards_sc: cards(habits.job_cards_sc),
            job_cards_st: cards(habits.job_cards_st),
            job_cards,
            households_demanded: demanded,
            persons_demanded: persons(demanded),
            households_offered: offered,
            persons_offered: persons(offered),
            households_provided: provided,
            persons_provided: persons(provided),
            persondays: persondays.all,
            persondays_sc: persondays.sc,
            persondays_st: persondays.st,
            persondays_women: persondays.women,
            households_completed: habits.completed(persondays.all, day).min(provided),
        }
    }

    fn persondays(&self, day: Date) -> Persondays {
        let since = days_between(RESUMED, day);
        match usize::try_from(since) {
            Ok(since) => self.persondays[since],
            Err(_) => self.habits.groups(self.leftover_by(day)),
        }
    }

    /// In the year of the suspension that the sample covers whole; in the next one nothing was left.
    fn leftover_by(&self, day: Date) -> i64 {
        let into_year = days_between(FIRST_DAY, day) + 1;
        if into_year > 365 {
            0
        } else {
            self.leftover * i64::from(into_year) / 365
        }
    }
}

fn persondays(seed: u64, habits: &Habits, gp: &Gp, until: Date) -> Vec<Persondays> {
    let mut random = Random::new(seed, &["days", gp.place.code.as_str()]);
    let mut so_far = Persondays::default();
    let days = 0..=days_between(RESUMED, until);
    days.map(|since| {
        let day = plus(RESUMED, since);
        if count_began(day) == day {
            so_far = Persondays::default();
        }
        let today =
            habits.groups((habits.daily * share_of_a_usual_day(day) * random.between(0.5, 1.5)) as i64);
        so_far.all += today.all;
        so_far.sc += today.sc;
        so_far.st += today.st;
        so_far.women += today.women;
        so_far
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::all_month_ends;
    use jiff::civil::date;

    const UNTIL: Date = date(2026, 11, 22);

    fn each_gp_day(mut check: impl FnMut(usize, Date, Progress)) {
        let district = District::new(305).unwrap();
        let work = Work::new(305, &district, UNTIL);
        for gp in 0..190 {
            for since in 0..=days_between(FIRST_DAY, UNTIL) {
                let day = plus(FIRST_DAY, since);
                check(gp, day, work.progress(gp, day));
            }
        }
    }

    #[test]
    fn every_day_of_every_gp_is_possible() {
        each_gp_day(|gp, day, now| {
            assert!(now.persondays_women <= now.persondays, "{gp} {day}: {now:?}");
            assert!(
                now.persondays_sc + now.persondays_st <= now.persondays,
                "{gp} {day}: {now:?}"
            );
            assert!(
                now.job_cards_sc + now.job_cards_st <= now.job_cards,
                "{gp} {day}: {now:?}"
            );
            assert!(now.households_demanded <= now.job_cards, "{gp} {day}: {now:?}");
            assert!(
                now.households_demanded >= now.households_offered,
                "{gp} {day}: {now:?}"
            );
            assert!(
                now.households_offered >= now.households_provided,
                "{gp} {day}: {now:?}"
            );
            assert!(now.persons_demanded >= now.persons_offered, "{gp} {day}: {now:?}");
            assert!(now.persons_offered >= now.persons_provided, "{gp} {day}: {now:?}");
            assert!(
                now.persons_provided >= now.households_provided,
                "{gp} {day}: {now:?}"
            );
            assert!(
                now.households_completed <= now.households_provided,
                "{gp} {day}: {now:?}"
            );
        });
    }

    #[test]
    fn counts_never_fall_but_where_they_begin_again() {
        let mut before: Option<(usize, Progress)> = None;
        each_gp_day(|gp, day, now| {
            if let Some((_, before)) = before.filter(|(same, _)| *same == gp) {
                assert!(now.job_cards >= before.job_cards, "{gp} {day}");
                if count_began(day) != day {
                    assert!(now.persondays >= before.persondays, "{gp} {day}");
                    assert!(now.persondays_women >= before.persondays_women, "{gp} {day}");
                    assert!(
                        now.households_provided >= before.households_provided,
                        "{gp} {day}"
                    );
                    assert!(
                        now.households_demanded >= before.households_demanded,
                        "{gp} {day}"
                    );
                    assert!(
                        now.households_completed >= before.households_completed,
                        "{gp} {day}"
                    );
                }
            }
            before = Some((gp, now));
        });
    }

    #[test]
    fn a_household_works_a_plausible_number_of_days() {
        let district = District::new(305).unwrap();
        let work = Work::new(305, &district, UNTIL);
        for end in all_month_ends(UNTIL)
            .into_iter()
            .filter(|end| *end > date(2026, 1, 1))
        {
            for gp in 0..190 {
                let now = work.progress(gp, end);
                let average = now.persondays as f64 / now.households_provided as f64;
                assert!((8.0..=40.0).contains(&average), "{gp} {end}: {average}");
            }
        }
    }

    #[test]
    fn work_under_suspension_is_all_but_nothing() {
        let district = District::new(305).unwrap();
        let work = Work::new(305, &district, UNTIL);
        let at = |day| (0..190).map(move |gp| (gp, day));
        let year: i64 = at(date(2025, 3, 31))
            .map(|(gp, day)| work.progress(gp, day).persondays)
            .sum();
        assert!((1000..2000).contains(&year), "{year}");
        assert_eq!(
            at(date(2025, 12, 5))
                .filter(|(gp, day)| work.progress(*gp, *day).persondays > 0)
                .count(),
            0
        );
        assert!(at(date(2026, 3, 31)).all(|(gp, day)| work.progress(gp, day).persondays > 0));
    }

    #[test]
    fn the_blocks_that_run_behind_are_behind() {
        let district = District::new(305).unwrap();
        let work = Work::new(305, &district, UNTIL);
        let mut rates: Vec<(f64, &str)> = Vec::new();
        let mut position = 0;
        for block in &district.blocks {
            let mut sum = Progress::default();
            for _ in &block.gps {
                sum += work.progress(position, UNTIL);
                position += 1;
            }
            rates.push((sum.persondays as f64 / sum.job_cards as f64, &block.place.name.en));
        }
        rates.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut last: Vec<&str> = rates[..3].iter().map(|(_, name)| *name).collect();
        last.sort_unstable();
        assert_eq!(last, ["Raipur", "Ranibundh", "Sarenga"]);
    }
}
