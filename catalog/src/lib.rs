//! Programmes, places, calendar, languages and number formats: the ground floor, on which every other crate
//! stands. It holds declarations and words, and computes nothing from returns.

pub mod calendar;
mod catalog;
mod convergence;
pub mod format;
pub mod glossary;
pub mod language;
pub mod messages;
pub mod pack;
pub mod places;
pub mod programme;
pub mod spelling;
pub mod unit;
pub mod words;

pub use crate::catalog::{Catalog, CatalogError};
pub use calendar::{FinancialYear, Grain, Period};
pub use convergence::{Convergence, ConvergencePair, ConvergenceSubject};
pub use language::{Language, UnknownLanguage};
pub use messages::{Arg, Messages, MessagesError};
pub use places::{
    BOUNDARIES_ATTRIBUTION, CellProblem, MalformedCode, NameMatch, Place, PlaceChange, PlaceCode, PlaceLevel,
    Places, PlacesError, Population, UnknownLevel, boundaries,
};
pub use unit::Unit;
pub use words::Words;
