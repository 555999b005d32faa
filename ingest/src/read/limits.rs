//! How large a file may be before it is refused.
//!
//! A district server has a few gigabytes for everybody. Each limit lies well above the largest honest return
//! (a state's 1.1 million grievances in one csv) and well below what would starve the machine. The four that decide how much
//! memory and time a file can take may be set once for a process.

use std::sync::OnceLock;

/// The limits that may be set; the others follow from the formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file on disk.
    pub file: u64,
    /// Bytes of one part of a zipped workbook once inflated.
    pub inflated: u64,
    /// Bytes of a web page or of SpreadsheetML.
    pub markup: usize,
    /// Cells kept in memory for one sheet.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: MAX_FILE,
            inflated: MAX_INFLATED,
            markup: MAX_MARKUP,
            cells: MAX_CELLS,
        }
    }
}

static SET: OnceLock<Limits> = OnceLock::new();

/// Sets the limits of this process, before anything is read. Says whether they hold: they can be set once.
pub fn set(limits: Limits) -> bool {
    SET.set(limits).is_ok()
}

/// The limits that hold.
pub fn current() -> Limits {
    SET.get().copied().unwrap_or_default()
}

/// Rows of one sheet: what Excel itself allows, and then some for csv, which has no limit of its own.
pub const MAX_ROWS: u32 = 4_000_000;

/// Columns of one sheet: what Excel allows.
pub const MAX_COLUMNS: u32 = 16_384;

/// Cells kept in memory for one file, sixteen bytes each beside their text.
pub const MAX_CELLS: usize = 25_000_000;

/// Cells of one text table, which need two bytes beside their text. A state's 1.13 million grievances have 42 million.
pub const MAX_LINE_CELLS: usize = 120_000_000;

/// Cells of one sheet that merged ranges cover; ranges over ranges would otherwise cost time without end.
pub const MAX_MERGED_CELLS: usize = 4_000_000;

/// Bytes of text in one sheet; also keeps offsets into that text within 32 bits.
pub const MAX_TEXT: usize = 1 << 30;

/// Bytes of a file on disk. The largest real workbook seen has 0.2 MB, the largest planned csv about 300 MB.
pub const MAX_FILE: u64 = 512 << 20;

/// Bytes of one part of a zipped workbook once inflated. A sheet of a million rows needs about 600 MB.
pub const MAX_INFLATED: u64 = 1 << 30;

/// Bytes of a web page or of SpreadsheetML; a saved MIS page of a whole state stays below 30 MB.
pub const MAX_MARKUP: usize = 128 << 20;

/// Parts of a zipped workbook; a book of 200 sheets with drawings has about 1,000.
pub const MAX_PARTS: usize = 20_000;

/// Cells between the first and the last one of an xls sheet, all of which calamine lays out at 24 bytes each.
pub const MAX_XLS_RECTANGLE: u64 = 6_000_000;

/// Sheets of an xls file.
pub const MAX_XLS_SHEETS: usize = 256;

/// How many columns one HTML cell may span, as the HTML standard has it.
pub const MAX_COLSPAN: u32 = 1_000;

/// How many rows one HTML cell may span, as the HTML standard has it.
pub const MAX_ROWSPAN: u32 = 65_534;

/// Lines of text around the tables of a web page that are kept; a page head has about twenty.
pub const MAX_PAGE_LINES: usize = 2_000;

/// Tables within tables; MIS pages nest four deep.
pub const MAX_TABLE_DEPTH: usize = 64;
