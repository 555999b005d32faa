//! Open data: what is published, as files with stable addresses.
//!
//! A programme has a few *cuts* (a place level, a length of time, the measures that are published so). Each cut is a
//! table for each financial year, as CSV and Parquet, so that a file is bounded whatever the history. Every figure in
//! them is asked for as the public, so that `analytics` hides in them what it hides everywhere.

mod cut;
mod file;
mod package;
mod range;
mod shelf;

pub use file::serve;
pub use package::{Package, Table};
pub use shelf::{Shelf, package};
