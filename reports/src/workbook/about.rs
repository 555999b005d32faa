//! The first sheet: what the workbook holds, what its words mean, and where its figures came from.

use catalog::Arg;
use rust_xlsxwriter::{Url, Worksheet};

use super::TableSheets;
use super::formats::Formats;
use super::room::{LINE, lines};
use super::sheet::print_set_up;
use crate::ReportError;
use crate::document::Document;
use crate::say::Say;

/// Writes the sheet.
pub(super) fn write(
    document: &Document,
    tables: &TableSheets,
    formats: &Formats,
) -> Result<Worksheet, ReportError> {
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
    for (row, Entry { label, text, to }) in entries(document, tables).iter().enumerate() {
        let row = FIRST + u32::try_from(row).unwrap_or_default();
        sheet.write_string_with_format(row, 0, label, &formats.label.clone().set_text_wrap())?;
        match to {
            Some(to) => {
                let link = Url::new(to.as_str()).set_text(text);
                sheet.write_url_with_format(row, 1, link, &formats.link)?;
            }
            None => {
                sheet.write_string_with_format(row, 1, text, &formats.wrapped)?;
            }
        }
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
/// A line: a label, a text, and where the text leads.
struct Entry {
    label: String,
    text: String,
    to: Option<String>,
}

impl Entry {
    fn new(label: String, text: String) -> Self {
        Self {
            label,
            text,
            to: None,
        }
    }
}

/// What the sheet says; a label that would be the same as above is left empty.
fn entries(document: &Document, tables: &TableSheets) -> Vec<Entry> {
    let say = Say(document.language);
    let named = [
        ("programme", &document.programme),
        ("place", &document.place_path),
        ("period", &document.as_on),
        ("report-reported", &document.coverage),
        ("source", &document.version),
    ];
    let named = named.into_iter().filter(|(_, text)| !text.is_empty());
    let mut entries: Vec<Entry> = named
        .map(|(label, text)| Entry::new(say.text(label), text.clone()))
        .collect();
    entries.extend(
        document
            .known_on
            .iter()
            .map(|known_on| Entry::new(String::new(), known_on.clone())),
    );
    entries.extend(document.identity.iter().map(|identity| Entry {
        label: say.text("report-id"),
        text: format!("{} · {}", identity.id, identity.address),
        to: Some(identity.address.clone()),
    }));
    for (part, body) in document.bodies().enumerate() {
        entries.extend(of_body(body, (part, !document.parts.is_empty()), tables));
    }
    let more = document.sources.len().saturating_sub(SOURCES_AT_MOST);
    let rest =
        (more > 0).then(|| say.about("report-more-sources-sheet", &[("count", Arg::Count(more as u64))]));
    let named = document.sources.iter().take(SOURCES_AT_MOST).cloned();
    entries.extend(under(
        say.text("sources"),
        named.chain(rest).map(|text| (text, None)),
    ));
    entries
}

/// What is said of the figures of a document, or of one part of several.
fn of_body(body: &Document, (part, is_one_of_several): (usize, bool), tables: &TableSheets) -> Vec<Entry> {
    let mut entries = Vec::new();
    if is_one_of_several {
        let facts = [&body.as_on, &body.coverage].map(String::as_str);
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        entries.push(Entry::new(body.title.clone(), facts.join(" · ")));
    }
    entries.extend(
        body.fault
            .iter()
            .map(|fault| Entry::new(String::new(), fault.clone())),
    );
    let answer = body.answer.iter().map(|sentence| {
        let sheet = sentence
            .to
            .as_ref()
            .and_then(|to| tables.get(&(part, to.clone())));
        let to = sheet.map(|sheet| format!("internal:'{}'!A1", sheet.replace('\'', "''")));
        (sentence.text.clone(), to)
    });
    entries.extend(under(Say(body.language).text("report-summary"), answer));
    let meanings = body.definitions.iter().chain(&body.legend);
    entries.extend(meanings.map(|meaning| Entry::new(meaning.word.clone(), meaning.means.clone())));
    entries
}

fn under(
    label: String,
    texts: impl Iterator<Item = (String, Option<String>)>,
) -> impl Iterator<Item = Entry> {
    texts.enumerate().map(move |(position, (text, to))| Entry {
        label: if position == 0 {
            label.clone()
        } else {
            String::new()
        },
        text,
        to,
    })
}
