//! The header of a table: its rows, and for each column the titles above it from top to bottom.

use crate::read::{Cell, Sheet};

use super::numbering::{Numbering, numbering};
use super::region::{Region, is_own};
use super::scale::{Scale, scale};
use super::{Number, number};

/// Filled rows at the top of a table among which its header is looked for.
const HEAD_ROWS: usize = 40;

/// Rows of a header at most, the row of column numbers not counted.
const MAX_HEADER_ROWS: usize = 4;

/// Joins the titles of a column.
const JOINT: &str = " / ";

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column in the sheet, from 0.
    pub index: u32,
    /// Its titles from the top row of the header to the bottom one; empty if it has none.
    pub path: Vec<String>,
    /// The unit its titles state; [`Scale::One`] if they state none.
    pub scale: Scale,
}

impl Column {
    /// The titles as one text: `Payment Due / Admin`.
    pub fn title(&self) -> String {
        self.path.join(JOINT)
    }
}

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
            .rposition(|&row| !self.groups_columns(row))
            .map_or(0, |last| last + 1);
        rows.split_off(titles)
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

/// The columns of the table under `head`.
pub(super) fn columns(sheet: &Sheet, region: &Region, head: &Head) -> Vec<Column> {
    let titles: Vec<Vec<String>> = head
        .rows
        .iter()
        .map(|&row| titles(sheet, region, head, row))
        .collect();
    let spread = spread(&titles, |level, column| {
        sheet
            .covered_by(head.rows[level], region.left + column as u32)
            .is_some()
    });
    region
        .columns()
        .enumerate()
        .map(|(at, index)| {
            let mut path: Vec<String> = Vec::new();
            for level in &spread {
                if !level[at].is_empty() && path.last() != Some(&level[at]) {
                    path.push(level[at].clone());
                }
            }
            let scale = path
                .iter()
                .rev()
                .find_map(|title| scale(title))
                .unwrap_or_default();
            Column { index, path, scale }
        })
        .collect()
}

/// The titles in one row; a cell that reaches down from the row above is told there, numbers are not titles.
fn titles(sheet: &Sheet, region: &Region, head: &Head, row: u32) -> Vec<String> {
    let numbers_from = head
        .numbering
        .as_ref()
        .filter(|numbering| numbering.row == row)
        .map(|numbering| numbering.first);
    region
        .columns()
        .map(|column| {
            let from_above = sheet.covered_by(row, column).is_some_and(|(top, _)| top < row);
            match from_above || numbers_from.is_some_and(|first| column >= first) {
                true => String::new(),
                false => one_line(&sheet.cell(row, column).text()),
            }
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// csv loses merged cells: there a title also stands for the empty cells to its right that have titles below.
fn spread(titles: &[Vec<String>], covered: impl Fn(usize, usize) -> bool) -> Vec<Vec<String>> {
    let mut spread = titles.to_vec();
    for level in 0..titles.len().saturating_sub(1) {
        for column in 1..titles[level].len() {
            let open = spread[level][column].is_empty()
                && !covered(level, column)
                && !titles[level + 1][column].is_empty();
            if open && !spread[level][column - 1].is_empty() && !titles[level + 1][column - 1].is_empty() {
                spread[level][column] = spread[level][column - 1].clone();
            }
        }
    }
    spread
}

#[cfg(test)]
mod tests {
    use crate::read::workbook_bytes;
    use crate::sheet::tables;

    fn columns_and_body(csv: &str) -> (Vec<String>, Vec<u32>) {
        let book = workbook_bytes("t.csv", csv.as_bytes()).unwrap();
        let table = tables(&book.sheets[0]).remove(0);
        (
            table.columns.iter().map(super::Column::title).collect(),
            table.body,
        )
    }

    #[test]
    fn titles_with_numbers_in_several_cells_are_no_data() {
        let (columns, body) =
            columns_and_body("As on,31-12-2024\nNo,5,Onda\nSl,GP,HH,PD,Wage,Days\n1,Ratanpur,2,3,4,5\n");
        assert_eq!(
            (columns.join("|").as_str(), body),
            ("Sl|GP|HH|PD|Wage|Days", vec![3])
        );
    }

    #[test]
    fn a_title_over_several_columns_is_carried_to_the_right() {
        let (columns, body) = columns_and_body(",,Employed,,Paid,\nSl,GP,HH,PD,HH,PD\n1,Ratanpur,2,3,4,5\n");
        assert_eq!(
            columns,
            [
                "Sl",
                "GP",
                "Employed / HH",
                "Employed / PD",
                "Paid / HH",
                "Paid / PD"
            ]
        );
        assert_eq!(body, [2]);
    }

    #[test]
    fn years_may_head_columns_and_may_be_data() {
        assert_eq!(
            columns_and_body("GP,2023,2024\nOnda,5,6\n"),
            (["GP", "2023", "2024"].map(String::from).into(), vec![1])
        );
        assert_eq!(columns_and_body("Onda,2023,2024\nOnda,2023,6\n").1, [0, 1]);
    }

    #[test]
    fn a_first_row_without_any_number_reported_is_data() {
        assert_eq!(columns_and_body("GP,HH,PD\nOnda,-,NA\nMajhdiha,1,2\n").1, [1, 2]);
    }

    #[test]
    fn a_table_of_words_alone_has_its_header_in_the_first_row() {
        assert_eq!(columns_and_body("GP,Open\nOnda,Yes\nKhatra,No\n").1, [1, 2]);
    }

    #[test]
    fn a_table_that_begins_with_data_has_no_header() {
        let (columns, body) = columns_and_body("19,339,02356,Saltora\n19,339,02357,Mejhia\n");
        assert!(columns.iter().all(String::is_empty));
        assert_eq!(body, [0, 1]);
    }
}
