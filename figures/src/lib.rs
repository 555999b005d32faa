//! The question and the answer as plain data.
//!
//! A [`Query`] asks for measures of a programme, broken down by dimensions, inside a place, by a [`Reader`]. A
//! [`Plan`] is what it needs of a stored table. [`Figures`] is the typed answer: each cell a value, or a state that
//! says why there is none. No engine, no polars: every door (page, workbook, document, mail, API) takes the same
//! struct.

mod case_list;
mod case_listing;
mod cell;
mod csv;
mod figures;
mod json;
mod listing;
mod name;
mod plan;
mod quality;
mod query;
mod reader;
mod role;

pub use case_list::{Alert, CaseList, CaseQuery, CaseRow, Grade, Measured};
pub use case_listing::{case_listing, quality_listing};
pub use cell::{Cell, Change, Interval, State, Units};
pub use csv::csv;
pub use figures::{Column, ColumnKind, Figures, Key, Row, SourceSheet};
pub use json::json;
pub use listing::{Field, ListColumn, Listing, listing_csv, listing_json};
pub use name::Name;
pub use plan::{Condition, Plan, Sum};
pub use quality::{Quality, QualityQuery, QualityRow, QualitySign};
pub use query::{Compare, Dimension, KnownOn, Query, QueryParseError, Where};
pub use reader::{NotAReader, Reader, ReaderClass};
pub use role::{Role, UnknownRole};
