//! Excel 2003 XML, which some offices' software still writes, named `.xls`.

use std::fmt::Write;

use super::escaped;
use crate::sheet::{Cell, Sheet, text};

const HEAD: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
    xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n";

/// The sheet as an Excel 2003 XML workbook.
pub(crate) fn spreadsheetml(sheet: &Sheet) -> Vec<u8> {
    let mut book = format!(
        "{HEAD}<Worksheet ss:Name=\"{}\">\n<Table>\n",
        escaped(&sheet.name)
    );
    for title in &sheet.titles {
        row(&mut book, &[(String::new(), Cell::Text(title.clone()))]);
    }
    for header in header(sheet) {
        row(&mut book, &header);
    }
    for body in &sheet.rows {
        let cells: Vec<_> = body
            .cells
            .iter()
            .map(|cell| (String::new(), cell.clone()))
            .collect();
        row(&mut book, &cells);
    }
    book.push_str("</Table>\n</Worksheet>\n</Workbook>\n");
    book.into_bytes()
}

/// The rows of the header, each cell with what it spans.
fn header(sheet: &Sheet) -> Vec<Vec<(String, Cell)>> {
    let down = if sheet.has_groups() {
        " ss:MergeDown=\"1\""
    } else {
        ""
    };
    let upper = sheet
        .spans()
        .into_iter()
        .map(|(_, column, width)| match &column.group {
            Some(group) => (
                format!(" ss:MergeAcross=\"{}\"", width - 1),
                Cell::Text(group.clone()),
            ),
            None => (down.to_owned(), Cell::Text(column.title.clone())),
        });
    let mut rows = vec![upper.collect()];
    let lower = sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.group.is_some());
    let lower = lower.map(|(at, column)| {
        (
            format!(" ss:Index=\"{}\"", at + 1),
            Cell::Text(column.title.clone()),
        )
    });
    if sheet.has_groups() {
        rows.push(lower.collect());
    }
    if !sheet.numbers.is_empty() {
        rows.push(
            sheet
                .numbers
                .iter()
                .map(|number| (String::new(), Cell::Text(number.clone())))
                .collect(),
        );
    }
    rows
}

fn row(book: &mut String, cells: &[(String, Cell)]) {
    book.push_str("<Row>");
    for (attributes, cell) in cells {
        let kind = if matches!(cell, Cell::Count(_) | Cell::Lakh(_) | Cell::Decimal(_)) {
            "Number"
        } else {
            "String"
        };
        let text = escaped(&text(cell));
        write!(
            book,
            "<Cell{attributes}><Data ss:Type=\"{kind}\">{text}</Data></Cell>"
        )
        .expect("text grows without fail");
    }
    book.push_str("</Row>\n");
}
