//! The parts of a sheet in which tables lie, side by side.

use crate::read::Sheet;

/// A part of a sheet, all four edges included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First row that holds anything.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row that holds anything.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
    /// How many cells are filled.
    pub filled: usize,
}

impl Region {
    /// How many columns it has.
    pub fn width(&self) -> u32 {
        self.right - self.left + 1
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> std::ops::RangeInclusive<u32> {
        self.left..=self.right
    }
}

/// Whether this cell holds something itself, and is not only covered by a merged one.
pub(super) fn is_own(sheet: &Sheet, row: u32, column: u32) -> bool {
    sheet.covered_by(row, column).is_none() && !sheet.cell(row, column).is_blank()
}

/// The regions of `sheet`, the largest first.
pub(super) fn regions(sheet: &Sheet) -> Vec<Region> {
    let filled = filled_cells_by_column(sheet);
    let mut regions: Vec<Region> = Vec::new();
    for group in groups(&filled) {
        let Some(region) = region(sheet, group.0, group.1) else {
            continue;
        };
        match regions.last_mut() {
            Some(last) if is_one_table(last, &region) => {
                *last = Region {
                    right: region.right,
                    filled: last.filled + region.filled,
                    ..*last
                };
            }
            _ => regions.push(region),
        }
    }
    regions.sort_by_key(|region| std::cmp::Reverse(region.filled));
    regions
}

/// A spacer column inside one table leaves the same rows filled on both sides; side tables have their own rows.
fn is_one_table(left: &Region, right: &Region) -> bool {
    let rows = |region: &Region| (region.bottom, region.top);
    rows(left) == rows(right) && left.bottom > left.top
}

/// A title merged over everything must not bridge the gap between two tables, so a covered cell counts only
/// where its row holds something else too, as rows of a header do.
fn filled_cells_by_column(sheet: &Sheet) -> Vec<usize> {
    let mut filled = vec![0; sheet.columns() as usize];
    let no_merges = sheet.merged.is_empty();
    for row in 0..sheet.rows() {
        if no_merges {
            for (count, cell) in filled.iter_mut().zip(sheet.row(row)) {
                *count += usize::from(!cell.is_blank());
            }
            continue;
        }
        let width = sheet.width(row);
        let lonely = (0..width)
            .filter(|&column| is_own(sheet, row, column))
            .nth(1)
            .is_none();
        for column in 0..width {
            let counts = match sheet.covered_by(row, column) {
                Some(_) => !lonely && !sheet.cell(row, column).is_blank(),
                None => !sheet.cell(row, column).is_blank(),
            };
            filled[column as usize] += usize::from(counts);
        }
    }
    filled
}

fn groups(filled: &[usize]) -> Vec<(u32, u32)> {
    let mut groups: Vec<(u32, u32)> = Vec::new();
    for column in (0u32..)
        .zip(filled)
        .filter(|(_, count)| **count > 0)
        .map(|(column, _)| column)
    {
        match groups.last_mut() {
            Some((_, right)) if *right + 1 == column => *right = column,
            _ => groups.push((column, column)),
        }
    }
    groups
}

/// Rows in which the whole sheet has a single cell are titles and notes: they do not stretch the region of
/// tables beside them, only their own.
fn region(sheet: &Sheet, left: u32, right: u32) -> Option<Region> {
    let (mut top, mut bottom, mut filled) = (None, 0, 0);
    for row in 0..sheet.rows() {
        let count = (left..=right)
            .filter(|&column| is_own(sheet, row, column))
            .count();
        if count > 0 {
            top = top.or(Some(row));
            bottom = row;
            filled += count;
        }
    }
    Some(Region {
        top: top?,
        left,
        bottom,
        right,
        filled,
    })
}
