//! A return as plain data, before it takes the shape of a file.

use jiff::civil::Date;

/// The words by which every reader of a made-up file knows it.
pub const MARK: &str = "jela sample data (made up)";

/// One sheet of a return.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// The name on its tab.
    pub(crate) name: String,
    /// The lines above the table.
    pub(crate) titles: Vec<String>,
    pub(crate) columns: Vec<Column>,
    /// The row of column numbers below the header; empty where there is none.
    pub(crate) numbers: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// A column, under the title of its group if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) group: Option<String>,
    pub(crate) title: String,
    /// Whether equal cells below one another are merged.
    pub(crate) merges: bool,
}

/// A row and what it is for.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) kind: RowKind,
    pub(crate) cells: Vec<Cell>,
}

/// What a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// A return.
    Data,
    /// It adds up others.
    Total,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Blank,
    Text(String),
    Count(i64),
    /// Thousands of rupees, printed in lakh with two decimals.
    Lakh(i64),
    Decimal(f64),
    Date(Date),
    /// A formula whose cell is gone.
    BrokenFormula,
}

impl Column {
    /// A column that stands alone.
    pub(crate) fn alone(title: &str) -> Self {
        Self {
            group: None,
            title: title.to_owned(),
            merges: false,
        }
    }

    /// A column whose equal cells are merged.
    pub(crate) fn merged(title: &str) -> Self {
        Self {
            merges: true,
            ..Self::alone(title)
        }
    }

    /// A column under the title of a group.
    pub(crate) fn under(group: &str, title: &str) -> Self {
        Self {
            group: Some(group.to_owned()),
            ..Self::alone(title)
        }
    }
}

impl Row {
    /// A row of data.
    pub(crate) fn data(cells: Vec<Cell>) -> Self {
        Self {
            kind: RowKind::Data,
            cells,
        }
    }

    /// A row of totals.
    pub(crate) fn total(cells: Vec<Cell>) -> Self {
        Self {
            kind: RowKind::Total,
            cells,
        }
    }
}

impl Sheet {
    /// How many rows of data it has.
    pub(crate) fn data_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.kind == RowKind::Data).count()
    }

    /// How many columns each title of the upper header row spans, in order: a group once, other columns alone.
    pub(crate) fn spans(&self) -> Vec<(usize, &Column, usize)> {
        let mut spans: Vec<(usize, &Column, usize)> = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            match spans.last_mut() {
                Some((_, first, width)) if column.group.is_some() && first.group == column.group => {
                    *width += 1
                }
                _ => spans.push((at, column, 1)),
            }
        }
        spans
    }

    /// Whether any column stands under a group.
    pub(crate) fn has_groups(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }

    /// The cell of a data row, to spoil it on purpose.
    pub(crate) fn cell_mut(&mut self, row: usize, title: &str) -> &mut Cell {
        let column = self.columns.iter().position(|column| column.title == title);
        let column = column.expect("faults name columns that the return has");
        &mut self.rows[row].cells[column]
    }
}

/// `1 2 3 …` for so many columns.
pub(crate) fn numbers(columns: usize) -> Vec<String> {
    (1..=columns).map(|number| number.to_string()).collect()
}

/// A date as the information system prints it: `22-11-2026`.
pub(crate) fn printed(day: Date) -> String {
    day.strftime("%d-%m-%Y").to_string()
}

/// A cell as text, for shapes in which all is text.
pub(crate) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Lakh(thousands) => {
            let sign = if *thousands < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", thousands.abs() / 100, thousands.abs() % 100)
        }
        Cell::Decimal(value) => format!("{value:.2}"),
        Cell::Date(day) => printed(*day),
        Cell::BrokenFormula => "#REF!".to_owned(),
    }
}

/// Names of places in text.
pub(crate) fn upper(name: &str) -> Cell {
    Cell::Text(name.to_uppercase())
}

/// Whole numbers as cells.
pub(crate) fn counts(counts: &[i64]) -> impl Iterator<Item = Cell> {
    counts.iter().map(|count| Cell::Count(*count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_printed_in_lakh_exactly() {
        assert_eq!(text(&Cell::Lakh(46_172)), "461.72");
        assert_eq!(text(&Cell::Lakh(5)), "0.05");
        assert_eq!(text(&Cell::Lakh(-120)), "-1.20");
    }

    #[test]
    fn a_group_spans_its_columns_and_no_more() {
        let columns = vec![
            Column::alone("S.No"),
            Column::under("April", "Households"),
            Column::under("April", "Persons"),
            Column::under("May", "Households"),
            Column::alone("Total"),
        ];
        let sheet = Sheet {
            name: String::new(),
            titles: Vec::new(),
            columns,
            numbers: Vec::new(),
            rows: Vec::new(),
        };
        let widths: Vec<usize> = sheet.spans().iter().map(|(_, _, width)| *width).collect();
        assert_eq!(widths, [1, 2, 1, 1]);
    }
}
