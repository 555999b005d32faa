//! What went wrong, said to people as a page and to programs as problem+json.

use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

use super::frame::Frame;
use crate::account::{sign_in_address, with_account};
use crate::app::AppState;
use crate::error::{AppError, Problem};
use crate::link::Link;
use crate::request::Request;
use crate::visitor::Visitor;

/// The media type of RFC 9457.
const PROBLEM: &str = "application/problem+json";

/// Everything that `problem.html` may use.
#[derive(Debug, Serialize)]
pub struct ProblemPage {
    frame: Frame,
    status: u16,
    title: String,
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
    !is_for_programs(path) && !path.starts_with("/reports/") && !last.contains('.')
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
    let (id, near) = match error {
        AppError::NotFound { near, .. } => ("not-found", near.clone()),
        AppError::TooMuch(_) => ("upload-too-much", Vec::new()),
        AppError::Upload(_) => ("upload-not-taken", Vec::new()),
        AppError::BadParameter { .. }
        | AppError::Question(_)
        | AppError::TooLong(..)
        | AppError::NotAcceptable(_)
        | AppError::TooLarge(_)
        | AppError::TooMany(_)
        | AppError::Form(_)
        | AppError::Method => ("bad-request", Vec::new()),
        AppError::Refused(_) => ("outside-scope", Vec::new()),
        AppError::StaleForm => ("form-too-old", Vec::new()),
        AppError::SignInNeeded | AppError::BadKey => ("sign-in-needed", Vec::new()),
        AppError::State(_)
        | AppError::Compared(_)
        | AppError::Kept(_)
        | AppError::Account(_)
        | AppError::Figures(_)
        | AppError::Report(_)
        | AppError::Written(_)
        | AppError::Picture(_)
        | AppError::Template(_)
        | AppError::Lost => ("server-fault", Vec::new()),
    };
    let title = say.text(id);
    let page = ProblemPage {
        frame: Frame::new(app, say, &format!("{title} · jela"), &Link::to("/"), None),
        status: error.status().as_u16(),
        detail: error.to_string(),
        near,
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
