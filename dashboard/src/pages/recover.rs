//! Where the one-time link of an administrator leads: a new password.
//!
//! Looking at the page uses nothing up, since programs look at links before people do; sending its form does.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::Language;
use serde::Serialize;
use store::StoreError;
use store::state::{DEVICE_DAYS, Deed, Kind, Token};

use super::frame::Frame;
use super::uploads::{in_language, private_page};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::cookies;
use crate::error::AppError;
use crate::form::Fields;
use crate::link::Link;
use crate::request::Request;
use crate::visitor::Visitor;

/// The address.
pub const RECOVER: &str = "/recover";

const DAY: i64 = 86_400;

/// Everything that `recover.html` may use.
#[derive(Debug, Serialize)]
pub struct RecoverPage {
    frame: Frame,
    title: String,
    message: Option<String>,
    /// The account; none where the link is no good.
    account: Option<String>,
    link: String,
}

/// `GET /recover?link=…`
pub async fn show(State(app): State<AppState>, request: Request) -> Result<Response, AppError> {
    let language = request.language_of_errors();
    let link = request.parameter("link").to_owned();
    app.aside(move |app| page(app, language, &link, None)).await
}

/// `POST /recover`
pub async fn recover(
    State(app): State<AppState>,
    caller: Caller,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    let language = form
        .get("language")
        .parse()
        .unwrap_or(request.language_of_errors());
    let (link, password) = (form.get("link").to_owned(), form.get("password").to_owned());
    let now = (app.entrance.clock)();
    let turn = app.turns.acquire().await.map_err(|_| AppError::Lost)?;
    let answer = app
        .aside(move |app| {
            let state = &app.entrance.state;
            let holder = Token::shown(&link)
                .map(|token| state.link_holder(&token, now))
                .transpose()?;
            let (Some(token), Some(name)) = (Token::shown(&link), holder.flatten()) else {
                return page(app, language, &link, None);
            };
            if let Err(StoreError::WeakPassword { .. }) =
                store::state::check_password(&password, &[&name, "jela"])
            {
                return page(app, language, &link, Some("weak-password"));
            }
            state.log(
                Deed::of(
                    Kind::Change,
                    &name,
                    &caller.address,
                    "set a password by a recovery link",
                ),
                now,
            )?;
            let Some(name) = state.recover(&token, &password, now)? else {
                return page(app, language, &link, None);
            };
            let device = match caller.device {
                Some(device) => device,
                None => Token::fresh()?,
            };
            state.know_device(&device, &name, now)?;
            let mut answer = super::sign_in::see_other(&in_language("/sign-in", language));
            let cookie = app.set_cookie(cookies::DEVICE, device.secret(), DEVICE_DAYS * DAY);
            answer.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(answer)
        })
        .await;
    drop(turn);
    app.sessions.forget_all();
    answer
}

fn page(
    app: &App,
    language: Language,
    link: &str,
    message: Option<&'static str>,
) -> Result<Response, AppError> {
    let (say, now) = (app.say(language), (app.entrance.clock)());
    let holder = Token::shown(link).map(|token| app.entrance.state.link_holder(&token, now));
    let account = holder.transpose()?.flatten();
    let title = say.text("recover");
    let status = match (&account, message) {
        (None, _) => StatusCode::NOT_FOUND,
        (Some(_), Some(_)) => StatusCode::BAD_REQUEST,
        (Some(_), None) => StatusCode::OK,
    };
    let here = Link::to(RECOVER).with("link", link);
    let page = RecoverPage {
        frame: Frame::new(app, say, &title, &here, None),
        title,
        message: message.map(|message| say.text(message)),
        link: link.to_owned(),
        account,
    };
    let page = app.templates.render("recover.html", &page)?;
    let mut answer = (status, private_page(app, &Visitor::public(), say, "", &page)?).into_response();
    // The address is a secret: no other page is told of it.
    answer
        .headers_mut()
        .insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(answer)
}
