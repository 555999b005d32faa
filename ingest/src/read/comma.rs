//! Text tables: the delimiter is found out, rows keep the numbers that Excel would give them.

use super::error::Unreadable;
use super::grid::Sheet;
use super::lines::Lines;

/// Lines looked at to find the delimiter.
const SAMPLE_LINES: usize = 50;

/// The one sheet of a text table; every cell is text, so leading zeros stay.
pub(super) fn sheet(name: &str, text: String) -> Result<Sheet, Unreadable> {
    let (delimiter, text) = match named_delimiter(&text) {
        // The line that names the delimiter is a row, which holds nothing.
        Some((delimiter, rest)) => (delimiter, format!("\n{rest}")),
        None => (delimiter(&text), text),
    };
    Ok(Sheet::of_lines(name, Lines::of(text, delimiter)?))
}

/// Excel lets a first line `sep=;` name the delimiter.
fn named_delimiter(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once(['\r', '\n'])?;
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let named = first.trim().trim_matches('"').strip_prefix("sep=")?;
    match named.as_bytes() {
        [delimiter @ (b',' | b';' | b'\t' | b'|')] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// The delimiter that occurs in most lines, and of equal ones the more frequent.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<_> = text
        .split(['\r', '\n'])
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
        rows_of(&sheet("t", text.to_owned()).unwrap())
    }

    fn rows_of(sheet: &Sheet) -> Vec<Vec<String>> {
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
    fn rows_longer_than_usual_and_what_is_blank_at_their_end_are_kept_apart() {
        let long = "ক".repeat(30_000);
        let text = format!("a,b,,\n,,\n1,{long},3\n4,,5\n,,\n\n");
        let sheet = sheet("t", text).unwrap();
        assert_eq!((sheet.rows(), sheet.columns(), sheet.cells()), (4, 3, 8));
        assert_eq!(
            rows_of(&sheet),
            [vec!["a", "b"], vec![], vec!["1", &long, "3"], vec!["4", "", "5"]]
        );
        assert_eq!(sheet.cell(9, 0), super::super::Cell::Empty);
    }

    #[test]
    fn quotes_inside_a_field_and_after_one_are_read_as_excel_reads_them() {
        assert_eq!(
            rows("a \"b\",\"c\"d,\"e\r\r\nf\"\rg"),
            [vec!["a \"b\"", "cd", "e\n\nf"], vec!["g"]]
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
