//! Workbooks: full values with number formats, a sheet a table, charts that Excel draws itself.

mod about;
mod bulk;
mod charts;
mod formats;
pub(crate) mod listing;
mod names;
mod room;
mod sheet;
mod summary;

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::ReportError;
use crate::document::Document;
use crate::say::Say;
use formats::Formats;
pub(crate) use formats::token;
use names::SheetNames;

/// The document as a workbook. The same document gives the same bytes.
pub(crate) fn xlsx(document: &Document) -> Result<Vec<u8>, ReportError> {
    written(document, sheet::ROWS_AT_MOST)
}

/// The same with so many rows of a table on a sheet at most; the rest stand on further sheets.
fn written(document: &Document, rows_at_most: usize) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    let formats = Formats::new();
    let say = Say(document.language);
    let mut names = SheetNames::default();
    let about = names.sheet(&say.text("report-about"));
    let mut sheets = Sheets::default();
    for (number, body) in document.bodies().enumerate() {
        let is_pack = !document.parts.is_empty();
        sheets.of_body(
            body,
            is_pack.then_some(number),
            &mut names,
            &formats,
            rows_at_most,
        )?;
    }
    let sources = about::sources(document, &formats)?;
    let sources = sources.map(|sheet| named(sheet, names.sheet(&say.text("sources"))));
    workbook.push_worksheet(named(about::write(document, &sheets.tables, &formats)?, about)?);
    for sheet in sheets.written {
        workbook.push_worksheet(sheet);
    }
    if let Some(sheet) = sources {
        workbook.push_worksheet(sheet?);
    }
    Ok(workbook.save_to_buffer()?)
}

/// The sheets of a workbook in their order, and on which of them each table stands.
#[derive(Default)]
struct Sheets {
    written: Vec<Worksheet>,
    tables: TableSheets,
}

/// The name of the sheet of a table, by the part it belongs to and the name it asked for.
pub(crate) type TableSheets = BTreeMap<(usize, String), String>;

impl Sheets {
    /// The sheets of a document, or of a part of one. Those of a part begin with what the part is called.
    fn of_body(
        &mut self,
        body: &Document,
        part: Option<usize>,
        names: &mut SheetNames,
        formats: &Formats,
        rows_at_most: usize,
    ) -> Result<(), ReportError> {
        let say = Say(body.language);
        let mut name = |wanted: &str| match part {
            Some(_) => names.sheet_of(&body.title, wanted),
            None => names.sheet(wanted),
        };
        if !body.tiles.is_empty() {
            let (title, sheet) = summary::write(body, formats)?;
            self.written.push(named(sheet, name(&title))?);
        }
        if body.has_charts() {
            let name = name(&say.text("report-charts"));
            let sheet = charts::write(body, &name, formats)?;
            self.written.push(named(sheet, name)?);
        }
        for (position, table) in body.tables.iter().enumerate() {
            for (piece, rows) in sheet::pieces(table, rows_at_most).enumerate() {
                let name = name(&table.sheet);
                let reference = format!("{}-t{}", part.unwrap_or_default() + 1, position + 1);
                let written = sheet::write(body, table, rows, formats).or_else(|fault| {
                    tracing::error!(reference, title = body.title, place = body.place, %fault, "a sheet could not be written");
                    sheet::faulty(body, table, &reference, formats)
                });
                if piece == 0 {
                    let of_table = (part.unwrap_or_default(), table.sheet.clone());
                    self.tables.insert(of_table, name.clone());
                }
                self.written.push(named(written?, name)?);
            }
        }
        Ok(())
    }
}

fn named(mut sheet: Worksheet, name: String) -> Result<Worksheet, ReportError> {
    sheet.set_name(name)?;
    Ok(sheet)
}

/// Titles, and the time of the facts as the time of the file: never the clock's.
fn properties(document: &Document) -> Result<DocProperties, ReportError> {
    let properties = DocProperties::new()
        .set_title(format!("{} · {}", document.title, document.place))
        .set_subject(&document.programme)
        .set_author("jela")
        .set_comment(match &document.identity {
            Some(identity) => format!("{} · {}", document.as_on, identity.address),
            None => document.as_on.clone(),
        });
    let time = document.time.map(|time| TimeZone::UTC.to_datetime(time));
    Ok(properties.set_creation_datetime(&excel(time.unwrap_or(LONG_AGO))?))
}

/// Properties of a workbook that is of no time.
pub(crate) fn without_time(properties: DocProperties) -> Result<DocProperties, ReportError> {
    Ok(properties.set_creation_datetime(&excel(LONG_AGO)?))
}

/// A document without data has no time of its own, and Excel's own begins here.
const LONG_AGO: DateTime = jiff::civil::date(1900, 1, 1).at(0, 0, 0, 0);

pub(crate) fn excel(time: DateTime) -> Result<ExcelDateTime, ReportError> {
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(time.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, part(time.month()), part(time.day()))?;
    Ok(day.and_hms(
        u16::from(part(time.hour())),
        part(time.minute()),
        f64::from(part(time.second())),
    )?)
}

#[cfg(test)]
mod tests {
    use catalog::{Catalog, Language, PlaceLevel};
    use figures::{Dimension, Query, Reader};

    use super::*;

    /// An answer about blocks, with rows and columns to be put in.
    fn document() -> Document {
        let catalog = Catalog::load(None).unwrap();
        let place = "district-305".parse().unwrap();
        let query = Query {
            by: vec![Dimension::Place(PlaceLevel::Gp)],
            ..Query::of("mgnrega", place, &["persondays"], Reader::operator())
        };
        let figures = crate::mail::tests::answer(&query);
        crate::document::twin(&figures, &catalog, "GPs", Language::En)
    }

    /// The names of the sheets, and all texts on them.
    fn read(bytes: Vec<u8>) -> (Vec<String>, Vec<String>) {
        use calamine::Reader as _;
        let mut workbook: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let names = workbook.sheet_names();
        let ranges: Vec<_> = names
            .iter()
            .map(|name| workbook.worksheet_range(name).unwrap())
            .collect();
        let cells = ranges.iter().flat_map(|range| range.used_cells());
        let texts = cells.map(|(_, _, cell)| cell.to_string()).collect();
        (names, texts)
    }

    #[test]
    fn a_table_wider_than_a_sheet_is_not_cut_but_named_and_the_rest_is_whole() {
        let mut document = document();
        let mut wide = document.tables[0].clone();
        let head = |number: usize| crate::document::Head {
            title: format!("measure {number}"),
            unit: None,
            full_unit: None,
            is_end: false,
        };
        wide.columns = (0..16_384).map(head).collect();
        wide.title = "Wide".to_owned();
        document.tables.push(wide);
        let (names, texts) = read(xlsx(&document).unwrap());
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(
            texts.iter().any(|text| text.contains("reference 1-t2")),
            "{texts:?}"
        );
        assert!(
            !texts.iter().any(|text| text.starts_with("measure ")),
            "no part of it is shown"
        );
    }

    #[test]
    fn a_text_longer_than_a_cell_is_not_cut_but_its_table_named() {
        let mut document = document();
        let long = |letters: usize| {
            vec![crate::document::Line {
                keys: vec!["ক".repeat(letters), "gp-1".to_owned()],
                group: None,
                cells: Vec::new(),
            }]
        };
        document.tables[0].rows = long(32_767);
        let (_, texts) = read(xlsx(&document).unwrap());
        assert!(texts.contains(&"ক".repeat(32_767)), "what fits is whole");
        document.tables[0].rows = long(32_768);
        let (_, texts) = read(xlsx(&document).unwrap());
        assert!(
            texts.iter().any(|text| text.contains("reference 1-t1")),
            "{}",
            texts.len()
        );
        assert!(
            !texts.iter().any(|text| text.contains("ককক")),
            "no part of it is shown"
        );
    }

    #[test]
    fn a_part_whose_title_is_longer_than_the_name_of_a_sheet_has_sheets_of_their_own_names() {
        let title = "Mahatma Gandhi National Rural Employment Guarantee: everything of one block";
        let part = |_| Document {
            title: title.to_owned(),
            ..document()
        };
        let whole = Document {
            parts: (0..12).map(part).collect(),
            ..document()
        };
        let (names, _) = read(xlsx(&whole).unwrap());
        let apart: std::collections::BTreeSet<String> =
            names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!((names.len(), apart.len()), (13, 13), "{names:?}");
        assert!(
            names.iter().all(|name| name.encode_utf16().count() <= 31),
            "{names:?}"
        );
    }

    #[test]
    fn a_table_too_long_for_a_sheet_goes_on_on_the_next_and_none_of_its_rows_is_lost() {
        let mut document = document();
        let line = |number: usize| crate::document::Line {
            keys: vec![format!("GP {number}"), format!("gp-{number}")],
            group: None,
            cells: Vec::new(),
        };
        document.tables[0].rows = (0..250).map(line).collect();
        document.tables[0].notes = vec!["below".to_owned()];
        let bytes = written(&document, 100).unwrap();
        let (names, texts) = read(bytes);
        let found: Vec<String> = texts.into_iter().filter(|text| text.starts_with("gp-")).collect();
        let all: Vec<String> = (0..250).map(|number| format!("gp-{number}")).collect();
        assert_eq!(found, all);
        assert_eq!(names.len(), 4, "{names:?}");
    }
}
