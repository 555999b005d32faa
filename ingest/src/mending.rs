//! Workbooks that jela itself handed out and gets back: what it added to them is no data of the sender.

use std::sync::LazyLock;

use catalog::{Language, Messages};

use crate::read::{Cell, Sheet, Workbook, trim};
use crate::sheet::says_something;

/// Rows among which the head of the added column is looked for.
const HEAD_ROWS: u32 = 120;

/// Lines of a page that are kept above its table at most, and how much of each.
const LINES: usize = 40;
const LINE_LENGTH: usize = 300;

/// Words that begin a sheet that jela added, and the head of the column that it added, in every language.
struct Added {
    sheets: Vec<String>,
    column: Vec<String>,
}

static ADDED: LazyLock<Added> = LazyLock::new(|| {
    let messages = Messages::new().expect("the built-in texts are read by a test of the catalog");
    let each = |id: &str| Language::ALL.map(|language| messages.text(language, id, &[]));
    Added {
        sheets: [each("mend-list"), each("template-notes")].concat(),
        column: each("mend-column").to_vec(),
    }
});

/// Takes away what jela added to a workbook that it handed out.
pub(crate) fn without_added(book: &mut Workbook) {
    if book.sheets.len() > 1 {
        book.sheets.retain(|sheet| !is_added(sheet));
    }
    for sheet in &mut book.sheets {
        if let Some(column) = added_column(sheet) {
            sheet.cut_columns(column);
        }
    }
}

fn is_added(sheet: &Sheet) -> bool {
    matches!(sheet.cell(0, 0), Cell::Text(text) if ADDED.sheets.iter().any(|one| one == trim(text)))
}

fn added_column(sheet: &Sheet) -> Option<u32> {
    (0..sheet.rows().min(HEAD_ROWS)).find_map(|row| {
        // It stands last in its row.
        let column = sheet.width(row).checked_sub(1)?;
        let Cell::Text(text) = sheet.cell(row, column) else {
            return None;
        };
        ADDED.column.iter().any(|one| one == trim(text)).then_some(column)
    })
}

/// The lines around the tables of a web page that date or place them: a workbook made of one of its tables needs them above it.
pub fn head_lines(book: &Workbook) -> Vec<String> {
    let (telling, others): (Vec<&String>, Vec<&String>) =
        book.page_text.iter().partition(|line| says_something(line));
    let telling = telling.len();
    let room = LINES.saturating_sub(telling);
    let mut left = room.min(others.len());
    let kept = book.page_text.iter().filter(|line| {
        if says_something(line) {
            return true;
        }
        let keep = left > 0;
        left = left.saturating_sub(1);
        keep
    });
    kept.take(LINES.max(telling))
        .map(|line| line.chars().take(LINE_LENGTH).collect())
        .collect()
}
