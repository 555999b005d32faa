//! How much room texts take on a sheet, told by their letters: not every programme makes room for a text by itself.

/// The height of a line, in points.
pub(super) const LINE: f64 = 15.0;
/// The width of a column that nobody has set, in letters.
const UNSET: f64 = 8.43;
/// Letters beyond which a sheet is not made wider for the lines above its table.
const WIDEST: f64 = 130.0;

/// How many lines a text takes in a column, broken between words. Bengali and Hindi letters are as wide as Latin ones, and
/// marks above and below them are counted, so that there is rather too much.
pub(super) fn lines(text: &str, width: f64) -> f64 {
    let lines = text.lines().map(|line| {
        let (mut lines, mut used) = (1.0, 0.0);
        for word in line.split_whitespace() {
            let wide = letters(word);
            if used > 0.0 && used + wide > width {
                lines += 1.0;
                used = 0.0;
            }
            lines += (wide / width).ceil().max(1.0) - 1.0;
            used += wide + 1.0;
        }
        lines
    });
    lines.sum::<f64>().max(1.0)
}

/// How many columns beyond a table are printed with it, so that the lines above it, which run over empty cells, are not cut
/// off where the table ends.
pub(super) fn columns_beyond<'a>(table: f64, above: impl IntoIterator<Item = &'a str>) -> u16 {
    let wanted = above.into_iter().map(letters).fold(0.0, f64::max).min(WIDEST);
    let mut columns = 0;
    while table + f64::from(columns) * UNSET < wanted {
        columns += 1;
    }
    columns
}

fn letters(text: &str) -> f64 {
    text.chars().count() as f64 * 1.05
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_as_many_lines_as_its_words_need() {
        assert_eq!(lines("", 10.0), 1.0);
        assert_eq!(lines("one two", 10.0), 1.0);
        assert_eq!(lines("persondays of women", 12.0), 2.0);
        assert_eq!(lines("a\nb", 10.0), 2.0);
        assert_eq!(lines(&"x".repeat(25), 10.0), 3.0);
    }

    #[test]
    fn a_narrow_table_is_printed_with_the_room_that_the_lines_above_it_need() {
        assert_eq!(columns_beyond(200.0, ["Months", "short"]), 0);
        assert_eq!(columns_beyond(40.0, ["x".repeat(80).as_str()]), 6);
        assert_eq!(columns_beyond(40.0, ["x".repeat(9000).as_str()]), 11);
    }
}
