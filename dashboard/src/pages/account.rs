//! A reader's own account: what it may see, where it is signed in, its password and second factor.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header;
use axum::response::Response;
use catalog::Arg;
use jiff::Timestamp;
use serde::Serialize;
use store::StoreError;
use store::state::{Deed, Kind, LONGEST, OpenSession, SignIn, Token};

use super::frame::Frame;
use super::keys::KEYS;
use super::second_factor::SECOND_FACTOR;
use super::uploads::{in_language, moment, private_page};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::cookies;
use crate::error::AppError;
use crate::form::Fields;
use crate::request::Request;
use crate::say::Say;
use crate::signing::come_in::end;
use crate::view::OF_WORDS;
use crate::visitor::Visitor;

/// The address.
pub const ACCOUNT: &str = "/account";

/// Everything that `account_page.html` may use.
#[derive(Debug, Serialize)]
pub struct AccountPage {
    frame: Frame,
    title: String,
    message: Option<String>,
    form_token: String,
    scope: String,
    sessions: Vec<Session>,
    others: bool,
    has_password: bool,
    factor: String,
    factor_address: String,
    keys_address: String,
}

/// A session in the list.
#[derive(Debug, Serialize)]
struct Session {
    id: String,
    since: String,
    last: String,
    address: String,
    agent: String,
    here: bool,
}

/// `GET /account`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    page(&app, visitor, request, None).await
}

/// `POST /account/sessions`: ends one session, or all but this one.
pub async fn end_sessions(
    State(app): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    form.of_session(&visitor)?;
    let own = own(&visitor)?;
    let all_others = form.get("session") == "others";
    let id = if all_others {
        own.session.session_id()
    } else {
        form.get("session").to_owned()
    };
    let is_this = !all_others && id == own.session.session_id();
    let (name, now) = (own.name.clone(), (app.entrance.clock)());
    app.aside(move |app| {
        let state = &app.entrance.state;
        let what = if all_others {
            "ended all other sessions"
        } else {
            "ended a session"
        };
        state.log(Deed::of(Kind::SignIn, &name, &caller.address, what), now)?;
        state.end_sessions(&name, &id, all_others, now)?;
        // Who else is behind which token is known to nobody; all are asked for again.
        app.sessions.forget_all();
        Ok(())
    })
    .await?;
    if is_this {
        end(&app, own.session).await?;
    }
    Ok(super::sign_in::see_other(&back(&request, &form)))
}

/// `POST /account/password`
pub async fn change_password(
    State(app): State<AppState>,
    visitor: Visitor,
    caller: Caller,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let form = Fields::read(body)?;
    form.of_session(&visitor)?;
    let own = own(&visitor)?;
    let (old, new) = (form.get("old").to_owned(), form.get("new").to_owned());
    let now = (app.entrance.clock)();
    let turn = app.turns.acquire().await.map_err(|_| AppError::Lost)?;
    let name = own.name.clone();
    let changed = app
        .aside(move |app| change(app, &name, (&old, &new), &caller, now))
        .await?;
    drop(turn);
    match changed {
        Changed::Done(session) => {
            app.sessions.forget_all();
            let mut answer = super::sign_in::see_other(&back(&request, &form));
            let cookie = app.set_cookie(cookies::SESSION, session.secret(), LONGEST.as_secs());
            answer.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(answer)
        }
        Changed::Not(message, seconds) => {
            let language = form
                .get("language")
                .parse()
                .unwrap_or(request.language_of_errors());
            let words = app
                .say(language)
                .about(message, &[("seconds", Arg::Count(seconds))]);
            page(&app, visitor, request, Some(words)).await
        }
    }
}

/// What comes of another password.
enum Changed {
    Done(Token),
    Not(&'static str, u64),
}

fn change(
    app: &App,
    name: &str,
    (old, new): (&str, &str),
    caller: &Caller,
    now: Timestamp,
) -> Result<Changed, AppError> {
    let state = &app.entrance.state;
    match state.sign_in(name, old, &caller.visit(), now)? {
        SignIn::Right => {}
        SignIn::Wrong => return Ok(Changed::Not("wrong-old-password", 0)),
        SignIn::Wait { seconds } => return Ok(Changed::Not("too-many-sign-ins", seconds)),
    }
    if let Err(fault) = store::state::check_password(new, &[name, "jela"]) {
        return match fault {
            StoreError::WeakPassword { .. } => Ok(Changed::Not("weak-password", 0)),
            fault => Err(fault.into()),
        };
    }
    state.log(
        Deed::of(Kind::Change, name, &caller.address, "changed the password"),
        now,
    )?;
    state.set_password(name, new, now)?;
    if let Some(device) = &caller.device {
        state.know_device(device, name, now)?;
    }
    Ok(Changed::Done(state.open_session_from(
        name,
        &caller.visit(),
        now,
    )?))
}

/// Who is signed in by which session; keys have no account page.
pub(super) struct Own {
    pub name: String,
    pub session: Token,
}

pub(super) fn own(visitor: &Visitor) -> Result<Own, AppError> {
    let session = visitor.session.clone().ok_or(AppError::SignInNeeded)?;
    let name = visitor.reader.name.clone().ok_or(AppError::SignInNeeded)?;
    Ok(Own { name, session })
}

/// The account page, in the language of the form.
pub(super) fn back(request: &Request, form: &Fields) -> String {
    let language = form
        .get("language")
        .parse()
        .unwrap_or(request.language_of_errors());
    in_language(ACCOUNT, language)
}

async fn page(
    app: &AppState,
    visitor: Visitor,
    request: Request,
    message: Option<String>,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    let own = own(&visitor)?;
    let now = (app.entrance.clock)();
    app.aside(move |app| {
        let say = app.say(language);
        let state = &app.entrance.state;
        let open = state.sessions(&own.name, now)?;
        let page = AccountPage {
            frame: Frame::new(app, say, &own.name, &view.link(ACCOUNT), None),
            title: own.name.clone(),
            message,
            form_token: own.session.form_token(),
            scope: scope(app, say, &visitor),
            others: open.len() > 1,
            sessions: open
                .into_iter()
                .map(|session| told(session, &own.session, say))
                .collect(),
            has_password: state.has_password(&own.name)?,
            factor: factor(app, &own.name, say)?,
            factor_address: in_language(SECOND_FACTOR, language),
            keys_address: in_language(KEYS, language),
        };
        let page = app.templates.render("account_page.html", &page)?;
        private_page(app, &visitor, say, ACCOUNT, &page)
    })
    .await
}

fn told(session: OpenSession, own: &Token, say: Say<'_>) -> Session {
    Session {
        here: session.id == own.session_id(),
        since: moment(session.created, say),
        last: moment(session.last_seen, say),
        id: session.id,
        address: session.address,
        agent: session.agent,
    }
}

/// What the account is for: its role, its places, its programmes.
fn scope(app: &App, say: Say<'_>, visitor: &Visitor) -> String {
    let class = &visitor.reader.class;
    let role = say.text(&format!("role-{}", class.role.id()));
    let places = class.scope.iter().map(|code| {
        let known = app.catalog.places.get(code);
        known.map_or_else(
            || code.to_string(),
            |place| crate::overview::scene::name_with_level(say, place),
        )
    });
    let programmes = class.programmes.iter().map(|id| {
        let known = app.catalog.programme(id.as_str());
        known.map_or_else(|| id.to_string(), |known| say.words(&known.title))
    });
    let parts: Vec<String> = std::iter::once(role).chain(places).chain(programmes).collect();
    parts.join(" · ")
}

fn factor(app: &App, name: &str, say: Say<'_>) -> Result<String, AppError> {
    let state = &app.entrance.state;
    let is_on = state
        .second_factor(name)?
        .is_some_and(|factor| factor.is_confirmed);
    if !is_on {
        return Ok(say.text("factor-off"));
    }
    let left = u64::try_from(state.recovery_codes_left(name)?).unwrap_or(0);
    Ok(say.about("factor-on", &[("count", Arg::Count(left))]))
}
