//! A list of rows as a workbook: one sheet with typed cells, and one with its rules.

use figures::{Field, Listing};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::formats::Formats;
use super::names::SheetNames;
use super::{LONG_AGO, excel};
use crate::ReportError;
use crate::say::Say;
use catalog::Language;

const HEAD: u32 = 4;
/// Narrowest and widest a column may be, in letters.
const WIDTH: (f64, f64) = (10.0, 44.0);

/// Writes a list under a title, with a head for each column and the notes that explain it.
pub(crate) fn xlsx(
    listing: &Listing,
    title: &str,
    heads: &[String],
    notes: &[String],
    language: Language,
) -> Result<Vec<u8>, ReportError> {
    let say = Say(language);
    let formats = Formats::new();
    let mut names = SheetNames::default();
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(title).set_author("jela");
    // A list has no moment of its own but its day: the same list gives the same bytes.
    let day = listing.as_on.map_or(LONG_AGO, |day| day.at(0, 0, 0, 0));
    workbook.set_properties(&properties.set_creation_datetime(&excel(day)?));
    let mut sheet = rows(listing, title, heads, &formats, language)?;
    sheet.set_name(names.sheet(title))?;
    workbook.push_worksheet(sheet);
    if !notes.is_empty() {
        let title = say.text("report-list-rules");
        let mut sheet = Worksheet::new();
        sheet.write_string_with_format(0, 0, &title, &formats.title)?;
        sheet.set_column_width(0, 120)?;
        for (row, note) in notes.iter().enumerate() {
            sheet.write_string_with_format(2 + position(row), 0, note, &formats.wrapped)?;
        }
        sheet.set_name(names.sheet(&title))?;
        workbook.push_worksheet(sheet);
    }
    Ok(workbook.save_to_buffer()?)
}

fn position(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX - HEAD - 1)
}

fn rows(
    listing: &Listing,
    title: &str,
    heads: &[String],
    formats: &Formats,
    language: Language,
) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    sheet.write_string_with_format(0, 0, title, &formats.title)?;
    if let Some(day) = listing.as_on {
        let day = catalog::calendar::show_date(day, language);
        let as_on = Say(language).about("as-on", &[("date", catalog::Arg::Text(&day))]);
        sheet.write_string_with_format(1, 0, as_on, &formats.subtitle)?;
    }
    if listing.sample {
        let notice = Say(language).text("report-sample-notice");
        sheet.write_string_with_format(2, 0, notice, &formats.notice)?;
    }
    for (column, head) in (0_u16..).zip(heads) {
        let texts = listing
            .rows
            .iter()
            .filter_map(|row| match row.get(usize::from(column))? {
                Field::Text(text) => Some(text.chars().count()),
                _ => None,
            });
        let longest = texts.max().unwrap_or_default() as f64 + 2.0;
        sheet.write_string_with_format(HEAD, column, head, &formats.key_head)?;
        sheet.set_column_width(column, longest.clamp(WIDTH.0, WIDTH.1))?;
    }
    for (row, fields) in listing.rows.iter().enumerate() {
        for ((column, field), declared) in (0_u16..).zip(fields).zip(&listing.columns) {
            write(
                &mut sheet,
                (HEAD + 1 + position(row), column),
                field,
                declared.decimals,
                formats,
            )?;
        }
    }
    let last = u16::try_from(listing.columns.len().saturating_sub(1)).unwrap_or(u16::MAX / 2);
    sheet.autofilter(HEAD, 0, HEAD + position(listing.rows.len()), last)?;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    Ok(sheet)
}

/// The full value with its type; text is never a formula.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    field: &Field,
    decimals: u8,
    formats: &Formats,
) -> Result<(), ReportError> {
    match field {
        Field::Number(number) if number.is_finite() => {
            let places = "0".repeat(usize::from(decimals));
            let format = if decimals == 0 {
                "0".to_owned()
            } else {
                format!("0.{places}")
            };
            sheet.write_number_with_format(row, column, *number, &numbered(formats, &format))?;
        }
        Field::Nothing | Field::Number(_) => {}
        Field::Text(text) => {
            sheet.write_string_with_format(row, column, text, &formats.key)?;
        }
        Field::Day(day) => {
            sheet.write_datetime_with_format(row, column, date(*day)?, &numbered(formats, "yyyy-mm-dd"))?;
        }
        Field::Yes(yes) => {
            sheet.write_boolean_with_format(row, column, *yes, &formats.key)?;
        }
    }
    Ok(())
}

fn numbered(formats: &Formats, format: &str) -> Format {
    formats.key.clone().set_num_format(format)
}

fn date(day: Date) -> Result<ExcelDateTime, ReportError> {
    excel(day.at(0, 0, 0, 0))
}
