//! How children grow, by the WHO Child Growth Standards of 2006 and, from 60 months on, the WHO reference of 2007.
//!
//! A measurement becomes a z-score: how many standard deviations it lies from the median of healthy children of the same
//! sex and age, or of the same length. Each child is scored by plain functions over numbers ([`score()`], [`classes()`],
//! [`older::score()`]), a table of children column by column ([`scores`], [`older::scores`]). [`measurement_for`] goes the
//! other way. Shares of a population with their confidence limits are in [`prevalence`],
//! signs of careless measuring in [`quality`].
//!
//! Everything agrees to the last printed digit with what WHO's own software computes.
//!
//! ```
//! use analytics::growth::{Age, Child, Measure, Sex, score};
//!
//! let boy = Child {
//!     sex: Some(Sex::Male),
//!     age: Age::from_days(365.0),
//!     weight_kg: Some(7.0),
//!     lenhei_cm: Some(71.3),
//!     measure: Some(Measure::Lying),
//!     ..Child::default()
//! };
//! let scores = score(&boy);
//! assert_eq!(scores.weight_for_age.map(|score| score.z), Some(-2.90));
//! ```

mod acute;
mod age;
mod child;
mod classes;
pub mod columns;
mod error;
mod frame;
mod indicator;
mod input;
mod inverse;
mod length;
mod lms;
pub mod older;
pub mod prevalence;
pub mod quality;
mod rounding;
mod score;
mod standards;

pub use acute::{Acute, AcuteSigns};
pub use age::{Age, DAYS_PER_MONTH};
pub use child::{Child, Measure, Sex};
pub use classes::{Class, Classes, classes};
pub use error::GrowthError;
pub use frame::scores;
pub use indicator::{Indicator, z_score};
pub use input::{Impossible, impossible};
pub use inverse::measurement_for;
pub use length::{Stature, stature};
pub use lms::Lms;
pub use score::{Score, Scores, score};
