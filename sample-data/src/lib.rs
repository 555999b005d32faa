//! The made-up workbooks of Bankura: what blocks and GPs might have sent since April 2024, in the shapes in which
//! such returns really arrive.
//!
//! The story is the true one: nothing but stocks under the suspension, work again from 6 December 2025, a new law
//! and new counts from 1 July 2026. In the Anganwadi centres some 13,000 children are enrolled, and the number of
//! severely malnourished ones falls by more than nine tenths in eighteen months. Since 8 June 2023 people have brought
//! 50,000 grievances to 178 offices, of which 98 in a hundred are disposed of; those of the whole state, 11.3 lakh, can
//! be written as text. Camps take applications to schemes in August 2025, and three correctional homes tell each evening
//! who is in custody. The numbers are invented, follow from a seed, and agree with one another: all returns are printed
//! from one model of the work of each GP, the growth of each child and the course of each grievance. People have given
//! names drawn by lot, and telephone numbers nobody can have. Each file says that it is made up.

mod big_return;
mod calendar;
mod district;
mod error;
mod faults;
mod grievances;
mod line;
mod model;
mod nutrition;
mod options;
mod output;
mod populations;
mod random;
mod returns;
mod shapes;
mod sheet;
mod world;
mod write;
mod write_camps;
mod write_custody;
mod write_grievances;
mod write_nutrition;
mod write_state;

pub use big_return::big_return;
pub use error::SampleError;
pub use options::{SampleOptions, Scale};
pub use output::{Purpose, WrittenFile};
pub use sheet::MARK;
pub use write::write;
