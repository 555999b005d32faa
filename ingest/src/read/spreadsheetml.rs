//! Excel 2003 XML, which portals hand out as `.xls`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::cell::Cell;
use super::error::Unreadable;
use super::excel::iso_cell;
use super::grid::{Area, Sheet};
use super::limits::{self, MAX_COLUMNS, MAX_ROWS};
use super::sniff::FileKind;

/// The worksheets of `text`.
pub(super) fn sheets(text: &str) -> Result<Vec<Sheet>, Unreadable> {
    if text.len() > limits::current().markup {
        let limit = format!("{} MB", limits::current().markup >> 20);
        return Err(Unreadable::TooLarge {
            what: "a very long XML file",
            limit,
        });
    }
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    let mut book = Book::default();
    loop {
        match reader
            .read_event()
            .map_err(|error| Unreadable::damaged(FileKind::SpreadsheetMl, error))?
        {
            Event::Start(tag) => book.start(&tag)?,
            Event::End(tag) => book.end(tag.local_name().as_ref())?,
            Event::Text(text) => book.text(&text.xml10_content()),
            Event::CData(text) => book.text(&text.xml10_content()),
            // Only the five entities of XML and character numbers are read: a document type cannot add any.
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => book.text(c.encode_utf8(&mut [0; 4])),
                _ => book.text(predefined(&reference)),
            },
            Event::Eof => return book.finish(),
            _ => {}
        }
    }
}

/// The character of one of XML's own five entities.
pub(super) fn predefined(name: &str) -> &'static str {
    quick_xml::escape::resolve_xml_entity(name).unwrap_or("")
}

/// An attribute by its local name.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let attributes = attributes.with_checks(false).flatten();
    let found = attributes
        .into_iter()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value)
        .ok()
        .map(|value| value.into_owned())
}

/// A counting attribute; nothing sensible counts as 0.
pub(super) fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name)
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(0)
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    merged: Vec<Area>,
    row: u32,
    rows_after: u32,
    column: u32,
    columns_after: u32,
    value: Option<Value>,
    in_comment: bool,
    visible: Option<String>,
}

struct Value {
    kind: String,
    text: String,
}

impl Book {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        match tag.local_name().as_ref() {
            "Worksheet" => {
                self.end_sheet()?;
                self.sheets
                    .push(Sheet::named(attribute(tag, "Name").unwrap_or_default()));
                (self.row, self.column) = (0, 0);
            }
            "Row" => {
                self.row = self.row.max(count(tag, "Index").saturating_sub(1)).min(MAX_ROWS);
                self.rows_after = count(tag, "Span").min(MAX_ROWS).saturating_add(1);
                self.column = 0;
            }
            "Cell" => self.start_cell(tag),
            "Comment" => self.in_comment = true,
            "Data" if !self.in_comment => {
                self.value = Some(Value {
                    kind: attribute(tag, "Type").unwrap_or_default(),
                    text: String::new(),
                });
            }
            "Visible" => self.visible = Some(String::new()),
            _ => {}
        }
        Ok(())
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) {
        self.column = self
            .column
            .max(count(tag, "Index").saturating_sub(1))
            .min(MAX_COLUMNS);
        let (across, down) = (
            count(tag, "MergeAcross").min(MAX_COLUMNS),
            count(tag, "MergeDown").min(MAX_ROWS),
        );
        self.columns_after = across + 1;
        if across > 0 || down > 0 {
            let (top, left) = (self.row, self.column);
            self.merged.push(Area {
                top,
                left,
                bottom: top.saturating_add(down),
                right: left + across,
            });
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(value) = &mut self.value {
            value.text.push_str(text);
        } else if let Some(visible) = &mut self.visible {
            visible.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "Data" => self.put()?,
            "Comment" => self.in_comment = false,
            "Cell" => self.column = self.column.saturating_add(self.columns_after).min(MAX_COLUMNS),
            "Row" => self.row = self.row.saturating_add(self.rows_after).min(MAX_ROWS),
            "Visible" => {
                let visible = self.visible.take().unwrap_or_default();
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.hidden = visible.contains("Hidden");
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self) -> Result<(), Unreadable> {
        let (Some(value), Some(sheet)) = (self.value.take(), self.sheets.last_mut()) else {
            return Ok(());
        };
        let text = value.text.as_str();
        let cell = match (value.kind.as_str(), text.trim().parse::<f64>()) {
            ("Number", Ok(number)) if number.is_finite() => Cell::Number(number),
            ("DateTime", _) => iso_cell(text.trim()),
            ("Boolean", _) => Cell::Bool(text.trim() == "1"),
            ("Error", _) => Cell::Error(text),
            _ => Cell::Text(text),
        };
        sheet.put(self.row, self.column, cell)
    }

    fn end_sheet(&mut self) -> Result<(), Unreadable> {
        if let Some(sheet) = self.sheets.last_mut() {
            for area in self.merged.drain(..) {
                sheet.merge(area)?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Sheet>, Unreadable> {
        self.end_sheet()?;
        Ok(self.sheets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(rows: &str) -> Sheet {
        let text = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>
            <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"
            xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"R&amp;D\"><Table>{rows}</Table></Worksheet></Workbook>"
        );
        sheets(&text).unwrap().remove(0)
    }

    #[test]
    fn indexes_and_merged_cells_are_followed() {
        let sheet = read(
            "<Row ss:Index=\"2\"><Cell ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">Total</Data></Cell>
            <Cell><Data ss:Type=\"Number\">1.50</Data></Cell></Row>
            <Row><Cell ss:Index=\"4\"><Data ss:Type=\"String\">x<B>y</B></Data><Comment><Data>note</Data></Comment></Cell></Row>",
        );
        assert_eq!(sheet.name, "R&D");
        assert_eq!(
            (sheet.cell(1, 0), sheet.cell(2, 1)),
            (Cell::Text("Total"), Cell::Text("Total"))
        );
        assert_eq!(
            (sheet.cell(1, 2), sheet.cell(2, 3)),
            (Cell::Number(1.5), Cell::Text("xy"))
        );
    }

    #[test]
    fn dates_truth_and_errors_have_their_types() {
        let sheet = read(
            "<Row><Cell><Data ss:Type=\"DateTime\">2024-12-31T00:00:00.000</Data></Cell>
            <Cell><Data ss:Type=\"Boolean\">1</Data></Cell><Cell><Data ss:Type=\"Error\">#N/A</Data></Cell>
            <Cell><Data ss:Type=\"Number\">many</Data></Cell></Row>",
        );
        let cells: Vec<_> = sheet.row(0).collect();
        let wanted = [
            Cell::Date(date(2024, 12, 31).at(0, 0, 0, 0)),
            Cell::Bool(true),
            Cell::Error("#N/A"),
            Cell::Text("many"),
        ];
        assert_eq!(cells, wanted);
    }

    #[test]
    fn entities_of_the_document_type_are_not_expanded() {
        let sheet = read("<Row><Cell><Data ss:Type=\"String\">&lt;&#2437;&b;</Data></Cell></Row>");
        assert_eq!(sheet.cell(0, 0), Cell::Text("<অ"));
    }

    #[test]
    fn an_index_beyond_every_sheet_is_refused() {
        let text = "<Workbook><Worksheet><Table><Row ss:Index=\"4294967295\"><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>";
        assert!(matches!(sheets(text), Err(Unreadable::TooLarge { .. })));
    }
}
