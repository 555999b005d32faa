//! OpenDocument spreadsheets.
//!
//! Read here and not by calamine, which drops merged ranges, keeps a copy of every formula, and waits forever
//! for the end of a table that never ends.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive;
use super::cell::Cell;
use super::error::Unreadable;
use super::excel::iso_cell;
use super::grid::{Area, Sheet};
use super::limits::{self, MAX_COLUMNS, MAX_ROWS};
use super::sniff::FileKind;
use super::spreadsheetml::{attribute, count, predefined};

/// The sheets of an ods file.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut archive = archive::open(bytes, FileKind::Ods)?;
    let manifest = archive::text(&mut archive, "META-INF/manifest.xml", archive::TAIL);
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Unreadable::Protected);
    }
    let content = archive
        .by_name("content.xml")
        .map_err(|error| archive::problem(error, FileKind::Ods))?;
    let mut reader = Reader::from_reader(BufReader::new(content.take(limits::current().inflated)));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    let (mut book, mut buffer) = (Book::default(), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) => book.start(&tag)?,
            Event::End(tag) => book.end(tag.local_name().as_ref())?,
            Event::Text(text) => book.text(&text.xml10_content()),
            Event::CData(text) => book.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => book.text(c.encode_utf8(&mut [0; 4])),
                _ => book.text(predefined(&reference)),
            },
            Event::Eof if book.sheet.is_some() => return Err(damaged("it ends inside a sheet")),
            Event::Eof => return Ok(book.sheets),
            _ => {}
        }
    }
}

fn damaged(detail: impl std::fmt::Display) -> Unreadable {
    Unreadable::damaged(FileKind::Ods, detail)
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    sheet: Option<Sheet>,
    merged: Vec<Area>,
    row: u32,
    row_repeats: u32,
    column: u32,
    cell: Option<Open>,
    /// The cells of the row being read, kept because the row may be repeated.
    filled: Vec<(u32, Open)>,
    in_paragraph: bool,
    in_note: bool,
    style: String,
    hidden_styles: BTreeSet<String>,
}

#[derive(Default)]
struct Open {
    kind: String,
    value: String,
    text: String,
    repeats: u32,
    columns: u32,
    rows: u32,
}

impl Open {
    fn cell(&self) -> Cell<'_> {
        match (self.kind.as_str(), self.value.parse::<f64>()) {
            ("float" | "percentage" | "currency", Ok(number)) if number.is_finite() => Cell::Number(number),
            ("date", _) => iso_cell(&self.value),
            ("boolean", _) => Cell::Bool(self.value == "true"),
            ("error", _) => Cell::Error(&self.text),
            // A string may stand in an attribute in place of paragraphs.
            ("string", _) if self.text.is_empty() => Cell::Text(&self.value),
            _ => Cell::Text(&self.text),
        }
    }
}

impl Book {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        match tag.local_name().as_ref() {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" if self.sheet.is_none() => self.start_sheet(tag),
            "table-row" => (self.row_repeats, self.column) = (count(tag, "number-rows-repeated").max(1), 0),
            "table-cell" | "covered-table-cell" => self.start_cell(tag),
            "annotation" => self.in_note = true,
            "p" if !self.in_note => {
                self.in_paragraph = true;
                if let Some(cell) = &mut self.cell
                    && !cell.text.is_empty()
                {
                    cell.text.push('\n');
                }
            }
            "s" => self.text(&" ".repeat(count(tag, "c").clamp(1, 100) as usize)),
            "tab" | "line-break" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn start_sheet(&mut self, tag: &BytesStart<'_>) {
        let mut sheet = Sheet::named(attribute(tag, "name").unwrap_or_default());
        sheet.hidden = attribute(tag, "style-name").is_some_and(|style| self.hidden_styles.contains(&style));
        self.sheet = Some(sheet);
        self.row = 0;
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) {
        let error = tag.attributes_raw().contains("calcext:value-type=\"error\"");
        let value = [
            "value",
            "date-value",
            "boolean-value",
            "string-value",
            "time-value",
        ];
        self.cell = Some(Open {
            kind: if error {
                "error".to_owned()
            } else {
                attribute(tag, "value-type").unwrap_or_default()
            },
            value: value
                .iter()
                .find_map(|name| attribute(tag, name))
                .unwrap_or_default(),
            text: String::new(),
            repeats: count(tag, "number-columns-repeated").max(1),
            columns: count(tag, "number-columns-spanned").clamp(1, MAX_COLUMNS),
            rows: count(tag, "number-rows-spanned").clamp(1, MAX_ROWS),
        });
    }

    fn text(&mut self, text: &str) {
        if self.in_paragraph
            && !self.in_note
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" => self.in_paragraph = false,
            "annotation" => self.in_note = false,
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row()?,
            "table" => self.end_sheet()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let column = self.column;
        self.column = column.saturating_add(cell.repeats);
        if !cell.cell().is_blank() {
            self.filled.push((column, cell));
        }
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        let (first, filled) = (self.row, std::mem::take(&mut self.filled));
        self.row = first.saturating_add(self.row_repeats);
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        if filled.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, cell) in &filled {
                for column in *column..column.saturating_add(cell.repeats) {
                    sheet.put(row, column, cell.cell())?;
                }
                if cell.columns > 1 || cell.rows > 1 {
                    let (bottom, right) = (
                        row.saturating_add(cell.rows - 1),
                        column.saturating_add(cell.columns - 1),
                    );
                    self.merged.push(Area {
                        top: row,
                        left: *column,
                        bottom,
                        right,
                    });
                }
            }
        }
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), Unreadable> {
        let Some(mut sheet) = self.sheet.take() else {
            return Ok(());
        };
        for area in self.merged.drain(..) {
            sheet.merge(area)?;
        }
        self.sheets.push(sheet);
        Ok(())
    }
}
