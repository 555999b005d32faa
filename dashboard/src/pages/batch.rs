//! One batch: what it is, who sent it, what it changed, what was found in it.

use analytics::SeenBatch;
use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use serde::Serialize;
use store::{BatchEntry, BatchId};

use super::frame::Frame;
use super::uploads::{UPLOADS, in_language, moment, private_page};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::path::NamePath;
use crate::request::Request;
use crate::say::Say;
use crate::uploads::sender::Sender;
use crate::uploads::sheet::{ChangesView, FindingView, Of, and_more, further, of_changes, of_finding};
use crate::view::{OF_WORDS, View};
use crate::visitor::Visitor;

/// Findings that are shown.
const FINDINGS: usize = 200;

/// Everything that `batch.html` may use.
#[derive(Debug, Serialize)]
pub struct BatchPage {
    frame: Frame,
    title: String,
    subtitle: String,
    facts: Vec<(String, String)>,
    upload: Option<(String, String)>,
    deliveries: Vec<Delivery>,
    changes: Option<ChangesView>,
    findings: Vec<FindingView>,
    further: String,
    more_findings: String,
}

/// One delivery of the batch: the same sheet may come again.
#[derive(Debug, Serialize)]
struct Delivery {
    at: String,
    file: String,
    accepted: String,
    left_out: String,
    state: String,
}

/// `GET /batches/{id}`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    NamePath(name): NamePath,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    Sender::of(&visitor)?;
    app.off_thread(move |app| {
        let unknown = |_| AppError::not_found("there is no such batch");
        let id: BatchId = name.parse().map_err(unknown)?;
        let batch = app.engine.batch(&id, &visitor.reader)?;
        let page = page(app, &visitor, (&view, language), &batch)?;
        let page = app.templates.render("batch.html", &page)?;
        private_page(app, &visitor, app.say(language), &request.address, &page)
    })
    .await
}

fn page(
    app: &App,
    visitor: &Visitor,
    (view, language): (&View, Language),
    batch: &SeenBatch,
) -> Result<BatchPage, AppError> {
    let say = app.say(language);
    let last = batch
        .deliveries
        .last()
        .ok_or_else(|| AppError::not_found("there is no such batch"))?;
    let record = &last.record;
    let programme = app.catalog.programme(&record.programme);
    let dataset = programme.and_then(|programme| programme.dataset(&record.dataset));
    let changes = dataset
        .map(|dataset| ingest::changes_of_delivery(app.engine.lake(), dataset, last))
        .transpose()
        .map_err(AppError::Compared)?;
    let found = match batch.is_whole {
        true => ingest::findings_of(&app.data, record.batch.as_str()).map_err(AppError::Compared)?,
        false => Vec::new(), // they may be of rows of others
    };
    let of = Of {
        catalog: &app.catalog,
        programme,
    };
    let more = found.len().saturating_sub(FINDINGS) as u64;
    let title = format!("{} · {}", record.file, record.sheet);
    let link = view.link(format!("/batches/{}", record.batch));
    Ok(BatchPage {
        frame: Frame::new(app, say, &title, &link, None).sample(record.sample),
        subtitle: [
            programme.map(|programme| say.words(&programme.title)),
            dataset.map(|dataset| say.words(&dataset.title)),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · "),
        facts: facts(app, say, last),
        upload: upload(app, visitor, say, record.batch.as_str())?,
        deliveries: batch
            .deliveries
            .iter()
            .rev()
            .map(|entry| delivery(entry, say))
            .collect(),
        changes: changes.map(|changes| of_changes(&changes, of, say)),
        findings: found
            .iter()
            .take(FINDINGS)
            .map(|finding| of_finding(finding, say))
            .collect(),
        further: further(found.len().min(FINDINGS), say),
        more_findings: and_more(more, say),
        title,
    })
}

fn facts(app: &App, say: Say<'_>, entry: &BatchEntry) -> Vec<(String, String)> {
    let record = &entry.record;
    let source = app
        .catalog
        .programme(&record.programme)
        .and_then(|programme| programme.sources.iter().find(|source| source.id == record.source));
    let source = source.map_or_else(|| record.source.clone(), |source| say.words(&source.title));
    let number = |rows: u64| catalog::format::grouped(&rows.to_string());
    let mut facts = vec![(say.text("batch-source"), source)];
    facts.extend(record.as_on.map(|day| (say.text("batch-as-on"), say.day(day))));
    facts.extend([
        (say.text("rows-read"), number(record.rows_read)),
        (say.text("rows-accepted"), number(record.rows_accepted)),
        (say.text("rows-left-out"), number(record.rows_rejected)),
        (say.text("batch-id"), record.batch.to_string()),
    ]);
    facts
}

/// The upload that brought it: words, and the address for those who may look at it.
fn upload(
    app: &App,
    visitor: &Visitor,
    say: Say<'_>,
    batch: &str,
) -> Result<Option<(String, String)>, AppError> {
    let Some(job) = app.entrance.state.job_of_batch(batch)? else {
        return Ok(None);
    };
    let by = job
        .account
        .clone()
        .unwrap_or_else(|| say.text("upload-by-folder"));
    let address = match Sender::of(visitor)?.may_see(&job) {
        true => in_language(&format!("{UPLOADS}/{}", job.id), say.language),
        false => String::new(),
    };
    Ok(Some((by, address)))
}

fn delivery(entry: &BatchEntry, say: Say<'_>) -> Delivery {
    let record = &entry.record;
    let number = |rows: u64| catalog::format::grouped(&rows.to_string());
    Delivery {
        at: moment(record.taken_in, say),
        file: record.file.clone(),
        accepted: number(record.rows_accepted),
        left_out: number(record.rows_rejected),
        state: say.text(match entry.undone {
            Some(_) => "batch-undone",
            None => "batch-counts",
        }),
    }
}
