//! Signs of careless measuring, by centre, sector, block, month or whatever children are grouped by.
//!
//! No sign proves anything of one child. Together, and beside the range in which careful teams lie, they say where to
//! look: scores that spread too far were measured badly, scores that hardly spread were copied, weights that end in 0 and
//! 5 were read from afar. The signs are those of WHO and UNICEF's recommendations of 2019 and of the SMART
//! plausibility check.

mod digits;
mod expected;
mod heaping;
mod moments;
mod row;
mod sign;
mod signs;
mod table;

pub use expected::Expected;
pub use sign::{Item, Ruler, Sign};
pub use signs::Reading;
pub use table::quality;
