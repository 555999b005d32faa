//! Reads the lists of grievances in whatever shape they lie in the folder.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use calamine::Data;
use jiff::civil::{Date, date};

use crate::{SAMPLE, page, path, workbook};

/// A row of a sheet: texts by the titles of its columns. Days are written `2026-11-22`.
pub type Row = BTreeMap<String, String>;

fn rows(cells: &[Vec<String>]) -> Vec<Row> {
    let is_header = |row: &&Vec<String>| row.len() > 4 && row[..4].iter().all(|cell| !cell.is_empty());
    let header = cells.iter().find(is_header).unwrap();
    let below = cells.iter().skip_while(|row| row != &header).skip(1);
    let with_titles = |row: &Vec<String>| header.iter().cloned().zip(row.iter().cloned()).collect();
    below.map(with_titles).collect()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => date(1899, 12, 30)
            .saturating_add(jiff::Span::new().days(at.as_f64() as i64))
            .to_string(),
        cell => cell.to_string(),
    }
}

/// `22-11-2026` as `2026-11-22`; other texts as they are.
fn plain(cell: &str) -> String {
    let day = Date::strptime("%d-%m-%Y", cell);
    day.map_or_else(|_| cell.to_owned(), |day| day.to_string())
}

/// The rows of the first sheet of a workbook of the sample.
pub fn of_workbook(name: &str) -> Vec<Row> {
    let sheet = &workbook(&path(name))[0];
    let cells: Vec<Vec<String>> = sheet.iter().map(|row| row.iter().map(text).collect()).collect();
    rows(&cells)
}

/// The rows of a text table.
pub fn of_text(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let cells: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(plain).collect())
        .collect();
    rows(&cells)
}

/// The texts of an Excel 2003 XML workbook whose cells are none empty, or written as empty ones.
fn of_xml(text: &str) -> Vec<Row> {
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("<Cell").skip(1);
        let data = cells.map(|cell| cell.split_once("<Data").map_or("", |(_, data)| data));
        data.map(|data| data.split_once('>').map_or("", |(_, text)| text))
            .map(|text| plain(text.split_once("</Data>").map_or("", |(text, _)| text)))
            .collect()
    };
    rows(&text.split("<Row").skip(1).map(cells).collect::<Vec<_>>())
}

/// Every case as its latest list tells it, by number.
pub static CASES: LazyLock<BTreeMap<String, Row>> = LazyLock::new(cases);

fn cases() -> BTreeMap<String, Row> {
    let mut lists: Vec<_> = fs::read_dir(path("grievance/case-lists"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    lists.sort();
    let mut cases = BTreeMap::new();
    for list in lists {
        let name = list.strip_prefix(&SAMPLE.0).unwrap().display().to_string();
        let rows = match list.extension().unwrap().to_str().unwrap() {
            "xlsx" => of_workbook(&name),
            "csv" => of_text(&fs::read_to_string(&list).unwrap()),
            _ => match fs::read_to_string(&list).unwrap() {
                text if text.starts_with("<?xml") => of_xml(&text),
                _ => {
                    let cells: Vec<Vec<String>> = page(&list)
                        .into_iter()
                        .map(|row| row.iter().map(|cell| plain(cell)).collect())
                        .collect();
                    rows(&cells)
                }
            },
        };
        cases.extend(rows.into_iter().map(|row| (row["Grievance ID"].clone(), row)));
    }
    cases
}
