//! The folder that the sample is written to.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::error::SampleError;
use crate::shapes;
use crate::sheet::Sheet;

/// A file of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it is for.
    pub purpose: Purpose,
    /// Rows of data in it, totals not counted.
    pub rows: usize,
}

/// What a file of the sample is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A return, to be taken in.
    Return,
    /// A return with a fault, to see how it is met.
    Faulty,
    /// Places to be copied to `DATA/places`.
    Places,
    /// Something to read.
    Notes,
}

/// The shape a return takes as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An Excel workbook.
    Xlsx,
    /// A piece of a web page, named `.xls`.
    Html,
    /// Comma-separated text.
    Text,
    /// Excel 2003 XML, named `.xls`.
    SpreadsheetMl,
}

impl Shape {
    /// The extension that such files have.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Html | Self::SpreadsheetMl => "xls",
            Self::Text => "csv",
        }
    }
}

/// Writes files below a folder and remembers them.
pub(crate) struct Output<'a> {
    root: &'a Path,
    made_on: Date,
    pub(crate) files: Vec<WrittenFile>,
}

impl<'a> Output<'a> {
    /// Files go below `root`; documents say that they were made on `made_on`.
    pub(crate) fn new(root: &'a Path, made_on: Date) -> Self {
        Self {
            root,
            made_on,
            files: Vec::new(),
        }
    }

    /// Writes sheets of a return; the name has no extension yet.
    pub(crate) fn sheets(
        &mut self,
        name: &str,
        shape: Shape,
        sheets: &[Sheet],
        purpose: Purpose,
    ) -> Result<(), SampleError> {
        let name = format!("{name}.{}", shape.extension());
        let bytes = self.bytes(&name, shape, sheets)?;
        let rows = sheets.iter().map(Sheet::data_rows).sum();
        self.raw(&name, &bytes, purpose, rows)
    }

    /// The bytes of sheets in a shape. Only workbooks can hold more than one sheet.
    pub(crate) fn bytes(&self, name: &str, shape: Shape, sheets: &[Sheet]) -> Result<Vec<u8>, SampleError> {
        let workbook = |source| SampleError::Workbook {
            name: name.to_owned(),
            source,
        };
        let table = |source| SampleError::TextTable {
            name: name.to_owned(),
            source,
        };
        match (shape, sheets) {
            (Shape::Html, [sheet]) => Ok(shapes::html(sheet)),
            (Shape::SpreadsheetMl, [sheet]) => Ok(shapes::spreadsheetml(sheet)),
            (Shape::Text, [sheet]) => shapes::text_table(sheet).map_err(table),
            _ => shapes::xlsx(sheets, self.made_on).map_err(workbook),
        }
    }

    /// Writes a file as it is.
    pub(crate) fn raw(
        &mut self,
        name: &str,
        bytes: &[u8],
        purpose: Purpose,
        rows: usize,
    ) -> Result<(), SampleError> {
        let path = self.root.join(name);
        let unwritable = |path: &Path, source| SampleError::Write {
            path: path.to_owned(),
            source,
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        }
        fs::write(&path, bytes).map_err(|source| unwritable(&path, source))?;
        self.files.push(WrittenFile { path, purpose, rows });
        Ok(())
    }
}
