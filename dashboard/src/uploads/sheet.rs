//! What was read of a sheet, as a page shows it.

use catalog::format::grouped;
use catalog::{Arg, Catalog};
use ingest::{Change, Changes, SheetTold, Status};
use serde::Serialize;

use crate::pages::uploads::in_language;
use crate::say::Say;

/// Findings that a page shows of a sheet.
const FINDINGS: usize = 100;
/// Changed values that a page shows of a sheet.
const CHANGES: usize = 20;

/// What was read of a sheet.
#[derive(Debug, Serialize)]
pub struct SheetView {
    /// `R5.1.1.xls · Sheet1`
    title: String,
    /// `taken`
    status: &'static str,
    /// The same in the reader's language.
    status_words: String,
    /// What was recognised, with the day; empty where nothing was.
    recognised: String,
    /// What is wrong with a sheet that was not read row by row.
    message: String,
    /// Words and numbers of rows.
    counts: Vec<(String, String)>,
    changes: Option<ChangesView>,
    findings: Vec<FindingView>,
    more_findings: String,
    /// The address of the sheet with its findings marked, as long as it can be made.
    mend: Option<String>,
    /// The address of the batch, once it is in the lake.
    batch: Option<String>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    cell: String,
    effect: String,
    is_left_out: bool,
    problem: String,
}

/// What a sheet changes.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    counts: Vec<(String, String)>,
    sample: Vec<ChangeView>,
    more: String,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    row: String,
    place: String,
    day: String,
    column: String,
    before: String,
    after: String,
}

/// What was read of a sheet. `is_done` says whether it is in the lake, or would get there; `mend` is where it can be had with
/// its findings marked.
pub fn sheet(
    told: &SheetTold,
    catalog: &Catalog,
    say: Say<'_>,
    (is_done, mend): (bool, Option<String>),
) -> SheetView {
    let report = &told.report;
    let recognised = recognised(told, catalog, say);
    let is_read = report.programme.is_some() && report.status != Status::NeedsDate;
    let counted = [
        ("rows-read", report.rows_read),
        ("rows-accepted", report.rows_accepted),
        ("rows-left-out", report.rows_rejected),
    ];
    let more = told.findings_in_all.saturating_sub(FINDINGS as u64);
    SheetView {
        title: match &report.sheet {
            Some(sheet) => format!("{} · {sheet}", report.file),
            None => report.file.clone(),
        },
        status: report.status.id(),
        status_words: say.text(&status_id(report.status, is_done)),
        message: if is_read {
            String::new()
        } else {
            report.message.clone()
        },
        counts: match is_read {
            true => counted.map(|(id, rows)| (say.text(id), number(rows))).to_vec(),
            false => Vec::new(),
        },
        changes: told
            .changes
            .as_ref()
            .map(|changes| of_changes(changes, catalog, say)),
        findings: told
            .findings
            .iter()
            .take(FINDINGS)
            .map(|finding| {
                let is_left_out = finding.effect == ingest::Effect::RowLeftOut;
                let effect = if is_left_out { "row-left-out" } else { "row-kept" };
                FindingView {
                    cell: finding.cell.clone(),
                    effect: say.text(effect),
                    is_left_out,
                    problem: finding.said(say.language).to_owned(),
                }
            })
            .collect(),
        more_findings: and_more(more, say),
        mend,
        batch: report
            .batch
            .as_ref()
            .filter(|_| is_done && matches!(report.status, Status::Taken | Status::Unchanged))
            .map(|batch| in_language(&format!("/batches/{batch}"), say.language)),
        recognised,
    }
}

fn status_id(status: Status, is_done: bool) -> String {
    match (status, is_done) {
        (Status::Taken, false) => "sheet-ready".to_owned(),
        (status, _) => format!("sheet-{}", status.id().replace('_', "-")),
    }
}

fn recognised(told: &SheetTold, catalog: &Catalog, say: Say<'_>) -> String {
    let report = &told.report;
    let programme = report.programme.as_ref().and_then(|id| catalog.programme(id));
    let Some(programme) = programme else {
        return String::new();
    };
    let dataset = report.dataset.as_ref().and_then(|id| programme.dataset(id));
    let mut parts = vec![say.words(&programme.title)];
    parts.extend(dataset.map(|dataset| say.words(&dataset.title)));
    parts.extend(
        report
            .as_on
            .map(|day| say.about("as-on-day", &[("day", Arg::Text(&say.day(day)))])),
    );
    parts.join(" · ")
}

/// What was changed, as a page shows it.
pub fn of_changes(changes: &Changes, catalog: &Catalog, say: Say<'_>) -> ChangesView {
    let counted = [
        ("rows-new", changes.new),
        ("rows-changed", changes.changed),
        ("rows-unchanged", changes.unchanged),
    ];
    let shown: Vec<ChangeView> = changes
        .sample
        .iter()
        .take(CHANGES)
        .map(|change| of_change(change, catalog, say))
        .collect();
    let is_all = changes.sample.len() <= shown.len() && changes.changed <= shown.len() as u64;
    ChangesView {
        counts: counted.map(|(id, rows)| (say.text(id), number(rows))).to_vec(),
        more: if is_all {
            String::new()
        } else {
            say.text("changes-first")
        },
        sample: shown,
    }
}

fn of_change(change: &Change, catalog: &Catalog, say: Say<'_>) -> ChangeView {
    let place = change
        .place
        .parse()
        .ok()
        .and_then(|code| catalog.places.get(&code));
    let value = |value: &Option<String>| match value {
        Some(value) => printed(value),
        None => say.text("no-report"),
    };
    ChangeView {
        row: change.row.to_string(),
        place: place.map_or_else(|| change.place.clone(), |place| say.words(&place.name)),
        day: change.date.map(|day| say.day(day)).unwrap_or_default(),
        column: change.column.replace('_', " "),
        before: value(&change.before),
        after: value(&change.after),
    }
}

/// Whole numbers and decimals with Indian grouping, everything else as it is.
fn printed(value: &str) -> String {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let is_number = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
    if is_number {
        grouped(value)
    } else {
        value.to_owned()
    }
}

fn number(rows: u64) -> String {
    grouped(&rows.to_string())
}

/// `and 12 more`, if there are any.
pub fn and_more(more: u64, say: Say<'_>) -> String {
    match more {
        0 => String::new(),
        more => say.about("and-more", &[("count", Arg::Count(more))]),
    }
}
