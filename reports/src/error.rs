//! What can go wrong on the way from figures to a document.

use catalog::PlaceCode;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// No programme declares it.
    #[error("there is no report `{name}`; known are: {known}")]
    UnknownReport {
        /// What was asked for.
        name: String,
        /// What could be asked for.
        known: String,
    },
    /// Something else that is not declared.
    #[error("there is no {what} `{asked}`; known are: {known}")]
    Unknown {
        /// What it is.
        what: &'static str,
        /// As asked.
        asked: String,
        /// All there are.
        known: String,
    },
    /// No programme has such a page.
    #[error("there is no page `{page}` of `{programme}`; the pages are those of its programme.toml")]
    UnknownPage {
        /// The programme asked for.
        programme: String,
        /// The page asked for.
        page: String,
    },
    /// The registry does not know the place.
    #[error("`{0}` is not a registered place; add it to DATA/places/*.csv or correct the code")]
    UnknownPlace(PlaceCode),
    /// A file that was sent can't be read again.
    #[error(transparent)]
    Unreadable(#[from] ingest::read::ReadError),
    /// A file that no longer has the sheet that was judged.
    #[error("{file} has no sheet `{sheet}` any more; send the file again")]
    NoSheet {
        /// The file.
        file: String,
        /// The sheet.
        sheet: String,
    },
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] charts::PngError),
    /// What goes into the document could not be handed over.
    #[error("the data of the document could not be written: {0}")]
    Data(#[from] serde_json::Error),
    /// The document could not be set or does not keep to its standard.
    #[error("the document could not be set: {0}")]
    Document(String),
}
