//! Marks: what never changes of a stay, one bit each, so that many conditions are one comparison.

use catalog::programme::{Dataset, DaysAfter, Docket, Programme, Test};
use polars::prelude::*;

use super::stays::{began, ended};
use crate::cases::holds;
use crate::day;
use crate::names::{BEGAN, DUE, END, ENDED, LAST};

/// It begins with the receipt of the matter.
pub const RECEIVED: u32 = 1;
/// It begins with a reopening.
pub const REOPENED: u32 = 1 << 1;
/// It begins with a transfer from another office.
pub const TRANSFERRED_IN: u32 = 1 << 2;
/// It ends with a disposal.
pub const DISPOSED: u32 = 1 << 3;
/// It ends with a transfer to another office.
pub const TRANSFERRED_OUT: u32 = 1 << 4;
/// It is the matter's last.
pub const LATEST: u32 = 1 << 5;
/// It ends by the last day within the limit.
pub const ENDS_IN_TIME: u32 = 1 << 6;
/// The matter was disposed of for the first time by the last day within the limit.
pub const CLOSED_IN_TIME: u32 = 1 << 7;
/// The bits before those of tests; the check of programmes lets no docket have more tests than fit beside them.
const BEFORE_TESTS: usize = 8;

/// The marks of each stay as one number, from stored stays.
pub fn marks(programme: &Programme, dataset: &Dataset, docket: &Docket) -> Expr {
    let is = |column: &str, how: i32| col(column).eq(lit(how));
    let own = [
        (RECEIVED, is(BEGAN, began::RECEIVED)),
        (REOPENED, is(BEGAN, began::REOPENED)),
        (TRANSFERRED_IN, is(BEGAN, began::TRANSFERRED)),
        (DISPOSED, is(ENDED, ended::DISPOSED)),
        (TRANSFERRED_OUT, is(ENDED, ended::TRANSFERRED)),
        (LATEST, col(LAST)),
        (ENDS_IN_TIME, col(END).lt_eq(col(DUE))),
        (CLOSED_IN_TIME, col(docket.closed.as_str()).lt_eq(col(DUE))),
    ];
    let of_tests = programme.docket_tests(dataset).into_iter().enumerate();
    let of_tests = of_tests.map(|(at, tests)| (1 << (BEFORE_TESTS + at), met(programme, tests)));
    let each = own.into_iter().chain(of_tests);
    let number = |mark: u32| lit(mark).cast(DataType::UInt32);
    each.fold(number(0), |marks, (mark, holds)| {
        marks + when(holds).then(number(mark)).otherwise(number(0))
    })
}

/// Whether all tests hold, those of days in time among them.
fn met(programme: &Programme, tests: &[Test]) -> Expr {
    let (timed, others): (Vec<Test>, Vec<Test>) =
        tests.iter().cloned().partition(|test| test.within.is_some());
    let in_time = timed
        .iter()
        .filter_map(|test| Some((test, test.within.as_ref()?)));
    in_time
        .map(|(test, within)| is_within(programme, &test.column, within))
        .fold(holds(&others), Expr::and)
}

/// Whether a day lies at most so many days after another one; not where either is not known, or no number was in force.
fn is_within(programme: &Programme, column: &str, within: &DaysAfter) -> Expr {
    let number = |column: &str| col(column).cast(DataType::Int32);
    let (day, after) = (number(column), number(&within.after));
    let in_force = programme
        .parameters
        .iter()
        .filter(|known| known.id == within.days);
    let in_time = in_force.map(|known| {
        let last = known.to.map_or(i32::MAX, day::number);
        let is_in_force = after
            .clone()
            .gt_eq(lit(day::number(known.from)))
            .and(after.clone().lt_eq(lit(last)));
        #[expect(clippy::cast_possible_truncation, reason = "limits are whole days, and few")]
        let days = known.value as i32;
        is_in_force.and((day.clone() - after.clone()).lt_eq(lit(days)))
    });
    in_time
        .reduce(Expr::or)
        .map_or_else(|| lit(false), |holds| holds.fill_null(lit(false)))
}

/// The mark of what meets some tests; none needed where there are none.
pub fn of_tests(programme: &Programme, dataset: &Dataset, tests: &[Test]) -> u32 {
    let mut known = programme.docket_tests(dataset).into_iter();
    let at = known.position(|known| known == tests);
    at.map_or(0, |at| 1 << (BEFORE_TESTS + at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_tests_that_a_docket_may_have_fit_into_one_number() {
        assert_eq!(BEFORE_TESTS + Docket::MOST_TESTS, u32::BITS as usize);
    }
}
