//! What stays the same in a child: when it was born, how tall and how broad it tends to be, how often it is brought to
//! the centre, when it came and when it goes.

use analytics::growth::Sex;
use jiff::civil::Date;

use super::months::{MONTHS, Months};
use crate::calendar::{days_between, plus};
use crate::random::Random;

/// Months of age at which a child leaves the registers for school.
pub(super) const SCHOOL: i32 = 72;
/// Days in a month, on average.
pub(super) const DAYS_IN_MONTH: f64 = 30.4375;

/// What stays the same in a child.
#[derive(Debug, Clone)]
pub(super) struct Nature {
    pub(super) sex: Sex,
    pub(super) born: Date,
    /// How far its length-for-age z-score lies from that of other children of its age.
    pub(super) stature: f64,
    /// The same of weight for length.
    pub(super) build: f64,
    /// In what part of months it is brought to be measured.
    pub(super) attendance: f64,
    /// The month in which it came from elsewhere; none if it was born here.
    pub(super) comes: Option<i32>,
    /// The month in which its family goes elsewhere.
    pub(super) goes: Option<i32>,
    /// Whether it still comes to the centre after its fifth birthday.
    pub(super) stays_after_five: bool,
}

impl Nature {
    /// A child born at some time that matters to the registers.
    pub(super) fn new(months: Months, random: &mut Random) -> Self {
        let earliest = plus(months.first_day(0), -(f64::from(SCHOOL) * DAYS_IN_MONTH) as i32);
        let days = days_between(earliest, months.until) + 1;
        let born = plus(earliest, random.below(days.unsigned_abs() as usize) as i32);
        let goes = random.happens(0.04).then(|| random.below(MONTHS as usize) as i32);
        let comes = random
            .happens(0.04)
            .then(|| 1 + random.below(MONTHS as usize - 1) as i32);
        Self {
            sex: if random.happens(0.515) {
                Sex::Male
            } else {
                Sex::Female
            },
            born,
            stature: 1.09 * random.bell(),
            build: 1.14 * random.bell(),
            attendance: random.between(0.78, 1.0),
            comes: comes.filter(|month| months.first_day(*month) > plus(born, 60)),
            goes: goes.filter(|month| months.first_day(*month) > plus(born, 60)),
            stays_after_five: random.happens(0.6),
        }
    }

    /// Age in days on a day; negative before birth.
    pub(super) fn days_old(&self, day: Date) -> i32 {
        days_between(self.born, day)
    }
}

/// Children per child under five whose births matter: all who are on the registers at some time of their first six
/// years.
pub(super) fn births_per_child_under_five() -> f64 {
    f64::from(SCHOOL + MONTHS) / 60.0
}
