//! The sheet that lists all findings, each with a link to its cell.

use ingest::Effect;
use ingest::read::a1;
use rust_xlsxwriter::{Url, Worksheet};

use super::looks::Looks;
use super::sent::Rows;
use super::{Marked, fitting, worst};
use crate::ReportError;
use crate::template::lines_of;

/// Findings listed at most.
const MOST: usize = 50_000;

/// Links at most; Excel itself ends at 65,530.
const MOST_LINKS: usize = 20_000;

/// Writes the list.
pub(super) fn write(marked: &Marked<'_>, sheet_name: &str, looks: &Looks) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    let wording = marked.wording;
    sheet.set_screen_gridlines(false);
    sheet.write_string_with_format(0, 0, wording.text("mend-list"), &looks.title)?;
    let mut row = 1;
    for line in lines(marked) {
        sheet.merge_range(row, 0, row, 3, &line, &looks.text)?;
        sheet.set_row_height(row, 15.0 * (1 + line.chars().count() / 100) as f64)?;
        row += 1;
    }
    let kept = looks.mend(Effect::RowKept);
    let left_out = looks.mend(Effect::RowLeftOut);
    sheet.merge_range(row, 0, row, 3, &wording.text("mend-mark-left-out"), left_out)?;
    sheet.merge_range(row + 1, 0, row + 1, 3, &wording.text("mend-mark-kept"), kept)?;
    row += 3;
    for (column, id) in (0..).zip(["mend-cell", "mend-cell-sent", "mend-effect", "mend-column"]) {
        sheet.write_string_with_format(row, column, wording.text(id), &looks.head)?;
    }
    sheet.set_row_height(row, 30)?;
    let head = row;
    for (nth, ((at_row, at_column), findings)) in marked.findings.iter().take(MOST).enumerate() {
        row += 1;
        let sent = a1(*at_row, *at_column);
        match marked.rows.place(*at_row).map(|place| a1(place, *at_column)) {
            Some(cell) if nth < MOST_LINKS => {
                let link = format!("internal:'{}'!{cell}", sheet_name.replace('\'', "''"));
                sheet.write_url_with_format(row, 0, Url::new(link).set_text(&cell), &looks.link)?;
            }
            Some(cell) => {
                sheet.write_string_with_format(row, 0, cell, &looks.text)?;
            }
            None => {}
        }
        sheet.write_string_with_format(row, 1, sent, &looks.text)?;
        let effect = worst(findings);
        let word = match effect {
            Effect::RowLeftOut => format!("✗ {}", wording.text("mend-left-out")),
            Effect::RowKept => format!("? {}", wording.text("mend-kept")),
        };
        sheet.write_string_with_format(row, 2, word, &looks.text)?;
        let said = marked.said(findings);
        let lines: u32 = said.iter().map(|text| lines_of(text.chars().count(), 84)).sum();
        sheet.set_row_height(row, 15.0 * f64::from(lines.clamp(1, 20)))?;
        sheet.write_string_with_format(row, 3, fitting(&said.join("\n")), &looks.text)?;
    }
    for (column, width) in (0..).zip([10.0, 16.0, 30.0, 84.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_repeat_rows(head, head)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

fn lines(marked: &Marked<'_>) -> Vec<String> {
    let report = marked.report;
    let counts = [report.rows_read, report.rows_accepted, report.rows_rejected].map(|rows| rows.to_string());
    let [read, accepted, rejected] = &counts;
    let sheet = report.sheet.as_deref().unwrap_or_default();
    let counts = [
        ("read", read.as_str()),
        ("accepted", accepted.as_str()),
        ("rejected", rejected.as_str()),
    ];
    let mut lines = vec![
        format!("{} · {sheet}", report.file),
        marked.wording.about("mend-counts", &counts),
        marked.wording.text("mend-how"),
    ];
    if matches!(marked.rows, Rows::Only(_)) {
        lines.push(marked.wording.text("mend-only-found"));
        let rows: std::collections::BTreeSet<u32> = marked.findings.keys().map(|(row, _)| *row).collect();
        let missing = rows
            .iter()
            .filter(|row| marked.rows.place(**row).is_none())
            .count();
        if missing > 0 {
            lines.push(
                marked
                    .wording
                    .about("mend-more", &[("rows", &missing.to_string())]),
            );
        }
    }
    lines
}
