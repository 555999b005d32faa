//! Figures as CSV, read back.

use crate::command::Ran;

/// A table with named columns.
#[derive(Debug, PartialEq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a CSV file.
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader = csv::Reader::from_reader(bytes);
        let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        Self { columns, rows }
    }

    /// What a command printed, once it is sure that it was done.
    #[track_caller]
    pub fn of(ran: Ran) -> Self {
        Self::read(&ran.ends_with(0).out)
    }

    /// The cells of a column.
    #[track_caller]
    pub fn column(&self, name: &str) -> Vec<&str> {
        let position = self.columns.iter().position(|column| column == name);
        let position = position.unwrap_or_else(|| panic!("no column `{name}` in {:?}", self.columns));
        self.rows.iter().map(|row| row[position].as_str()).collect()
    }

    /// The cell of a column in the only row.
    #[track_caller]
    pub fn only(&self, name: &str) -> &str {
        assert_eq!(self.rows.len(), 1, "{self:?}");
        self.column(name)[0]
    }

    /// The numbers of a column; an empty cell is none.
    #[track_caller]
    pub fn numbers(&self, name: &str) -> Vec<Option<f64>> {
        let number = |cell: &str| (!cell.is_empty()).then(|| cell.parse().unwrap());
        self.column(name).into_iter().map(number).collect()
    }

    /// The sum of a column.
    #[track_caller]
    pub fn sum(&self, name: &str) -> f64 {
        self.numbers(name).into_iter().flatten().sum()
    }
}
