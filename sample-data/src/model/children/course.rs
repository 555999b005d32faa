//! How a child really grows, month by month, whether it is measured or not.
//!
//! Two z-scores carry the course: length for age, which changes slowly, and weight for length, which changes from month
//! to month. Each is a common curve by age, plus what is the child's own, plus a wave that is half forgotten after some
//! months. Severe spells are laid over it.

use jiff::civil::Date;

use super::months::{MONTHS, Months, RUN_IN};
use super::nature::{DAYS_IN_MONTH, Nature};
use super::severe::{End, Incidence, Spell};
use crate::random::Random;

/// A child's days of age between which a spell can begin.
const AT_RISK: std::ops::Range<i32> = 90..1780;

/// The course of a child.
#[derive(Debug)]
pub(super) struct Course {
    states: Vec<State>,
    pub(super) spells: Vec<Spell>,
    /// The month in which the child died or left, if it did.
    pub(super) gone: Option<(i32, Gone)>,
}

/// How a child is in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct State {
    /// Length-for-age z-score.
    pub(super) haz: f64,
    /// Weight-for-length z-score; of body mass index from the fifth birthday on.
    pub(super) whz: f64,
}

/// Why a child is no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    Died,
    Left,
}

impl Course {
    /// The course that follows from a child's nature and from chance.
    pub(super) fn new(nature: &Nature, months: Months, incidence: &Incidence, random: &mut Random) -> Self {
        let mut course = Self {
            states: Vec::new(),
            spells: Vec::new(),
            gone: nature.goes.map(|month| (month, Gone::Left)),
        };
        let (mut tall, mut broad) = (0.0, 0.35 * random.bell());
        for month in RUN_IN..MONTHS {
            tall = 0.97 * tall + 0.04 * random.bell();
            broad = 0.8 * broad + 0.2 * random.bell();
            let days = nature.days_old(middle(months, month));
            course.fall_ill(nature, month, days, incidence, random);
            let age = f64::from(days.max(0)) / DAYS_IN_MONTH;
            let usual = usual_whz(age, months.first_day(month)) + gain(month) + nature.build + broad;
            let usual = not_severe(usual, age);
            let spell = course.spells.last();
            course.states.push(State {
                haz: usual_haz(age) + nature.stature + tall,
                whz: spell.map_or(usual, |spell| spell.whz(month, usual)),
            });
        }
        course
    }

    /// How the child is in a month.
    pub(super) fn state(&self, month: i32) -> Option<State> {
        let at = usize::try_from(month - RUN_IN).ok()?;
        self.states.get(at).copied()
    }

    /// The spell in which the child is severe in a month.
    pub(super) fn severe(&self, month: i32) -> Option<&Spell> {
        self.spells.iter().find(|spell| spell.is_severe(month))
    }

    /// Whether those who care for the child keep it from the centre in a month.
    pub(super) fn stays_away(&self, month: i32) -> bool {
        let away = |spell: &Spell| matches!(spell.end, End::StaysAway(until) if (spell.onset + 1..until).contains(&month));
        self.spells.iter().any(away)
    }

    fn fall_ill(
        &mut self,
        nature: &Nature,
        month: i32,
        days: i32,
        incidence: &Incidence,
        random: &mut Random,
    ) {
        let risk = incidence.of(month) * risk(nature, days);
        let again = match self.spells.last() {
            Some(spell) if month < spell.well => return,
            Some(Spell {
                end: End::Relapses(at),
                ..
            }) => *at == month,
            _ => false,
        };
        if !AT_RISK.contains(&days) || self.gone.is_some_and(|(gone, _)| month >= gone) {
            return;
        }
        if !(again || random.happens(risk)) {
            return;
        }
        let spell = Spell::new(month, random);
        let gone = match spell.end {
            End::Dies => Some(Gone::Died),
            End::Leaves => Some(Gone::Left),
            _ => None,
        };
        if let Some(gone) = gone {
            self.gone = Some((spell.better, gone));
        }
        self.spells.push(spell);
    }
}

/// The day in a month for which its states are true.
fn middle(months: Months, month: i32) -> Date {
    months
        .first_day(month)
        .with()
        .day(12)
        .build()
        .unwrap_or_else(|_| months.first_day(month))
}

/// How much more likely than others a child is to fall ill: the second half-year to the third birthday is the
/// dangerous time, and who is thin has less to lose. It is about 1 on average.
fn risk(nature: &Nature, days: i32) -> f64 {
    let of_age = if (183..1096).contains(&days) { 1.4 } else { 0.65 };
    let of_build = match nature.build {
        build if build < -0.47 => 2.2,
        build if build < 0.3 => 0.8,
        _ => 0.1,
    };
    of_age * of_build
}

/// Length for age of rural children: near the median at birth, well below it from the second birthday on.
fn usual_haz(age: f64) -> f64 {
    -0.6 - 0.95 * (1.0 - (-age / 9.0).exp())
}

/// Weight for length: mothers' milk protects for some months; the lean time is from August to October.
fn usual_whz(age: f64, month: Date) -> f64 {
    let lean = if (8..=10).contains(&month.month()) {
        -0.1
    } else {
        0.0
    };
    -0.25 - 0.5 * (1.0 - (-age / 5.0).exp()) + lean
}

/// What the operation gains for all children, a little each month.
fn gain(month: i32) -> f64 {
    0.003 * f64::from(month.max(0))
}

/// Outside a spell nobody is severe: scores come closer together towards a line that they do not cross, far enough
/// above −3 that careful measuring does not cross it either.
fn not_severe(whz: f64, age: f64) -> f64 {
    let from = if age < 6.0 { -1.7 } else { -2.2 };
    if whz < from {
        (from + 0.25 * (whz - from)).max(from - 0.4)
    } else {
        whz
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn courses(count: usize) -> Vec<(Nature, Course)> {
        let months = Months::new(date(2026, 11, 22));
        let incidence = Incidence::new();
        let mut random = Random::new(305, &["test"]);
        let child = |_| {
            let nature = Nature::new(months, &mut random);
            let course = Course::new(&nature, months, &incidence, &mut random);
            (nature, course)
        };
        (0..count).map(child).collect()
    }

    #[test]
    fn only_a_spell_brings_a_child_below_the_line() {
        for (_, course) in courses(2000) {
            for month in RUN_IN..MONTHS {
                let state = course.state(month).unwrap();
                assert_eq!(state.whz < -3.0, course.severe(month).is_some(), "{state:?}");
            }
        }
    }

    #[test]
    fn a_child_changes_little_from_one_month_to_the_next() {
        for (_, course) in courses(500) {
            for month in RUN_IN..MONTHS - 1 {
                let (now, next) = (course.state(month).unwrap(), course.state(month + 1).unwrap());
                assert!((now.haz - next.haz).abs() < 0.6);
            }
        }
    }

    #[test]
    fn severe_children_become_few() {
        let courses = courses(20_000);
        let severe = |month| {
            courses
                .iter()
                .filter(|(_, course)| course.severe(month).is_some())
                .count()
        };
        assert!(severe(0) > 500, "{}", severe(0));
        assert!(
            severe(MONTHS - 1) * 10 < severe(0),
            "{} of {}",
            severe(MONTHS - 1),
            severe(0)
        );
    }

    #[test]
    fn nobody_is_ill_before_birth_or_after_death() {
        let months = Months::new(date(2026, 11, 22));
        for (nature, course) in courses(5000) {
            for spell in &course.spells {
                assert!(nature.days_old(months.first_day(spell.onset)) > 60);
            }
            let last = course.spells.last();
            if let (Some((gone, Gone::Died)), Some(spell)) = (course.gone, last) {
                assert_eq!((spell.end, spell.better), (End::Dies, gone));
            }
        }
    }

    #[test]
    fn a_month_outside_the_story_has_no_state() {
        let (_, course) = courses(1).remove(0);
        assert_eq!((course.state(MONTHS), course.state(RUN_IN - 1)), (None, None));
    }
}
