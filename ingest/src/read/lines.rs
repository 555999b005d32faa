//! The cells of a text table, compactly: the text of all cells one after the other, and two bytes a cell for where it ends.
//!
//! A state's grievances are forty million cells of a few letters. The file's own bytes become that text, so that it is held
//! once.

use super::error::Unreadable;
use super::limits::{MAX_COLUMNS, MAX_LINE_CELLS, MAX_ROWS, MAX_TEXT};
use super::sniff::FileKind;

/// The cells of a text table.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    text: String,
    rows: Vec<Start>,
    ends: Ends,
    columns: u32,
}

/// Where a row begins.
#[derive(Debug, Clone, Copy)]
struct Start {
    text: u32,
    cell: u32,
}

/// Where each cell ends, counted from the beginning of its row. Rows longer than two bytes can count are rare.
#[derive(Debug, Clone)]
enum Ends {
    Near(Vec<u16>),
    Far(Vec<u32>),
}

impl Default for Ends {
    fn default() -> Self {
        Self::Near(Vec::new())
    }
}

impl Ends {
    fn len(&self) -> usize {
        match self {
            Self::Near(ends) => ends.len(),
            Self::Far(ends) => ends.len(),
        }
    }

    fn get(&self, at: usize) -> usize {
        match self {
            Self::Near(ends) => usize::from(ends[at]),
            Self::Far(ends) => ends[at] as usize,
        }
    }

    fn push(&mut self, end: u32) {
        match (&mut *self, u16::try_from(end)) {
            (Self::Near(ends), Ok(end)) => ends.push(end),
            (Self::Far(ends), _) => ends.push(end),
            (Self::Near(ends), Err(_)) => {
                let far = ends.iter().map(|end| u32::from(*end)).chain([end]);
                *self = Self::Far(far.collect());
            }
        }
    }

    fn truncate(&mut self, cells: usize) {
        match self {
            Self::Near(ends) => ends.truncate(cells),
            Self::Far(ends) => ends.truncate(cells),
        }
    }
}

impl Lines {
    /// The cells of a text whose fields a delimiter parts, read as Excel reads it: quotes hold delimiters and line ends, two
    /// of them are one, and every line is a row, also a blank one.
    pub(super) fn of(text: String, delimiter: u8) -> Result<Self, Unreadable> {
        if text.len() > MAX_TEXT {
            return Err(too_large("too much text in a sheet", MAX_TEXT, "bytes"));
        }
        let mut reader = Reader {
            bytes: text.into_bytes(),
            read: 0,
            written: 0,
        };
        let mut lines = Self::default();
        while reader.read < reader.bytes.len() {
            lines.row(&mut reader, delimiter)?;
        }
        lines.drop_blank_rows_below();
        reader.bytes.truncate(reader.written);
        // Fields are cut at single-byte characters, so the rest of each character stays beside it.
        lines.text =
            String::from_utf8(reader.bytes).map_err(|error| Unreadable::damaged(FileKind::Csv, error))?;
        Ok(lines)
    }

    /// Reads one row. What is empty at its end needs no room.
    fn row(&mut self, reader: &mut Reader, delimiter: u8) -> Result<(), Unreadable> {
        let start = Start {
            text: reader.written as u32,
            cell: self.ends.len() as u32,
        };
        let (mut cells, mut filled) = (0, 0);
        loop {
            let (length, end) = reader.field(delimiter);
            self.ends.push((reader.written - start.text as usize) as u32);
            cells += 1;
            if length > 0 {
                filled = cells;
            }
            if filled > MAX_COLUMNS as usize {
                return Err(too_large("too many columns", MAX_COLUMNS as usize, "columns"));
            }
            if end == End::OfRow {
                break;
            }
        }
        self.ends.truncate(start.cell as usize + filled);
        self.rows.push(start);
        self.columns = self.columns.max(filled as u32);
        if self.rows.len() > MAX_ROWS as usize {
            return Err(too_large("too many rows", MAX_ROWS as usize, "rows"));
        }
        if self.ends.len() > MAX_LINE_CELLS {
            return Err(too_large("too many cells", MAX_LINE_CELLS, "cells"));
        }
        Ok(())
    }

    fn drop_blank_rows_below(&mut self) {
        while self
            .rows
            .last()
            .is_some_and(|last| last.cell as usize == self.ends.len())
        {
            self.rows.pop();
        }
    }

    /// How many rows there are, up to the last one that holds anything.
    pub(super) fn rows(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many columns there are, up to the last one that holds anything.
    pub(super) fn columns(&self) -> u32 {
        self.columns
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.ends.len()
    }

    /// How many cells a row has, up to its last one that holds anything.
    pub(super) fn width(&self, row: u32) -> u32 {
        let row = row as usize;
        let Some(start) = self.rows.get(row) else { return 0 };
        let end = self
            .rows
            .get(row + 1)
            .map_or(self.ends.len() as u32, |next| next.cell);
        end - start.cell
    }

    /// The text of a cell, without its quotes; nothing outside the table.
    pub(super) fn text(&self, row: u32, column: u32) -> &str {
        if column >= self.width(row) {
            return "";
        }
        let Start { text, cell } = self.rows[row as usize];
        let cell = (cell + column) as usize;
        let from = if column == 0 { 0 } else { self.ends.get(cell - 1) };
        let text = text as usize;
        &self.text[text + from..text + self.ends.get(cell)]
    }
}

fn too_large(what: &'static str, limit: usize, of: &str) -> Unreadable {
    Unreadable::TooLarge {
        what,
        limit: format!("{limit} {of}"),
    }
}

/// What comes after a field.
#[derive(PartialEq, Eq)]
enum End {
    OfField,
    OfRow,
}

/// Fields are written over the bytes that were read, which they never outrun.
struct Reader {
    bytes: Vec<u8>,
    read: usize,
    written: usize,
}

impl Reader {
    /// Reads one field; gives its length, and what ended it.
    fn field(&mut self, delimiter: u8) -> (usize, End) {
        let from = self.written;
        let mut quoted = self.peek() == Some(b'"');
        self.read += usize::from(quoted);
        while let Some(byte) = self.next() {
            match byte {
                b'"' if quoted => match self.peek() {
                    Some(b'"') => {
                        self.read += 1;
                        self.write(b'"');
                    }
                    _ => quoted = false,
                },
                byte if quoted => self.write(byte),
                b'\n' => return (self.written - from, End::OfRow),
                byte if byte == delimiter => return (self.written - from, End::OfField),
                byte => self.write(byte),
            }
        }
        (self.written - from, End::OfRow)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.read).copied()
    }

    /// The next byte; every kind of line end is one of the same.
    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.read += 1;
        if byte == b'\r' {
            self.read += usize::from(self.peek() == Some(b'\n'));
            return Some(b'\n');
        }
        Some(byte)
    }

    fn write(&mut self, byte: u8) {
        self.bytes[self.written] = byte;
        self.written += 1;
    }
}
