//! Workbooks: full values with number formats, a sheet a table, charts that Excel draws itself.

mod about;
mod charts;
mod formats;
pub(crate) mod listing;
mod names;
mod sheet;
mod summary;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::ReportError;
use crate::document::Document;
use formats::Formats;
pub(crate) use formats::token;
use names::SheetNames;

/// The document as a workbook. The same document gives the same bytes.
pub(crate) fn xlsx(document: &Document) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    let formats = Formats::new();
    let mut names = SheetNames::default();
    let about = about::write(document, &formats)?;
    workbook.push_worksheet(named(
        about,
        names.sheet(&crate::say::Say(document.language).text("report-about")),
    )?);
    if !document.tiles.is_empty() {
        let (title, sheet) = summary::write(document, &formats)?;
        workbook.push_worksheet(named(sheet, names.sheet(&title))?);
    }
    if document.has_charts() {
        let title = crate::say::Say(document.language).text("report-charts");
        let name = names.sheet(&title);
        let sheet = charts::write(document, &name, &formats)?;
        workbook.push_worksheet(named(sheet, name)?);
    }
    for table in &document.tables {
        workbook.push_worksheet(named(
            sheet::write(document, table, &formats)?,
            names.sheet(&table.sheet),
        )?);
    }
    if let Some(sheet) = about::sources(document, &formats)? {
        let title = crate::say::Say(document.language).text("sources");
        workbook.push_worksheet(named(sheet, names.sheet(&title))?);
    }
    Ok(workbook.save_to_buffer()?)
}

fn named(
    mut sheet: rust_xlsxwriter::Worksheet,
    name: String,
) -> Result<rust_xlsxwriter::Worksheet, ReportError> {
    sheet.set_name(name)?;
    Ok(sheet)
}

/// Titles, and the time of the facts as the time of the file: never the clock's.
fn properties(document: &Document) -> Result<DocProperties, ReportError> {
    let properties = DocProperties::new()
        .set_title(format!("{} · {}", document.title, document.place))
        .set_subject(&document.programme)
        .set_author("jela")
        .set_comment(&document.as_on);
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
