//! The first sheet: what the workbook holds, what its words mean, and where its figures came from.

use catalog::Arg;
use rust_xlsxwriter::Worksheet;

use super::formats::Formats;
use super::sheet::print_set_up;
use crate::ReportError;
use crate::document::Document;
use crate::say::Say;

/// Writes the sheet.
pub(super) fn write(document: &Document, formats: &Formats) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    sheet.set_column_width(0, LABEL_WIDTH)?;
    sheet.set_column_width(1, TEXT_WIDTH)?;
    sheet.set_screen_gridlines(false);
    sheet.write_string_with_format(0, 0, &document.title, &formats.title)?;
    if document.sample {
        sheet.write_string_with_format(
            1,
            0,
            Say(document.language).text("report-sample-notice"),
            &formats.notice,
        )?;
    }
    for (row, (label, text)) in entries(document).iter().enumerate() {
        let row = FIRST + u32::try_from(row).unwrap_or_default();
        sheet.write_string_with_format(row, 0, label, &formats.label)?;
        sheet.write_string_with_format(row, 1, text, &formats.wrapped)?;
        sheet.set_row_height(row, LINE * lines(label, LABEL_WIDTH).max(lines(text, TEXT_WIDTH)))?;
    }
    print_set_up(&mut sheet, document, 0)?;
    Ok(sheet)
}

/// All sources on a sheet of their own, where they are too many for the first.
pub(super) fn sources(document: &Document, formats: &Formats) -> Result<Option<Worksheet>, ReportError> {
    if document.sources.len() <= SOURCES_AT_MOST {
        return Ok(None);
    }
    let mut sheet = Worksheet::new();
    sheet.set_column_width(0, TEXT_WIDTH)?;
    sheet.set_screen_gridlines(false);
    sheet.write_string_with_format(0, 0, Say(document.language).text("sources"), &formats.title)?;
    for (row, source) in (1..).zip(&document.sources) {
        sheet.write_string_with_format(row, 0, source, &formats.wrapped)?;
        sheet.set_row_height(row, LINE * lines(source, TEXT_WIDTH))?;
    }
    print_set_up(&mut sheet, document, 0)?;
    Ok(Some(sheet))
}

const FIRST: u32 = 3;

/// The first sheet is one to read and print: it names so many sources and counts the rest.
const SOURCES_AT_MOST: usize = 30;

/// The widths of its columns, in letters.
const LABEL_WIDTH: f64 = 34.0;
const TEXT_WIDTH: f64 = 96.0;
/// The height of a line, in points.
const LINE: f64 = 15.0;

/// How many lines a text takes in a column. Not every programme makes room for a wrapped text by itself; Bengali and
/// Hindi letters are as wide as Latin ones, and marks above and below them are counted, so that there is rather too much.
fn lines(text: &str, width: f64) -> f64 {
    let lines = text
        .lines()
        .map(|line| (line.chars().count() as f64 * 1.05 / width).ceil().max(1.0));
    lines.sum::<f64>().max(1.0)
}

/// Labels and texts; a label that would be the same as above is left empty.
fn entries(document: &Document) -> Vec<(String, String)> {
    let say = Say(document.language);
    let mut entries = vec![
        (say.text("programme"), document.programme.clone()),
        (say.text("place"), document.place_path.clone()),
        (say.text("period"), document.as_on.clone()),
        (say.text("report-reported"), document.coverage.clone()),
        (say.text("source"), document.version.clone()),
    ];
    if let Some(known_on) = &document.known_on {
        entries.push((String::new(), known_on.clone()));
    }
    entries.extend(under(say.text("report-summary"), document.answer.iter().cloned()));
    entries.extend(
        document
            .definitions
            .iter()
            .map(|meaning| (meaning.word.clone(), meaning.means.clone())),
    );
    entries.extend(
        document
            .legend
            .iter()
            .map(|meaning| (meaning.word.clone(), meaning.means.clone())),
    );
    let more = document.sources.len().saturating_sub(SOURCES_AT_MOST);
    let rest =
        (more > 0).then(|| say.about("report-more-sources-sheet", &[("count", Arg::Count(more as u64))]));
    let named = document.sources.iter().take(SOURCES_AT_MOST).cloned();
    entries.extend(under(say.text("sources"), named.chain(rest)));
    entries
}

fn under(label: String, texts: impl Iterator<Item = String>) -> impl Iterator<Item = (String, String)> {
    texts.enumerate().map(move |(position, text)| {
        (
            if position == 0 {
                label.clone()
            } else {
                String::new()
            },
            text,
        )
    })
}
