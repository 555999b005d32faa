//! Following cases from entry to exit: who came under care, who stays, and how each left.
//!
//! Every step happens on the day of a unit's report, and a case is in care or it is not, so that at every place and over
//! every span those at the beginning and those who came are those who left and those at the end.

mod cases;
mod facts;
mod rules;
mod track;

pub use cases::{Followed, followed};
pub use facts::{Balance, facts};
pub use rules::Rules;
