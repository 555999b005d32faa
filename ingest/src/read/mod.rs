//! From a file to the cells of its sheets.
//!
//! What a file is follows from its content, never from its name: portals hand out HTML and XML named `.xls`,
//! and people rename files. calamine reads the Excel formats; web pages, SpreadsheetML, ods and csv are read
//! here. Nothing is interpreted yet: text stays text, and every cell keeps its address.
//!
//! ```
//! let book = ingest::read::workbook_bytes("gp.csv", b"GP,Households\nRajagram,12\n")?;
//! assert_eq!(book.sheets[0].cell(1, 0).text(), "Rajagram");
//! # Ok::<(), ingest::read::ReadError>(())
//! ```

mod archive;
mod biff;
mod cell;
mod comma;
mod compound;
mod decode;
mod error;
mod excel;
mod grid;
mod html;
mod html_table;
pub mod limits;
mod lines;
mod merged;
mod ods;
mod packed;
mod sniff;
mod spreadsheetml;
mod uncomputed;

use std::borrow::Cow;
use std::path::Path;

pub use cell::{Cell, CellRef, UNCOMPUTED, a1, column_letters, column_number, shortest_decimal, trim};
pub use error::{ReadError, Unreadable};
pub use grid::{Area, Sheet};
pub use sniff::FileKind;

use sniff::Content;

/// One file, read.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// The file's name, without its folders.
    pub file: String,
    /// What the content is.
    pub kind: FileKind,
    /// Its sheets in order; of a web page, its tables.
    pub sheets: Vec<Sheet>,
    /// Lines of text around the tables of a web page, and `fin_year=2022-2023` if its links name a year.
    pub page_text: Vec<String>,
}

/// Reads the file at `path`.
pub fn workbook(path: &Path) -> Result<Workbook, ReadError> {
    let name = path
        .file_name()
        .map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let bytes = load(path).map_err(|problem| ReadError {
        file: path.display().to_string(),
        problem,
    })?;
    of_bytes(name.into_owned(), Cow::Owned(bytes))
}

/// Reads a file whose content is `bytes`; `name` is only for messages and the names of sheets.
pub fn workbook_bytes(name: &str, bytes: &[u8]) -> Result<Workbook, ReadError> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    of_bytes(file, Cow::Borrowed(bytes))
}

fn of_bytes(file: String, bytes: Cow<'_, [u8]>) -> Result<Workbook, ReadError> {
    match read(&file, bytes) {
        Ok((kind, sheets, page_text)) => Ok(Workbook {
            file,
            kind,
            sheets,
            page_text,
        }),
        Err(problem) => Err(ReadError { file, problem }),
    }
}

type Contents = (FileKind, Vec<Sheet>, Vec<String>);

fn load(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let size = std::fs::metadata(path)?.len();
    if size > limits::current().file {
        let limit = format!("{} MB", limits::current().file >> 20);
        return Err(Unreadable::TooLarge {
            what: "a very large file",
            limit,
        });
    }
    Ok(std::fs::read(path)?)
}

fn read(file: &str, mut bytes: Cow<'_, [u8]>) -> Result<Contents, Unreadable> {
    let content = sniff::content(&mut bytes)?;
    let kind = content.kind();
    let (sheets, page_text) = match content {
        Content::Xlsx | Content::Xlsb | Content::Xls => (excel::sheets(&bytes, kind)?, Vec::new()),
        Content::Ods => (ods::sheets(&bytes)?, Vec::new()),
        Content::Html(text) => html::tables(&text)?,
        Content::SpreadsheetMl(text) => (spreadsheetml::sheets(&text)?, Vec::new()),
        Content::Csv(text) => (vec![comma::sheet(stem(file), text)?], Vec::new()),
    };
    if sheets.is_empty() {
        return Err(Unreadable::NoTable { kind });
    }
    Ok((kind, sheets, page_text))
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem })
}
