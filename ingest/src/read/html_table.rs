//! One table of a web page while it is read: rows of cells with their spans, then a sheet.

use super::cell::Cell;
use super::error::Unreadable;
use super::grid::{Area, Sheet};
use super::limits::{MAX_COLSPAN, MAX_COLUMNS, MAX_ROWSPAN};

/// Text as a browser shows it: runs of white space are one space, block elements begin a line.
#[derive(Default)]
pub(super) struct Flow {
    text: String,
}

impl Flow {
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c.is_whitespace() {
                true if self.text.is_empty() || self.text.ends_with([' ', '\n']) => {}
                true => self.text.push(' '),
                false => self.text.push(c),
            }
        }
    }

    pub(super) fn line_break(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// A table that is being read.
pub(super) struct Table {
    /// Its place among the tables of the page, by where they begin.
    pub(super) number: usize,
    /// Whether another table with data lies inside it: then it is only layout.
    pub(super) holds_data: bool,
    /// The text of all its cells, one after the other.
    pub(super) flow: Flow,
    rows: Vec<Vec<Spanned>>,
    row_open: bool,
    cell_open: bool,
    has_th: bool,
}

struct Spanned {
    start: usize,
    end: usize,
    columns: u32,
    rows: u32,
}

impl Table {
    pub(super) fn numbered(number: usize) -> Self {
        Self {
            number,
            holds_data: false,
            flow: Flow::default(),
            rows: Vec::new(),
            row_open: false,
            cell_open: false,
            has_th: false,
        }
    }

    pub(super) fn in_cell(&self) -> bool {
        self.cell_open
    }

    /// Ends the row, and starts the next one if `starts`.
    pub(super) fn end_row(&mut self, starts: bool) {
        self.end_cell();
        self.row_open = starts;
        if starts {
            self.rows.push(Vec::new());
        }
    }

    /// Starts a cell; one outside of a row starts a row.
    pub(super) fn start_cell(&mut self, th: bool, columns: u32, rows: u32) {
        self.end_cell();
        if !self.row_open {
            self.end_row(true);
        }
        self.has_th |= th;
        // A line end keeps this cell's first space from being taken for the last cell's.
        self.flow.text.push('\n');
        let start = self.flow.text.len();
        let cell = Spanned {
            start,
            end: start,
            columns: columns.min(MAX_COLSPAN),
            rows: rows.min(MAX_ROWSPAN),
        };
        self.rows
            .last_mut()
            .expect("a row was just started if none was open")
            .push(cell);
        self.cell_open = true;
    }

    pub(super) fn end_cell(&mut self) {
        if self.cell_open
            && let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.end = self.flow.text.len();
        }
        self.cell_open = false;
    }

    /// Whether this is a table of data and not of layout.
    pub(super) fn is_data(&self) -> bool {
        !self.holds_data && self.rows.len() >= 2 && self.rows.iter().any(|row| row.len() >= 2)
    }

    /// Whether this may be a header whose rows are missing, which is worth a message.
    pub(super) fn could_be_header(&self) -> bool {
        !self.holds_data && self.has_th && self.rows.iter().any(|row| row.len() >= 2)
    }

    /// The text of a layout table, a line for each line of its cells.
    pub(super) fn lines(&self) -> Vec<String> {
        self.flow.lines().map(str::to_owned).collect()
    }

    /// The cells in their places.
    pub(super) fn sheet(&self, name: String) -> Result<Sheet, Unreadable> {
        let mut sheet = Sheet::named(name);
        let mut merged = Vec::new();
        // For each column, the first row that no cell above reaches into.
        let mut free_from: Vec<u32> = Vec::new();
        for (row, cells) in (0u32..).zip(&self.rows) {
            let mut column = 0;
            for cell in cells {
                while free_from.get(column as usize).is_some_and(|&free| free > row) {
                    column += 1;
                }
                if column >= MAX_COLUMNS {
                    let limit = format!("{MAX_COLUMNS} columns");
                    return Err(Unreadable::TooLarge {
                        what: "too many columns",
                        limit,
                    });
                }
                let text = self.flow.text[cell.start..cell.end].trim();
                match text.contains('\n') {
                    true => sheet.put(row, column, Cell::Text(&text.replace('\n', " ")))?,
                    false => sheet.put(row, column, Cell::Text(text))?,
                }
                let width = free_width(&free_from, row, column, cell.columns);
                let last = (column + width) as usize;
                if free_from.len() < last {
                    free_from.resize(last, 0);
                }
                free_from[column as usize..last].fill(row + cell.rows);
                if !text.is_empty() && (width > 1 || cell.rows > 1) {
                    let (bottom, right) = (row + cell.rows - 1, column + width - 1);
                    merged.push(Area {
                        top: row,
                        left: column,
                        bottom,
                        right,
                    });
                }
                column += width;
            }
        }
        for area in merged {
            sheet.merge(area)?;
        }
        Ok(sheet)
    }
}

/// How far a cell may spread to the right before it meets one that reaches down from above.
fn free_width(free_from: &[u32], row: u32, column: u32, wanted: u32) -> u32 {
    let taken = free_from
        .iter()
        .skip(column as usize)
        .take(wanted as usize)
        .position(|&free| free > row);
    taken
        .map_or(wanted, |width| width as u32)
        .min(MAX_COLUMNS - column)
        .max(1)
}
