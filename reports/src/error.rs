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
    /// More rows than a document may have.
    #[error(
        "the report of {place} would have {rows} rows, and at most {most} fit{fits}; ask for a place inside {place}, one at a time, or take the figures as CSV or Parquet, which have no such limit (`limits.document_rows` in jela.toml)"
    )]
    TooLarge {
        /// Its rows.
        rows: usize,
        /// Rows that fit.
        most: usize,
        /// The place it is about.
        place: String,
        /// The finest table that would fit, in words.
        fits: String,
    },
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
    /// More rows than a sheet of Excel has.
    #[error("the list has {rows} rows, and a sheet of Excel holds {most}; narrow it, or take it as CSV")]
    TooManyRows {
        /// How many there are.
        rows: usize,
        /// How many there may be.
        most: usize,
    },
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] charts::PngError),
    /// What goes into the document could not be handed over.
    #[error("the data of the document could not be written: {0}")]
    Data(#[from] serde_json::Error),
    /// The layout of a page of HTML is at fault.
    #[error("the page could not be laid out: {0}")]
    Template(#[from] minijinja::Error),
    /// The document could not be set or does not keep to its standard.
    #[error("the document could not be set: {0}")]
    Document(String),
}
