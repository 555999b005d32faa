//! A row while it is written: cell by cell, into a sheet or straight into a text file.

use jiff::civil::Date;

use crate::sheet::Cell;

/// Where a row goes.
pub(crate) trait Line {
    /// A cell of text.
    fn text(&mut self, text: &str);
    /// A cell with a whole number.
    fn count(&mut self, count: i64);
    /// A cell with a day.
    fn day(&mut self, day: Date);
    /// A cell with nothing in it.
    fn blank(&mut self);

    /// Text, or nothing.
    fn maybe(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.blank(),
        }
    }
}

impl Line for Vec<Cell> {
    fn text(&mut self, text: &str) {
        self.push(Cell::Text(text.to_owned()));
    }

    fn count(&mut self, count: i64) {
        self.push(Cell::Count(count));
    }

    fn day(&mut self, day: Date) {
        self.push(Cell::Date(day));
    }

    fn blank(&mut self) {
        self.push(Cell::Blank);
    }
}

/// Lines of comma-separated text, which are far too many to be kept.
#[derive(Debug, Default)]
pub(crate) struct TextLines {
    text: Vec<u8>,
}

impl TextLines {
    /// A line of its own above the table.
    pub(crate) fn title(&mut self, text: &str) {
        self.text(text);
        self.end();
    }

    /// Ends a row.
    pub(crate) fn end(&mut self) {
        self.text.pop(); // the comma after the last cell
        self.text.extend_from_slice(b"\r\n");
    }

    /// All that was written.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.text
    }

    fn digits(&mut self, number: i64, width: usize) {
        let mut digits = [b'0'; 20];
        let (mut rest, mut at) = (number.unsigned_abs(), digits.len());
        while rest > 0 || digits.len() - at < width {
            at -= 1;
            digits[at] += (rest % 10) as u8;
            rest /= 10;
        }
        self.text.extend_from_slice(&digits[at..]);
    }
}

impl Line for TextLines {
    fn text(&mut self, text: &str) {
        match text.contains(['"', ',', '\n', '\r']) {
            true => {
                self.text.push(b'"');
                self.text.extend_from_slice(text.replace('"', "\"\"").as_bytes());
                self.text.push(b'"');
            }
            false => self.text.extend_from_slice(text.as_bytes()),
        }
        self.text.push(b',');
    }

    fn count(&mut self, count: i64) {
        if count < 0 {
            self.text.push(b'-');
        }
        self.digits(count, 1);
        self.text.push(b',');
    }

    fn day(&mut self, day: Date) {
        self.digits(i64::from(day.day()), 2);
        self.text.push(b'-');
        self.digits(i64::from(day.month()), 2);
        self.text.push(b'-');
        self.digits(i64::from(day.year()), 4);
        self.text.push(b',');
    }

    fn blank(&mut self) {
        self.text.push(b',');
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_line_of_text_is_what_a_reader_of_such_text_reads() {
        let mut lines = TextLines::default();
        lines.text("Ward 5, \"New\" Para");
        lines.count(-120);
        lines.count(0);
        lines.blank();
        lines.day(date(2026, 1, 9));
        lines.end();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(lines.bytes());
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row, vec!["Ward 5, \"New\" Para", "-120", "0", "", "09-01-2026"]);
    }
}
