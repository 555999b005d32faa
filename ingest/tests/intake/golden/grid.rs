//! One picture of a table, written as files of every kind. `<` is merged with the cell at its left, `^` with the one above.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// A table as it looks.
#[derive(Debug, Clone)]
pub struct Grid(Vec<Vec<String>>);

/// Rows by line, cells by `|`.
pub fn grid(picture: &str) -> Grid {
    let row = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    Grid(picture.trim_matches('\n').lines().map(row).collect())
}

impl Grid {
    fn at(&self, row: usize, column: usize) -> &str {
        self.0
            .get(row)
            .and_then(|cells| cells.get(column))
            .map_or("", String::as_str)
    }

    /// How many columns and rows a cell spans.
    fn span(&self, row: usize, column: usize) -> (usize, usize) {
        let wide = 1 + (column + 1..).take_while(|at| self.at(row, *at) == "<").count();
        let high = 1 + (row + 1..).take_while(|at| self.at(*at, column) == "^").count();
        (wide, high)
    }

    fn is_covered(&self, row: usize, column: usize) -> bool {
        matches!(self.at(row, column), "<" | "^")
    }

    /// The same with other words in place of some: of a whole cell, or anywhere if they are long.
    pub fn with(&self, old: &str, new: &str) -> Self {
        let within = |cell: &String| match old.len() > 4 || cell == old {
            true => cell.replace(old, new),
            false => cell.clone(),
        };
        let row = |row: &Vec<String>| row.iter().map(within).collect();
        Self(self.0.iter().map(row).collect())
    }

    /// Writes it into a sheet from a cell on; cells that are plain numbers are stored as such.
    pub fn put(&self, sheet: &mut Worksheet, (top, left): (u32, u16)) {
        let plain = Format::new();
        for (row, cells) in self.0.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                if self.is_covered(row, column) {
                    continue;
                }
                let at = (top + row as u32, left + column as u16);
                let (wide, high) = self.span(row, column);
                if (wide, high) != (1, 1) {
                    let (bottom, right) = (at.0 + high as u32 - 1, at.1 + wide as u16 - 1);
                    sheet
                        .merge_range(at.0, at.1, bottom, right, text, &plain)
                        .unwrap();
                } else if let (Ok(number), false) =
                    (text.parse::<f64>(), text.starts_with('0') && text.len() > 1)
                {
                    sheet.write_number(at.0, at.1, number).unwrap();
                } else {
                    sheet.write_string(at.0, at.1, text).unwrap();
                }
            }
        }
    }

    /// As an Excel workbook.
    pub fn xlsx(&self) -> Vec<u8> {
        self.xlsx_with(|_| {})
    }

    /// The same with something more done to its sheet.
    pub fn xlsx_with(&self, more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        self.put(sheet, (0, 0));
        more(sheet);
        book.save_to_buffer().unwrap()
    }

    /// As a web page named `.xls`, which portals hand out.
    pub fn html(&self) -> Vec<u8> {
        let mut page = String::from("\r\n  <table border='1'>");
        for (row, cells) in self.0.iter().enumerate() {
            page.push_str("<tr>");
            for (column, text) in cells
                .iter()
                .enumerate()
                .filter(|(at, _)| !self.is_covered(row, *at))
            {
                let (wide, high) = self.span(row, column);
                let _ = write!(page, "<td colspan='{wide}' rowspan='{high}'>{text}</td>");
            }
            page.push_str("</tr>\r\n");
        }
        page.push_str("</table>");
        page.into_bytes()
    }

    /// As an Excel 2003 workbook in XML.
    pub fn spreadsheetml(&self) -> Vec<u8> {
        let mut rows = String::new();
        for (row, cells) in self.0.iter().enumerate() {
            rows.push_str("<Row>");
            for (column, text) in cells
                .iter()
                .enumerate()
                .filter(|(at, _)| !self.is_covered(row, *at))
            {
                let (wide, high) = self.span(row, column);
                let kind = if text.parse::<f64>().is_ok() {
                    "Number"
                } else {
                    "String"
                };
                let _ = write!(
                    rows,
                    "<Cell ss:Index=\"{}\" ss:MergeAcross=\"{}\" ss:MergeDown=\"{}\"><Data ss:Type=\"{kind}\">{text}</Data></Cell>",
                    column + 1,
                    wide - 1,
                    high - 1
                );
            }
            rows.push_str("</Row>");
        }
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Sheet1\"><Table>{rows}</Table></Worksheet></Workbook>"
        )
        .into_bytes()
    }

    /// As text with commas; what was merged stands in its first cell.
    pub fn csv(&self) -> String {
        let cell = |text: &String| match text.as_str() {
            "<" | "^" => String::new(),
            text if text.contains([',', '"']) => format!("\"{}\"", text.replace('"', "\"\"")),
            text => text.to_owned(),
        };
        let lines = self
            .0
            .iter()
            .map(|row| row.iter().map(cell).collect::<Vec<_>>().join(","));
        lines.collect::<Vec<_>>().join("\r\n") + "\r\n"
    }

    /// The same in UTF-16 with its mark, as Excel writes Unicode text.
    pub fn utf_16(&self) -> Vec<u8> {
        let units = self.csv().replace(',', "\t");
        let units = units.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    }

    /// As an OpenDocument spreadsheet.
    pub fn ods(&self) -> Vec<u8> {
        let mut rows = String::new();
        for (row, cells) in self.0.iter().enumerate() {
            rows.push_str("<table:table-row>");
            for (column, text) in cells.iter().enumerate() {
                if self.is_covered(row, column) {
                    rows.push_str("<table:covered-table-cell/>");
                    continue;
                }
                let (wide, high) = self.span(row, column);
                let kind = match text.parse::<f64>() {
                    Ok(number) => format!("office:value-type=\"float\" office:value=\"{number}\""),
                    Err(_) => "office:value-type=\"string\"".to_owned(),
                };
                let _ = write!(
                    rows,
                    "<table:table-cell table:number-columns-spanned=\"{wide}\" table:number-rows-spanned=\"{high}\" {kind}><text:p>{text}</text:p></table:table-cell>"
                );
            }
            rows.push_str("</table:table-row>");
        }
        let content = format!(
            "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", &content),
        ])
    }
}

/// A zip archive of some texts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
