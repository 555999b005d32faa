//! The sheet of notes: how to fill the workbook, and what each column means.

use catalog::PlaceLevel;
use catalog::programme::Every;
use ingest::Wording;
use rust_xlsxwriter::Worksheet;

use super::Template;
use super::write::{Looks, lines_of};
use crate::ReportError;

/// Writes the notes.
pub(super) fn write(template: &Template<'_>, looks: &Looks) -> Result<Worksheet, ReportError> {
    let wording = Wording {
        language: template.language,
        columns: &[],
        shift: 0,
    };
    let mut sheet = Worksheet::new();
    sheet.set_screen_gridlines(false);
    sheet.write_string_with_format(0, 0, wording.text("template-notes"), &looks.title)?;
    let language = template.language;
    let reported_by = template.dataset.reported_by;
    let every = wording.text(match reported_by.every {
        Every::Day => "template-every-day",
        Every::Month => "template-every-month",
        Every::Year => "template-every-year",
    });
    let level = PlaceLevel::word_of(reported_by.levels());
    let lines = [
        format!(
            "{} · {}",
            template.programme.title.get(language),
            template.dataset.title.get(language)
        ),
        wording.about(
            "template-reported",
            &[("level", level.get(language)), ("every", &every)],
        ),
        wording.text("template-how"),
    ];
    for (row, line) in (1..).zip(&lines) {
        sheet.merge_range(row, 0, row, 2, line, &looks.text)?;
        sheet.set_row_height(row, 15.0 * (1 + line.chars().count() / 110) as f64)?;
    }
    let head = lines.len() as u32 + 2;
    for (column, id) in (0..).zip(["template-header", "template-means", "template-write"]) {
        sheet.write_string_with_format(head, column, wording.text(id), &looks.head)?;
    }
    for (row, column) in (head + 1..).zip(&template.columns) {
        let hint = column.hint.clone().unwrap_or_else(|| column.check.hint(wording));
        sheet.write_string_with_format(row, 0, column.path.join(" / "), &looks.label)?;
        sheet.write_string_with_format(row, 1, &column.means, &looks.text)?;
        let lines = [
            (column.path.join(" / "), 38),
            (column.means.clone(), 52),
            (hint.clone(), 46),
        ];
        let lines = lines.map(|(text, width)| lines_of(text.chars().count(), width));
        sheet.set_row_height(row, 15.0 * f64::from(lines.into_iter().max().unwrap_or(1)))?;
        sheet.write_string_with_format(row, 2, hint, &looks.text)?;
    }
    for (column, width) in (0..).zip([38.0, 52.0, 46.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(sheet)
}
