//! Cells that count as missing, named one by one on standard error.

use std::fmt::Display;

use crate::console;
use crate::exit::Exit;

/// So much of a cell is quoted.
const QUOTED: usize = 20;

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
pub struct RowAt<'r> {
    /// The row, the first after the header being 1.
    pub row: u64,
    /// The line of the file on which it begins, the header being 1.
    pub line: u64,
    /// What the column `id` says, if there is one.
    pub id: Option<&'r [u8]>,
}

impl Display for RowAt<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "row {}, line {}", self.row, self.line)?;
        match self.id {
            Some(id) => write!(out, ", id {}", quoted(id)),
            None => Ok(()),
        }
    }
}

/// The start of a cell as text.
pub fn quoted(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    let text = text.trim();
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// How many cells had to count as missing.
#[derive(Debug, Default)]
pub struct Faults {
    cells: u64,
}

impl Faults {
    /// Names a cell.
    pub fn cell(&mut self, at: RowAt, column: &str, cell: &[u8], problem: impl Display) {
        self.cells += 1;
        console::say(&format!(
            "{at}: {column} `{}` {problem}; it counts as missing",
            quoted(cell)
        ));
    }

    /// Names a row as a whole.
    pub fn row(&mut self, at: RowAt, problem: impl Display) {
        self.cells += 1;
        console::say(&format!("{at}: {problem}"));
    }

    /// How the command ends with them; their number is told.
    pub fn exit(&self) -> Exit {
        if self.cells == 0 {
            return Exit::Done;
        }
        console::say(&format!(
            "{} faults in all; everything else was counted",
            self.cells
        ));
        Exit::Rejected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_cell_is_quoted_by_its_start_and_never_cut_within_a_letter() {
        assert_eq!(quoted(" -3 ".as_bytes()), "-3");
        assert_eq!(
            quoted("শিশুর নাম এখানে লেখা উচিত নয়".as_bytes()).chars().count(),
            QUOTED + 1
        );
        assert_eq!(quoted(b"\xff"), "\u{fffd}");
    }
}
