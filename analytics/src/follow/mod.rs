//! Following cases from entry to exit: who came under care, who stays, and how each left.
//!
//! Every step happens on the day of a unit's report, and a case is in care or it is not, so that at every place and over
//! every span those at the beginning and those who came are those who left and those at the end.

mod cases;
mod facts;
mod rules;
mod track;

pub use cases::Followed;
pub(crate) use cases::followed;
pub(crate) use facts::{Balance, facts};
pub use rules::Rules;
pub use track::Spell;

use catalog::programme::Follow;
use polars::prelude::DataFrame;

use crate::cases::months;
use crate::error::AnalyticsError;

/// The times under care of all cases of a table of lines, which is sorted by place, case and period and has the columns
/// `place`, `level`, `case` (text), `period` (months since year 0), `date`, and those that the tests of `follow` read.
pub fn spells(lines: &DataFrame, follow: &Follow, rules: &Rules) -> Result<Vec<Followed>, AnalyticsError> {
    followed(lines, &months(lines, None, 31)?, None, follow, rules)
}
