//! xlsx, xlsb and xls through calamine, cell by cell where it can.

use std::fmt::Display;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    CellErrorType, Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError,
    Xlsb, XlsbError, Xlsx, XlsxError,
};
use jiff::civil::{Date, DateTime, Time};

use super::archive;
use super::biff;
use super::cell::{Cell, UNCOMPUTED};
use super::error::Unreadable;
use super::grid::{Area, Sheet};
use super::limits;
use super::merged;
use super::sniff::FileKind;
use super::spreadsheetml::attribute;

/// The worksheets of an xlsx, xlsm, xlsb or xls file.
///
/// calamine panics on some damaged files: its xls reader slices formulas by lengths that the file states. The
/// panic is caught here, since it would end the thread of whoever takes files in. Nothing outlives the closure
/// that a panic could have left half done.
pub(super) fn sheets(bytes: &[u8], kind: FileKind) -> Result<Vec<Sheet>, Unreadable> {
    let read = || match kind {
        FileKind::Xlsb => xlsb(bytes),
        FileKind::Xls => xls(bytes),
        _ => xlsx(bytes),
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(kind, "it contradicts itself")))
}

/// The worksheets of an xlsx or xlsm file.
fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let measured = archive::measure(bytes, FileKind::Xlsx, |part| part.starts_with("xl/worksheets/"))?;
    check_string_count(bytes)?;
    let mut seen = merged::seen(bytes, measured)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_problem)?;
    let mut sheets = Vec::new();
    for listed in book.sheets_metadata().to_vec() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = empty(&listed);
        match book.worksheet_cells_reader(&listed.name) {
            Ok(mut cells) => {
                while let Some(cell) = cells.next_cell().map_err(xlsx_problem)? {
                    let (row, column) = cell.get_position();
                    put(&mut sheet, row, column, cell.get_value())?;
                }
            }
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(xlsx_problem(error)),
        }
        let seen = seen.remove(&listed.name).unwrap_or_default();
        for (row, column) in seen.uncomputed {
            if sheet.cell(row, column).is_blank() {
                sheet.put(row, column, Cell::Error(UNCOMPUTED))?;
            }
        }
        for area in seen.merged {
            sheet.merge(area)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// calamine makes room for as many strings as the workbook says it has, and room that cannot be had ends the
/// program. No workbook has more strings than cells.
fn check_string_count(bytes: &[u8]) -> Result<(), Unreadable> {
    const HEAD: usize = 64 << 10;
    let mut archive = archive::open(bytes, FileKind::Xlsx)?;
    let parts: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.into_owned())
        .collect();
    let mut most = 0.0f64;
    for part in parts.iter().filter(|part| part.ends_with("sharedStrings.xml")) {
        let head = archive::text(&mut archive, part, HEAD).unwrap_or_default();
        merged::tags(&head, "sst", |tag| {
            let stated = attribute(tag, "uniqueCount").and_then(|count| count.trim().parse().ok());
            most = most.max(stated.unwrap_or(0.0));
        });
    }
    match most > limits::current().cells as f64 {
        true => Err(damaged(
            FileKind::Xlsx,
            "it states an impossible number of strings",
        )),
        false => Ok(()),
    }
}

/// The worksheets of an xlsb file. calamine does not tell its merged ranges, so their other cells read as empty.
fn xlsb(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    archive::measure(bytes, FileKind::Xlsb, |_| false)?;
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(xlsb_problem)?;
    let mut sheets = Vec::new();
    for listed in book.sheets_metadata().to_vec() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = empty(&listed);
        let mut cells = book.worksheet_cells_reader(&listed.name).map_err(xlsb_problem)?;
        while let Some(cell) = cells.next_cell().map_err(xlsb_problem)? {
            let (row, column) = cell.get_position();
            put(&mut sheet, row, column, cell.get_value())?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The worksheets of an Excel 97–2003 file.
fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    biff::check(bytes)?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(xls_problem)?;
    let mut sheets = Vec::new();
    for listed in book.sheets_metadata().to_vec() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = empty(&listed);
        let range = book.worksheet_range(&listed.name).map_err(xls_problem)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            put_owned(&mut sheet, top + row as u32, left + column as u32, value)?;
        }
        let merged = book
            .merge_cells_by_sheet_name(&listed.name)
            .map_err(xls_problem)?;
        for Dimensions {
            start: (top, left),
            end: (bottom, right),
        } in merged
        {
            sheet.merge(Area {
                top,
                left,
                bottom,
                right,
            })?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn empty(listed: &calamine::Sheet) -> Sheet {
    let mut sheet = Sheet::named(&listed.name);
    sheet.hidden = listed.visible != SheetVisible::Visible;
    sheet
}

fn put(sheet: &mut Sheet, row: u32, column: u32, value: &DataRef<'_>) -> Result<(), Unreadable> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => sheet.put(row, column, Cell::Number(*number as f64)),
        DataRef::Float(number) => sheet.put(row, column, Cell::Number(*number)),
        DataRef::String(text) => sheet.put(row, column, Cell::Text(text)),
        DataRef::SharedString(text) => sheet.put(row, column, Cell::Text(text)),
        DataRef::Bool(value) => sheet.put(row, column, Cell::Bool(*value)),
        DataRef::DateTime(at) => sheet.put(row, column, date_cell(at)),
        DataRef::DateTimeIso(text) => sheet.put(row, column, iso_cell(text)),
        DataRef::DurationIso(text) => sheet.put(row, column, Cell::Text(text)),
        DataRef::Error(error) => sheet.put(row, column, Cell::Error(error_text(error))),
    }
}

fn put_owned(sheet: &mut Sheet, row: u32, column: u32, value: &Data) -> Result<(), Unreadable> {
    match value {
        Data::String(text) => sheet.put(row, column, Cell::Text(text)),
        Data::Float(number) => sheet.put(row, column, Cell::Number(*number)),
        Data::Int(number) => sheet.put(row, column, Cell::Number(*number as f64)),
        Data::DateTime(at) => sheet.put(row, column, date_cell(at)),
        Data::Bool(value) => sheet.put(row, column, Cell::Bool(*value)),
        Data::Error(error) => sheet.put(row, column, Cell::Error(error_text(error))),
        Data::DateTimeIso(text) => sheet.put(row, column, iso_cell(text)),
        Data::DurationIso(text) => sheet.put(row, column, Cell::Text(text)),
        Data::Empty => Ok(()),
    }
}

/// A serial number under a date format; durations (`[h]:mm`) and impossible dates stay numbers.
fn date_cell(at: &ExcelDateTime) -> Cell<'static> {
    let serial = at.as_f64();
    if at.is_duration() || !(1.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let parts = || -> Option<DateTime> {
        let date = Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        )
        .ok()?;
        let time = Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second).ok()?,
            0,
        )
        .ok()?;
        Some(date.to_datetime(time))
    };
    parts().map_or(Cell::Number(serial), Cell::Date)
}

/// A date written out in ISO form; anything else stays the text it is.
pub(super) fn iso_cell(text: &str) -> Cell<'_> {
    let text = text.trim_end_matches('Z');
    match text.parse::<DateTime>().or_else(|_| {
        text.parse::<Date>()
            .map(|date| date.to_datetime(Time::midnight()))
    }) {
        Ok(at) => Cell::Date(at),
        Err(_) => Cell::Text(text),
    }
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        _ => "#ERROR!",
    }
}

fn xlsx_problem(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Protected,
        error => damaged(FileKind::Xlsx, error),
    }
}

fn xlsb_problem(error: XlsbError) -> Unreadable {
    match error {
        XlsbError::Password => Unreadable::Protected,
        error => damaged(FileKind::Xlsb, error),
    }
}

fn xls_problem(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Protected,
        error => damaged(FileKind::Xls, error),
    }
}

fn damaged(kind: FileKind, error: impl Display) -> Unreadable {
    Unreadable::damaged(kind, error)
}
