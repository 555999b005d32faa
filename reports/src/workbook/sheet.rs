//! A table as a sheet: title, head and rows, frozen, filtered and ready to print.

use std::ops::Range;

use catalog::Arg;
use rust_xlsxwriter::{Format, Worksheet};

use super::formats::Formats;
use super::room::{LINE, columns_beyond, lines};
use crate::ReportError;
use crate::document::{Document, Head, Line, Printed, Table};
use crate::say::Say;

/// The first row of a table's head; above it stand title, place, and the notice on sample data.
const HEAD: u32 = 4;

/// Narrowest and widest a column of names may be, in letters.
const NAME_WIDTH: (f64, f64) = (12.0, 48.0);
/// Points that a head is higher than its lines.
const HEAD_MARGIN: f64 = 4.0;
/// The width of a column of figures.
const FIGURE_WIDTH: f64 = 15.0;

/// Rows of a table on one sheet: what Excel has, less the head, the whole and what stands below.
pub(super) const ROWS_AT_MOST: usize = 1_048_576 - 100;

/// The last of the 16,384 columns that Excel has; a table with more is refused where its cells are written.
const LAST_COLUMN: u16 = 16_383;

/// The rows of a table, sheet by sheet; one sheet for a table without any.
pub(super) fn pieces(table: &Table, rows_at_most: usize) -> impl Iterator<Item = Range<usize>> {
    let (rows, size) = (table.rows.len(), rows_at_most.max(1));
    (0..rows.div_ceil(size).max(1)).map(move |piece| piece * size..rows.min((piece + 1) * size))
}

/// A sheet that says in the place of a table that it could not be written.
pub(super) fn faulty(
    document: &Document,
    table: &Table,
    reference: &str,
    formats: &Formats,
) -> Result<Worksheet, ReportError> {
    let mut sheet = headed(document, &table.title, formats)?;
    let words = Say(document.language).about("mail-part-fault", &[("reference", Arg::Text(reference))]);
    sheet.write_string_with_format(HEAD, 0, words, &formats.notice)?;
    Ok(sheet)
}

/// Writes some rows of a table. The whole and the notes stand on its last sheet.
pub(super) fn write(
    document: &Document,
    table: &Table,
    rows: Range<usize>,
    formats: &Formats,
) -> Result<Worksheet, ReportError> {
    let is_last = rows.end == table.rows.len();
    let mut sheet = headed(document, &table.title, formats)?;
    let keys = column(table.keys.len());
    let (mut wide, mut head_lines) = (0.0, 1.0_f64);
    for (position, key) in table.keys.iter().enumerate() {
        sheet.write_string_with_format(HEAD, column(position), &key.title, &formats.key_head)?;
        let texts = table
            .rows
            .iter()
            .chain(&table.total)
            .filter_map(|line| line.keys.get(position));
        let width = width(texts.chain([&key.title]));
        sheet.set_column_width(column(position), width)?;
        wide += width;
    }
    for (position, head) in table.columns.iter().enumerate() {
        let title = title(head);
        head_lines = head_lines.max(lines(&title, FIGURE_WIDTH));
        sheet.write_string_with_format(HEAD, keys + column(position), title, &formats.head)?;
        sheet.set_column_width(keys + column(position), FIGURE_WIDTH)?;
        wide += FIGURE_WIDTH;
    }
    sheet.set_row_height(HEAD, LINE * head_lines + HEAD_MARGIN)?;
    let shown = &table.rows[rows];
    for (position, line) in shown.iter().enumerate() {
        write_line(
            &mut sheet,
            row(position),
            line,
            keys,
            |printed| formats.of(printed),
            &formats.key,
        )?;
    }
    let end = row(shown.len());
    let total = table.total.as_ref().filter(|_| is_last);
    if let Some(total) = total {
        write_line(
            &mut sheet,
            end,
            total,
            keys,
            |printed| formats.of_total(printed),
            &formats.total_key(),
        )?;
    }
    let below = end + u32::from(total.is_some()) + 1;
    for (position, note) in table.notes.iter().filter(|_| is_last).enumerate() {
        let row = below + u32::try_from(position).unwrap_or(0);
        sheet.write_string_with_format(row, 0, note, &formats.subtitle)?;
    }
    print_set_up(&mut sheet, document, HEAD)?;
    let last_row = (below + u32::try_from(table.notes.len()).unwrap_or(0)).saturating_sub(1);
    let last = (keys + column(table.columns.len())).saturating_sub(1);
    // The whole stays outside the filter, or sorting would carry it into the middle.
    sheet.autofilter(HEAD, 0, end.saturating_sub(1).max(HEAD), last)?;
    let notice = Say(document.language).text("report-sample-notice");
    let above = [&about(document), &notice];
    let notes = table.notes.iter().filter(|_| is_last);
    let beyond = columns_beyond(wide, above.into_iter().chain(notes).map(String::as_str));
    sheet.set_print_area(
        0,
        0,
        last_row.max(end),
        last.saturating_add(beyond).min(LAST_COLUMN),
    )?;
    sheet.set_freeze_panes(HEAD + 1, keys.min(1))?;
    Ok(sheet)
}

fn row(position: usize) -> u32 {
    HEAD + 1 + u32::try_from(position).unwrap_or(u32::MAX - HEAD - 1)
}

fn column(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX / 2)
}

fn title(head: &Head) -> String {
    match &head.full_unit {
        Some(unit) => format!("{} ({unit})", head.title),
        None => head.title.clone(),
    }
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    line: &Line,
    keys: u16,
    format: impl Fn(&Printed) -> Format,
    key: &Format,
) -> Result<(), ReportError> {
    for (position, text) in line.keys.iter().enumerate() {
        sheet.write_string_with_format(row, column(position), text, key)?;
    }
    for (position, printed) in line.cells.iter().enumerate() {
        write_cell(sheet, (row, keys + column(position)), printed, &format(printed))?;
    }
    Ok(())
}

/// The full value, or the word in its stead as text: never a formula, and nothing where nothing is due.
pub(super) fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    printed: &Printed,
    format: &Format,
) -> Result<(), ReportError> {
    match printed.value {
        Some(value) => sheet.write_number_with_format(row, column, value, format)?,
        None if printed.text.is_empty() => sheet,
        None => sheet.write_string_with_format(row, column, &printed.text, format)?,
    };
    Ok(())
}

/// A sheet with its title, place and day, and the notice on sample data.
pub(super) fn headed(document: &Document, title: &str, formats: &Formats) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    sheet.write_string_with_format(0, 0, title, &formats.title)?;
    sheet.write_string_with_format(1, 0, about(document), &formats.subtitle)?;
    if document.sample {
        sheet.write_string_with_format(
            2,
            0,
            Say(document.language).text("report-sample-notice"),
            &formats.notice,
        )?;
    }
    sheet.set_screen_gridlines(false);
    Ok(sheet)
}

/// What stands below the title of a sheet.
fn about(document: &Document) -> String {
    let about = [
        &document.title,
        &document.place_path,
        &document.as_on,
        &document.coverage,
    ];
    let about = about.into_iter().map(String::as_str);
    about
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A4 across, one page wide, the head on every page, page numbers in the foot.
pub(super) fn print_set_up(sheet: &mut Worksheet, document: &Document, head: u32) -> Result<(), ReportError> {
    const A4: u8 = 9;
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    sheet.set_repeat_rows(head, head)?;
    let pages = Say(document.language).about(
        "page-of",
        &[
            ("page", catalog::Arg::Text("&P")),
            ("pages", catalog::Arg::Text("&N")),
        ],
    );
    sheet.set_footer(format!("&L&8{}&R&8{pages}", foot(document)));
    Ok(())
}

/// An ampersand begins a command in a foot, and a foot holds at most 255 letters.
fn foot(document: &Document) -> String {
    let text: String = format!("{} · {} · {}", document.title, document.place, document.as_on)
        .chars()
        .take(90)
        .collect();
    text.replace('&', "&&")
}

fn width<'a>(texts: impl Iterator<Item = &'a String>) -> f64 {
    let longest = texts.map(|text| text.chars().count()).max().unwrap_or_default();
    (longest as f64 * 1.1 + 2.0).clamp(NAME_WIDTH.0, NAME_WIDTH.1)
}
