//! What went wrong, said to people as a page and to programs as problem+json.

use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language, Words};
use serde::Serialize;
use serde_json::json;

use super::frame::Frame;
use crate::account::{sign_in_address, with_account};
use crate::app::AppState;
use crate::error::{AppError, Problem};
use crate::link::Link;
use crate::request::Request;
use crate::say::Say;
use crate::visitor::Visitor;

/// The media type of RFC 9457.
const PROBLEM: &str = "application/problem+json";

/// Seconds after which a server that had too much to do may be asked again.
const BUSY_FOR: u64 = 30;

/// Everything that `problem.html` may use.
#[derive(Debug, Serialize)]
pub struct ProblemPage {
    frame: Frame,
    status: u16,
    title: String,
    /// What went wrong, in the reader's language; the detail alone says it in English.
    said: Option<String>,
    detail: String,
    near: Vec<(String, String)>,
}

/// No address of jela.
pub async fn nothing_there(request: Request) -> AppError {
    AppError::not_found(format!(
        "nothing stands at `{}`",
        crate::near::shown(request.path())
    ))
}

/// An address that takes no such request.
pub async fn no_such_method() -> AppError {
    AppError::Method
}

/// Gives an error its words.
pub async fn worded(State(app): State<AppState>, request: HttpRequest, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::of(&parts);
    let head = parts.method == Method::HEAD;
    let mut response = next.run(HttpRequest::from_parts(parts, body)).await;
    let Some(Problem(error)) = response.extensions_mut().remove::<Problem>() else {
        return in_words_for_programs(&asked, head, response);
    };
    if matches!(*error, AppError::SignInNeeded) && is_for_people(asked.path()) {
        return to_sign_in(&asked);
    }
    if error.status() == StatusCode::UNAUTHORIZED {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let AppError::TooMany(seconds) = *error {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    if matches!(*error, AppError::Busy) {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, BUSY_FOR.into());
    }
    let (media, text) = if is_for_programs(asked.path()) {
        (PROBLEM, as_json(&error).into_bytes())
    } else {
        ("text/html; charset=utf-8", as_page(&app, &asked, &error).await)
    };
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().remove(header::CONTENT_LENGTH);
    if !head {
        *response.body_mut() = Body::from(text);
    }
    response
}

/// Whether programs ask there, and want problems as data.
fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/open-data/")
}

/// Whether a browser shows what stands there as a page, and not a program or a saved file.
fn is_for_people(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    // A report comes as a file; the page of one that was made is for whoever holds the paper.
    let is_file = path.starts_with("/reports/") && !reports::is_report_id(last);
    !is_for_programs(path) && !is_file && path != "/metrics" && !last.contains('.')
}

/// The sign-in page leads back to where the reader wanted to go.
fn to_sign_in(request: &Request) -> Response {
    let address = sign_in_address(&request.address, request.language_of_errors());
    let headers = [
        (header::LOCATION, address),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn as_json(error: &AppError) -> String {
    let status = error.status();
    let mut problem = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": error.to_string(),
    });
    if let AppError::BadParameter { name, .. } = error {
        problem["parameter"] = name.as_str().into();
    }
    problem.to_string() + "\n"
}

/// What a layer refused without words of its own, such as an answer that took too long.
fn in_words_for_programs(request: &Request, head: bool, mut response: Response) -> Response {
    let status = response.status();
    if !is_for_programs(request.path()) || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let title = status.canonical_reason().unwrap_or_default();
    let problem =
        json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": title });
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::CONTENT_LENGTH);
    if !head {
        *response.body_mut() = Body::from(problem.to_string() + "\n");
    }
    response
}

async fn as_page(app: &AppState, request: &Request, error: &AppError) -> Vec<u8> {
    let say = app.say(request.language_of_errors());
    let no_way: &[(Words, String)] = &[];
    let (id, near) = match error {
        AppError::NotFound { near, .. } => ("not-found", near.as_slice()),
        AppError::Unknown(unknown) if unknown.status == StatusCode::NOT_FOUND => {
            ("not-found", unknown.near.as_slice())
        }
        AppError::Unknown(unknown) => ("bad-request", unknown.near.as_slice()),
        AppError::TooMuch(_) => ("upload-too-much", no_way),
        AppError::Upload(_) => ("upload-not-taken", no_way),
        AppError::BadParameter { .. }
        | AppError::Question(_)
        | AppError::TooManyRows(_)
        | AppError::TooLong(..)
        | AppError::NotAcceptable(_)
        | AppError::TooLarge(_)
        | AppError::TooMany(_)
        | AppError::Form(_)
        | AppError::Method => ("bad-request", no_way),
        AppError::Busy => ("server-busy", no_way),
        AppError::DiskFull => ("disk-full", no_way),
        AppError::Refused(_) => ("outside-scope", no_way),
        AppError::StaleForm => ("form-too-old", no_way),
        AppError::SignOn(_) => ("sign-on-failed", no_way),
        AppError::SignInNeeded | AppError::BadKey => ("sign-in-needed", no_way),
        AppError::State(_)
        | AppError::Compared(_)
        | AppError::Kept(_)
        | AppError::Account(_)
        | AppError::Figures(_)
        | AppError::Report(_)
        | AppError::Spooled(_)
        | AppError::Written(_)
        | AppError::Picture(_)
        | AppError::Template(_)
        | AppError::Glossary(_)
        | AppError::Lost => ("server-fault", no_way),
    };
    let title = say.text(id);
    let page = ProblemPage {
        frame: Frame::new(app, say, &title, &Link::to("/"), None),
        status: error.status().as_u16(),
        said: said(error, say),
        detail: error.to_string(),
        near: near
            .iter()
            .map(|(words, address)| (say.words(words), in_language(address, say.language)))
            .collect(),
        title,
    };
    // Who can't be known is nobody: the fault that matters is being told already.
    let visitor = Visitor::of(app, &request.headers, request.path())
        .await
        .unwrap_or_else(|_| Visitor::public());
    let whole = app
        .templates
        .render("problem.html", &page)
        .map_err(AppError::from)
        .and_then(|page| with_account(app, &visitor, say, &request.address, page.as_bytes()));
    whole.unwrap_or_else(|fault| {
        tracing::error!(error = ?fault, "could not lay out an error page");
        page.title.clone().into_bytes()
    })
}

/// What went wrong, in words of the reader's language; none where the English ones are the reader's.
fn said(error: &AppError, say: Say<'_>) -> Option<String> {
    if say.language == Language::En {
        return None;
    }
    match error {
        AppError::Unknown(unknown) => {
            Some(say.about(unknown.message, &[("asked", Arg::Text(&unknown.asked))]))
        }
        AppError::BadParameter { name, value, .. } => {
            let known = [("name", Arg::Text(name)), ("value", Arg::Text(value))];
            Some(say.about("bad-parameter", &known))
        }
        _ => None,
    }
}

/// An address, which may have parameters, in the reader's language.
fn in_language(address: &str, language: Language) -> String {
    match (language, address.contains('?')) {
        (Language::En, _) => address.to_owned(),
        (language, true) => format!("{address}&language={language}"),
        (language, false) => format!("{address}?language={language}"),
    }
}
