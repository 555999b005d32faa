//! Why the sample could not be made.

use std::path::PathBuf;

use jiff::civil::Date;

/// Why the sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The last day lies outside the time that can be made up.
    #[error("the sample cannot end on {until}: choose a day from {first} to {last}")]
    Until {
        /// The day asked for.
        until: Date,
        /// The earliest possible one.
        first: Date,
        /// The latest possible one.
        last: Date,
    },
    /// The factor is no size.
    #[error("{factor} is no size for the sample: give a number above 0, such as 1 or 2.5")]
    Factor {
        /// The factor asked for.
        factor: f64,
    },
    /// The daily returns would begin before the sample does.
    #[error("with a scale of {factor} daily returns would begin before {first}: choose at most {largest:.1}")]
    FactorTooLarge {
        /// The factor asked for.
        factor: f64,
        /// The largest possible one for the same last day.
        largest: f64,
        /// The first day of the sample.
        first: Date,
    },
    /// More rows than a sheet can have.
    #[error("{rows} rows do not fit on one Excel sheet: ask for at most {most}")]
    TooManyRows {
        /// The rows asked for.
        rows: usize,
        /// The rows that fit.
        most: usize,
    },
    /// The built-in places cannot be used.
    #[error(transparent)]
    Places(#[from] catalog::places::PlacesError),
    /// The census figures and the built-in places do not fit together.
    #[error("sample-data/rural.csv has no line for {block}: add its rural households, population, sc and st")]
    NoCensus {
        /// The block without figures.
        block: catalog::PlaceCode,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}: {source}; check that the folder exists, is not a file, and may be written to", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A workbook could not be put together.
    #[error("cannot make the workbook {name}: {source}")]
    Workbook {
        /// Its name.
        name: String,
        /// What the writer of workbooks says.
        source: rust_xlsxwriter::XlsxError,
    },
    /// A text table could not be put together.
    #[error("cannot make the text table {name}: {source}")]
    TextTable {
        /// Its name.
        name: String,
        /// What the writer of text tables says.
        source: csv::Error,
    },
}
