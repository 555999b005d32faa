//! From a workbook to typed, placed, checked rows.
//!
//! [`read`] turns a file into cells, [`sheet`] finds the tables among them.

pub mod read;
pub mod sheet;
