//! What was read of a sheet, as a page shows it.

use catalog::format::grouped;
use catalog::programme::Programme;
use catalog::{Arg, Catalog, Language};
use ingest::{Change, Changes, Contradiction, FindingTold, SheetTold, Status};
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
    /// What to do about a sheet that was not read row by row; empty where that is said in English alone.
    advice: String,
    /// What is wrong with such a sheet.
    message: String,
    /// Words and numbers of rows.
    counts: Vec<(String, String)>,
    changes: Option<ChangesView>,
    contradictions: Vec<ContradictionView>,
    findings: Vec<FindingView>,
    /// How many of these stand folded up.
    further: String,
    more_findings: String,
    /// The address of the sheet with its findings marked, as long as it can be made.
    mend: Option<String>,
    /// The address of the batch, once it is in the lake.
    batch: Option<String>,
}

/// A finding, as a page shows it.
#[derive(Debug, Serialize)]
pub struct FindingView {
    cell: String,
    effect: String,
    is_left_out: bool,
    problem: String,
    /// Whether it is only known in English.
    is_english: bool,
}

/// Another sheet of the upload that says otherwise.
#[derive(Debug, Serialize)]
struct ContradictionView {
    words: String,
    sample: Vec<ChangeView>,
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
    let of = Of {
        catalog,
        programme: report.programme.as_ref().and_then(|id| catalog.programme(id)),
    };
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
        advice: match &told.advice {
            // What is said of these on a command line is of no use here.
            Some(advice) if say.language != Language::En || report.status == Status::NeedsDate => {
                say.text(advice)
            }
            _ => String::new(),
        },
        message: match (&told.advice, report.status) {
            (Some(_), Status::NeedsDate) => String::new(),
            _ if is_read => String::new(),
            _ => report.message.clone(),
        },
        counts: match is_read {
            true => counted.map(|(id, rows)| (say.text(id), number(rows))).to_vec(),
            false => Vec::new(),
        },
        changes: told.changes.as_ref().map(|changes| of_changes(changes, of, say)),
        contradictions: told
            .contradictions
            .iter()
            .map(|one| contradiction(one, of, say))
            .collect(),
        findings: told
            .findings
            .iter()
            .take(FINDINGS)
            .map(|finding| of_finding(finding, say))
            .collect(),
        further: further(told.findings.len().min(FINDINGS), say),
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

/// A finding in the reader's language, as far as it is known in it.
pub fn of_finding(finding: &FindingTold, say: Say<'_>) -> FindingView {
    let is_left_out = finding.effect == ingest::Effect::RowLeftOut;
    let effect = if is_left_out { "row-left-out" } else { "row-kept" };
    let problem = finding.said(say.language);
    FindingView {
        cell: finding.cell.clone(),
        effect: say.text(effect),
        is_left_out,
        is_english: problem == finding.problem && say.language != Language::En,
        problem: problem.to_owned(),
    }
}

fn contradiction(found: &Contradiction, of: Of<'_>, say: Say<'_>) -> ContradictionView {
    let other = format!("{} · {}", found.file, found.sheet);
    let id = if found.counts {
        "contradiction-counts"
    } else {
        "contradiction-loses"
    };
    ContradictionView {
        words: say.about(
            id,
            &[("rows", Arg::Count(found.rows)), ("other", Arg::Text(&other))],
        ),
        sample: found
            .sample
            .iter()
            .map(|change| of_change(change, of, say))
            .collect(),
    }
}

/// By what places and columns get their names.
#[derive(Clone, Copy)]
pub struct Of<'c> {
    /// The places.
    pub catalog: &'c Catalog,
    /// The programme of a sheet that was recognised.
    pub programme: Option<&'c Programme>,
}

impl Of<'_> {
    /// The name of a column: that of the measure which is its plain sum, where there is one.
    fn column(self, id: &str, say: Say<'_>) -> String {
        let mut measures = self.programme.iter().flat_map(|programme| &programme.measures);
        let measure = measures.find(|measure| measure.id == id);
        measure.map_or_else(|| id.replace('_', " "), |measure| say.words(&measure.title))
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
pub fn of_changes(changes: &Changes, of: Of<'_>, say: Say<'_>) -> ChangesView {
    let counted = [
        ("rows-new", changes.new),
        ("rows-changed", changes.changed),
        ("rows-unchanged", changes.unchanged),
    ];
    let shown: Vec<ChangeView> = changes
        .sample
        .iter()
        .take(CHANGES)
        .map(|change| of_change(change, of, say))
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

fn of_change(change: &Change, of: Of<'_>, say: Say<'_>) -> ChangeView {
    let place = change
        .place
        .parse()
        .ok()
        .and_then(|code| of.catalog.places.get(&code));
    let value = |value: &Option<String>| match value {
        Some(value) => printed(value),
        None => say.text("no-report"),
    };
    ChangeView {
        row: change.row.to_string(),
        place: place.map_or_else(|| change.place.clone(), |place| say.words(&place.name)),
        day: change.date.map(|day| say.day(day)).unwrap_or_default(),
        column: of.column(&change.column, say),
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

/// How many of the findings of a page stand folded up: a phone shows ten, and the rest when it is asked for.
pub fn further(shown: usize, say: Say<'_>) -> String {
    const OPEN: usize = 10;
    and_more(shown.saturating_sub(OPEN) as u64, say)
}

/// `and 12 more`, if there are any.
pub fn and_more(more: u64, say: Say<'_>) -> String {
    match more {
        0 => String::new(),
        more => say.about("and-more", &[("count", Arg::Count(more))]),
    }
}
