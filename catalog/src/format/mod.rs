//! How figures are printed: Indian grouping, lakh and crore, one decimal for rates, the reader's digits.
//!
//! Pages, charts, PDF and mail print by these functions alone, so that a figure reads the same everywhere.
//!
//! ```
//! use catalog::{Language, Unit, format};
//!
//! assert_eq!(format::value(1_560_534.0, Unit::Count, Language::En), "15,60,534");
//! assert_eq!(format::value(47.85, Unit::Percent, Language::En), "47.9 %");
//! assert_eq!(format::value_compact(18_60_000.0, Unit::Count, Language::En), "18.6 lakh");
//! ```

mod digits;
mod grouping;
mod rounding;
mod value;

pub use digits::{ascii_digits, own_digits};
pub use grouping::grouped;
pub use rounding::rounded;
pub use value::{Change, change, number, unit_words, value, value_compact};
