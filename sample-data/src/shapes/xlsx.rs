//! Workbooks as offices keep them: a merged title, a header of two rows, frozen.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use crate::sheet::{Cell, Column, Row, RowKind, Sheet};

/// The sheets as a workbook whose document time is the start of `made_on`.
pub(crate) fn xlsx(sheets: &[Sheet], made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(crate::MARK)
        .set_creation_datetime(&excel_date(made_on)?);
    workbook.set_properties(&properties);
    // Packing hard would take most of the time of writing hundreds of registers, and save a third of their size.
    workbook.set_zip_compression_level(1);
    let formats = Formats::new();
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

struct Formats {
    title: Format,
    header: Format,
    place: Format,
    date: Format,
    lakh: Format,
    bold: Format,
    bold_lakh: Format,
}

impl Formats {
    fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_align(FormatAlign::Center),
            header,
            place: Format::new().set_align(FormatAlign::Top),
            date: Format::new().set_num_format("dd-mm-yyyy"),
            lakh: Format::new().set_num_format("0.00"),
            bold: Format::new().set_bold(),
            bold_lakh: Format::new().set_bold().set_num_format("0.00"),
        }
    }
}

fn excel_date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )
}

/// Excel counts rows in 32 bits; the sample stays far below its last row.
fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a sheet of the sample has fewer rows than Excel allows")
}

fn letter(at: usize) -> u16 {
    u16::try_from(at).expect("a sheet of the sample has fewer columns than Excel allows")
}

fn write(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    let last = letter(sheet.columns.len() - 1);
    for (row, title) in sheet.titles.iter().enumerate() {
        worksheet.merge_range(number(row), 0, number(row), last, title, &formats.title)?;
    }
    let top = number(sheet.titles.len());
    let mut row = header(worksheet, sheet, top, formats)?;
    if !sheet.numbers.is_empty() {
        for (column, number) in sheet.numbers.iter().enumerate() {
            worksheet.write_string_with_format(row, letter(column), number, &formats.header)?;
        }
        row += 1;
    }
    worksheet.set_freeze_panes(row, 0)?;
    body(worksheet, sheet, row, formats)
}

/// Writes the header and returns the row below it.
fn header(worksheet: &mut Worksheet, sheet: &Sheet, top: u32, formats: &Formats) -> Result<u32, XlsxError> {
    let bottom = if sheet.has_groups() { top + 1 } else { top };
    for (at, column, width) in sheet.spans() {
        let (left, right) = (letter(at), letter(at + width - 1));
        match &column.group {
            Some(group) if width > 1 => {
                worksheet.merge_range(top, left, top, right, group, &formats.header)?
            }
            Some(group) => worksheet.write_string_with_format(top, left, group, &formats.header)?,
            None if bottom > top => {
                worksheet.merge_range(top, left, bottom, left, &column.title, &formats.header)?
            }
            None => worksheet.write_string_with_format(top, left, &column.title, &formats.header)?,
        };
    }
    for (at, column) in sheet.columns.iter().enumerate() {
        worksheet.set_column_width(letter(at), width_of(column))?;
        if column.group.is_some() {
            worksheet.write_string_with_format(bottom, letter(at), &column.title, &formats.header)?;
        }
    }
    Ok(bottom + 1)
}

fn width_of(column: &Column) -> f64 {
    match column.title.as_str() {
        "S.No" => 6.0,
        "Block" | "Panchayat" | "Gram Panchayat" | "District" | "district_name" | "state_name" => 20.0,
        _ => 13.0,
    }
}

fn body(worksheet: &mut Worksheet, sheet: &Sheet, top: u32, formats: &Formats) -> Result<(), XlsxError> {
    for (at, row) in sheet.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            if !sheet.columns[column].merges || row.kind == RowKind::Total {
                write_cell(
                    worksheet,
                    top + number(at),
                    letter(column),
                    cell,
                    row.kind,
                    formats,
                )?;
            }
        }
    }
    for (column, _) in sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.merges)
    {
        for (first, last, text) in runs(&sheet.rows, column) {
            let (first, last) = (top + number(first), top + number(last));
            if first == last {
                worksheet.write_string_with_format(first, letter(column), text, &formats.place)?;
            } else {
                worksheet.merge_range(first, letter(column), last, letter(column), text, &formats.place)?;
            }
        }
    }
    Ok(())
}

/// Where the same text stands in neighbouring rows of data.
fn runs(rows: &[Row], column: usize) -> Vec<(usize, usize, &str)> {
    let mut runs: Vec<(usize, usize, &str)> = Vec::new();
    for (at, row) in rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.kind == RowKind::Data)
    {
        let Cell::Text(text) = &row.cells[column] else {
            continue;
        };
        match runs.last_mut() {
            Some((_, last, same)) if same == text && *last + 1 == at => *last = at,
            _ => runs.push((at, at, text)),
        }
    }
    runs
}

fn write_cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    kind: RowKind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let bold = kind == RowKind::Total;
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Text(text) if bold => worksheet.write_string_with_format(row, column, text, &formats.bold)?,
        Cell::Text(text) => worksheet.write_string(row, column, text)?,
        Cell::Count(count) if bold => {
            worksheet.write_number_with_format(row, column, *count as f64, &formats.bold)?
        }
        Cell::Count(count) => worksheet.write_number(row, column, *count as f64)?,
        Cell::Lakh(thousands) => {
            let format = if bold { &formats.bold_lakh } else { &formats.lakh };
            worksheet.write_number_with_format(row, column, *thousands as f64 / 100.0, format)?
        }
        Cell::Decimal(value) => worksheet.write_number_with_format(row, column, *value, &formats.lakh)?,
        Cell::Date(day) => {
            worksheet.write_datetime_with_format(row, column, &excel_date(*day)?, &formats.date)?
        }
        Cell::BrokenFormula => {
            worksheet.write_formula(row, column, Formula::new("=#REF!+1").set_result("#REF!"))?
        }
    };
    Ok(())
}
