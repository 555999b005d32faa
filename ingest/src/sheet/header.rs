//! The header of a table: which rows it has, and where the data below it begin.

use crate::read::{Cell, Sheet};

use super::numbering::{Numbering, numbering};
use super::region::{Region, is_own};
use super::{Number, number};

/// Filled rows at the top of a table among which its header is looked for.
const HEAD_ROWS: usize = 40;

/// Rows of a header at most, the row of column numbers not counted.
const MAX_HEADER_ROWS: usize = 4;

/// Where the header of a table lies.
pub(super) struct Head {
    pub(super) rows: Vec<u32>,
    pub(super) numbering: Option<Numbering>,
    /// The first row that may be data.
    pub(super) body: u32,
}

impl Head {
    /// The first row that is no title any more.
    pub(super) fn first_row(&self) -> u32 {
        let numbered = self
            .numbering
            .as_ref()
            .map_or(self.body, |numbering| numbering.row);
        self.rows.first().copied().unwrap_or(numbered.min(self.body))
    }
}

/// Finds the header: the rows of text right above the column numbers, or around the first full row of text.
pub(super) fn find(sheet: &Sheet, region: &Region) -> Head {
    let top = Top::of(sheet, region);
    let numbered = top
        .rows
        .iter()
        .skip(1)
        .find_map(|&row| numbering(sheet, region, row));
    if let Some(numbering) = numbered.filter(|found| !top.has_data_above(found.row)) {
        let mut rows = top.header_above(numbering.row);
        if (region.left..numbering.first).any(|column| is_own(sheet, numbering.row, column)) {
            rows.push(numbering.row);
        }
        return Head {
            rows,
            body: numbering.row + 1,
            numbering: Some(numbering),
        };
    }
    let body = top.first_body_row();
    Head {
        rows: top.header_above(body),
        body,
        numbering: None,
    }
}

/// The top of a region, where its header is looked for.
struct Top<'a> {
    sheet: &'a Sheet,
    region: &'a Region,
    rows: Vec<u32>,
    /// Filled cells of the fullest row.
    fullest: usize,
}

impl<'a> Top<'a> {
    fn of(sheet: &'a Sheet, region: &'a Region) -> Self {
        let rows: Vec<u32> = (region.top..=region.bottom)
            .filter(|&row| own_cells(sheet, region, row) > 0)
            .take(HEAD_ROWS)
            .collect();
        let mut top = Self {
            sheet,
            region,
            rows,
            fullest: 0,
        };
        top.fullest = top.rows.iter().map(|&row| top.filled(row)).max().unwrap_or(0);
        top
    }

    fn own(&self, row: u32) -> usize {
        own_cells(self.sheet, self.region, row)
    }

    /// Cells that a person sees filled, merged ones counted at full width; a lone title counts once.
    fn filled(&self, row: u32) -> usize {
        match self.own(row) {
            own @ 0..=1 => own,
            _ => self
                .region
                .columns()
                .filter(|&column| !self.sheet.cell(row, column).is_blank())
                .count(),
        }
    }

    /// Whether `row` is as full as rows of the table are; titles such as `Block | Onda` are not.
    fn is_full(&self, row: u32) -> bool {
        self.own(row) >= 2.min(self.region.width() as usize) && self.filled(row) * 10 >= self.fullest * 6
    }

    fn is_data(&self, row: u32) -> bool {
        is_data(self.sheet, self.region, row)
    }

    fn has_data_above(&self, numbered: u32) -> bool {
        self.rows
            .iter()
            .any(|&row| row < numbered && self.is_full(row) && self.is_data(row))
    }

    /// The row below the header; in a table of words alone its first full row is taken for the header.
    fn first_body_row(&self) -> u32 {
        let Some(first) = self.rows.iter().copied().find(|&row| self.is_full(row)) else {
            return self.region.top;
        };
        if self.is_data(first) {
            return first;
        }
        let data_follows = self.rows.iter().any(|&row| row > first && self.is_data(row));
        let mut body = first + 1;
        while data_follows
            && (body - first) < MAX_HEADER_ROWS as u32
            && self.own(body) >= 2.min(self.region.width() as usize)
            && !self.is_data(body)
        {
            body += 1;
        }
        body
    }

    /// The rows of the header that ends above `below`.
    ///
    /// Without a full row these are titles such as `Block | Onda`, above a table that has no header.
    fn header_above(&self, below: u32) -> Vec<u32> {
        let mut rows: Vec<u32> = Vec::new();
        for row in (self.region.top..below).rev() {
            let own = self.own(row);
            if own == 0 && rows.is_empty() {
                continue;
            }
            let heads = own >= 2 || self.is_full(row) || own == 1 && self.groups_columns(row);
            if !heads || self.is_data(row) || rows.len() == MAX_HEADER_ROWS {
                break;
            }
            rows.push(row);
        }
        rows.reverse();
        let Some(full) = rows.iter().position(|&row| self.is_full(row)) else {
            return Vec::new();
        };
        let titles = rows[..full]
            .iter()
            .rposition(|&row| !self.groups_columns(row) && !self.completes(row))
            .map_or(0, |last| last + 1);
        rows.split_off(titles)
    }

    /// Whether a sparse row names columns that the row below leaves blank, as csv writes what was merged downwards.
    fn completes(&self, row: u32) -> bool {
        let own = |row: u32, column: u32| is_own(self.sheet, row, column);
        let mut columns = self.region.columns();
        self.own(row) >= 2 && columns.any(|column| own(row, column) && !own(row + 1, column))
    }

    /// Whether the cells of a sparse row above the header stand over groups of columns and are not titles.
    fn groups_columns(&self, row: u32) -> bool {
        let (sheet, region) = (self.sheet, self.region);
        let is_group = |column: u32| {
            let over_some = |left: u32, right: u32| left > region.left && right > left;
            sheet
                .merged
                .iter()
                .any(|area| area.top == row && area.left == column && over_some(area.left, area.right))
        };
        let mut own = region.columns().filter(|&column| is_own(sheet, row, column));
        let starts_inside =
            self.own(row) >= 2 && own.clone().next().is_some_and(|column| column > region.left);
        let labels = own
            .clone()
            .any(|column| sheet.cell(row, column).text().contains(':'));
        !labels && (starts_inside || own.any(is_group))
    }
}

fn own_cells(sheet: &Sheet, region: &Region, row: u32) -> usize {
    region
        .columns()
        .filter(|&column| is_own(sheet, row, column))
        .count()
}

/// A row of data has a number, a date, a code or a mark for a missing number in it. Years alone may head columns.
fn is_data(sheet: &Sheet, region: &Region, row: u32) -> bool {
    let (mut numbers, mut years, mut words) = (0, 0, 0);
    for column in region.columns().filter(|&column| is_own(sheet, row, column)) {
        match sheet.cell(row, column) {
            Cell::Date(_) | Cell::Bool(_) => numbers += 1,
            cell => match number(cell) {
                Number::Value { value, .. } if (1950.0..2100.0).contains(&value) && value.fract() == 0.0 => {
                    years += 1
                }
                Number::Value { .. } => numbers += 1,
                // `-` and `NA` stand for numbers that were not reported.
                Number::NotReported => numbers += 1,
                Number::NotANumber => words += 1,
            },
        }
    }
    numbers > 0 || years > 0 && (words == 0 || !years_head_columns(sheet, region, row))
}

/// Years head columns if the row below has other numbers under them.
fn years_head_columns(sheet: &Sheet, region: &Region, row: u32) -> bool {
    let Some(below) = (row + 1..=region.bottom).find(|&below| own_cells(sheet, region, below) > 0) else {
        return false;
    };
    region
        .columns()
        .filter(|&column| is_own(sheet, row, column))
        .all(
            |column| match (number(sheet.cell(row, column)), number(sheet.cell(below, column))) {
                (Number::Value { value: above, .. }, Number::Value { value: below, .. }) => above != below,
                _ => true,
            },
        )
}
