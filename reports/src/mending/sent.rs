//! The sender's own sheet, with marks, notes and the column that says what to mend.

use std::collections::{BTreeMap, BTreeSet};

use ingest::read::{Cell, UNCOMPUTED, shortest_decimal};
use ingest::{Effect, Finding};
use jiff::civil::{DateTime, Time};
use rust_xlsxwriter::{Format, IgnoreError, Note, Worksheet};

use super::looks::{Looks, Part, Shown};
use super::{Marked, fitting, worst};
use crate::ReportError;
use crate::template::lines_of;
use crate::workbook::excel;

/// Which rows of the sheet are written, and where.
pub(super) enum Rows {
    /// All, below lines that were added.
    All { shift: u32 },
    /// The head, and those with findings.
    Only(BTreeMap<u32, u32>),
}

impl Rows {
    /// The head of a long sheet and the rows with findings, close together.
    pub(super) fn only(header: &[u32], found: impl Iterator<Item = u32>, shift: u32) -> Self {
        let head = 0..=header.last().copied().unwrap_or_default();
        let rows: BTreeSet<u32> = head.chain(found).collect();
        // Excel has no room for more, and nobody mends so many by hand.
        let places = rows.into_iter().zip(shift..).take(MOST_ONLY);
        Self::Only(places.collect())
    }

    /// Where a row of the sheet is written.
    pub(super) fn place(&self, row: u32) -> Option<u32> {
        match self {
            Self::All { shift } => Some(row + shift),
            Self::Only(places) => places.get(&row).copied(),
        }
    }
}

const MOST_ONLY: usize = 20_000;

/// Notes on a sheet at most; beyond, frames and the added column say the same.
const MOST_NOTES: usize = 3_000;

/// Rows by which the width of a column is judged.
const WIDTH_ROWS: u32 = 300;

/// Widths in letters.
const NARROWEST: usize = 9;
const WIDEST: usize = 42;
const MEND_WIDTH: f64 = 64.0;

/// Writes the sheet.
pub(super) fn write(marked: &Marked<'_>, looks: &Looks) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    for (row, line) in (0..).zip(&marked.above) {
        sheet.write_string_with_format(row, 0, fitting(line), looks.of(Part::Line, Shown::Plain, None))?;
    }
    merged(&mut sheet, marked, looks)?;
    for row in 0..marked.sheet.rows() {
        if let Some(place) = marked.rows.place(row) {
            cells(&mut sheet, marked, looks, (row, place))?;
        }
    }
    notes(&mut sheet, marked)?;
    mend_column(&mut sheet, marked, looks)?;
    lay_out(&mut sheet, marked)?;
    Ok(sheet)
}

impl Marked<'_> {
    fn part(&self, row: u32) -> Part {
        let header = &self.report.header_rows;
        match header.last() {
            _ if header.contains(&row) => Part::Header,
            Some(last) if row > *last => Part::Value,
            _ => Part::Line,
        }
    }

    fn effect(&self, row: u32, column: u32) -> Option<Effect> {
        self.findings.get(&(row, column)).map(|findings| worst(findings))
    }

    /// The column that says what to mend, after everything that the sheet has.
    fn mend_column(&self) -> Option<u16> {
        let column = u16::try_from(self.sheet.columns()).ok()?;
        (column < 16_384).then_some(column)
    }
}

fn cells(
    sheet: &mut Worksheet,
    marked: &Marked<'_>,
    looks: &Looks,
    (row, place): (u32, u32),
) -> Result<(), ReportError> {
    for column in 0..marked.sheet.width(row) {
        if marked.sheet.covered_by(row, column).is_some() {
            continue;
        }
        let cell = marked.sheet.cell(row, column);
        let effect = marked.effect(row, column);
        let at = (place, column as u16);
        value(sheet, at, cell, |shown| looks.of(marked.part(row), shown, effect))?;
    }
    // A cell that should hold something is marked beyond the end of its row too.
    let beyond = marked
        .findings
        .range((row, marked.sheet.width(row))..(row + 1, 0));
    for ((_, column), findings) in beyond {
        let effect = Some(worst(findings));
        sheet.write_blank(
            place,
            *column as u16,
            looks.of(marked.part(row), Shown::Plain, effect),
        )?;
    }
    Ok(())
}

/// A value as it was sent. Text stays text, whatever it begins with: nothing becomes a formula.
fn value<'f>(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell<'_>,
    format: impl Fn(Shown) -> &'f Format,
) -> Result<(), ReportError> {
    match cell {
        Cell::Empty | Cell::Error(UNCOMPUTED) => sheet.write_blank(row, column, format(Shown::Plain))?,
        Cell::Text(text) | Cell::Error(text) => {
            sheet.write_string_with_format(row, column, fitting(text), format(Shown::Plain))?
        }
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, number, format(Shown::Plain))?
        }
        Cell::Number(number) => {
            sheet.write_string_with_format(row, column, shortest_decimal(number), format(Shown::Plain))?
        }
        Cell::Bool(is) => sheet.write_boolean_with_format(row, column, is, format(Shown::Plain))?,
        Cell::Date(at) => match serial(at) {
            Some((date, shown)) => sheet.write_datetime_with_format(row, column, &date, format(shown))?,
            None => sheet.write_string_with_format(row, column, cell.text(), format(Shown::Plain))?,
        },
    };
    Ok(())
}

/// A day as Excel counts days; it has none before 1900, and one in 1900 that never was.
fn serial(at: DateTime) -> Option<(rust_xlsxwriter::ExcelDateTime, Shown)> {
    let shown = match at.time() == Time::midnight() {
        true => Shown::Day,
        false => Shown::Moment,
    };
    (at.date() >= jiff::civil::date(1900, 3, 1)).then_some(())?;
    Some((excel(at).ok()?, shown))
}

/// Titles and headers that were merged stay so; the value is written over the first cell after.
fn merged(sheet: &mut Worksheet, marked: &Marked<'_>, looks: &Looks) -> Result<(), ReportError> {
    for area in &marked.sheet.merged {
        let places = (area.top..=area.bottom).map(|row| marked.rows.place(row));
        let Some(places) = places.collect::<Option<Vec<u32>>>() else {
            continue; // a part of it is not written
        };
        let (Some(top), Some(bottom)) = (places.first(), places.last()) else {
            continue;
        };
        if bottom - top != area.bottom - area.top {
            continue;
        }
        let effect = marked.effect(area.top, area.left);
        let format = looks.of(marked.part(area.top), Shown::Plain, effect).clone();
        let wide = area.right > area.left && marked.part(area.top) != Part::Value;
        let format = if wide {
            format.set_align(rust_xlsxwriter::FormatAlign::Center)
        } else {
            format
        };
        // Ranges that overlap can't be written; their cells keep their values.
        let _ = sheet.merge_range(*top, area.left as u16, *bottom, area.right as u16, "", &format);
    }
    Ok(())
}

fn notes(sheet: &mut Worksheet, marked: &Marked<'_>) -> Result<(), ReportError> {
    for ((row, column), findings) in marked.findings.iter().take(MOST_NOTES) {
        let Some(place) = marked.rows.place(*row) else {
            continue;
        };
        let text = marked.said(findings).join("\n");
        let lines = 1 + text.chars().count() as u32 / 42 + findings.len() as u32;
        let note = Note::new(text)
            .set_author("jela")
            .add_author_prefix(false)
            .set_width(300)
            .set_height(16 * lines.clamp(3, 16));
        sheet.insert_note(place, *column as u16, &note)?;
    }
    Ok(())
}

/// In each row what to mend in it, cell by cell.
fn mend_column(sheet: &mut Worksheet, marked: &Marked<'_>, looks: &Looks) -> Result<(), ReportError> {
    let Some(column) = marked.mend_column() else {
        return Ok(());
    };
    let head = marked.report.header_rows.last().copied().unwrap_or_default();
    let head_place = marked.rows.place(head).unwrap_or_default();
    let title = marked.wording.text("mend-column");
    sheet.write_string_with_format(head_place, column, title, &looks.mend_head)?;
    let mut by_row: BTreeMap<u32, Vec<(u32, &[&Finding])>> = BTreeMap::new();
    for ((row, at), findings) in &marked.findings {
        by_row.entry(*row).or_default().push((*at, findings));
    }
    for (row, cells) in by_row.into_iter().filter(|(row, _)| *row > head) {
        let Some(place) = marked.rows.place(row) else {
            continue;
        };
        let all: Vec<&Finding> = cells
            .iter()
            .flat_map(|(_, findings)| findings.iter().copied())
            .collect();
        let effect = worst(&all);
        let mark = if effect == Effect::RowLeftOut { '✗' } else { '?' };
        let texts = cells.iter().flat_map(|(at, findings)| {
            let cell = ingest::read::a1(place, *at);
            marked
                .said(findings)
                .into_iter()
                .map(move |text| format!("{mark} {cell}: {text}"))
        });
        let texts: Vec<String> = texts.collect();
        let lines: u32 = texts
            .iter()
            .map(|text| lines_of(text.chars().count(), MEND_WIDTH as usize))
            .sum();
        if lines > 1 {
            sheet.set_row_height(place, 15.0 * f64::from(lines.min(20)))?;
        }
        sheet.write_string_with_format(place, column, fitting(&texts.join("\n")), looks.mend(effect))?;
    }
    sheet.set_column_width(column, MEND_WIDTH)?;
    Ok(())
}

/// Widths, a head that stays in view, and pages as wide as the paper.
fn lay_out(sheet: &mut Worksheet, marked: &Marked<'_>) -> Result<(), ReportError> {
    for column in 0..marked.sheet.columns().min(16_384) {
        sheet.set_column_width(column as u16, width(marked, column) as f64)?;
    }
    header_heights(sheet, marked)?;
    let head = marked.report.header_rows.last().copied();
    if let Some(head) = head
        .and_then(|head| marked.rows.place(head))
        .filter(|head| *head < 30)
    {
        sheet.set_freeze_panes(head + 1, 0)?;
        sheet.set_repeat_rows(head, head)?;
    }
    let last = marked.sheet.rows().saturating_sub(1);
    if let (Rows::All { shift }, Some(right)) = (&marked.rows, marked.sheet.columns().checked_sub(1)) {
        // Codes and portals' numbers are text on purpose.
        sheet.ignore_error_range(0, 0, last + shift, right as u16, IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Headers wrap, in rows as high as that takes.
fn header_heights(sheet: &mut Worksheet, marked: &Marked<'_>) -> Result<(), ReportError> {
    for row in &marked.report.header_rows {
        let own =
            |column: &u32| marked.sheet.covered_by(*row, *column).is_none() && !spans(marked, *row, *column);
        let lines = (0..marked.sheet.columns()).filter(own).map(|column| {
            let letters = marked.sheet.cell(*row, column).text().chars().count();
            lines_of(letters, width(marked, column))
        });
        let lines = lines.max().filter(|lines| *lines > 1);
        if let (Some(place), Some(lines)) = (marked.rows.place(*row), lines) {
            sheet.set_row_height(place, 15.0 * f64::from(lines))?;
        }
    }
    Ok(())
}

/// Whether a cell is merged over others, which have room for it.
fn spans(marked: &Marked<'_>, row: u32, column: u32) -> bool {
    let mut merged = marked.sheet.merged.iter();
    merged.any(|area| (area.top, area.left) == (row, column))
}

/// As wide as most of what stands in it; long titles wrap.
fn width(marked: &Marked<'_>, column: u32) -> usize {
    let head = marked.report.header_rows.last().copied().unwrap_or_default();
    let rows = head + 1..marked.sheet.rows().min(head + 1 + WIDTH_ROWS);
    let letters = rows
        .filter(|row| marked.sheet.covered_by(*row, column).is_none())
        .map(|row| marked.sheet.cell(row, column).text().chars().count())
        .max()
        .unwrap_or(0);
    let words = marked.report.header_rows.iter().flat_map(|row| {
        let text = marked.sheet.cell(*row, column).text().into_owned();
        text.split_whitespace()
            .map(|word| word.chars().count())
            .collect::<Vec<_>>()
    });
    let longest_word = words.max().unwrap_or(0).min(18);
    (letters.max(longest_word) + 2).clamp(NARROWEST, WIDEST)
}
