//! Setting up a second factor, and taking it away.
//!
//! An account whose role must have one comes here first, with a session that opens nothing else.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use catalog::{Arg, Language};
use jiff::Timestamp;
use serde::Serialize;
use store::state::{Account, Deed, Kind, LONGEST, Token, fresh_factor};

use super::account::ACCOUNT;
use super::frame::Frame;
use super::sign_in::local;
use super::uploads::{in_language, private_page};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::cookies;
use crate::error::AppError;
use crate::form::Fields;
use crate::link::Link;
use crate::request::Request;
use crate::signing::codes::{self, Code, as_address, as_text, step_of};
use crate::signing::picture::{self, Picture};
use crate::visitor::Visitor;

/// The address.
pub const SECOND_FACTOR: &str = "/account/second-factor";

/// Everything that `second_factor.html` may use.
#[derive(Debug, Serialize)]
pub struct SecondFactorPage {
    frame: Frame,
    title: String,
    message: Option<String>,
    form_token: String,
    next: String,
    account: String,
    /// What there is to do: `begin`, `confirm`, `keep` the codes, `remove`, or nothing more.
    step: &'static str,
    picture: Option<Picture>,
    secret: String,
    codes: Vec<String>,
}

/// Who may set up a second factor: somebody who is in, or who is in for nothing else.
struct Owner {
    account: Account,
    session: Token,
}

/// `GET /account/second-factor`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let language = request.language_of_errors();
    let next = request.parameter("next").to_owned();
    page(&app, visitor, request.headers, (language, next), Told::default()).await
}

/// `POST /account/second-factor`
pub async fn change(
    State(app): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    let now = (app.entrance.clock)();
    let headers = request.headers.clone();
    let language = form
        .get("language")
        .parse()
        .unwrap_or(request.language_of_errors());
    let next = form.get("next").to_owned();
    let done = app
        .aside(move |app| {
            let owner = owner(app, &headers, now)?;
            if !owner.session.is_form_token(form.get("csrf")) {
                return Err(AppError::StaleForm);
            }
            done(app, &owner, &form, &caller, now)
        })
        .await?;
    app.sessions.forget_all();
    let session = done.session.clone();
    let mut headers = request.headers.clone();
    if let Some(session) = &session {
        let cookie = app.set_cookie(cookies::SESSION, session.secret(), LONGEST.as_secs());
        headers.insert(header::COOKIE, cookie);
    }
    // The page is already that of the fresh session, so that its forms are.
    let visitor = match &session {
        Some(_) => Visitor::of(&app, &headers, SECOND_FACTOR).await?,
        None => visitor,
    };
    let mut answer = page(&app, visitor, headers, (language, next), done).await?;
    if let Some(session) = session {
        let cookie = app.set_cookie(cookies::SESSION, session.secret(), LONGEST.as_secs());
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// What the page tells of what was done.
#[derive(Default)]
struct Told {
    message: Option<&'static str>,
    seconds: u64,
    codes: Vec<String>,
    /// Another session than before, since more or less is asked for now.
    session: Option<Token>,
}

impl Told {
    fn of(message: &'static str) -> Self {
        Self {
            message: Some(message),
            ..Self::default()
        }
    }
}

fn done(app: &App, owner: &Owner, form: &Fields, caller: &Caller, now: Timestamp) -> Result<Told, AppError> {
    match form.get("step") {
        "begin" => {
            app.entrance
                .state
                .begin_second_factor(&owner.account.name, &fresh_factor()?)?;
            Ok(Told::default())
        }
        "confirm" => confirm(app, &owner.account.name, form.get("code"), caller, now),
        "remove" => remove(app, &owner.account, form.get("code"), caller, now),
        other => Err(AppError::parameter(
            "step",
            other,
            "it is one of begin, confirm, remove",
        )),
    }
}

fn confirm(app: &App, name: &str, code: &str, caller: &Caller, now: Timestamp) -> Result<Told, AppError> {
    let state = &app.entrance.state;
    let begun = state.second_factor(name)?.filter(|factor| !factor.is_confirmed);
    let Some(factor) = begun else {
        return Ok(Told::default());
    };
    let Some(step) = step_of(&factor.secret, code, now) else {
        return Ok(Told::of("wrong-code"));
    };
    state.log(
        Deed::of(Kind::Change, name, &caller.address, "set up a second factor"),
        now,
    )?;
    let codes = state.confirm_second_factor(name, step, now)?.unwrap_or_default();
    Ok(Told {
        codes,
        session: Some(afresh(app, name, caller, now)?),
        ..Told::default()
    })
}

fn remove(
    app: &App,
    account: &Account,
    code: &str,
    caller: &Caller,
    now: Timestamp,
) -> Result<Told, AppError> {
    let (state, name) = (&app.entrance.state, account.name.as_str());
    if app.guard().needs_factor(&account.role) {
        return Ok(Told::of("factor-needed"));
    }
    let confirmed = state.second_factor(name)?.filter(|factor| factor.is_confirmed);
    let Some(factor) = confirmed else {
        return Ok(Told::default());
    };
    match codes::take(state, name, &factor, code, now)? {
        Code::Right => {}
        Code::Wrong => return Ok(Told::of("wrong-code")),
        Code::Wait { seconds } => {
            return Ok(Told {
                seconds,
                ..Told::of("too-many-sign-ins")
            });
        }
    }
    state.log(
        Deed::of(Kind::Change, name, &caller.address, "took the second factor away"),
        now,
    )?;
    state.remove_second_factor(name)?;
    Ok(Told {
        session: Some(afresh(app, name, caller, now)?),
        ..Told::of("factor-removed")
    })
}

/// A fresh session in the place of all that were open.
fn afresh(app: &App, name: &str, caller: &Caller, now: Timestamp) -> Result<Token, AppError> {
    let state = &app.entrance.state;
    state.end_all_sessions(name, now)?;
    Ok(state.open_session_from(name, &caller.visit(), now)?)
}

fn owner(app: &App, headers: &HeaderMap, now: Timestamp) -> Result<Owner, AppError> {
    let session = app
        .cookie(headers, cookies::SESSION)
        .ok_or(AppError::SignInNeeded)?;
    let state = &app.entrance.state;
    let account = match state.session(&session, now)? {
        Some(account) => Some(account),
        None => state.enrolment(&session, now)?,
    };
    Ok(Owner {
        account: account.ok_or(AppError::SignInNeeded)?,
        session,
    })
}

async fn page(
    app: &AppState,
    visitor: Visitor,
    headers: HeaderMap,
    (language, next): (Language, String),
    told: Told,
) -> Result<Response, AppError> {
    let now = (app.entrance.clock)();
    let next = match local(&next).as_str() {
        "/" => in_language(ACCOUNT, language),
        next => next.to_owned(),
    };
    app.aside(move |app| {
        let owner = owner(app, &headers, now)?;
        let (say, name) = (app.say(language), owner.account.name);
        let factor = app.entrance.state.second_factor(&name)?;
        let begun = factor.as_ref().filter(|factor| !factor.is_confirmed);
        let step = match (&factor, told.codes.is_empty()) {
            (_, false) => "keep",
            (None, _) => "begin",
            (Some(_), _) if begun.is_some() => "confirm",
            _ => "remove",
        };
        let title = say.text("second-factor");
        let here = Link::to(SECOND_FACTOR).with("next", next.clone());
        let issuer = format!("jela {}", app.home_name());
        let page = SecondFactorPage {
            frame: Frame::new(app, say, &title, &here, None),
            title,
            message: told
                .message
                .map(|message| say.about(message, &[("seconds", Arg::Count(told.seconds))])),
            form_token: owner.session.form_token(),
            next,
            step,
            picture: begun.and_then(|factor| picture::of(&as_address(&factor.secret, &issuer, &name))),
            secret: begun
                .map(|factor| in_groups(&as_text(&factor.secret)))
                .unwrap_or_default(),
            codes: told.codes,
            account: name,
        };
        let page = app.templates.render("second_factor.html", &page)?;
        private_page(app, &visitor, say, "", &page)
    })
    .await
}

/// `GEZD GNBV …`: what is typed by hand is read in groups.
fn in_groups(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}
