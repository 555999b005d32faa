//! One file: which of its sheets are data, which are beside the point, and what is said of the rest.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::draft::{Draft, Given, draft};
use crate::error::IngestError;
use crate::form::{Form, forms as all_forms};
use crate::heading::{Headings, Pattern};
use crate::input::Input;
use crate::memory::{FOLDER, Learnt, Shape};
use crate::mending;
use crate::options::Options;
use crate::propose::{self, Proposals};
use crate::read::{FileKind, Sheet, Workbook};
use crate::recognise::{Near, Recognition, around, recognise};
use crate::report::{SheetReport, Status};
use crate::sheet::{Table, tables};

/// A sheet with fewer filled cells is a note, not a table that someone may miss.
const NOTE_CELLS: usize = 40;

/// Headers named in a message at most.
const HEADERS_SHOWN: usize = 12;

/// Sources named in a message at most.
const SOURCES_SHOWN: usize = 12;

/// What became of a sheet, or what it holds.
pub(crate) enum Judged<'a> {
    Draft(Box<Draft<'a>>),
    Report(Box<SheetReport>),
}

/// Reads a file and judges every sheet by itself.
pub(crate) fn judge<'a>(
    given: &Given<'a>,
    forms: &[Form<'a>],
    input: &Input,
) -> Result<Vec<Judged<'a>>, IngestError> {
    let mut judged = judged(given, forms, input)?;
    for one in &mut judged {
        match one {
            Judged::Draft(draft) => draft.path = input.path(),
            Judged::Report(report) => report.path = input.path(),
        }
    }
    Ok(judged)
}

fn judged<'a>(given: &Given<'a>, forms: &[Form<'a>], input: &Input) -> Result<Vec<Judged<'a>>, IngestError> {
    let name = input.name();
    // A file that trips a reader of some format must not stop the others.
    let read = catch_unwind(AssertUnwindSafe(|| input.workbook()));
    let unreadable = |message, advice| {
        let unjudged = SheetReport::unjudged(&name, None, Status::Unreadable, message);
        vec![report(SheetReport {
            advice: Some(advice),
            ..unjudged
        })]
    };
    match read {
        Ok(Ok(mut book)) => {
            mending::without_added(&mut book);
            sheets(given, forms, &book)
        }
        Ok(Err(fault)) => Ok(unreadable(fault.to_string(), fault.problem.advice())),
        Err(_) => Ok(unreadable(
            format!(
                "{name}: the file is damaged in a way that jela does not know; open it, save it anew as xlsx, and send that"
            ),
            "advice-damaged",
        )),
    }
}

fn report<'a>(report: SheetReport) -> Judged<'a> {
    Judged::Report(Box::new(report))
}

/// A sheet that no source recognised, and how much it holds.
struct Stranger {
    report: SheetReport,
    filled: usize,
    hidden: bool,
}

fn sheets<'a>(
    given: &Given<'a>,
    forms: &[Form<'a>],
    book: &Workbook,
) -> Result<Vec<Judged<'a>>, IngestError> {
    let (mut judged, mut hidden, mut strangers) = (Vec::new(), Vec::new(), Vec::new());
    for sheet in &book.sheets {
        let tables = tables(sheet);
        if tables.is_empty() {
            continue; // an empty sheet
        }
        match ours(given, forms, book, sheet, &tables)? {
            Some(found) => {
                judged.push(found);
                hidden.push(sheet.hidden);
            }
            None => strangers.push(stranger(forms, book, sheet, &tables[0])),
        }
    }
    leave_hidden_aside(&mut judged, &hidden);
    if judged.is_empty() && strangers.is_empty() {
        let message = format!(
            "{}: the file opens and is empty; see whether the export was cut off",
            book.file
        );
        let unjudged = SheetReport::unjudged(&book.file, None, Status::Unreadable, message);
        return Ok(vec![report(SheetReport {
            advice: Some("advice-empty"),
            ..unjudged
        })]);
    }
    judged.extend(
        told(strangers, !judged.is_empty(), book.kind)
            .into_iter()
            .map(report),
    );
    Ok(judged)
}

/// A hidden sheet beside one of the same rows that people see is an old copy more often than not, and would win over it.
fn leave_hidden_aside(judged: &mut [Judged<'_>], hidden: &[bool]) {
    let seen: Vec<_> = judged
        .iter()
        .zip(hidden)
        .filter(|(_, hidden)| !**hidden)
        .filter_map(|(judged, _)| dataset(judged))
        .collect();
    for (judged, _) in judged.iter_mut().zip(hidden).filter(|(_, hidden)| **hidden) {
        let Judged::Draft(draft) = judged else {
            continue;
        };
        if seen.contains(&draft.table()) {
            let message = format!(
                "{}, sheet {}: the sheet is hidden and was left aside, since one that people see has rows of the same kind; unhide it if it is to count, or delete it",
                draft.file, draft.sheet
            );
            let unjudged =
                SheetReport::unjudged(&draft.file, Some(&draft.sheet), Status::Unrecognised, message);
            *judged = report(SheetReport {
                advice: Some("advice-hidden"),
                ..unjudged
            });
        }
    }
}

fn dataset(judged: &Judged<'_>) -> Option<store::TableId> {
    match judged {
        Judged::Draft(draft) => Some(draft.table()),
        Judged::Report(_) => None,
    }
}

/// The strangers worth telling. Beside recognised data these are only large sheets that people see; a page of
/// layout tables is one stranger, its largest table; every file is told of at least once.
fn told(mut strangers: Vec<Stranger>, beside_data: bool, kind: FileKind) -> Vec<SheetReport> {
    let large = |stranger: &Stranger| stranger.filled >= NOTE_CELLS && !stranger.hidden;
    if beside_data {
        strangers.retain(|stranger| large(stranger) && kind != FileKind::Html);
        for stranger in &mut strangers {
            stranger
                .report
                .message
                .push_str(". It was left aside; another sheet of the file was recognised");
        }
    } else if kind == FileKind::Html || !strangers.iter().any(large) {
        let largest = strangers.into_iter().max_by_key(|stranger| stranger.filled);
        return largest.into_iter().map(|stranger| stranger.report).collect();
    } else {
        strangers.retain(large);
    }
    strangers.into_iter().map(|stranger| stranger.report).collect()
}

/// The first table of the sheet, the largest first, that a source recognises.
fn ours<'a>(
    given: &Given<'a>,
    forms: &[Form<'a>],
    book: &Workbook,
    sheet: &Sheet,
    tables: &[Table],
) -> Result<Option<Judged<'a>>, IngestError> {
    let judged = tables.iter().find_map(|table| {
        let headings = Headings::of(table);
        let around = around(book, &sheet.name, table);
        match remembered(given, book, sheet, table, &headings, &around) {
            Ok(None) => {}
            found => return found.transpose(),
        }
        match recognise(forms, &headings, &around) {
            Recognition::Source(form) => {
                let draft = draft(given, form, book, sheet, table, &headings);
                Some(draft.map(|draft| match draft {
                    Ok(mut draft) => {
                        draft.learnt = learnt(given, form, &headings, &around);
                        Judged::Draft(Box::new(draft))
                    }
                    Err(undated) => Judged::Report(undated),
                }))
            }
            Recognition::Several(fits) => {
                let names: Vec<String> = fits.iter().map(|form| form.name()).collect();
                let message = format!(
                    "{}, sheet {}: the headers are those of several sources ({}); choose with --programme and --dataset",
                    book.file,
                    sheet.name,
                    names.join(", ")
                );
                let unjudged =
                    SheetReport::unjudged(&book.file, Some(&sheet.name), Status::Unrecognised, message);
                Some(Ok(report(SheetReport {
                    advice: Some("advice-several"),
                    ..unjudged
                })))
            }
            Recognition::Nothing(_) => None,
        }
    });
    judged.transpose()
}

/// The sheet as a person confirmed its shape earlier.
fn remembered<'a>(
    given: &Given<'a>,
    book: &Workbook,
    sheet: &Sheet,
    table: &Table,
    headings: &Headings,
    around: &str,
) -> Result<Option<Judged<'a>>, IngestError> {
    let fingerprint = headings.fingerprint();
    let Some(shape) = given.memory.shape(&fingerprint) else {
        return Ok(None);
    };
    let mut forms = all_forms(given.catalog, &shape.under(given.mapping), given.options)?;
    forms.retain(|form| form.name() == shape.source);
    let Recognition::Source(form) = recognise(&forms, headings, around) else {
        return Ok(None); // the caller asks for another programme
    };
    let draft = draft(given, form, book, sheet, table, headings)?;
    Ok(Some(match draft {
        Ok(mut draft) => {
            draft.notes.push(format!(
                "its headers are read as confirmed in {FOLDER}/{fingerprint}.toml"
            ));
            draft.learnt = learnt(given, form, headings, around);
            Judged::Draft(Box::new(draft))
        }
        Err(undated) => Judged::Report(undated),
    }))
}

/// What the caller's own map or choice says of this shape, and the sources alone do not.
fn learnt(given: &Given<'_>, form: &Form<'_>, headings: &Headings, around: &str) -> Option<Learnt> {
    let used = given.mapping.headers.iter();
    let used = used.filter(|(header, _)| headings.has(&[Pattern::of(header)]));
    let mut headers: BTreeMap<String, String> = used
        .map(|(header, meaning)| (header.clone(), meaning.clone()))
        .collect();
    let fingerprint = headings.fingerprint();
    if headers.is_empty() && !(was_chosen(given.options) && is_doubtful(given, headings, around)) {
        return None;
    }
    if let Some(before) = given.memory.shape(&fingerprint) {
        let mut all = before.headers.clone();
        all.append(&mut headers);
        headers = all;
    }
    let shape = Shape {
        source: form.name(),
        headers,
    };
    let is_known = given.memory.shape(&fingerprint) == Some(&shape);
    (!is_known).then_some(Learnt { fingerprint, shape })
}

fn was_chosen(options: &Options) -> bool {
    options.programme.is_some() || options.dataset.is_some()
}

/// Whether several sources would fit if nobody had chosen.
fn is_doubtful(given: &Given<'_>, headings: &Headings, around: &str) -> bool {
    let any = Options {
        programme: None,
        dataset: None,
        ..given.options.clone()
    };
    let forms = all_forms(given.catalog, given.mapping, &any);
    forms.is_ok_and(|forms| matches!(recognise(&forms, headings, around), Recognition::Several(_)))
}

fn stranger(forms: &[Form<'_>], book: &Workbook, sheet: &Sheet, table: &Table) -> Stranger {
    let headings = Headings::of(table);
    let around = around(book, &sheet.name, table);
    let near = match recognise(forms, &headings, &around) {
        Recognition::Nothing(near) => near,
        Recognition::Source(_) | Recognition::Several(_) => None,
    };
    let proposals = propose::headers(forms, &headings, &around);
    let message = format!(
        "{}, sheet {}: {}{}",
        book.file,
        sheet.name,
        not_ours(table, &headings, book, near, forms),
        in_words(&proposals)
    );
    let report = SheetReport::unjudged(&book.file, Some(&sheet.name), Status::Unrecognised, message);
    Stranger {
        report: SheetReport { proposals, ..report },
        filled: table.region.filled,
        hidden: sheet.hidden,
    }
}

/// What was found and what was expected. Rows without a header are not quoted: they may name people.
fn not_ours(
    table: &Table,
    headings: &Headings,
    book: &Workbook,
    near: Option<Near<'_, '_>>,
    forms: &[Form<'_>],
) -> String {
    let title = table
        .titles
        .first()
        .map(|line| line.text.as_str())
        .or(book.page_text.first().map(String::as_str));
    let title = title
        .map(|title| format!("title `{}`, ", short(title)))
        .unwrap_or_default();
    let headers: Vec<String> = headings
        .0
        .iter()
        .take(HEADERS_SHOWN)
        .map(|heading| format!("`{}`", short(&heading.title)))
        .collect();
    let more = headings.0.len().saturating_sub(HEADERS_SHOWN);
    let found = match (table.has_header() && !headers.is_empty(), more) {
        (false, _) => format!("{title}no row of headers"),
        (true, 0) => format!("{title}headers {}", headers.join(", ")),
        (true, more) => format!("{title}headers {} and {more} more", headers.join(", ")),
    };
    let expected = match near {
        Some(near) => format!(
            "nearest is `{}` ({}), which also needs {}",
            near.form.source.title.en,
            near.form.name(),
            near.missing.join(", ")
        ),
        None => {
            let known: Vec<&str> = forms
                .iter()
                .take(SOURCES_SHOWN)
                .map(|form| form.source.title.en.as_str())
                .collect();
            format!("expected one of: {}", known.join("; "))
        }
    };
    format!("not a sheet that jela knows; found {found}; {expected}")
}

/// What the headers may mean, for a person to confirm.
fn in_words(proposals: &Proposals) -> String {
    let Some(source) = proposals
        .source
        .as_ref()
        .filter(|_| !proposals.headers.is_empty())
    else {
        return String::new();
    };
    let headers: Vec<String> = proposals
        .headers
        .iter()
        .take(HEADERS_SHOWN)
        .map(|one| format!("`{}` may be `{}`", short(&one.header), one.meaning))
        .collect();
    format!(
        "; as {source}, {}: confirm with --map FILE, which `jela check --write-map FILE` begins",
        headers.join(", ")
    )
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
