//! How common malnutrition is among many children, with confidence limits, the way WHO's software tells it.
//!
//! Children that are too old or belong to no cluster are left out ([`Prevalence::left_out`] says how many), flagged
//! scores are not counted, and a child with oedema counts as below −3 in all that weight has part in. Estimates follow
//! the design of the survey: a group of children is a domain of the whole survey, so clusters without any member of it
//! still count in its variance.
//!
//! A share is shown with the number of children behind it, those flagged or not measured, and its limits; where all
//! children of a place were measured, the limits are no sampling error.

mod cut;
mod design;
mod domain;
mod estimate;
mod frame;
mod group;
mod index;
mod kept;
mod sampling;
mod severity;
mod stat;
mod student;
mod survey;
mod table;

pub use cut::Cut;
pub use design::Design;
pub use estimate::Estimate;
pub use frame::prevalence;
pub use group::Grouping;
pub use index::Index;
pub use kept::LeftOut;
pub use severity::{FEW_CHILDREN, Problem, Severity};
pub use stat::Stat;
pub use survey::Surveyed;
pub use table::{Group, IndexEstimates, Prevalence, of};
