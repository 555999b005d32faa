//! `/api/v1`: what analysts' programs ask.
//!
//! A handler reads its parameters into a `View`, chooses the form by `format` or `Accept`, and answers with data whose
//! row count and hash are stated. What a question gives to whom, `analytics` decides, here as everywhere.

mod accept;
mod answer;
mod datasets;
mod describe;
mod item;
mod list;
mod long;
mod measures;
mod parameters;
mod places;
mod programmes;
mod query;

pub use datasets::datasets;
pub use describe::{description, openapi};
pub use item::Names;
pub use list::csv;
pub use measures::{MeasureItem, dictionary, measures};
pub use places::places;
pub use programmes::{programme, programmes};
pub use query::query;
