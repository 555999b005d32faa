//! What went wrong, said to people as a page and to programs as problem+json.

use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::frame::Frame;
use crate::app::AppState;
use crate::error::{AppError, Problem};
use crate::link::Link;
use crate::request::Request;

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

/// No address takes anything but GET.
pub async fn only_get() -> AppError {
    AppError::Method
}

/// Gives an error its words.
pub async fn worded(State(app): State<AppState>, request: HttpRequest, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Request::of(&parts);
    let head = parts.method == Method::HEAD;
    let mut response = next.run(HttpRequest::from_parts(parts, body)).await;
    let Some(Problem(error)) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    let (media, text) = if asked.path().starts_with("/api/") {
        ("application/problem+json", as_json(&error))
    } else {
        ("text/html; charset=utf-8", as_page(&app, &asked, &error))
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

fn as_page(app: &AppState, request: &Request, error: &AppError) -> String {
    let say = app.say(request.language_of_errors());
    let (id, near) = match error {
        AppError::NotFound { near, .. } => ("not-found", near.clone()),
        AppError::BadParameter { .. } | AppError::Question(_) | AppError::TooLong(..) | AppError::Method => {
            ("bad-request", Vec::new())
        }
        AppError::Refused(_) => ("outside-scope", Vec::new()),
        AppError::Figures(_)
        | AppError::Report(_)
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
    app.templates
        .render("problem.html", &page)
        .unwrap_or_else(|fault| {
            tracing::error!(error = ?fault, "could not lay out an error page");
            page.title.clone()
        })
}
