//! Works of the district: what was left over from before the suspension, and what came since.

use jiff::civil::Date;

use crate::calendar::{RESUMED, days_between};

/// Works of the district on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Works {
    pub(crate) taken_up: i64,
    pub(crate) completed: i64,
}

/// Works of Bankura in 2024-25, and those of them that were completed.
const LEFT_OVER: Works = Works {
    taken_up: 30_682,
    completed: 669,
};
/// Persondays that a work takes.
const PERSONDAYS: i64 = 700;
/// Works completed in a day since work returned.
const PER_DAY: i64 = 9;

impl Works {
    /// The works on a day by which so many persondays were generated since work returned.
    pub(crate) fn of(persondays: i64, day: Date) -> Self {
        let new = persondays / PERSONDAYS;
        let days = i64::from(days_between(RESUMED, day).max(0));
        let taken_up = LEFT_OVER.taken_up + new;
        Self {
            taken_up,
            completed: (LEFT_OVER.completed + new / 2 + PER_DAY * days).min(taken_up),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn works_stand_still_under_suspension_and_move_afterwards() {
        assert_eq!(Works::of(0, date(2024, 12, 31)), LEFT_OVER);
        let later = Works::of(700_000, date(2026, 6, 30));
        assert_eq!(later.taken_up, 31_682);
        assert!(later.completed > LEFT_OVER.completed && later.completed < later.taken_up);
    }
}
