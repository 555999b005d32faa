//! Programmes, places, calendar, languages and number formats: the ground floor, on which every other crate
//! stands. It holds declarations and words, and computes nothing from returns.

pub mod language;
pub mod words;
pub mod unit;
pub mod format;
pub mod calendar;
pub mod places;
pub mod messages;
pub mod programme;
mod catalog;

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
