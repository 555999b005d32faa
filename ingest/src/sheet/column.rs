//! The columns of a table: for each the titles above it, from the top row of the header to the bottom one.

use crate::read::Sheet;

use super::header::Head;
use super::region::Region;
use super::scale::{Scale, scale};

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
