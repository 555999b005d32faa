//! Long lists, written row by row: what is held in memory is the list and the packed file, and no cell twice.
//!
//! A short workbook with the head, the formats and one cell of each kind is made as always; the rows of the list are put in
//! the place of those cells, with their formats, while the file is packed anew.

use std::fmt::Write as _;
use std::io::{BufWriter, Cursor, Read, Write};

use figures::{Field, Listing};
use jiff::civil::date;
use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::ReportError;

/// Letters that Excel takes in one cell.
const LETTERS_AT_MOST: usize = 32_767;

/// The numbers by which a workbook knows the formats of a list's cells.
struct Styles {
    /// Of numbers, by column.
    numbers: Vec<String>,
    text: String,
    day: String,
    yes: String,
}

/// The rows that stand for all: a number in each column, then a text, a day and a yes in the first.
pub(super) fn stencil(listing: &Listing) -> Vec<Vec<Field>> {
    let columns = listing.columns.len();
    vec![
        vec![Field::Number(0.0); columns],
        vec![Field::Text("x".to_owned())],
        vec![Field::Day(date(2000, 1, 1))],
        vec![Field::Yes(true)],
    ]
}

/// Puts the rows of a list in the place of the stencil's; `first` is the number of the stencil's first row, from 1.
pub(super) fn filled(short: &[u8], listing: &Listing, first: u32) -> Result<Vec<u8>, ReportError> {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    let unreadable = |fault: &dyn std::fmt::Display| ReportError::Document(format!("the workbook: {fault}"));
    let mut archive = ZipArchive::new(Cursor::new(short)).map_err(|fault| unreadable(&fault))?;
    let mut packed = ZipWriter::new(Cursor::new(Vec::with_capacity(8 * listing.rows.len())));
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(|fault| unreadable(&fault))?;
        let is_sheet = part.name().is_ok_and(|name| name == SHEET);
        if !is_sheet {
            packed.raw_copy_file(part).map_err(|fault| unreadable(&fault))?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)
            .map_err(|fault| unreadable(&fault))?;
        // The quickest packing: lists are packed for the way and unpacked on arrival.
        let options = SimpleFileOptions::default()
            .compression_level(Some(1))
            .last_modified_time(part.last_modified().unwrap_or_default());
        packed
            .start_file(SHEET, options)
            .map_err(|fault| unreadable(&fault))?;
        let mut out = BufWriter::with_capacity(1 << 16, &mut packed);
        sheet(&text, listing, first, &mut out)?;
        out.flush().map_err(|fault| unreadable(&fault))?;
    }
    Ok(packed.finish().map_err(|fault| unreadable(&fault))?.into_inner())
}

fn sheet(text: &str, listing: &Listing, first: u32, out: &mut impl Write) -> Result<(), ReportError> {
    let broken = || ReportError::Document("the workbook has no rows to put a list after".to_owned());
    let row_at = |row: u32| text.find(&format!("<row r=\"{row}\""));
    let (start, end) = (
        row_at(first).ok_or_else(broken)?,
        text.find("</sheetData>").ok_or_else(broken)?,
    );
    let rows = &text[start..end];
    let names = names(listing.columns.len());
    let style = |cell: String| {
        let cell = &rows[rows.find(&format!("<c r=\"{cell}\""))?..];
        let cell = &cell[..cell.find('>')?];
        let (_, style) = cell.split_once(" s=\"")?;
        Some(style.split('"').next()?.to_owned())
    };
    let numbers = names
        .iter()
        .map(|name| style(format!("{name}{first}")).ok_or_else(broken));
    let of_first = |row: u32| style(format!("A{row}")).ok_or_else(broken);
    let styles = Styles {
        numbers: numbers.collect::<Result<_, _>>()?,
        text: of_first(first + 1)?,
        day: of_first(first + 2)?,
        yes: of_first(first + 3)?,
    };
    let write = |out: &mut dyn Write, text: &str| {
        out.write_all(text.as_bytes())
            .map_err(|fault| ReportError::Document(format!("the workbook: {fault}")))
    };
    write(out, &head(&text[..start], listing, first, &names))?;
    let mut line = String::with_capacity(64 * names.len());
    for (number, row) in (first..).zip(&listing.rows) {
        line.clear();
        put_row(&mut line, number, row, &names, &styles)?;
        write(out, &line)?;
    }
    write(out, &text[end..])
}

/// What stands before the rows, with the extent of the whole sheet.
fn head(text: &str, listing: &Listing, first: u32, names: &[String]) -> String {
    let last = u64::from(first) + listing.rows.len() as u64 - 1;
    let extent = format!(
        "<dimension ref=\"A1:{}{last}\"/>",
        names.last().map_or("A", String::as_str)
    );
    let Some(start) = text.find("<dimension ") else {
        return text.to_owned();
    };
    let end = text[start..].find("/>").map_or(start, |end| start + end + 2);
    format!("{}{extent}{}", &text[..start], &text[end..])
}

fn put_row(
    line: &mut String,
    number: u32,
    row: &[Field],
    names: &[String],
    styles: &Styles,
) -> Result<(), ReportError> {
    // Writing into a text can't fail.
    let _ = write!(line, "<row r=\"{number}\">");
    for ((field, name), of_numbers) in row.iter().zip(names).zip(&styles.numbers) {
        let _ = match field {
            Field::Number(value) if value.is_finite() => {
                let _ = write!(line, "<c r=\"{name}{number}\" s=\"{of_numbers}\"><v>");
                put_number(line, *value);
                line.write_str("</v></c>")
            }
            Field::Nothing | Field::Number(_) => Ok(()),
            Field::Text(text) => {
                if text.encode_utf16().count() > LETTERS_AT_MOST {
                    return Err(XlsxError::MaxStringLengthExceeded.into());
                }
                let style = &styles.text;
                let _ = write!(
                    line,
                    "<c r=\"{name}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                );
                put_text(line, text);
                line.write_str("</t></is></c>")
            }
            Field::Day(day) => {
                // Excel counts days from the last but one of 1899, since it takes 1900 for a leap year.
                let days = day.duration_since(date(1899, 12, 30)).as_hours() / 24;
                write!(
                    line,
                    "<c r=\"{name}{number}\" s=\"{}\"><v>{days}</v></c>",
                    styles.day
                )
            }
            Field::Yes(yes) => {
                let yes = u8::from(*yes);
                write!(
                    line,
                    "<c r=\"{name}{number}\" s=\"{}\" t=\"b\"><v>{yes}</v></c>",
                    styles.yes
                )
            }
        };
    }
    line.push_str("</row>");
    Ok(())
}

/// The shortest text that is read as the same number.
fn put_number(line: &mut String, value: f64) {
    /// Whole numbers up to here are written without a detour.
    const WHOLE: f64 = 9e15;
    if value.fract() == 0.0 && value.abs() < WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and far below 2^63")]
        let whole = value as i64;
        let _ = write!(line, "{whole}");
    } else {
        let _ = write!(line, "{value}");
    }
}

/// A text in XML, with what XML can't hold written as Excel writes it.
fn put_text(line: &mut String, text: &str) {
    let plain =
        |letter: char| !matches!(letter, '&' | '<' | '>' | '_' | '\u{FFFE}' | '\u{FFFF}') && letter >= ' ';
    if text.chars().all(plain) {
        line.push_str(text);
        return;
    }
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => line.push_str("&amp;"),
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '_' if is_escape(&text[at..]) => line.push_str("_x005F_"),
            '\n' | '\t' => line.push(letter),
            letter if letter < ' ' || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(line, "_x{:04X}_", u32::from(letter));
            }
            letter => line.push(letter),
        }
    }
}

/// Whether a text begins like a letter that Excel has written in digits: `_x000A_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// `A`, `B`, … `Z`, `AA`, …
fn names(columns: usize) -> Vec<String> {
    let name = |column: usize| {
        let (mut left, mut name) = (column + 1, Vec::new());
        while left > 0 {
            left -= 1;
            name.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
            left /= 26;
        }
        name.into_iter().rev().collect()
    };
    (0..columns).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        let names = names(703);
        assert_eq!(
            [&names[0], &names[25], &names[26], &names[701], &names[702]],
            ["A", "Z", "AA", "ZZ", "AAA"]
        );
    }

    #[test]
    fn what_xml_can_not_hold_is_written_as_excel_writes_it() {
        let mut line = String::new();
        put_text(&mut line, "a<b & c>d\u{1} _x0041_ _x");
        assert_eq!(line, "a&lt;b &amp; c&gt;d_x0001_ _x005F_x0041_ _x");
    }
}
