//! The anatomy of a sheet: where its tables are, what heads their columns, and which rows are data.
//!
//! Titles, column numbers, totals and notes are told apart from data and kept: they check the rows or date
//! them, and are never counted among them. Nothing here knows a programme; what a header *means* is the
//! source's business.
//!
//! ```
//! let csv = b"Block: Onda\n\nSl,GP,Households (in Lakh)\n1,2,3\n1,Ratanpur,12\n,Total,12\n";
//! let book = ingest::read::workbook_bytes("demand.csv", csv)?;
//! let table = ingest::sheet::tables(&book.sheets[0]).remove(0);
//! assert_eq!(table.columns[2].title(), "Households (in Lakh)");
//! assert_eq!((table.body, table.totals[0].row), (vec![4], 5));
//! # Ok::<(), ingest::read::ReadError>(())
//! ```

mod column;
mod facts;
mod header;
mod number;
mod numbering;
mod region;
mod rows;
mod scale;
mod total;

use crate::read::Sheet;

pub use column::Column;
pub(crate) use facts::says_something;
pub use facts::{Facts, facts};
pub(crate) use number::is_not_reported;
pub use number::{Number, number, number_in_text};
pub use numbering::{ColumnFormula, Numbering, Sign};
pub use region::Region;
pub use scale::{Scale, scale};
pub use total::{TotalKind, total_label};

/// A line of text that belongs to a table but is no row of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its row in the sheet, from 0.
    pub row: u32,
    /// The column of its first cell, from 0.
    pub column: u32,
    /// Its cells, joined by spaces.
    pub text: String,
}

/// A row that adds up others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// Its row in the sheet, from 0.
    pub row: u32,
    /// How much it adds up.
    pub kind: TotalKind,
    /// The cell that says so, as written.
    pub label: String,
}

/// One table of a sheet. All rows and columns are the sheet's own, from 0.
#[derive(Debug, Clone)]
pub struct Table {
    /// The part of the sheet it lies in.
    pub region: Region,
    /// Title lines above the header.
    pub titles: Vec<Line>,
    /// The rows of the header; none where the table begins with data.
    pub header_rows: Vec<u32>,
    /// All columns from left to right; without a header their paths are empty.
    pub columns: Vec<Column>,
    /// The row of column numbers below the header, with the sums it states.
    pub numbering: Option<Numbering>,
    /// The rows of data. Blank rows are not among them.
    pub body: Vec<u32>,
    /// Rows that add up others.
    pub totals: Vec<TotalRow>,
    /// Headings inside the table: text merged across it, between rows of data.
    pub sections: Vec<Line>,
    /// Header and numbering rows that are printed again further down.
    pub repeated_headers: Vec<u32>,
    /// Notes and time stamps below the data.
    pub notes: Vec<Line>,
    /// The unit that the titles give for the amounts of the whole table.
    pub title_scale: Option<Scale>,
}

impl Table {
    /// Whether the table names its columns.
    pub fn has_header(&self) -> bool {
        !self.header_rows.is_empty()
    }
}

/// The tables of `sheet`, the largest first. An empty column parts tables that stand side by side.
pub fn tables(sheet: &Sheet) -> Vec<Table> {
    region::regions(sheet)
        .into_iter()
        .map(|region| table(sheet, region))
        .collect()
}

fn table(sheet: &Sheet, region: Region) -> Table {
    let head = header::find(sheet, &region);
    let columns = column::columns(sheet, &region, &head);
    let titles = rows::lines(sheet, &region, region.top..head.first_row());
    let sorted = rows::sort(sheet, &region, &head, &columns);
    Table {
        title_scale: titles.iter().find_map(|line| scale(&line.text)),
        titles,
        header_rows: head.rows,
        columns,
        numbering: head.numbering,
        body: sorted.body,
        totals: sorted.totals,
        sections: sorted.sections,
        repeated_headers: sorted.repeated_headers,
        notes: sorted.notes,
        region,
    }
}
