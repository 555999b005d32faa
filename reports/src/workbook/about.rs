//! The first sheet: what the workbook holds, what its words mean, and where its figures came from.

use rust_xlsxwriter::Worksheet;

use super::formats::Formats;
use super::sheet::print_set_up;
use crate::ReportError;
use crate::document::Document;
use crate::say::Say;

/// Writes the sheet.
pub(super) fn write(document: &Document, formats: &Formats) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 96)?;
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
    }
    print_set_up(&mut sheet, document, 0)?;
    Ok(sheet)
}

const FIRST: u32 = 3;

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
    entries.extend(under(say.text("sources"), document.sources.iter().cloned()));
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
