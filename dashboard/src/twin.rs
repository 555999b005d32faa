//! The forms in which the figures of a page can be taken away.

use std::str::FromStr;

/// A form of figures, known by its file extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Twin {
    /// Tidy figures with everything that is known of them.
    Json,
    /// Tidy figures as text.
    Csv,
    /// Tidy figures with types.
    Parquet,
    /// A workbook for people.
    Xlsx,
    /// A document to print.
    Pdf,
}

impl Twin {
    /// All forms, those for people first.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Pdf, Self::Csv, Self::Json, Self::Parquet];

    /// The file extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }

    /// What people call the form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Parquet => "Parquet",
            Self::Xlsx => "Excel",
            Self::Pdf => "PDF",
        }
    }

    /// The media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A file extension that no page has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`.{0}` is not a form that pages come in; use .json, .csv, .parquet, .xlsx or .pdf")]
pub struct UnknownTwin(pub String);

impl FromStr for Twin {
    type Err = UnknownTwin;

    fn from_str(extension: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|twin| twin.extension() == extension);
        found.ok_or_else(|| UnknownTwin(extension.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_back_from_its_extension() {
        for twin in Twin::ALL {
            assert_eq!(twin.extension().parse(), Ok(twin));
        }
    }

    #[test]
    fn another_extension_names_those_there_are() {
        assert!(
            "docx"
                .parse::<Twin>()
                .unwrap_err()
                .to_string()
                .contains("`.docx`")
        );
        assert!("CSV".parse::<Twin>().is_err());
    }
}
