//! The rows of a file of children.

use std::fs::File;
use std::path::{Path, PathBuf};

use analytics::growth::{Age, Child};
use csv::ByteRecord;

use super::cells::{self, Cell, Problem};
use super::faults::{Faults, RowAt};
use super::header::{AgeColumn, Form, Header};
use crate::exit::Unread;

/// Large reads: a file of a million children is some 50 MB.
const BUFFER: usize = 1 << 18;

/// A file of children, read row by row.
pub struct Children {
    file: PathBuf,
    reader: csv::Reader<File>,
    /// The names of the columns as they stand there.
    pub names: ByteRecord,
    /// Which column says what.
    pub header: Header,
    /// The row read last.
    pub record: ByteRecord,
    row: u64,
    /// Whether the row read last has a cell for each column.
    is_whole: bool,
    /// What had to count as missing until now.
    pub faults: Faults,
}

impl Children {
    /// Opens a file and finds its columns.
    pub fn open(path: &Path, older: bool) -> Result<Self, Unread> {
        let file = File::open(path).map_err(|fault| unread(path, &fault))?;
        // Rows may be of any length here: each that is wrong is named.
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(file);
        let names = reader
            .byte_headers()
            .map_err(|fault| unread(path, &fault))?
            .clone();
        Ok(Self {
            header: Header::of(&names, path, older)?,
            file: path.to_owned(),
            reader,
            names,
            record: ByteRecord::new(),
            row: 0,
            is_whole: true,
            faults: Faults::default(),
        })
    }

    /// The next child; what a cell can't say is named, and counts as missing. None after the last row.
    pub fn next(&mut self) -> Result<Option<Child>, Unread> {
        if !self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|fault| unread(&self.file, &fault))?
        {
            return Ok(None);
        }
        self.row += 1;
        self.is_whole = self.has_right_length();
        Ok(Some(self.child()))
    }

    /// Where the row read last stands.
    pub fn at(&self) -> RowAt<'_> {
        RowAt {
            row: self.row,
            line: self.record.position().map_or(0, csv::Position::line),
            id: self.header.id.and_then(|column| self.record.get(column)),
        }
    }

    /// What a cell of the row read last says; what it can't say is named.
    pub fn cell<T>(&mut self, column: Option<usize>, of: impl FnOnce(&[u8]) -> Cell<T>) -> Option<T> {
        let column = column.filter(|_| self.is_whole)?;
        let problem = match of(self.record.get(column)?) {
            Ok(said) => return said,
            Err(problem) => problem,
        };
        self.name(column, problem);
        None
    }

    /// Names a cell that counts as missing.
    #[cold]
    pub fn name(&mut self, column: usize, problem: Problem) {
        let mut faults = std::mem::take(&mut self.faults);
        let cell = self.record.get(column).unwrap_or_default();
        faults.cell(self.at(), self.header.name(column), cell, problem);
        self.faults = faults;
    }

    fn child(&mut self) -> Child {
        let is_young = self.header.form == Form::UnderFive;
        let only_young = |column: Option<usize>| column.filter(|_| is_young);
        Child {
            sex: self.cell(self.header.sex, cells::sex),
            age: self.age(),
            weight_kg: self.cell(self.header.weight, cells::measurement),
            lenhei_cm: self.cell(self.header.length, cells::measurement),
            measure: self.cell(only_young(self.header.measure), cells::measure),
            armc_cm: self.cell(only_young(self.header.arm), cells::measurement),
            headc_cm: self.cell(only_young(self.header.head), cells::measurement),
            oedema: self.cell(self.header.oedema, cells::oedema).unwrap_or(false),
        }
    }

    fn age(&mut self) -> Option<Age> {
        match self.header.age.filter(|_| self.is_whole)? {
            AgeColumn::Days(column) => self.cell(Some(column), cells::days),
            AgeColumn::Months(column) => self.cell(Some(column), cells::months),
            AgeColumn::WithUnit(column, unit) => {
                let of = match self.record.get(unit).unwrap_or_default().trim_ascii() {
                    b"d" | b"D" => cells::days,
                    b"m" | b"M" => cells::months,
                    // Without an age its unit does not matter.
                    _ if self
                        .record
                        .get(column)
                        .unwrap_or_default()
                        .trim_ascii()
                        .is_empty() =>
                    {
                        return None;
                    }
                    _ => {
                        self.name(
                            unit,
                            Problem::UnknownWord {
                                expected: "d for days and m for months",
                            },
                        );
                        return None;
                    }
                };
                self.cell(Some(column), of)
            }
        }
    }

    /// In a row of another length than the header nobody knows which cell says what.
    fn has_right_length(&mut self) -> bool {
        let (found, width) = (self.record.len(), self.header.width());
        if found == width {
            return true;
        }
        let mut faults = std::mem::take(&mut self.faults);
        let rest = if found > width {
            ", and what goes beyond the header is left out"
        } else {
            ""
        };
        let problem =
            format!("{found} cells where the header has {width}; nothing of the row is counted{rest}");
        faults.row(self.at(), problem);
        self.faults = faults;
        false
    }
}

fn unread(file: &Path, fault: &dyn std::fmt::Display) -> Unread {
    Unread(format!("{} can't be read: {fault}", file.display()))
}
