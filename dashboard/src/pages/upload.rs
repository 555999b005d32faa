//! One upload: how far it is, what was read, and what it would change; confirmed or discarded here.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language};
use ingest::SheetTold;
use serde::Serialize;
use serde_json::{Value, json};
use store::Prepared;
use store::state::{Job, JobState};
use url::form_urlencoded;

use super::frame::Frame;
use super::uploads::{UPLOADS, in_language, moment, named, private_page, see_other};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::path::NamePath;
use crate::request::Request;
use crate::say::Say;
use crate::uploads::sender::Sender;
use crate::uploads::sheet::{SheetView, sheet};
use crate::view::{OF_WORDS, View};
use crate::visitor::Visitor;

/// Seconds after which a page that waits for a worker looks again.
const LOOK_AGAIN: &str = "2";

/// Everything that `upload.html` may use.
#[derive(Debug, Serialize)]
pub struct UploadPage {
    frame: Frame,
    title: String,
    state: &'static str,
    state_words: String,
    help: String,
    sent: String,
    progress: Option<Progress>,
    message: String,
    /// Whether something was taken in since it was read, so that it would change something else.
    is_told_anew: bool,
    sheets: Vec<SheetView>,
    files: Vec<String>,
    form_token: String,
    address: String,
    uploads: String,
    can_confirm: bool,
    confirm: String,
    can_discard: bool,
}

#[derive(Debug, Serialize)]
struct Progress {
    read: u64,
    of: usize,
    words: String,
}

/// `GET /uploads/{id}` and `GET /uploads/{id}.json`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    NamePath(name): NamePath,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    Sender::of(&visitor)?;
    app.aside(move |app| {
        let (id, is_json) = match name.strip_suffix(".json") {
            Some(id) => (id, true),
            None => (name.as_str(), false),
        };
        let job = job(app, &visitor, id)?;
        match is_json {
            true => as_json(&job),
            false => as_page(app, &visitor, &request, (&view, language), &job),
        }
    })
    .await
}

/// `POST /uploads/{id}/confirm`
pub async fn confirm(
    State(app): State<AppState>,
    visitor: Visitor,
    NamePath(name): NamePath,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let language = check(&visitor, body)?;
    let now = (app.entrance.clock)();
    app.aside(move |app| {
        let job = job(app, &visitor, &name)?;
        // A second click finds the work begun, and is led to it.
        let who = Sender::of(&visitor)?.name;
        app.entrance.state.confirm_job(&job.id, Some(who), now)?;
        Ok(see_other(&in_language(
            &format!("{UPLOADS}/{}", job.id),
            language,
        )))
    })
    .await
}

/// `POST /uploads/{id}/discard`
pub async fn discard(
    State(app): State<AppState>,
    visitor: Visitor,
    NamePath(name): NamePath,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let language = check(&visitor, body)?;
    let now = (app.entrance.clock)();
    app.aside(move |app| {
        let job = job(app, &visitor, &name)?;
        let who = Sender::of(&visitor)?.name;
        if app.entrance.state.discard_job(&job.id, Some(who), now)? {
            Prepared::of(&app.data, &job.id).remove()?;
            for file in &job.files {
                app.originals.delete(&file.original)?;
                app.entrance
                    .state
                    .original_deleted(&job.id, &file.original, now)?;
            }
        }
        Ok(see_other(&in_language(
            &format!("{UPLOADS}/{}", job.id),
            language,
        )))
    })
    .await
}

/// The form must come from a page of this server; in which language it stood.
fn check(visitor: &Visitor, body: Result<Bytes, BytesRejection>) -> Result<Language, AppError> {
    let sender = Sender::of(visitor)?;
    let body = body.map_err(|rejected| AppError::Form(rejected.status()))?;
    let field = |name: &str| {
        let mut fields = form_urlencoded::parse(&body);
        fields
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    };
    sender.check_form(&field("csrf").unwrap_or_default())?;
    Ok(field("language")
        .and_then(|language| language.parse().ok())
        .unwrap_or(Language::En))
}

/// The job, if the reader may see it.
pub fn job(app: &App, visitor: &Visitor, id: &str) -> Result<Job, AppError> {
    let unknown = || AppError::not_found("there is no such upload; the list has those that you sent");
    let job = app.entrance.state.job(id)?.ok_or_else(unknown)?;
    match Sender::of(visitor)?.may_see(&job) {
        true => Ok(job),
        false => Err(AppError::Refused("somebody else sent these files".to_owned())),
    }
}

/// What was told of each sheet, once it was read.
pub fn told(job: &Job) -> Result<Vec<SheetTold>, AppError> {
    match &job.result {
        Some(result) => serde_json::from_str(result).map_err(AppError::Kept),
        None => Ok(Vec::new()),
    }
}

fn as_json(job: &Job) -> Result<Response, AppError> {
    let mut sheets: Vec<Value> = match &job.result {
        Some(result) => serde_json::from_str(result).map_err(AppError::Kept)?,
        None => Vec::new(),
    };
    for sheet in &mut sheets {
        // Where it lies on the server is nobody's business.
        sheet["findings_file"] = Value::Null;
    }
    let files: Vec<Value> = job
        .files
        .iter()
        .map(|file| json!({"name": file.name, "bytes": file.bytes}))
        .collect();
    let body = json!({
        "id": job.id,
        "state": job.state.id(),
        "created": job.created.to_string(),
        "files": files,
        "files_read": job.files_read,
        "message": job.message,
        "sheets": sheets,
    });
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, body.to_string() + "\n").into_response())
}

fn as_page(
    app: &App,
    visitor: &Visitor,
    request: &Request,
    (view, language): (&View, Language),
    job: &Job,
) -> Result<Response, AppError> {
    let say = app.say(language);
    let told = told(job)?;
    let path = format!("{UPLOADS}/{}", job.id);
    let is_running = matches!(job.state, JobState::Queued | JobState::Reading);
    let is_done = job.state == JobState::Taken;
    let title = named(job, say);
    let page = UploadPage {
        frame: Frame::new(app, say, &title, &view.link(&path), None),
        state: job.state.id(),
        state_words: say.text(&state_id(job)),
        help: say.text(&format!("{}-help", state_id(job))),
        sent: sent(job, say),
        progress: is_running.then(|| progress(job, say)),
        message: job.message.clone().unwrap_or_default(),
        is_told_anew: job.state == JobState::Review && job.message.is_some(),
        // While it is taken in, what was read before is still true.
        sheets: told
            .iter()
            .enumerate()
            .map(|(number, told)| {
                let mend = (!is_running && told.findings_in_all > 0 && job.keeps(&told.report.file))
                    .then(|| in_language(&format!("{path}/mend/{number}"), language));
                sheet(told, &app.catalog, say, (is_done, mend))
            })
            .collect(),
        files: job.files.iter().map(|file| file.name.clone()).collect(),
        form_token: Sender::of(visitor)?.session.form_token(),
        uploads: in_language(UPLOADS, language),
        can_confirm: can_confirm(job, &told),
        confirm: say.text(match job.state {
            JobState::Failed => "upload-try-again",
            _ => "upload-confirm",
        }),
        can_discard: job.state == JobState::Review
            || (job.taken_in.is_none() && matches!(job.state, JobState::Queued | JobState::Failed)),
        address: path,
        title,
    };
    let page = app.templates.render("upload.html", &page)?;
    let mut answer = private_page(app, visitor, say, &request.address, &page)?;
    if is_running {
        let headers = answer.headers_mut();
        headers.insert(header::REFRESH, HeaderValue::from_static(LOOK_AGAIN));
    }
    Ok(answer)
}

/// The words of its state; reading is said otherwise of what was confirmed.
fn state_id(job: &Job) -> String {
    match (job.state, job.taken_in) {
        (JobState::Queued | JobState::Reading, Some(_)) => "upload-taking".to_owned(),
        (state, _) => format!("upload-{state}"),
    }
}

/// Nothing can be taken in of files of which no row is accepted.
fn can_confirm(job: &Job, told: &[SheetTold]) -> bool {
    let has_rows = told.iter().any(|sheet| sheet.report.rows_accepted > 0);
    match job.state {
        JobState::Review => has_rows,
        JobState::Failed => job.result.is_some() && has_rows,
        JobState::Queued | JobState::Reading | JobState::Taken | JobState::Discarded => false,
    }
}

fn sent(job: &Job, say: Say<'_>) -> String {
    let by = job
        .account
        .clone()
        .unwrap_or_else(|| say.text("upload-by-folder"));
    let at = moment(job.created, say);
    say.about("upload-sent", &[("at", Arg::Text(&at)), ("by", Arg::Text(&by))])
}

fn progress(job: &Job, say: Say<'_>) -> Progress {
    let (read, of) = (job.files_read, job.files.len());
    let words = [("read", Arg::Count(read)), ("files", Arg::Count(of as u64))];
    Progress {
        read,
        of,
        words: say.about("upload-progress", &words),
    }
}
