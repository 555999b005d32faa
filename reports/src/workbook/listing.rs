//! A list of rows as a workbook: one sheet with typed cells, and one with its rules.

use figures::{Field, Listing};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::bulk;
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
    if listing.rows.len() > ROWS_AT_MOST {
        return Err(ReportError::TooManyRows {
            rows: listing.rows.len(),
            most: ROWS_AT_MOST,
        });
    }
    if listing.rows.len() * listing.columns.len() <= BULK {
        return short(listing, &listing.rows, title, heads, notes, language);
    }
    let stencil = short(listing, &bulk::stencil(listing), title, heads, notes, language)?;
    bulk::filled(&stencil, listing, HEAD + 2)
}

/// Above so many cells a list is written row by row.
const BULK: usize = 20_000;
/// Rows that a sheet of Excel has below the head.
const ROWS_AT_MOST: usize = 1_048_576 - 1 - HEAD as usize;

/// The workbook of a list with some rows in the place of its own.
fn short(
    listing: &Listing,
    shown: &[Vec<Field>],
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
    let mut sheet = rows(listing, shown, title, heads, (&formats, language))?;
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
    shown: &[Vec<Field>],
    title: &str,
    heads: &[String],
    (formats, language): (&Formats, Language),
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
    for (row, fields) in shown.iter().enumerate() {
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

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use figures::ListColumn;
    use jiff::civil::date;

    use super::*;

    /// A list of every kind of field, with letters that XML can't hold.
    fn listing(rows: usize) -> Listing {
        let row = |number: usize| {
            vec![
                Field::Text(format!("শিশু <{number}> & =1+1")),
                Field::Number(number as f64 / 8.0),
                Field::Number(number as f64),
                Field::Day(date(2026, 4, 1)),
                if number.is_multiple_of(3) {
                    Field::Nothing
                } else {
                    Field::Yes(number.is_multiple_of(2))
                },
            ]
        };
        Listing {
            programme: "pushti".to_owned(),
            place: "block-2783".parse().unwrap(),
            as_on: Some(date(2026, 11, 22)),
            data_version: 1,
            sample: true,
            columns: ["name", "weight", "days", "born", "male"]
                .map(|id| ListColumn::number(id, if id == "weight" { 3 } else { 0 }))
                .to_vec(),
            rows: (0..rows).map(row).collect(),
        }
    }

    fn cells(workbook: Vec<u8>) -> Vec<Vec<Data>> {
        let mut workbook: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(workbook)).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn a_long_list_written_row_by_row_has_the_cells_and_formats_of_a_short_one() {
        let heads = ["Name", "Weight", "Days", "Born", "Male"].map(str::to_owned);
        let listing = listing(200);
        let short = short(&listing, &listing.rows, "List", &heads, &[], Language::Bn).unwrap();
        let stencil = self::short(
            &listing,
            &bulk::stencil(&listing),
            "List",
            &heads,
            &[],
            Language::Bn,
        );
        let long = bulk::filled(&stencil.unwrap(), &listing, HEAD + 2).unwrap();
        assert_eq!(cells(short), cells(long));
    }

    #[test]
    fn the_same_long_list_has_the_same_bytes() {
        let heads = ["Name", "Weight", "Days", "Born", "Male"].map(str::to_owned);
        let written = || {
            xlsx(
                &listing(5_000),
                "List",
                &heads,
                &["a note".to_owned()],
                Language::En,
            )
            .unwrap()
        };
        let bytes = written();
        assert!(bytes == written());
        assert_eq!(cells(bytes).len(), 5_000 + HEAD as usize + 1);
    }

    #[test]
    fn what_no_sheet_holds_is_refused_and_never_cut() {
        let mut long = listing(1);
        long.rows = vec![Vec::new(); ROWS_AT_MOST + 1];
        let refusal = xlsx(&long, "List", &[], &[], Language::En)
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("1048572") && refusal.contains("CSV"),
            "{refusal}"
        );
        for rows in [1, 2] {
            let mut broad = listing(rows);
            broad.columns = (0..16_385).map(|_| ListColumn::number("c", 0)).collect();
            broad.rows = vec![vec![Field::Number(1.0); 16_385]; rows];
            let heads = vec!["c".to_owned(); 16_385];
            assert!(
                xlsx(&broad, "List", &heads, &[], Language::En).is_err(),
                "{rows} rows"
            );
        }
        let mut wide = listing(5_000);
        wide.rows[4_999][0] = Field::Text("ক".repeat(32_768));
        assert!(xlsx(&wide, "List", &[], &[], Language::En).is_err());
    }
}
