//! Reading documents back: workbooks by calamine, paper by the tools of poppler.

use std::io::{Cursor, Write};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

/// Every sheet of a workbook: its name, and its cells from the first.
pub fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let names = workbook.sheet_names().to_vec();
    names
        .into_iter()
        .map(|name| {
            let range = workbook.worksheet_range(&name).unwrap();
            let (rows, columns) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
            let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
            (
                name,
                (0..rows)
                    .map(|row| (0..columns).map(|column| cell(row, column)).collect())
                    .collect(),
            )
        })
        .collect()
}

/// The sheet of that name.
pub fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let sheets = sheets(bytes);
    let known: Vec<_> = sheets.iter().map(|(name, _)| name.clone()).collect();
    sheets
        .into_iter()
        .find(|(known, _)| known == name)
        .unwrap_or_else(|| panic!("no sheet {name} in {known:?}"))
        .1
}

/// Every filled cell as `sheet!B5 value`.
pub fn cells(bytes: &[u8]) -> String {
    let mut lines = String::new();
    for (name, rows) in sheets(bytes) {
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell != Data::Empty) {
                let letter = char::from(b'A' + u8::try_from(column).unwrap());
                lines += &format!("{name}!{letter}{} {cell}\n", row + 1);
            }
        }
    }
    lines
}

/// What a tool of poppler-utils says about a PDF; the tests need them and fail without.
fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let path = file.path().to_str().unwrap();
    let out = if tool == "pdftotext" { vec!["-"] } else { vec![] };
    let output = Command::new(tool).args(arguments).arg(path).args(out).output();
    let output = output.unwrap_or_else(|error| panic!("{tool} of poppler-utils is needed: {error}"));
    assert!(
        output.status.success(),
        "{tool}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The text of a PDF, with no-break spaces as spaces.
pub fn text(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-layout"], pdf).replace('\u{a0}', " ")
}

/// One line of what `pdfinfo` says.
pub fn info(pdf: &[u8], name: &str) -> String {
    let info = poppler("pdfinfo", &[], pdf);
    let line = info
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}:")));
    line.unwrap_or_else(|| panic!("no {name} in {info}"))
        .trim()
        .to_owned()
}

/// How many pages a PDF has.
pub fn pages(pdf: &[u8]) -> usize {
    info(pdf, "Pages").parse().unwrap()
}
