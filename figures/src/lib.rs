//! The question and the answer as plain data.
//!
//! A [`Query`] asks for measures of a programme, broken down by dimensions, inside a place, by a [`Reader`]. A
//! [`Plan`] is what it needs of a stored table. [`Figures`] is the typed answer: each cell a value, or a state that
//! says why there is none. No engine, no polars: every door (page, workbook, document, mail, API) takes the same
//! struct.

mod breaks;
mod case_list;
mod case_listing;
mod cell;
mod csv;
mod figures;
mod json;
mod listing;
mod name;
mod origin;
mod plan;
mod quality;
mod query;
mod reader;
mod returns;
mod returns_listing;
mod role;

pub use breaks::{Break, BreakKind};
pub use case_list::{Alert, CaseList, CaseQuery, CaseRow, Grade, Measured};
pub use case_listing::{case_listing, quality_listing};
pub use cell::{Cell, Change, Interval, Shortfall, State, Units};
pub use csv::{csv, csv_header, csv_rows};
pub use figures::{Column, ColumnKind, Figures, Key, Row, SourceSheet, beside};
pub use json::json;
pub use listing::{Field, ListColumn, Listing, listing_csv, listing_json};
pub use name::Name;
pub use origin::{Origin, OriginColumn, OriginDelivery, OriginRow, origin_listing};
pub use plan::{Condition, Plan, Sum};
pub use quality::{Quality, QualityQuery, QualityRow, QualitySign};
pub use query::{Compare, Dimension, KnownOn, Query, QueryParseError, Where};
pub use reader::{NotAReader, Reader, ReaderClass};
pub use returns::{
    DuePeriod, PartReturns, Received, ReturnCounts, ReturnState, Returns, ReturnsQuery, SilentUnit,
    UnitReturn,
};
pub use returns_listing::{return_counts_listing, returns_listing, silent_listing};
pub use role::{Role, UnknownRole};
