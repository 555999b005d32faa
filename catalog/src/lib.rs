//! Programmes, places, calendar, languages and number formats: the ground floor, on which every other crate
//! stands. It holds declarations and words, and computes nothing from returns.

pub mod calendar;
mod catalog;
pub mod format;
pub mod language;
pub mod messages;
pub mod places;
pub mod programme;
pub mod unit;
pub mod words;

pub use crate::catalog::{Catalog, CatalogError};
pub use calendar::{FinancialYear, Grain, Period};
pub use language::{Language, UnknownLanguage};
pub use messages::{Arg, Messages, MessagesError};
pub use places::{
    BOUNDARIES_ATTRIBUTION, CellProblem, MalformedCode, NameMatch, Place, PlaceCode, PlaceLevel, Places,
    PlacesError, Population, UnknownLevel, boundaries,
};
pub use unit::Unit;
pub use words::Words;
