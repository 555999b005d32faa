//! From figures and charts to workbooks, PDF documents and mails, and the outbox by which mails leave.
//!
//! A report is planned from what its programme declares ([`Request`]), asked of whatever answers queries
//! ([`run`]), and written as a workbook ([`xlsx`]) or as pages of paper ([`pdf`]). The twins of a page's table and
//! of a query are written from one answer ([`figures_xlsx`], [`figures_pdf`]). Both formats are made from one
//! document, in which every figure is printed once; nothing here reads a clock, so that the same answers give the
//! same bytes.
//!
//! ```no_run
//! use catalog::{Catalog, Language};
//! use figures::{Figures, Query, Reader};
//!
//! fn report(catalog: &Catalog, engine: impl Fn(&Query) -> Result<Figures, String>) -> Result<Vec<u8>, String> {
//!     let bankura = "district-305".parse().map_err(|error| format!("{error}"))?;
//!     let request = reports::Request::of(catalog, "daily-employment", &bankura, Reader::public());
//!     let request = request.map_err(|error| error.to_string())?;
//!     let content = reports::run(&request, engine)?;
//!     reports::pdf(&content, Language::Bn).map_err(|error| error.to_string())
//! }
//! ```

mod error;
mod heard;
mod say;
mod standing;

mod breakdown;
mod charted;
mod content;
mod questions;
mod request;

mod document;

mod mending;
mod paper;
mod template;
mod workbook;

pub mod mail;
pub mod schedule;

pub mod outbox;

pub use breakdown::{Block, Head, Laid, LaidCell, LaidRow, Outside, Standings, laid_out, queries};
pub use charted::{Charted, ChartedById};
pub use content::{About, LevelTable, Note, ReportContent};
pub use error::ReportError;
pub use heard::heard;
pub use mending::{Sent, findings_xlsx};
pub use questions::run;
pub use request::Request;
pub use standing::standing;
pub use template::{Check, Holds, Template, TemplateColumn, TemplateFor};

use catalog::{Catalog, Language};
use figures::{Figures, Listing};

/// A report as a workbook.
pub fn xlsx(content: &ReportContent, language: Language) -> Result<Vec<u8>, ReportError> {
    workbook::xlsx(&document::report(content, language)?)
}

/// A report as a PDF document.
pub fn pdf(content: &ReportContent, language: Language) -> Result<Vec<u8>, ReportError> {
    paper::pdf(&document::report(content, language)?)
}

/// One answer as a workbook, under a title.
pub fn figures_xlsx(
    figures: &Figures,
    catalog: &Catalog,
    title: &str,
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    workbook::xlsx(&document::twin(figures, catalog, title, language))
}

/// A list of rows as a workbook: a head for each of its columns, and notes that explain it.
pub fn listing_xlsx(
    listing: &Listing,
    title: &str,
    heads: &[String],
    notes: &[String],
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    workbook::listing::xlsx(listing, title, heads, notes, language)
}

/// One answer as a PDF document, under a title.
pub fn figures_pdf(
    figures: &Figures,
    catalog: &Catalog,
    title: &str,
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    paper::pdf(&document::twin(figures, catalog, title, language))
}
