//! How a grievance goes: from receipt through the hands of offices to disposal, and sometimes back.

use super::months::day;
use crate::random::Random;

/// Grievances that nobody disposes of, and those that take long.
const STUCK: f64 = 0.0335;
const SLOW: f64 = 0.10;
/// Days until disposal: the middle of usual and of slow ones, and how much they spread (of the logarithm).
const USUAL_DAYS: (f64, f64) = (4.2, 0.8);
const SLOW_DAYS: (f64, f64) = (110.0, 0.9);
/// Of those disposed of.
const REOPENED: f64 = 0.041;
const AGAIN: f64 = 0.95;
const RETURNED: f64 = 0.022;
const APPEALED: f64 = 0.0125;
const DECIDED: f64 = 0.92;
const RATED: f64 = 0.30;
const MOVED: f64 = 0.03;
/// The norm of the cell, after which the complainant may get an interim reply.
const NORM: i32 = 7;
const INTERIM: f64 = 0.35;
/// How long one that nobody disposes of is still handled.
const HANDLED: i32 = 60;

/// The days of a grievance, counted from the first one of the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) received: i32,
    pub(crate) forwarded: Option<i32>,
    pub(crate) assigned: Option<i32>,
    pub(crate) action: Option<i32>,
    pub(crate) closed: Option<i32>,
    pub(crate) reopened: Option<i32>,
    pub(crate) closed_again: Option<i32>,
    /// When it went to another office.
    pub(crate) moved: Option<i32>,
    pub(crate) interim: Option<i32>,
    pub(crate) returned: Option<i32>,
    pub(crate) appeal: Option<i32>,
    pub(crate) decided: Option<i32>,
    /// From 1 to 5, given with the disposal.
    pub(crate) rating: Option<u8>,
}

/// What is going on with a grievance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Open,
    InProgress,
    Returned,
    Disposed,
    Reopened,
}

impl Course {
    /// The course of a grievance received on a day, where all takes `pace` times as long as usual.
    pub(super) fn new(received: i32, pace: f64, random: &mut Random) -> Self {
        let days = duration(pace, random);
        let handled = days.unwrap_or(HANDLED);
        let mut course = Self::handed_on(received, days, random);
        let within =
            |from: i32, random: &mut Random| from + random.below((handled - from + 1) as usize) as i32;
        if handled > 0 && random.happens(MOVED) {
            let from = course.forwarded.unwrap_or(received) - received;
            course.moved = Some(received + within(from.min(handled), random));
        }
        if handled > NORM && random.happens(INTERIM) {
            course.interim = Some(received + within(NORM, random).min(NORM + 30));
        }
        course.closed = days.map(|days| received + days);
        if course.closed.is_some() {
            course.end(handled, random);
        }
        course
    }

    fn handed_on(received: i32, days: Option<i32>, random: &mut Random) -> Self {
        let within = days.unwrap_or(HANDLED);
        let is_stuck = days.is_none();
        let forwarded = (random.below(2) as i32).min(within);
        let assigned = (forwarded + random.below(3) as i32).min(within);
        let on = (f64::from(within - assigned) * random.between(0.5, 1.0)) as i32;
        let action = assigned + on;
        let happens = |odds: f64, random: &mut Random| !is_stuck || random.happens(odds);
        let is_forwarded = happens(0.93, random);
        let is_assigned = is_forwarded && happens(0.8, random);
        let is_acted_on = is_assigned && happens(0.4, random);
        Self {
            received,
            forwarded: is_forwarded.then_some(received + forwarded),
            assigned: is_assigned.then_some(received + assigned),
            action: is_acted_on.then_some(received + action),
            closed: None,
            reopened: None,
            closed_again: None,
            moved: None,
            interim: None,
            returned: None,
            appeal: None,
            decided: None,
            rating: None,
        }
    }

    /// What comes of the disposal.
    fn end(&mut self, days: i32, random: &mut Random) {
        let (Some(action), Some(closed)) = (self.action, self.closed) else {
            return;
        };
        if random.happens(RETURNED) {
            self.returned = Some(action + random.below((closed - action + 1) as usize) as i32);
        }
        if random.happens(REOPENED) {
            let reopened = closed + 3 + random.below(45) as i32;
            self.reopened = Some(reopened);
            let again = lognormal((9.0, 0.8), random);
            self.closed_again = random.happens(AGAIN).then_some(reopened + again);
        } else if random.happens(APPEALED) {
            let appeal = closed + 2 + random.below(28) as i32;
            self.appeal = Some(appeal);
            let decided = appeal + 4 + random.below(40) as i32;
            self.decided = random.happens(DECIDED).then_some(decided);
        }
        if random.happens(RATED) {
            let late = f64::from(u8::from(days > NORM)) + f64::from(u8::from(self.reopened.is_some()));
            let rating = 3.9 - 0.8 * late + 1.1 * random.bell();
            self.rating = Some(rating.round().clamp(1.0, 5.0) as u8);
        }
    }

    /// What was known of it on a day.
    pub(crate) fn as_on(&self, day: i32) -> Self {
        let known = |at: Option<i32>| at.filter(|at| *at <= day);
        Self {
            received: self.received,
            forwarded: known(self.forwarded),
            assigned: known(self.assigned),
            action: known(self.action),
            closed: known(self.closed),
            reopened: known(self.reopened),
            closed_again: known(self.closed_again),
            moved: known(self.moved),
            interim: known(self.interim),
            returned: known(self.returned),
            appeal: known(self.appeal),
            decided: known(self.decided),
            rating: self.rating.filter(|_| known(self.closed).is_some()),
        }
    }

    /// What the central portal tells of it: receipt, disposal and appeal. There, a grievance stays with its office and is
    /// not opened again.
    pub(super) fn at_the_portal(self) -> Self {
        Self {
            forwarded: None,
            assigned: None,
            action: None,
            reopened: None,
            closed_again: None,
            moved: None,
            interim: None,
            returned: None,
            ..self
        }
    }

    /// Whether it was received, or anything came about, from one day to another.
    pub(crate) fn changed(&self, from: i32, to: i32) -> bool {
        (from..=to).contains(&self.received) || self.as_on(to) != self.as_on(from - 1)
    }

    /// Whether it was pending at the end of a day.
    pub(crate) fn is_pending(&self, day: i32) -> bool {
        let known = self.as_on(day);
        let is_open = known.closed.is_none() || known.reopened.is_some() && known.closed_again.is_none();
        self.received <= day && is_open
    }

    /// How it stands by what is known.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self {
                closed_again: Some(_),
                ..
            } => Status::Disposed,
            Self {
                reopened: Some(_), ..
            } => Status::Reopened,
            Self { closed: Some(_), .. } => Status::Disposed,
            Self {
                returned: Some(_), ..
            } => Status::Returned,
            Self {
                forwarded: Some(_), ..
            } => Status::InProgress,
            _ => Status::Open,
        }
    }
}

/// Days until disposal; none for those that nobody disposes of.
fn duration(pace: f64, random: &mut Random) -> Option<i32> {
    if random.happens(STUCK) {
        return None;
    }
    let slow = random.happens(SLOW);
    let ((middle, spread), pace) = if slow {
        (SLOW_DAYS, pace.sqrt())
    } else {
        (USUAL_DAYS, pace)
    };
    Some(lognormal((middle * pace, spread), random))
}

fn lognormal((middle, spread): (f64, f64), random: &mut Random) -> i32 {
    (middle * (spread * random.bell()).exp()).round() as i32
}

/// Whether a day is a Sunday, on which few complain.
pub(super) fn is_sunday(at: i32) -> bool {
    (at - day(jiff::civil::date(2023, 6, 11))) % 7 == 0
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::super::months::date_of;
    use super::*;

    fn courses() -> Vec<Course> {
        let mut random = Random::new(1, &["courses"]);
        (0..20_000).map(|_| Course::new(100, 1.2, &mut random)).collect()
    }

    #[test]
    fn the_days_of_a_course_follow_one_another() {
        for course in courses() {
            let steps = [
                Some(course.received),
                course.forwarded,
                course.assigned,
                course.action,
                course.closed,
                course.reopened,
                course.closed_again,
            ];
            assert!(steps.iter().flatten().is_sorted(), "{course:?}");
            let after = [course.moved, course.interim, course.returned];
            assert!(
                after.iter().flatten().all(|day| *day >= course.received),
                "{course:?}"
            );
            if let Some(closed) = course.closed {
                assert!(after.iter().flatten().all(|day| *day <= closed), "{course:?}");
                assert!(course.appeal.is_none_or(|appeal| appeal > closed));
            }
        }
    }

    #[test]
    fn half_of_those_disposed_of_take_about_six_days() {
        let mut days: Vec<i32> = courses()
            .iter()
            .filter_map(|course| Some(course.closed? - course.received))
            .collect();
        days.sort_unstable();
        assert!(
            (5..=8).contains(&days[days.len() / 2]),
            "{}",
            days[days.len() / 2]
        );
        assert!(days[days.len() * 95 / 100] > 60);
    }

    #[test]
    fn what_comes_later_is_not_yet_known() {
        for course in courses() {
            let before = course.as_on(99);
            assert_eq!(before.status(), Status::Open);
            assert!(!course.is_pending(99) && (course.is_pending(100) || course.closed == Some(100)));
            assert_eq!(course.as_on(i32::MAX), course);
        }
    }

    #[test]
    fn sundays_are_sundays() {
        assert!((0..400).all(|at| is_sunday(at) == (date_of(at).weekday() == Weekday::Sunday)));
    }
}
