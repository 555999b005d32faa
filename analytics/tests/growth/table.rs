//! Files of test children.

use std::path::Path;

/// A file of test data, whose cells hold no commas.
pub struct Table {
    names: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    pub fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/growth/data")
            .join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text
            .lines()
            .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let names = lines.next().unwrap();
        Self {
            names,
            rows: lines.collect(),
        }
    }

    pub fn cell<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        &row[self.names.iter().position(|column| column == name).unwrap()]
    }

    pub fn number(&self, row: &[String], name: &str) -> Option<f64> {
        let cell = self.cell(row, name);
        (!cell.is_empty()).then(|| cell.parse().unwrap())
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|column| column == name)
    }

    /// The same with only some rows.
    pub fn only(mut self, holds: impl Fn(&Self, &[String]) -> bool) -> Self {
        let rows = std::mem::take(&mut self.rows);
        self.rows = rows.into_iter().filter(|row| holds(&self, row)).collect();
        self
    }
}
