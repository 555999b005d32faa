//! From figures and charts to workbooks, PDF documents and mails, and the outbox by which mails leave.
//!
//! A report is ordered by its name ([`Order`]): one of a programme, or one over several programmes. It is planned from what
//! is declared ([`Request`]), asked of whatever answers queries ([`gather`]), and written as a workbook
//! ([`Report::xlsx`]), as pages of paper ([`Report::pdf`]) or as a page of HTML ([`Report::html`]). What leaves jela under
//! an id, by which paper can be held against the present, goes through the [`Press`]. The twins of a page's table and
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
pub mod marks;
mod say;
mod standing;

mod breakdown;
mod charted;
mod content;
mod convergence;
mod gather;
mod identity;
mod layouts;
pub mod order;
mod pairs;
mod questions;
mod register;
mod report;
mod request;
mod returns;

mod document;

mod mending;
mod paper;
mod size;
mod template;
mod web;
mod workbook;

pub mod mail;
pub mod schedule;

pub mod outbox;

pub use breakdown::{Block, Head, Laid, LaidCell, LaidRow, Outside, Standings, laid_out, queries};
pub use charted::{Charted, ChartedById};
pub use content::{About, LevelTable, Note, ReportContent};
pub use convergence::{CONVERGENCE, Convergence, ConvergenceColumn, ConvergenceQuery, convergence};
pub use document::period_text;
pub use error::ReportError;
pub use gather::{Asking, GatherError, gather, ordered};
pub use heard::heard;
pub use identity::is_report_id;
pub use layouts::layouts;
pub use mending::{Sent, findings_xlsx};
pub use order::Order;
pub use pairs::{Pair, column_title, pairs};
pub use questions::run;
pub use register::{Press, PressError, ReportStanding, Withdrawal, class, ordered_again};
pub use report::{Body, Mark, Report, Section};
pub use request::{Request, Shape};
pub use returns::{period_head, returns_rule, returns_sentence};
pub use say::moment;
pub use size::{ROWS, set_most_rows};
pub use standing::standing;
pub use template::{Check, Holds, Template, TemplateColumn, TemplateFor};
pub use web::STYLES;

use catalog::{Catalog, Language};
use figures::{Figures, Listing, Origin};

/// The answers of one programme as a workbook.
pub fn xlsx(content: &ReportContent, language: Language) -> Result<Vec<u8>, ReportError> {
    size::check(content)?;
    workbook::xlsx(&document::report(content, language))
}

/// The answers of one programme as a PDF document.
pub fn pdf(content: &ReportContent, language: Language) -> Result<Vec<u8>, ReportError> {
    size::check(content)?;
    paper::pdf(&document::report(content, language))
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

/// What stands behind figures as a PDF document, under a title: the figures, their sheets, and the rows of these.
pub fn origin_pdf(
    origin: &Origin,
    catalog: &Catalog,
    title: &str,
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    paper::pdf(&document::origin(origin, catalog, title, language))
}
