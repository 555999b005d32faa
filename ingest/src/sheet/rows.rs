//! The rows under a header: data, totals, headings between them, notes below them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::Sheet;

use super::column::Column;
use super::header::Head;
use super::region::{Region, is_own};
use super::total::{TotalKind, total_label};
use super::{Line, Number, TotalRow, number};

/// The rows of a table, told apart.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) body: Vec<u32>,
    pub(super) totals: Vec<TotalRow>,
    pub(super) sections: Vec<Line>,
    pub(super) repeated_headers: Vec<u32>,
    pub(super) notes: Vec<Line>,
}

/// Tells apart the rows of the table under `head`.
pub(super) fn sort(sheet: &Sheet, region: &Region, head: &Head, columns: &[Column]) -> Sorted {
    let labels = label_columns(columns);
    let end = end_of_data(sheet, region, head.body);
    let mut sorted = Sorted {
        notes: lines(sheet, region, end..region.bottom + 1),
        ..Sorted::default()
    };
    for row in head.body..end {
        let Some(first) = region
            .columns()
            .find(|&column| !sheet.cell(row, column).is_blank())
        else {
            continue;
        };
        if let Some((kind, label)) = total(sheet, row, first, &labels) {
            sorted.totals.push(TotalRow { row, kind, label });
        } else if is_heading(sheet, region, row, first) || names_a_place(sheet, region, row, first) {
            sorted.sections.extend(line(sheet, region, row));
        } else if repeats_head(sheet, region, head, row, first) {
            sorted.repeated_headers.push(row);
        } else {
            sorted.body.push(row);
        }
    }
    sorted
}

/// Words by which a header names a place or a serial number: the columns in which totals are announced.
const LABELS: [&str; 38] = [
    "state",
    "district",
    "subdivision",
    "sub-division",
    "block",
    "panchayat",
    "gp",
    "municipality",
    "ward",
    "village",
    "ulb",
    "centre",
    "center",
    "awc",
    "name",
    "area",
    "sl",
    "s.no",
    "s.no.",
    "sno",
    "sl.no",
    "serial",
    "project",
    "sector",
    "office",
    "department",
    "জেলা",
    "মহকুমা",
    "ব্লক",
    "পঞ্চায়েত",
    "নাম",
    "ক্রমিক",
    "क्रम",
    "जिला",
    "प्रखंड",
    "ब्लॉक",
    "पंचायत",
    "नाम",
];

/// The columns that name places or number the rows; without a header the first two.
fn label_columns(columns: &[Column]) -> Vec<u32> {
    if columns.iter().all(|column| column.path.is_empty()) {
        return columns.iter().take(2).map(|column| column.index).collect();
    }
    let names_place = |column: &&Column| {
        let title = column.title().to_lowercase();
        title
            .split([' ', '_', '/', '(', ')'])
            .any(|word| LABELS.contains(&word))
    };
    columns
        .iter()
        .filter(names_place)
        .map(|column| column.index)
        .collect()
}

/// A total says so in the first cell that is filled, or where a place should stand.
fn total(sheet: &Sheet, row: u32, first: u32, labels: &[u32]) -> Option<(TotalKind, String)> {
    let elsewhere = labels.iter().copied().filter(|&column| column != first);
    std::iter::once(first).chain(elsewhere).find_map(|column| {
        let crate::read::Cell::Text(text) = sheet.cell(row, column) else {
            return None;
        };
        let kind = total_label(text)?;
        // `Onda | Total` adds up Onda only; `12 | Total` has but a serial number before it.
        let part = column > first && number(sheet.cell(row, first)) == Number::NotANumber;
        let kind = if part && kind == TotalKind::Total {
            TotalKind::Subtotal
        } else {
            kind
        };
        Some((kind, crate::read::trim(text).to_owned()))
    })
}

/// One text merged over half of the table or more, such as a block's name above its panchayats.
fn is_heading(sheet: &Sheet, region: &Region, row: u32, first: u32) -> bool {
    if region.width() < 3 || sheet.merged.is_empty() || number(sheet.cell(row, first)) != Number::NotANumber {
        return false;
    }
    let covered = region
        .columns()
        .filter(|&column| sheet.covered_by(row, column) == Some((row, first)))
        .count() as u32;
    let others = region
        .columns()
        .any(|column| column != first && is_own(sheet, row, column));
    covered > 0 && !others && (covered + 1) * 2 >= region.width()
}

/// `Block : Onda` alone in its row, above a part of the table that is about that block. A name alone is no heading: it may be
/// the row of a place that has reported nothing.
fn names_a_place(sheet: &Sheet, region: &Region, row: u32, first: u32) -> bool {
    let crate::read::Cell::Text(text) = sheet.cell(row, first) else {
        return false;
    };
    let Some((label, name)) = text.split_once(':') else {
        return false;
    };
    let label = label.to_lowercase();
    let mut words = label.split_whitespace();
    let is_alone = !region
        .columns()
        .any(|column| column != first && is_own(sheet, row, column));
    is_alone
        && region.width() >= 3
        && !crate::read::trim(name).is_empty()
        && words.clone().count() <= 3
        && words.any(|word| PLACES.contains(&word))
}

/// Words that name levels of places, for headings inside a table.
const PLACES: [&str; 18] = [
    "state",
    "district",
    "subdivision",
    "sub-division",
    "block",
    "panchayat",
    "gp",
    "municipality",
    "project",
    "sector",
    "জেলা",
    "মহকুমা",
    "ব্লক",
    "পঞ্চায়েত",
    "जिला",
    "प्रखंड",
    "ब्लॉक",
    "पंचायत",
];

/// Long lists are printed with their header again on every page.
fn repeats_head(sheet: &Sheet, region: &Region, head: &Head, row: u32, first: u32) -> bool {
    let texts = |row: u32| region.columns().map(move |column| sheet.cell(row, column).text());
    let numbering = head.numbering.iter().map(|numbering| numbering.row);
    head.rows.iter().copied().chain(numbering).any(|above| {
        sheet.cell(above, first).text() == sheet.cell(row, first).text() && texts(above).eq(texts(row))
    })
}

/// The row after the last one that is data: below it there are only notes.
fn end_of_data(sheet: &Sheet, region: &Region, body: u32) -> u32 {
    let mut end = region.bottom + 1;
    while end > body && (!has_own(sheet, region, end - 1) || is_note(sheet, region, end - 1)) {
        end -= 1;
    }
    // Blank rows between the data and the notes belong to neither; the first note decides where they begin.
    end
}

fn has_own(sheet: &Sheet, region: &Region, row: u32) -> bool {
    region.columns().any(|column| !sheet.cell(row, column).is_blank())
}

/// Words in one cell, or in two of a wide table: a time stamp, a remark, a signature.
fn is_note(sheet: &Sheet, region: &Region, row: u32) -> bool {
    let own: Vec<u32> = region
        .columns()
        .filter(|&column| is_own(sheet, row, column))
        .collect();
    let few = own.len() == 1 && region.width() >= 3 || own.len() == 2 && region.width() >= 6;
    let texts = || own.iter().map(|&column| sheet.cell(row, column));
    few && texts().all(|cell| number(cell) == Number::NotANumber)
        && texts().all(|cell| total_label(&cell.text()).is_none())
}

/// The lines of text in `rows`; what is merged over several cells counts once.
pub(super) fn lines(sheet: &Sheet, region: &Region, rows: Range<u32>) -> Vec<Line> {
    rows.filter_map(|row| line(sheet, region, row)).collect()
}

fn line(sheet: &Sheet, region: &Region, row: u32) -> Option<Line> {
    let cells: BTreeMap<u32, String> = region
        .columns()
        .filter(|&column| is_own(sheet, row, column))
        .map(|column| {
            (
                column,
                sheet
                    .cell(row, column)
                    .text()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
        .collect();
    let (&column, _) = cells.first_key_value()?;
    Some(Line {
        row,
        column,
        text: cells.into_values().collect::<Vec<_>>().join(" "),
    })
}
