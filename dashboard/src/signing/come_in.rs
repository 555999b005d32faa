//! In: a fresh session in the place of any that the browser had before, and a browser that is known from now on.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use store::state::{DEVICE_DAYS, Deed, Kind, LONGEST, Token};

use crate::app::AppState;
use crate::caller::Caller;
use crate::cookies;
use crate::error::AppError;
use crate::link::Link;
use crate::pages::second_factor::SECOND_FACTOR;
use crate::pages::sign_in::see_other;

const DAY: i64 = 86_400;

/// Lets an account in that has shown all that was asked, `by` whatever that was, and leads on to `next`.
pub async fn come_in(
    app: &AppState,
    headers: &HeaderMap,
    caller: &Caller,
    (name, by): (&str, &'static str),
    next: &str,
) -> Result<Response, AppError> {
    end_session_of(app, headers).await?;
    let device = match &caller.device {
        Some(device) => device.clone(),
        None => Token::fresh()?,
    };
    let (name, visitor, known) = (name.to_owned(), caller.clone(), device.clone());
    let now = (app.entrance.clock)();
    let (session, must_enrol) = app
        .aside(move |app| {
            let state = &app.entrance.state;
            let role = state
                .account(&name)?
                .map(|account| account.role)
                .unwrap_or_default();
            let factor = state.second_factor(&name)?;
            let lacks = app.guard().needs_factor(&role) && !factor.is_some_and(|factor| factor.is_confirmed);
            // Other providers have factors of their own.
            let must_enrol = lacks && by != BY_PROVIDER;
            state.log(Deed::of(Kind::SignIn, &name, &visitor.address, by), now)?;
            state.know_device(&known, &name, now)?;
            let session = if must_enrol {
                state.begin_second_factor(&name, &store::state::fresh_factor()?)?;
                state.open_enrolment(&name, &visitor.visit(), now)?
            } else {
                state.open_session_from(&name, &visitor.visit(), now)?
            };
            Ok((session, must_enrol))
        })
        .await?;
    let address = if must_enrol {
        Link::to(SECOND_FACTOR).with("next", next).to_string()
    } else {
        next.to_owned()
    };
    let mut answer = see_other(&address);
    let headers = answer.headers_mut();
    for cookie in [
        app.set_cookie(cookies::SESSION, session.secret(), LONGEST.as_secs()),
        app.set_cookie(cookies::DEVICE, device.secret(), DEVICE_DAYS * DAY),
        app.set_cookie(cookies::FORM, "", 0),
        app.set_cookie(cookies::HALF, "", 0),
    ] {
        headers.append(header::SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// What is logged of somebody who came in by a provider.
pub const BY_PROVIDER: &str = "came in by another provider";

/// Ends the session that a browser had, of whatever kind.
pub async fn end_session_of(app: &AppState, headers: &HeaderMap) -> Result<(), AppError> {
    match app.cookie(headers, cookies::SESSION) {
        Some(before) => end(app, before).await,
        None => Ok(()),
    }
}

/// Ends a session, here and now.
pub async fn end(app: &AppState, session: Token) -> Result<(), AppError> {
    let now = (app.entrance.clock)();
    let hash = session.hash();
    app.aside(move |app| Ok(app.entrance.state.end_session(&session, now)?))
        .await?;
    app.sessions.ended(&hash);
    Ok(())
}
