//! The cells of one sheet, compactly: eight bytes a cell and one run of text for the whole sheet.

use jiff::civil::{Date, DateTime, Time};

use super::cell::Cell;
use super::error::Unreadable;
use super::limits::{self, MAX_COLUMNS, MAX_MERGED_CELLS, MAX_ROWS, MAX_TEXT};
use super::lines::Lines;
use super::packed::{Packed, Stored};

/// A rectangle of cells, all four edges included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Topmost row.
    pub top: u32,
    /// Leftmost column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// One sheet of a workbook.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The sheet's name; for csv the file's name without ending, for web pages `table 1`, `table 2`, ….
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Ranges merged into one cell, cut to the part of the sheet that holds anything.
    pub merged: Vec<Area>,
    rows: Vec<Vec<Packed>>,
    text: String,
    /// Where each text of a cell begins in it, and how long it is.
    texts: Vec<(u32, u32)>,
    columns: u32,
    cells: usize,
    covered: usize,
    /// All cells of a text table, which has none above.
    lines: Option<Lines>,
}

impl Sheet {
    /// A sheet with nothing in it.
    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            hidden: false,
            merged: Vec::new(),
            rows: Vec::new(),
            text: String::new(),
            texts: Vec::new(),
            columns: 0,
            cells: 0,
            covered: 0,
            lines: None,
        }
    }

    /// The sheet of a text table, which is complete.
    pub(super) fn of_lines(name: impl Into<String>, lines: Lines) -> Self {
        Self {
            columns: lines.columns(),
            cells: lines.cells(),
            lines: Some(lines),
            ..Self::named(name)
        }
    }

    /// How many rows there are, up to the last one that holds anything.
    pub fn rows(&self) -> u32 {
        match &self.lines {
            Some(lines) => lines.rows(),
            None => u32::try_from(self.rows.len()).expect("put refuses rows beyond MAX_ROWS"),
        }
    }

    /// How many columns there are, up to the last one that holds anything.
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// How many cells are held in memory.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How many cells `row` has, up to its last one that holds anything.
    pub fn width(&self, row: u32) -> u32 {
        match &self.lines {
            Some(lines) => lines.width(row),
            None => self.rows.get(row as usize).map_or(0, |cells| cells.len() as u32),
        }
    }

    /// The value at `row` and `column`; a cell covered by a merged range has the range's value.
    pub fn cell(&self, row: u32, column: u32) -> Cell<'_> {
        if let Some(lines) = &self.lines {
            return match lines.text(row, column) {
                "" => Cell::Empty,
                text => Cell::Text(text),
            };
        }
        match self.stored(row, column) {
            Stored::Covered { row, column } => self.value(self.stored(row, column)),
            stored => self.value(stored),
        }
    }

    /// The cells of `row` from its first column on.
    pub fn row(&self, row: u32) -> impl Iterator<Item = Cell<'_>> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// Whether a person sees nothing in `row`.
    pub fn is_blank_row(&self, row: u32) -> bool {
        self.row(row).all(Cell::is_blank)
    }

    /// The top left cell of the merged range that covers this cell; none for that cell itself and for single cells.
    pub fn covered_by(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        match self.stored(row, column) {
            Stored::Covered { row, column } => Some((row, column)),
            _ => None,
        }
    }

    fn stored(&self, row: u32, column: u32) -> Stored {
        self.rows
            .get(row as usize)
            .and_then(|cells| cells.get(column as usize))
            .map_or(Stored::Empty, |cell| cell.stored())
    }

    fn value(&self, stored: Stored) -> Cell<'_> {
        match stored {
            Stored::Empty | Stored::Covered { .. } => Cell::Empty,
            Stored::Text(number) => Cell::Text(self.slice(number)),
            Stored::Error(number) => Cell::Error(self.slice(number)),
            Stored::Number(number) => Cell::Number(number),
            Stored::Date { days, second } => date_time(days, second).map_or(Cell::Empty, Cell::Date),
            Stored::Bool(value) => Cell::Bool(value),
        }
    }

    fn slice(&self, number: u32) -> &str {
        let (start, length) = self.texts[number as usize];
        &self.text[start as usize..start as usize + length as usize]
    }

    /// Puts a value at `row` and `column`; empty ones need no room.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell<'_>) -> Result<(), Unreadable> {
        let stored = match cell {
            Cell::Empty | Cell::Text("") => return Ok(()),
            Cell::Text(text) => self.store_text(row, column, text)?,
            Cell::Error(text) => Stored::Error(self.append(text)?),
            Cell::Number(number) => Stored::Number(number),
            Cell::Date(at) => stored_date(at),
            Cell::Bool(value) => Stored::Bool(value),
        };
        self.place(row, column, stored)
    }

    /// Places in columns repeat downwards, so text equal to the cell above is stored once.
    fn store_text(&mut self, row: u32, column: u32, text: &str) -> Result<Stored, Unreadable> {
        if let Some(Stored::Text(number)) = row.checked_sub(1).map(|above| self.stored(above, column))
            && self.slice(number) == text
        {
            return Ok(Stored::Text(number));
        }
        self.append(text).map(Stored::Text)
    }

    fn append(&mut self, text: &str) -> Result<u32, Unreadable> {
        if self.text.len() + text.len() > MAX_TEXT {
            return Err(Unreadable::TooLarge {
                what: "too much text in a sheet",
                limit: format!("{MAX_TEXT} bytes"),
            });
        }
        let number = self.texts.len() as u32; // each has a letter, so that there are not more than MAX_TEXT
        self.texts.push((self.text.len() as u32, text.len() as u32));
        self.text.push_str(text);
        Ok(number)
    }

    fn place(&mut self, row: u32, column: u32, stored: Stored) -> Result<(), Unreadable> {
        if row >= MAX_ROWS {
            return Err(Unreadable::TooLarge {
                what: "too many rows",
                limit: format!("{MAX_ROWS} rows"),
            });
        }
        if column >= MAX_COLUMNS {
            return Err(Unreadable::TooLarge {
                what: "too many columns",
                limit: format!("{MAX_COLUMNS} columns"),
            });
        }
        let (row, column) = (row as usize, column as usize);
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let width = self.columns as usize;
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            let added = column + 1 - cells.len();
            if self.cells + added > limits::current().cells {
                return Err(Unreadable::TooLarge {
                    what: "too many cells",
                    limit: format!("{} cells", limits::current().cells),
                });
            }
            if cells.is_empty() && column < width && width <= 1024 {
                cells.reserve_exact(width);
            }
            cells.resize(column + 1, Packed::EMPTY);
            self.cells += added;
            self.columns = self.columns.max(column as u32 + 1);
        }
        self.rows[row][column] = Packed::of(stored);
        Ok(())
    }

    /// Lets every cell of `area` read the value of its top left cell, as Excel shows it.
    ///
    /// Only the part that holds anything is covered: a title merged over all 16,384 columns stays cheap.
    pub(crate) fn merge(&mut self, area: Area) -> Result<(), Unreadable> {
        let area = Area {
            bottom: area.bottom.min(self.rows().saturating_sub(1)),
            right: area.right.min(self.columns.saturating_sub(1)),
            ..area
        };
        let single = area.top == area.bottom && area.left == area.right;
        if single || area.top > area.bottom || area.left > area.right || area.top >= self.rows() {
            return Ok(());
        }
        if self.stored(area.top, area.left) == Stored::Empty || self.covered_by(area.top, area.left).is_some()
        {
            return Ok(());
        }
        self.covered += (area.bottom - area.top + 1) as usize * (area.right - area.left + 1) as usize;
        if self.covered > MAX_MERGED_CELLS {
            let limit = format!("{MAX_MERGED_CELLS} cells");
            return Err(Unreadable::TooLarge {
                what: "too many merged cells",
                limit,
            });
        }
        for row in area.top..=area.bottom {
            for column in area.left..=area.right {
                if (row, column) != (area.top, area.left) {
                    self.place(
                        row,
                        column,
                        Stored::Covered {
                            row: area.top,
                            column: area.left,
                        },
                    )?;
                }
            }
        }
        self.merged.push(area);
        Ok(())
    }
}

impl Sheet {
    /// Lets go of the columns from `first` on, and of cells and rows at the end that then hold nothing. A text table keeps
    /// all it has.
    pub(crate) fn cut_columns(&mut self, first: u32) {
        if self.lines.is_some() || first >= self.columns {
            return;
        }
        for row in &mut self.rows {
            row.truncate(first as usize);
            while row.last() == Some(&Packed::EMPTY) {
                row.pop();
            }
        }
        while self.rows.last().is_some_and(Vec::is_empty) {
            self.rows.pop();
        }
        self.merged.retain(|area| area.right < first);
        self.cells = self.rows.iter().map(Vec::len).sum();
        self.columns = self.rows.iter().map(|row| row.len() as u32).max().unwrap_or(0);
    }
}

fn stored_date(at: DateTime) -> Stored {
    let days = at.date().since(EPOCH).map_or(0, |span| span.get_days());
    let time = at.time();
    let second = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    Stored::Date {
        days,
        second: second as u32,
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn date_time(days: i32, second: u32) -> Option<DateTime> {
    let date = EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_merged_value_is_read_from_every_cell_it_covers() {
        let mut sheet = Sheet::named("s");
        sheet.put(0, 0, Cell::Text("Bankura")).unwrap();
        sheet.put(3, 2, Cell::Number(1.0)).unwrap();
        sheet
            .merge(Area {
                top: 0,
                left: 0,
                bottom: 1,
                right: 900,
            })
            .unwrap();
        assert_eq!(sheet.cell(1, 2), Cell::Text("Bankura"));
        assert_eq!(
            (sheet.covered_by(1, 2), sheet.covered_by(0, 0)),
            (Some((0, 0)), None)
        );
        assert_eq!(sheet.columns(), 3, "merging does not widen the sheet");
    }

    #[test]
    fn dates_keep_their_day_and_second() {
        let mut sheet = Sheet::named("s");
        let values = [
            date(2024, 2, 29).at(0, 0, 0, 0),
            date(1899, 12, 31).at(23, 59, 59, 0),
        ];
        for (row, value) in (0..).zip(values) {
            sheet.put(row, 0, Cell::Date(value)).unwrap();
            assert_eq!(sheet.cell(row, 0), Cell::Date(value));
        }
    }

    #[test]
    fn cells_beyond_the_limits_are_refused_and_cells_outside_are_empty() {
        let mut sheet = Sheet::named("s");
        assert!(matches!(
            sheet.put(MAX_ROWS, 0, Cell::Bool(true)),
            Err(Unreadable::TooLarge { .. })
        ));
        assert!(matches!(
            sheet.put(0, MAX_COLUMNS, Cell::Bool(true)),
            Err(Unreadable::TooLarge { .. })
        ));
        assert_eq!(sheet.cell(u32::MAX, u32::MAX), Cell::Empty);
    }
}
