//! The form of the way in: for name and password, and then for a code.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language};
use serde::Serialize;
use store::state::Token;

use super::frame::Frame;
use crate::account::with_account;
use crate::app::AppState;
use crate::cookies;
use crate::error::AppError;
use crate::link::Link;
use crate::request::Request;
use crate::visitor::Visitor;

/// Seconds for which a form may lie open.
const FORM_SECONDS: i64 = 3600;

/// Everything that `sign_in.html` may use.
#[derive(Debug, Serialize)]
pub struct SignInPage {
    frame: Frame,
    title: String,
    message: Option<String>,
    form_token: String,
    next: String,
    name: String,
    asks_code: bool,
    /// Other ways in: words and address.
    providers: Vec<(String, String)>,
}

/// What the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Name and password.
    Password,
    /// The code of a second factor.
    Code,
}

/// What the form says.
pub struct Said {
    /// With which status.
    pub status: StatusCode,
    /// A message above it.
    pub message: Option<String>,
    /// The name that was given.
    pub name: String,
    /// What it asks for.
    pub asks: Asks,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            status: StatusCode::OK,
            message: None,
            name: String::new(),
            asks: Asks::Password,
        }
    }
}

/// The form, with the cookie that makes it this browser's own.
pub fn form(
    app: &AppState,
    request: &Request,
    language: Language,
    next: &str,
    said: &Said,
) -> Result<Response, AppError> {
    let say = app.say(language);
    let title = say.text("sign-in");
    let own = match app.cookie(&request.headers, cookies::FORM) {
        Some(own) => own,
        None => Token::fresh()?,
    };
    let here = Link::to("/sign-in").with("next", next);
    let page = SignInPage {
        frame: Frame::new(app, say, &title, &here, None),
        title,
        message: said.message.clone(),
        form_token: own.form_token(),
        next: next.to_owned(),
        name: said.name.clone(),
        asks_code: said.asks == Asks::Code,
        providers: app
            .guard()
            .providers
            .iter()
            .map(|provider| {
                let words = say.about("sign-in-by", &[("provider", Arg::Text(provider.title()))]);
                let way = Link::to(format!("/sign-in/{}", provider.id())).with("next", next);
                (words, way.in_language(language).to_string())
            })
            .collect(),
    };
    let page = app.templates.render("sign_in.html", &page)?;
    let page = with_account(app, &Visitor::public(), say, "", page.as_bytes())?;
    let mut answer = (said.status, Body::from(page)).into_response();
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.append(
        header::SET_COOKIE,
        app.set_cookie(cookies::FORM, own.secret(), FORM_SECONDS),
    );
    Ok(answer)
}
