//! The way in and the way out.
//!
//! A form is only taken from a page of this server: it brings along what follows from a cookie that no other site can
//! read. Whether a name exists, nobody is told, by words or by the time it takes.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Arg, Language};
use store::state::{Deed, HALF_MINUTES, Kind, SignIn, Token};
use url::Url;

use super::sign_in_form::{Asks, Said, form};
use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::cookies;
use crate::error::AppError;
use crate::form::Fields;
use crate::link::Link;
use crate::request::Request;
use crate::signing::codes::{self, Code};
use crate::signing::come_in::{come_in, end};
use crate::view::OF_SIGN_IN;
use crate::visitor::Visitor;

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

/// A form that was sent, and who sent it.
struct Attempt<'a> {
    app: &'a AppState,
    request: &'a Request,
    caller: &'a Caller,
    language: Language,
    next: String,
    name: String,
    code: String,
}

/// `POST /sign-in`
pub async fn enter(
    State(app): State<AppState>,
    caller: Caller,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let sent = Fields::read(body)?;
    let attempt = Attempt {
        app: &app,
        request: &request,
        caller: &caller,
        language: sent
            .get("language")
            .parse()
            .unwrap_or_else(|_| request.language_of_errors()),
        next: local(sent.get("next")),
        name: sent.get("name").trim().to_owned(),
        code: sent.get("code").to_owned(),
    };
    let own = app.cookie(&request.headers, cookies::FORM);
    if !own.is_some_and(|own| own.is_form_token(sent.get("csrf"))) {
        return attempt.again(StatusCode::FORBIDDEN, "form-too-old", Asks::Password);
    }
    match app.cookie(&request.headers, cookies::HALF) {
        Some(half) if sent.get("step") == "code" => attempt.second_step(half).await,
        _ => attempt.first_step(sent.get("password").to_owned()).await,
    }
}

/// `POST /sign-out`
pub async fn leave(
    State(app): State<AppState>,
    caller: Caller,
    visitor: Visitor,
    request: Request,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    let sent = Fields::read(body)?;
    let home = match sent.get("language").parse() {
        Ok(Language::En) | Err(_) => Link::to("/"),
        Ok(language) => Link::to("/").with("language", language.code()),
    };
    if let Some(session) = app.cookie(&request.headers, cookies::SESSION) {
        if !session.is_form_token(sent.get("csrf")) {
            return Err(AppError::StaleForm);
        }
        if let Some(name) = visitor.reader.name {
            log(&app, Deed::of(Kind::SignIn, &name, &caller.address, "went out")).await?;
        }
        end(&app, session).await?;
    }
    let mut answer = see_other(&home.to_string());
    let cookie = app.set_cookie(cookies::SESSION, "", 0);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(answer)
}

impl Attempt<'_> {
    /// Looks at the password off the serving threads. Few at once: each takes 19 MiB and a core, and strangers may send
    /// many.
    async fn first_step(self, password: String) -> Result<Response, AppError> {
        let turn = self.app.turns.acquire().await.map_err(|_| AppError::Lost)?;
        let now = (self.app.entrance.clock)();
        let (name, caller, code) = (self.name.clone(), self.caller.clone(), self.code.clone());
        let found = self
            .app
            .aside(move |app| first(app, &name, &password, &code, &caller, now))
            .await?;
        drop(turn);
        match found {
            First::In(by) => self.come_in(&self.name, by).await,
            First::Wrong => self.again(StatusCode::UNAUTHORIZED, "wrong-sign-in", Asks::Password),
            First::Wait(seconds) => self.wait(seconds, Asks::Password),
            First::WrongCode(half) => self.half(&half, "wrong-code"),
            First::Half(half) => self.half(&half, ""),
        }
    }

    /// Looks at the code of somebody who gave the right password before.
    async fn second_step(self, half: Token) -> Result<Response, AppError> {
        let now = (self.app.entrance.clock)();
        let (shown, caller, code) = (half.clone(), self.caller.clone(), self.code.clone());
        let found = self
            .app
            .aside(move |app| second(app, &shown, &code, &caller, now))
            .await?;
        match found {
            Second::In(name, by) => self.come_in(&name, by).await,
            Second::TooLate => self.again(StatusCode::UNAUTHORIZED, "sign-in-again", Asks::Password),
            Second::Wrong => self.again(StatusCode::UNAUTHORIZED, "wrong-code", Asks::Code),
            Second::Wait(seconds) => self.wait(seconds, Asks::Code),
        }
    }

    async fn come_in(&self, name: &str, by: &'static str) -> Result<Response, AppError> {
        come_in(
            self.app,
            &self.request.headers,
            self.caller,
            (name, by),
            &self.next,
        )
        .await
    }

    /// The form again, with a message.
    fn again(&self, status: StatusCode, message: &str, asks: Asks) -> Result<Response, AppError> {
        let say = self.app.say(self.language);
        let message = (!message.is_empty()).then(|| say.text(message));
        self.say(status, message, asks)
    }

    fn say(&self, status: StatusCode, message: Option<String>, asks: Asks) -> Result<Response, AppError> {
        let said = Said {
            status,
            message,
            name: self.name.clone(),
            asks,
        };
        form(self.app, self.request, self.language, &self.next, &said)
    }

    fn wait(&self, seconds: u64, asks: Asks) -> Result<Response, AppError> {
        let wait = [("seconds", Arg::Count(seconds))];
        let message = self.app.say(self.language).about("too-many-sign-ins", &wait);
        let mut answer = self.say(StatusCode::TOO_MANY_REQUESTS, Some(message), asks)?;
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        Ok(answer)
    }

    /// Halfway in: nothing is open yet, and the form asks for the code.
    fn half(&self, half: &Token, message: &str) -> Result<Response, AppError> {
        let mut answer = self.again(StatusCode::UNAUTHORIZED, message, Asks::Code)?;
        let cookie = self
            .app
            .set_cookie(cookies::HALF, half.secret(), HALF_MINUTES * 60);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(answer)
    }
}

/// What comes of a name, a password and perhaps a code.
enum First {
    In(&'static str),
    Wrong,
    Wait(u64),
    WrongCode(Token),
    Half(Token),
}

fn first(
    app: &App,
    name: &str,
    password: &str,
    code: &str,
    caller: &Caller,
    now: jiff::Timestamp,
) -> Result<First, AppError> {
    let state = &app.entrance.state;
    let failed = |what: &str| {
        // A person may have typed a password for a name, so that only names that are accounts are kept.
        let known = state
            .account(name)?
            .map(|account| account.name)
            .unwrap_or_default();
        Ok::<_, AppError>(state.log(Deed::of(Kind::SignIn, &known, &caller.address, what), now)?)
    };
    match state.sign_in(name, password, &caller.visit(), now)? {
        SignIn::Wait { seconds } => return Ok(First::Wait(seconds)),
        SignIn::Wrong => {
            failed("wrong name or password")?;
            return Ok(First::Wrong);
        }
        SignIn::Right => {}
    }
    let Some(factor) = state.second_factor(name)?.filter(|factor| factor.is_confirmed) else {
        return Ok(First::In("came in by password"));
    };
    if code.is_empty() {
        return Ok(First::Half(state.open_half(name, now)?));
    }
    match codes::take(state, name, &factor, code, now)? {
        Code::Right => Ok(First::In(WITH_CODE)),
        Code::Wait { seconds } => Ok(First::Wait(seconds)),
        Code::Wrong => {
            failed("wrong code")?;
            Ok(First::WrongCode(state.open_half(name, now)?))
        }
    }
}

/// What is logged of somebody who gave both.
const WITH_CODE: &str = "came in by password and code";

/// What comes of a code.
enum Second {
    In(String, &'static str),
    TooLate,
    Wrong,
    Wait(u64),
}

fn second(
    app: &App,
    half: &Token,
    code: &str,
    caller: &Caller,
    now: jiff::Timestamp,
) -> Result<Second, AppError> {
    let state = &app.entrance.state;
    let Some(name) = state.half(half, now)? else {
        return Ok(Second::TooLate);
    };
    let Some(factor) = state.second_factor(&name)?.filter(|factor| factor.is_confirmed) else {
        return Ok(Second::TooLate);
    };
    match codes::take(state, &name, &factor, code, now)? {
        Code::Right => {
            state.end_half(half)?;
            Ok(Second::In(name, WITH_CODE))
        }
        Code::Wait { seconds } => Ok(Second::Wait(seconds)),
        Code::Wrong => {
            state.log(Deed::of(Kind::SignIn, &name, &caller.address, "wrong code"), now)?;
            Ok(Second::Wrong)
        }
    }
}

/// Logs a deed off the serving threads.
pub(super) async fn log(app: &AppState, deed: Deed) -> Result<(), AppError> {
    let now = (app.entrance.clock)();
    app.aside(move |app| Ok(app.entrance.state.log(deed, now)?)).await
}

pub(crate) fn see_other(address: &str) -> Response {
    let headers = [
        (header::LOCATION, address.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The address to go on to, if it is one of this server; else the first page. Browsers read `\` as `/`, leave tabs out,
/// and take what begins with two slashes for another server, so the address is read as they read it.
pub(crate) fn local(next: &str) -> String {
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
