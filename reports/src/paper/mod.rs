//! Documents on paper: A4 as PDF/UA-1, set by typst from templates that read JSON.

mod compile;
mod data;
mod faults;
mod letters;
mod mark;
mod widths;

pub(crate) use data::{Medium, Paper};

use crate::ReportError;
use crate::document::Document;

/// More rows of a table than this are not printed, and the document says so: typst sets very long tables slowly,
/// and nobody reads them on paper.
pub(crate) const ROWS_AT_MOST: usize = 2_000;

/// The document as PDF.
pub(crate) fn pdf(document: &Document) -> Result<Vec<u8>, ReportError> {
    faults::set(Paper::of(document, Medium::Print)?, document)
}
