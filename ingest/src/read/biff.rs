//! A look at an xls file before calamine reads it.
//!
//! calamine lays out every sheet as a full rectangle from its first to its last cell, and believes the size
//! that a sheet states. One changed byte in a 150 kB file then takes gigabytes, and memory that cannot be had
//! ends the whole program. So the addresses of all cells are checked first.

use super::compound::{half, stream, word};
use super::error::Unreadable;
use super::limits::{MAX_XLS_RECTANGLE, MAX_XLS_SHEETS};
use super::sniff::FileKind;

const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const DIMENSIONS: u16 = 0x0200;
const NUMBERS_IN_A_ROW: u16 = 0x00BD;

/// Records that begin with the row and column of one cell.
const CELLS: [u16; 7] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Columns that the format has.
const COLUMNS: u64 = 256;

/// Rows that the format has.
const ROWS: u64 = 65_536;

/// Whether an xls file can be read without running out of memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let book = stream(bytes, &["Workbook", "Book"])
        .ok_or_else(|| damaged("its inner table of contents is broken"))?;
    let begins: Vec<u32> = records(&book)
        .filter(|(kind, _)| *kind == BOUND_SHEET)
        .filter_map(|(_, data)| word(data, 0))
        .collect();
    if begins.len() > MAX_XLS_SHEETS {
        return Err(Unreadable::TooLarge {
            what: "too many sheets",
            limit: format!("{MAX_XLS_SHEETS} sheets"),
        });
    }
    begins
        .iter()
        .try_for_each(|&begin| check_sheet(book.get(begin as usize..).unwrap_or_default()))
}

fn damaged(detail: &str) -> Unreadable {
    Unreadable::damaged(FileKind::Xls, detail)
}

fn check_sheet(sheet: &[u8]) -> Result<(), Unreadable> {
    let (mut depth, mut reach) = (0, Reach::default());
    for (kind, data) in records(sheet) {
        match kind {
            // Charts inside a sheet have cells of their own, which are not read.
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => check_stated_size(data)?,
            _ if depth <= 1 => reach.add(kind, data)?,
            _ => {}
        }
    }
    if reach.rectangle() > MAX_XLS_RECTANGLE {
        let limit = format!("{MAX_XLS_RECTANGLE} cells from the first to the last");
        return Err(Unreadable::TooLarge {
            what: "cells very far apart in a sheet",
            limit,
        });
    }
    Ok(())
}

/// The rectangle in which the cells of a sheet lie.
#[derive(Default)]
struct Reach {
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
}

impl Reach {
    fn add(&mut self, kind: u16, data: &[u8]) -> Result<(), Unreadable> {
        let many = kind == NUMBERS_IN_A_ROW;
        let (Some(row), Some(first)) = (half(data, 0), half(data, 2)) else {
            return Ok(());
        };
        if !many && !CELLS.contains(&kind) {
            return Ok(());
        }
        let last = u64::from(first) + if many { data.len() as u64 / 6 } else { 0 };
        if last > COLUMNS {
            return Err(damaged("a cell lies beyond the last column"));
        }
        widen(&mut self.rows, u64::from(row));
        widen(&mut self.columns, u64::from(first));
        widen(&mut self.columns, last);
        Ok(())
    }

    fn rectangle(&self) -> u64 {
        let length = |range: Option<(u64, u64)>| range.map_or(0, |(first, last)| last - first + 1);
        length(self.rows) * length(self.columns)
    }
}

fn widen(range: &mut Option<(u64, u64)>, at: u64) {
    let (first, last) = range.unwrap_or((at, at));
    *range = Some((first.min(at), last.max(at)));
}

/// Sheets may state the largest size there is although they are nearly empty, but no larger one.
fn check_stated_size(data: &[u8]) -> Result<(), Unreadable> {
    let long = || Some((word(data, 0)?, word(data, 4)?, half(data, 8)?, half(data, 10)?));
    let short = || {
        Some((
            half(data, 0)?.into(),
            half(data, 2)?.into(),
            half(data, 4)?,
            half(data, 6)?,
        ))
    };
    let size = if data.len() == 10 { short() } else { long() };
    match size {
        Some((top, bottom, _, right))
            if top <= bottom && u64::from(bottom) <= ROWS && u64::from(right) <= COLUMNS =>
        {
            Ok(())
        }
        _ => Err(damaged("a sheet states an impossible size")),
    }
}

/// The records of a stream: a kind, a length, the data; up to the first one that is cut off.
fn records(mut bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (half(bytes, 0)?, usize::from(half(bytes, 2)?));
        let data = bytes.get(4..4 + length)?;
        bytes = &bytes[4 + length..];
        Some((kind, data))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u16]) -> Vec<u8> {
        let length = data.len() as u16 * 2;
        [kind, length]
            .iter()
            .chain(data)
            .flat_map(|half| half.to_le_bytes())
            .collect()
    }

    fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
        [record(BEGIN, &[0, 0]), records.concat(), record(END, &[])].concat()
    }

    #[test]
    fn a_sheet_that_only_states_the_largest_size_is_read() {
        let largest = record(DIMENSIONS, &[0, 0, 0, 1, 0, 256, 0]);
        assert!(check_sheet(&sheet(&[largest, record(0x0203, &[5, 5])])).is_ok());
    }

    #[test]
    fn impossible_sizes_and_columns_are_damage() {
        let impossible = record(DIMENSIONS, &[0, 0, 0, 0xFFFF, 0, 256, 0]);
        for record in [impossible, record(DIMENSIONS, &[1]), record(0x0203, &[5, 300])] {
            assert!(matches!(
                check_sheet(&sheet(&[record])),
                Err(Unreadable::Damaged { .. })
            ));
        }
    }

    #[test]
    fn cells_too_far_apart_are_refused_but_not_those_of_a_chart() {
        let (first, last) = (record(0x0203, &[0, 0]), record(0x0203, &[65_535, 255]));
        let chart = [record(BEGIN, &[]), last.clone(), record(END, &[])].concat();
        assert!(check_sheet(&sheet(&[first.clone(), chart])).is_ok());
        assert!(matches!(
            check_sheet(&sheet(&[first, last])),
            Err(Unreadable::TooLarge { .. })
        ));
    }
}
