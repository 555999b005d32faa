//! Dockets: matters that are received, go through dated steps and are disposed of, such as grievances.
//!
//! What counts of a matter is its latest delivery. It is cut into *stays*, the times in which one office has it; each
//! begins by receipt, transfer or reopening and ends by transfer or disposal. A stay stands before, in and after a span
//! as its two days tell, so that what stood before, with what came, is always what went with what stands after: by
//! office, place, class and span, whatever was delivered.
//!
//! Counts of a span are sums of conditions over stays, which lie in memory as arrays of numbers: one pass for all
//! measures asked. Who reported is told by days on which anything happened, kept as series like those of other datasets.

mod answers;
mod by_key;
mod chunk;
mod classes;
mod columns;
mod count;
mod encode;
mod kept;
mod keys;
mod limits;
mod marks;
mod matters;
mod measure;
mod plan;
mod reporting;
mod reports;
mod stays;

pub use answers::{Answers, Of};
pub use columns::Stays;
pub use encode::encoded;
pub use kept::{kept, read_by_measures};
pub use limits::Limits;
pub use matters::Told;
pub use reports::{reporters, reports};
pub use stays::stays;
