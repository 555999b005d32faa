//! Where returns are sent: the form, and what was sent before.

use axum::body::Body;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language, PlaceCode};
use ingest::ReadingOptions;
use jiff::civil::Date;
use serde::Serialize;
use store::state::{Job, NewJob, Origin};

use super::frame::Frame;
use crate::account::with_account;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::link::Link;
use crate::request::Request;
use crate::say::Say;
use crate::uploads::receive::{Received, receive};
use crate::uploads::sender::Sender;
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// The address.
pub const UPLOADS: &str = "/uploads";
/// Uploads that are listed.
const LISTED: u32 = 50;

/// Everything that `uploads.html` may use.
#[derive(Debug, Serialize)]
pub struct UploadsPage {
    frame: Frame,
    title: String,
    form_token: String,
    programmes: Vec<(String, String)>,
    limits: String,
    places: String,
    list_title: String,
    names_senders: bool,
    sent: Vec<Sent>,
}

/// An upload in the list.
#[derive(Debug, Serialize)]
struct Sent {
    address: String,
    files: String,
    at: String,
    by: String,
    state: &'static str,
    state_words: String,
}

/// `GET /uploads`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    let lists = Sender::of(&visitor)?.lists().map(str::to_owned);
    app.aside(move |app| {
        let sender = Sender::of(&visitor)?;
        let say = app.say(language);
        let jobs = app.entrance.state.jobs(lists.as_deref(), LISTED)?;
        let title = say.text("uploads");
        let page = UploadsPage {
            frame: Frame::new(app, say, &title, &view.link(UPLOADS), None),
            form_token: sender.session.form_token(),
            programmes: programmes(app, say, &visitor),
            limits: limits(app, say),
            places: places(app, say, &visitor.reader.class.scope),
            list_title: say.text(if lists.is_some() {
                "uploads-yours"
            } else {
                "uploads-all"
            }),
            names_senders: lists.is_none(),
            sent: jobs.iter().map(|job| sent(job, say)).collect(),
            title,
        };
        let page = app.templates.render("uploads.html", &page)?;
        private_page(app, &visitor, say, &request.address, &page)
    })
    .await
}

/// `POST /uploads`
pub async fn send(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let sender = Sender::of(&visitor)?;
    let form = form.map_err(|fault| {
        AppError::Upload(format!(
            "files are sent as a form of several parts ({fault}); use the page for it"
        ))
    })?;
    let _seat = app.upkeep().upload_seat()?;
    app.aside(|app| app.upkeep().check_disk(&app.data)).await?;
    let received = receive(&app, &request.headers, form).await?;
    sender.check_form(received.field("csrf"))?;
    if received.files.is_empty() {
        return Err(AppError::Upload(
            "no file was chosen; choose one or several, and send them again".to_owned(),
        ));
    }
    let options = options(&app, &received)?;
    let language: Language = received.field("language").parse().unwrap_or(Language::En);
    let (now, account) = ((app.entrance.clock)(), sender.name.to_owned());
    let id = app
        .aside(move |app| {
            let new = NewJob {
                origin: Origin::Upload,
                account: Some(&account),
                options: &options,
                files: &received.files,
            };
            let id = app.entrance.state.add_job(&new, now)?;
            received.keep();
            Ok(id)
        })
        .await?;
    Ok(see_other(&in_language(&format!("{UPLOADS}/{id}"), language)))
}

/// What the form says of how the files are to be read.
fn options(app: &App, received: &Received) -> Result<String, AppError> {
    let programme = Some(received.field("programme")).filter(|id| !id.is_empty());
    if let Some(id) = programme
        && app.catalog.programme(id).is_none()
    {
        return Err(AppError::parameter("programme", id, "there is no such programme"));
    }
    let as_on = Some(received.field("as_on")).filter(|day| !day.is_empty());
    let as_on = as_on.map(|day| {
        day.parse::<Date>()
            .map_err(|_| AppError::parameter("as_on", day, "a day is written like 2026-11-22"))
    });
    let options = ReadingOptions {
        programme: programme.map(str::to_owned),
        as_on: as_on.transpose()?,
        ..ReadingOptions::default()
    };
    serde_json::to_string(&options).map_err(AppError::Kept)
}

/// A page for one reader alone, which nobody keeps.
pub fn private_page(
    app: &App,
    visitor: &Visitor,
    say: Say<'_>,
    address: &str,
    page: &str,
) -> Result<Response, AppError> {
    let page = with_account(app, visitor, say, address, page.as_bytes())?;
    let mut answer = Body::from(page).into_response();
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// On to another page, by GET.
pub fn see_other(address: &str) -> Response {
    let headers = [
        (header::LOCATION, address.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// An address in a language.
pub fn in_language(path: &str, language: Language) -> String {
    Link::to(path).in_language(language).to_string()
}

/// The programmes that the reader may choose.
fn programmes(app: &App, say: Say<'_>, visitor: &Visitor) -> Vec<(String, String)> {
    let own = &visitor.reader.class.programmes;
    let all = app.catalog.programmes.in_order().into_iter();
    all.filter(|programme| own.is_empty() || own.contains(&programme.id))
        .map(|programme| (programme.id.clone(), say.words(&programme.title)))
        .collect()
}

fn limits(app: &App, say: Say<'_>) -> String {
    let limits = app.entrance.uploads;
    let (files, megabytes) = (limits.files as u64, limits.bytes.div_ceil(1 << 20));
    let words = [("files", Arg::Count(files)), ("megabytes", Arg::Count(megabytes))];
    say.about("upload-limits", &words)
}

/// Rows of which places are taken; nothing for those whose rows may be of any.
fn places(app: &App, say: Say<'_>, scope: &[PlaceCode]) -> String {
    let name = |code: &PlaceCode| match app.catalog.places.get(code) {
        Some(place) => crate::overview::scene::name_with_level(say, place),
        None => code.to_string(),
    };
    let names: Vec<String> = scope.iter().map(name).collect();
    match names.is_empty() {
        true => String::new(),
        false => say.about("upload-places", &[("places", Arg::Text(&say.list(&names)))]),
    }
}

fn sent(job: &Job, say: Say<'_>) -> Sent {
    Sent {
        address: in_language(&format!("{UPLOADS}/{}", job.id), say.language),
        files: named(job, say),
        at: moment(job.created, say),
        by: job
            .account
            .clone()
            .unwrap_or_else(|| say.text("upload-by-folder")),
        state: job.state.id(),
        state_words: say.text(&format!("upload-{}", job.state)),
    }
}

/// The files of a job in few words.
pub fn named(job: &Job, say: Say<'_>) -> String {
    match job.files.as_slice() {
        [] => job.id.clone(),
        [one] => one.name.clone(),
        [first, rest @ ..] => say.about(
            "file-and-more",
            &[
                ("file", Arg::Text(&first.name)),
                ("count", Arg::Count(rest.len() as u64)),
            ],
        ),
    }
}

/// A moment as people in India write it.
pub fn moment(at: jiff::Timestamp, say: Say<'_>) -> String {
    reports::moment(at, say.language)
}
