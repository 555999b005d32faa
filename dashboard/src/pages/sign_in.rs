//! The way in and the way out.
//!
//! A form is only taken from a page of this server: it brings along what follows from a cookie that no other site can
//! read. Whether a name exists, nobody is told, by words or by the time it takes.

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language};
use serde::Serialize;
use store::state::{LONGEST, SignIn, Token};
use url::Url;

use super::frame::Frame;
use crate::account::with_account;
use crate::app::AppState;
use crate::client_address::client_address;
use crate::cookies;
use crate::error::AppError;
use crate::form::Fields;
use crate::link::Link;
use crate::request::Request;
use crate::view::OF_SIGN_IN;
use crate::visitor::Visitor;

/// Everything that `sign_in.html` may use.
#[derive(Debug, Serialize)]
pub struct SignInPage {
    frame: Frame,
    title: String,
    message: Option<String>,
    form_token: String,
    next: String,
    name: String,
}

/// Seconds for which a form may lie open.
const FORM_SECONDS: i64 = 3600;

/// The address of a request's sender.
pub struct From(String);

impl FromRequestParts<AppState> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self(client_address(parts, &app.entrance.proxies)))
    }
}

/// `GET /sign-in`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_SIGN_IN)?;
    let next = local(view.next.as_deref().unwrap_or_default());
    if visitor.session.is_some() {
        return Ok(see_other(&next));
    }
    let language = request.language(&view);
    form(&app, &request, language, &next, &Said::default())
}

/// `POST /sign-in`
pub async fn enter(
    State(app): State<AppState>,
    From(address): From,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form_sent = Fields::read(body)?;
    let language = form_sent
        .get("language")
        .parse()
        .unwrap_or_else(|_| request.language_of_errors());
    let next = local(form_sent.get("next"));
    let name = form_sent.get("name").trim().to_owned();
    let again = |status, message: String| {
        let said = Said {
            status,
            message: Some(message),
            name: name.clone(),
        };
        form(&app, &request, language, &next, &said)
    };
    let say = app.say(language);
    let own = cookies::token(&request.headers, cookies::FORM);
    if !own.is_some_and(|own| own.is_form_token(form_sent.get("csrf"))) {
        return again(StatusCode::FORBIDDEN, say.text("form-too-old"));
    }
    let password = form_sent.get("password").to_owned();
    match try_in(&app, &name, password, address).await? {
        SignIn::In(token) => came_in(&app, &request, &token, &next).await,
        SignIn::Wrong => again(StatusCode::UNAUTHORIZED, say.text("wrong-sign-in")),
        SignIn::Wait { seconds } => {
            let wait = [("seconds", Arg::Count(seconds))];
            let mut answer = again(
                StatusCode::TOO_MANY_REQUESTS,
                say.about("too-many-sign-ins", &wait),
            )?;
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(answer)
        }
    }
}

/// `POST /sign-out`
pub async fn leave(
    State(app): State<AppState>,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let sent = Fields::read(body)?;
    let home = match sent.get("language").parse() {
        Ok(Language::En) | Err(_) => Link::to("/"),
        Ok(language) => Link::to("/").with("language", language.code()),
    };
    if let Some(session) = cookies::token(&request.headers, cookies::SESSION) {
        if !session.is_form_token(sent.get("csrf")) {
            return Err(AppError::StaleForm);
        }
        end(&app, session).await?;
    }
    let mut answer = see_other(&home.to_string());
    let cookie = cookies::set(cookies::SESSION, "", 0, app.entrance.secure_cookies);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(answer)
}

/// Looks at the password off the serving threads. Few at once: each takes 19 MiB and a core, and strangers may send
/// many.
async fn try_in(app: &AppState, name: &str, password: String, address: String) -> Result<SignIn, AppError> {
    let _turn = app.turns.acquire().await.map_err(|_| AppError::Lost)?;
    let now = (app.entrance.clock)();
    let name = name.to_owned();
    app.aside(move |app| Ok(app.entrance.state.sign_in(&name, &password, &address, now)?))
        .await
}

/// In: with a fresh session in the place of any that the browser had before.
async fn came_in(app: &AppState, request: &Request, token: &Token, next: &str) -> Result<Response, AppError> {
    if let Some(before) = cookies::token(&request.headers, cookies::SESSION) {
        end(app, before).await?;
    }
    let secure = app.entrance.secure_cookies;
    let mut answer = see_other(next);
    let headers = answer.headers_mut();
    let session = cookies::set(cookies::SESSION, token.secret(), LONGEST.as_secs(), secure);
    headers.append(header::SET_COOKIE, session);
    headers.append(header::SET_COOKIE, cookies::set(cookies::FORM, "", 0, secure));
    Ok(answer)
}

async fn end(app: &AppState, session: Token) -> Result<(), AppError> {
    let now = (app.entrance.clock)();
    let hash = session.hash();
    app.aside(move |app| Ok(app.entrance.state.end_session(&session, now)?))
        .await?;
    app.sessions.ended(&hash);
    Ok(())
}

/// What the form says.
struct Said {
    status: StatusCode,
    message: Option<String>,
    name: String,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            status: StatusCode::OK,
            message: None,
            name: String::new(),
        }
    }
}

fn form(
    app: &AppState,
    request: &Request,
    language: Language,
    next: &str,
    said: &Said,
) -> Result<Response, AppError> {
    let say = app.say(language);
    let title = say.text("sign-in");
    let own = match cookies::token(&request.headers, cookies::FORM) {
        Some(own) => own,
        None => Token::fresh()?,
    };
    let here = Link::to("/sign-in").with("next", next);
    let page = SignInPage {
        frame: Frame::new(app, say, &format!("{title} · jela"), &here, None),
        title,
        message: said.message.clone(),
        form_token: own.form_token(),
        next: next.to_owned(),
        name: said.name.clone(),
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
    let cookie = cookies::set(
        cookies::FORM,
        own.secret(),
        FORM_SECONDS,
        app.entrance.secure_cookies,
    );
    headers.append(header::SET_COOKIE, cookie);
    Ok(answer)
}

pub(super) fn see_other(address: &str) -> Response {
    let headers = [
        (header::LOCATION, address.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The address to go on to, if it is one of this server; else the first page. Browsers read `\` as `/`, leave tabs out,
/// and take what begins with two slashes for another server, so the address is read as they read it.
fn local(next: &str) -> String {
    let base = Url::parse("http://jela.invalid/").expect("it is an address");
    let read = base.join(next).ok().filter(|read| {
        next.starts_with('/') && read.origin() == base.origin() && !read.path().starts_with("/sign-")
    });
    read.map_or_else(
        || "/".to_owned(),
        |read| read[url::Position::BeforePath..].to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_goes_on_to_where_they_wanted() {
        for next in ["/", "/mgnrega/block-2786?as_on=2026-11-22&by=gp", "/search?q=//x"] {
            assert_eq!(local(next), next);
        }
        assert_eq!(local("/mgnrega/../help"), "/help");
    }

    #[test]
    fn nobody_is_led_to_another_server_or_round_in_a_circle() {
        for next in [
            "",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "evil",
            "http:evil",
            " //evil.example",
            "/sign-in?next=/",
            "/sign-out",
        ] {
            assert_eq!(local(next), "/", "{next:?}");
        }
    }
}
