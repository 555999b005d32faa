//! Text tables: the delimiter is found out, rows keep the numbers that Excel would give them.

use csv::{ReaderBuilder, StringRecord};

use super::cell::Cell;
use super::error::Unreadable;
use super::grid::Sheet;
use super::sniff::FileKind;

/// Lines looked at to find the delimiter.
const SAMPLE_LINES: usize = 50;

/// The one sheet of a text table; every cell is text, so leading zeros stay.
pub(super) fn sheet(name: &str, text: &str) -> Result<Sheet, Unreadable> {
    // One kind of line end, so that lines can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (delimiter, text, mut next) = match named_delimiter(&text) {
        Some((delimiter, rest)) => (delimiter, rest, 1),
        None => (delimiter(&text), text.as_str(), 0),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::named(name);
    let mut record = StringRecord::new();
    let mut line = 1;
    while reader
        .read_record(&mut record)
        .map_err(|error| Unreadable::damaged(FileKind::Csv, error))?
    {
        let row = next + blank_lines_before(&record, reader.position().line() - line);
        for (column, field) in (0..).zip(&record) {
            sheet.put(row, column, Cell::Text(field))?;
        }
        (next, line) = (row + 1, reader.position().line());
    }
    Ok(sheet)
}

/// The csv reader passes over blank lines in silence, but they count as rows for whoever opens the file.
fn blank_lines_before(record: &StringRecord, lines_read: u64) -> u32 {
    let inside: usize = record
        .iter()
        .map(|field| field.bytes().filter(|&byte| byte == b'\n').count())
        .sum();
    u32::try_from(lines_read.saturating_sub(inside as u64 + 1)).unwrap_or(u32::MAX / 2)
}

/// Excel lets a first line `sep=;` name the delimiter.
fn named_delimiter(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let named = first.trim().trim_matches('"').strip_prefix("sep=")?;
    match named.as_bytes() {
        [delimiter @ (b',' | b';' | b'\t' | b'|')] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// The delimiter that occurs in most lines, and of equal ones the more frequent.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(SAMPLE_LINES)
        .map(outside_quotes)
        .collect();
    let score = |delimiter: u8| {
        let counts = lines
            .iter()
            .map(|line| line.iter().filter(|&&byte| byte == delimiter).count());
        counts.fold((0, 0), |(lines, total), count| {
            (lines + usize::from(count > 0), total + count)
        })
    };
    // Of equal scores `max_by_key` takes the last, so the comma stands last.
    *[b'|', b';', b'\t', b',']
        .iter()
        .max_by_key(|&&candidate| score(candidate))
        .expect("there are four candidates")
}

fn outside_quotes(line: &str) -> Vec<u8> {
    let mut quoted = false;
    line.bytes()
        .filter(|&byte| {
            quoted ^= byte == b'"';
            !quoted
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = sheet("t", text).unwrap();
        (0..sheet.rows())
            .map(|row| sheet.row(row).map(|cell| cell.text().into_owned()).collect())
            .collect()
    }

    #[test]
    fn commas_tabs_and_semicolons_are_told_apart() {
        for text in ["a,b;c\n1,2\n", "a\tb;c\n1\t2\n"] {
            assert_eq!(rows(text), [vec!["a", "b;c"], vec!["1", "2"]]);
        }
        assert_eq!(
            rows("a;b\n\"1,5\";2,5\n3,5;4\n"),
            [["a", "b"], ["1,5", "2,5"], ["3,5", "4"]]
        );
        assert_eq!(rows("sep=;\na,b;c\n"), [vec![], vec!["a,b", "c"]]);
    }

    #[test]
    fn blank_lines_and_line_breaks_in_quotes_keep_row_numbers_as_excel_shows_them() {
        let text = "\r\na,b\r\n\r\n\"x\r\ny\",2\r\n3,\"q \"\"r\"\"\"";
        assert_eq!(
            rows(text),
            [
                vec![],
                vec!["a", "b"],
                vec![],
                vec!["x\ny", "2"],
                vec!["3", "q \"r\""]
            ]
        );
    }

    #[test]
    fn ragged_rows_and_open_quotes_are_read_as_far_as_they_go() {
        assert_eq!(
            rows("a,b\n1\n1,2,3\n\"open,1\n"),
            [vec!["a", "b"], vec!["1"], vec!["1", "2", "3"], vec!["open,1"]]
        );
    }
}
