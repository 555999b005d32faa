//! The parts of a mail that may fail: pictures, workbook, document.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ReportError;

/// A form in which a report is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook.
    Xlsx,
    /// A PDF document.
    Pdf,
}

impl Format {
    /// All forms.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Pdf];

    /// `xlsx`, also the end of a file's name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// By its word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.id() == word)
    }

    /// The media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// What became of an attachment.
pub(super) enum Attached {
    /// It goes along.
    File {
        format: Format,
        name: String,
        bytes: Vec<u8>,
    },
    /// It is too large, and can be fetched.
    Link {
        name: String,
        size: usize,
        address: String,
    },
    /// It could not be made.
    Fault { format: Format, reference: String },
}

/// Makes a part. What goes wrong, a panic included, is logged under the reference, which the mail names in its place.
pub(super) fn part<T>(reference: &str, make: impl FnOnce() -> Result<T, ReportError>) -> Result<T, String> {
    let fault = match catch_unwind(AssertUnwindSafe(make)) {
        Ok(Ok(part)) => return Ok(part),
        Ok(Err(fault)) => fault.to_string(),
        Err(_) => "it panicked".to_owned(),
    };
    tracing::error!(reference, fault, "a part of a mail could not be made");
    Err(reference.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_made_leaves_its_reference_and_nothing_else() {
        assert_eq!(part("R-1", || Ok(7)), Ok(7));
        let failed = part::<u8>("R-2", || Err(ReportError::Document("no glyph".to_owned())));
        assert_eq!(failed, Err("R-2".to_owned()));
        let panicked = part::<u8>("R-3", || panic!("of a test"));
        assert_eq!(panicked, Err("R-3".to_owned()));
    }
}
