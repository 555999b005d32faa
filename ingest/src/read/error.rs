//! Why a file could not be read, in words that say what to do about it.

use super::FileKind;

/// A file that could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ReadError {
    /// The file's name as given.
    pub file: String,
    /// What is wrong with it.
    pub problem: Unreadable,
}

/// What makes a whole file unreadable; one variant for each thing a person would do about it.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The file is missing or may not be read.
    #[error("could not be opened ({0}). Check the path and that the file may be read")]
    Io(#[from] std::io::Error),
    /// There is nothing in the file.
    #[error("the file is empty. Save or download it again")]
    Empty,
    /// The file is something else, whatever its name says.
    #[error(
        "this is {found}, whatever its name says. Send the table itself as xlsx, xls, ods, csv or the saved web page"
    )]
    NotATable {
        /// What the content is, with its article.
        found: &'static str,
    },
    /// A password is needed.
    #[error("the workbook is protected by a password. Open it, remove the password and save it again")]
    Protected,
    /// The beginning is right, but the rest cannot be read.
    #[error("a damaged or cut-off {kind} ({detail}). Download or copy it again, or save it anew as xlsx")]
    Damaged {
        /// What the file claims to be.
        kind: FileKind,
        /// Where reading stopped.
        detail: String,
    },
    /// The file is beyond a limit.
    #[error(
        "{what}, more than the {limit} that are read. Split the file, or delete what is not part of the table"
    )]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The limit, with its unit.
        limit: String,
    },
    /// A web page or workbook in which there is no table.
    #[error(
        "{kind} without a table. If it opens with one in a browser, save it from there as a complete page"
    )]
    NoTable {
        /// What the file is.
        kind: FileKind,
    },
}

impl Unreadable {
    /// What to do about it, as a text of the catalog.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::Io(_) => "advice-unreadable",
            Self::Empty => "advice-empty",
            Self::NotATable { .. } => "advice-not-a-table",
            Self::Protected => "advice-protected",
            Self::Damaged { .. } => "advice-damaged",
            Self::TooLarge { .. } => "advice-too-large",
            Self::NoTable { .. } => "advice-no-table",
        }
    }

    /// A damaged file of `kind`; `detail` is what the decoder said.
    pub(super) fn damaged(kind: FileKind, detail: impl std::fmt::Display) -> Self {
        Self::Damaged {
            kind,
            detail: detail.to_string(),
        }
    }
}
