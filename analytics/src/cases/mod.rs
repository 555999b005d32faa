//! Cases: rows about one child, grievance or person each, and the numbers counted from them.
//!
//! Of the rows of a case in one period the latest delivery counts, and of several days the last. What a measure counts
//! in a month stands from the unit's last day in that month until its next one, so that the position on a day is again a
//! sum of changes. Who reported is kept once for all measures, since a count of nobody is a report too.

mod counted;
mod derive;
mod growth;
mod lines;
mod months;
mod register;
mod test;
mod totals;
mod weight_gain;

pub use counted::{Counted, counted};
pub use derive::derived;
pub use lines::{CASE, PERIOD, lines, period, reported, tallied};
pub use months::{DAY, END, Months, months};
pub use test::holds;
pub use totals::{TotalsOf, totals};
