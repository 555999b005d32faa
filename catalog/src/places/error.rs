//! What can be wrong with a list of places.

use std::path::PathBuf;

use super::PlaceCode;
use super::code::MalformedCode;

/// Why the registry of places could not be built.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// The folder or a file of it cannot be read.
    #[error("{}: cannot be read ({source}); check that the file exists and may be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not CSV in UTF-8.
    #[error("{file}: {source}; save the list as comma separated CSV in UTF-8")]
    NotCsv {
        /// The file.
        file: String,
        /// What the CSV reader said.
        source: csv::Error,
    },
    /// A column that must be there is not.
    #[error("{file}, line 1: there is no column `{column}`; a list of places begins with code,name,parent")]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// A column that nobody knows.
    #[error("{file}, line 1: `{column}` is not a column of places; known columns are {known}")]
    UnknownColumn {
        /// The file.
        file: String,
        /// The column found.
        column: String,
        /// The columns there are.
        known: String,
    },
    /// A cell that does not say what it should.
    #[error("{file}, line {line}: {problem}")]
    Cell {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong and how to mend it.
        problem: CellProblem,
    },
    /// Two files of the built-in lists, or two lines of one file, give the same code.
    #[error("{file}, line {line}: {code} stands on line {first} already; keep one of the two")]
    Twice {
        /// The file.
        file: String,
        /// The second line.
        line: u64,
        /// The first line.
        first: u64,
        /// The code.
        code: PlaceCode,
    },
    /// A parent that is not registered.
    #[error("{at}: the {role} of {code}, {parent}, is not registered; add a row for it, or correct the code")]
    UnknownParent {
        /// File and line.
        at: String,
        /// The place.
        code: PlaceCode,
        /// Whether it is the parent, or where the place lies.
        role: &'static str,
        /// The code that nobody knows.
        parent: PlaceCode,
    },
}

/// What is wrong with one cell of a list of places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CellProblem {
    /// No place code.
    #[error("column `{column}`: {source}")]
    Code {
        /// The column.
        column: &'static str,
        /// What was found.
        source: MalformedCode,
    },
    /// A name is missing.
    #[error("column `name` is empty; write the name in Latin letters")]
    NoName,
    /// A parent is missing.
    #[error(
        "column `parent` is empty; only states stand without a parent: write the code of the place around it"
    )]
    NoParent,
    /// A parent that is not above.
    #[error(
        "column `parent`: {parent} is not of a coarser level than {code}; write the code of the place around it"
    )]
    ParentNotAbove {
        /// The place.
        code: PlaceCode,
        /// Its supposed parent.
        parent: PlaceCode,
    },
    /// Not a whole number.
    #[error("column `{column}`: `{found}` is not a whole number; write digits only, or leave the cell empty")]
    Number {
        /// The column.
        column: &'static str,
        /// What was found.
        found: String,
    },
    /// A population without its total.
    #[error("column `population` is empty although `{column}` is filled; write the total population too")]
    NoTotal {
        /// The column that is filled.
        column: &'static str,
    },
    /// Not a date.
    #[error("column `{column}`: `{found}` is not a date; write year-month-day, such as 2017-04-04")]
    Date {
        /// The column.
        column: &'static str,
        /// What was found.
        found: String,
    },
}
