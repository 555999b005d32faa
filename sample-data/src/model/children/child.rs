//! A child as the registers know it.

use analytics::growth::Sex;
use jiff::civil::Date;

use super::admission::{Admission, admission};
use super::course::{Course, Gone, State};
use super::habits::Habits;
use super::measuring::{Measured, Occasion, measure};
use super::months::{MONTHS, Months};
use super::names;
use super::nature::{DAYS_IN_MONTH, Nature, SCHOOL};
use super::severe::Incidence;
use super::size::size;
use crate::calendar::plus;
use crate::random::Random;

/// A child of a centre.
#[derive(Debug, Clone)]
pub(crate) struct Child {
    /// In the register of its centre, from 1.
    pub(crate) number: usize,
    pub(crate) sex: Sex,
    pub(crate) born: Date,
    pub(crate) name: &'static str,
    pub(crate) mother: &'static str,
    pub(crate) phone: String,
    /// The first day on which it can be enrolled, and the first on which it no longer is.
    enrolled: (Date, Date),
    /// Its lines in the registers, by month.
    pub(crate) visits: Vec<Visit>,
    pub(crate) admissions: Vec<Admission>,
}

/// A child's line in the register of a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Visit {
    /// Counted from the first register.
    pub(crate) month: i32,
    pub(crate) day: Date,
    pub(crate) status: Status,
    /// None where the line says only that the child is gone.
    pub(crate) measured: Option<Measured>,
    pub(crate) oedema: bool,
    /// Whether the child has just fallen severely ill and the worker notes complications.
    pub(crate) complicated: bool,
    /// Whether the child is on its way to the rehabilitation centre.
    pub(crate) referred: bool,
}

/// What the register says of where the child is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Present,
    Joined,
    Left,
    Died,
}

/// The day on which a child would be measured, and its age in days.
struct When {
    month: i32,
    day: Date,
    days: i32,
}

/// What children of one centre have in common.
pub(super) struct Upbringing<'a> {
    pub(super) months: Months,
    pub(super) incidence: &'a Incidence,
    pub(super) habits: &'a Habits,
    /// Months for which the centre sends nothing.
    pub(super) silent: &'a [i32],
}

impl Child {
    /// The child with that number, with all that chance has in store for it.
    pub(super) fn new(number: usize, at: &Upbringing<'_>, random: &mut Random) -> Self {
        let nature = Nature::new(at.months, random);
        let course = Course::new(&nature, at.months, at.incidence, random);
        let (name, mother) = names::names(nature.sex, number);
        let phone = names::phone(random.below(100_000));
        let school = plus(nature.born, (f64::from(SCHOOL) * DAYS_IN_MONTH) as i32);
        let first = nature
            .comes
            .map_or(nature.born, |month| at.months.first_day(month));
        let last = course
            .gone
            .map_or(school, |(month, _)| at.months.first_day(month));
        let mut child = Self {
            number,
            sex: nature.sex,
            born: nature.born,
            name,
            mother,
            phone,
            enrolled: (first, last),
            visits: Vec::new(),
            admissions: Vec::new(),
        };
        for month in -1..MONTHS {
            child.live(month, &nature, &course, at, random);
        }
        child
    }

    /// Whether it is enrolled on a day, and younger than so many months, and at least so many months old.
    pub(crate) fn is_enrolled(&self, day: Date, ages: std::ops::Range<i32>) -> bool {
        let months = f64::from(crate::calendar::days_between(self.born, day)) / DAYS_IN_MONTH;
        let (first, last) = self.enrolled;
        (first..last).contains(&day) && (f64::from(ages.start)..f64::from(ages.end)).contains(&months)
    }

    /// Its line in the register of a month.
    pub(crate) fn visit(&self, month: i32) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.month == month)
    }

    fn live(
        &mut self,
        month: i32,
        nature: &Nature,
        course: &Course,
        at: &Upbringing<'_>,
        random: &mut Random,
    ) {
        let first = at.months.first_day(month);
        let day = plus(first, at.habits.first_day + random.below(3) as i32);
        let days = nature.days_old(day);
        let of_age = days >= 0 && f64::from(days) < f64::from(SCHOOL) * DAYS_IN_MONTH;
        let not_yet = nature.comes.is_some_and(|comes| month < comes);
        if !of_age || not_yet || day > at.months.until || at.silent.contains(&month) {
            return;
        }
        match course.gone {
            Some((gone, _)) if month > gone => {}
            Some((gone, why)) if month == gone => self.visits.push(last_line(month, day, why)),
            _ => self.attend(&When { month, day, days }, nature, course, at, random),
        }
    }

    fn attend(
        &mut self,
        when: &When,
        nature: &Nature,
        course: &Course,
        at: &Upbringing<'_>,
        random: &mut Random,
    ) {
        let &When { month, day, days } = when;
        let severe = course.severe(month);
        let watched = course
            .spells
            .iter()
            .any(|spell| (spell.onset..=spell.well + 1).contains(&month));
        let attendance = if watched {
            nature.attendance.max(0.95)
        } else {
            nature.attendance
        };
        let too_old = f64::from(days) >= 60.0 * DAYS_IN_MONTH && !nature.stays_after_five;
        if too_old || course.stays_away(month) || !random.happens(attendance) {
            return;
        }
        let state = course.state(month);
        let Some(size) = state.and_then(|state| size(nature.sex, days, state)) else {
            return;
        };
        let last = self.visits.last();
        let occasion = Occasion {
            habits: at.habits,
            month,
            days,
            watched,
            thin_arm: severe.is_some_and(|spell| spell.thin_arm),
            before: last.and_then(|visit| visit.measured),
        };
        let measured = measure(size, &occasion, random);
        let joined = nature.comes.is_some() && self.visits.is_empty();
        let newly = severe.filter(|spell| last.is_none_or(|last| last.month < spell.onset));
        let sent = newly.filter(|spell| spell.referred);
        let stay = sent.and_then(|spell| admission(spell, day, measured.weight_kg, at.months.until, random));
        self.visits.push(Visit {
            month,
            day,
            status: if joined { Status::Joined } else { Status::Present },
            measured: Some(measured),
            oedema: severe.is_some_and(|spell| spell.oedema),
            complicated: newly.is_some_and(|spell| spell.complicated),
            referred: stay.is_some(),
        });
        self.admissions.extend(stay);
    }
}

fn last_line(month: i32, day: Date, why: Gone) -> Visit {
    Visit {
        month,
        day,
        status: match why {
            Gone::Died => Status::Died,
            Gone::Left => Status::Left,
        },
        measured: None,
        oedema: false,
        complicated: false,
        referred: false,
    }
}

/// The line of a child that is as most are, on a day of which the registers say nothing; none where it is not born yet
/// or no longer under five.
pub(crate) fn usual_visit(child: &Child, day: Date) -> Option<Visit> {
    let days = crate::calendar::days_between(child.born, day);
    let size =
        size(child.sex, days, State { haz: -1.2, whz: -0.7 }).filter(|_| (90..1790).contains(&days))?;
    let to_tenth = |value: f64| (value * 10.0).round() / 10.0;
    Some(Visit {
        month: -1,
        day,
        status: Status::Present,
        measured: Some(Measured {
            weight_kg: to_tenth(size.weight_kg),
            height: Some((to_tenth(size.height_cm), size.position)),
            arm_cm: size.arm_cm.map(to_tenth),
        }),
        oedema: false,
        complicated: false,
        referred: false,
    })
}
