//! The way in by another provider: there, and back.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::Response;
use store::StoreError;
use store::state::{Deed, Kind, NewAccount, SIGN_ON_MINUTES, Token};

use super::sign_in::{local, log, see_other};
use crate::app::AppState;
use crate::caller::Caller;
use crate::cookies;
use crate::error::AppError;
use crate::path::NamePath;
use crate::request::Request;
use crate::signing::come_in::{BY_PROVIDER, come_in};
use crate::signing::sign_on::{Back, Person, Provider, SignOnFault};

/// `GET /sign-in/{provider}`: off to the provider.
pub async fn begin(
    State(app): State<AppState>,
    NamePath(id): NamePath,
    request: Request,
) -> Result<Response, AppError> {
    let provider = provider(&app, &id)?;
    let now = (app.entrance.clock)();
    let browser = Token::fresh()?;
    let way = provider.way(&browser, now).await.map_err(AppError::SignOn)?;
    let next = local(request.parameter("next"));
    let mut answer = see_other(&way.address);
    let cookie = app.set_cookie(cookies::SIGN_ON, browser.secret(), SIGN_ON_MINUTES * 60);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    app.aside(move |app| {
        Ok(app
            .entrance
            .state
            .begin_sign_on(&browser, &way.remembered(&provider, &next), now)?)
    })
    .await?;
    Ok(answer)
}

/// `GET /sign-in/{provider}/callback`: back from the provider.
pub async fn back(
    State(app): State<AppState>,
    NamePath(id): NamePath,
    caller: Caller,
    request: Request,
) -> Result<Response, AppError> {
    let provider = provider(&app, &id)?;
    let came = came_back(&app, &provider, &request).await;
    let (person, next) = match came {
        Ok(came) => came,
        Err(fault) => {
            if let AppError::SignOn(fault) = &fault {
                let what = format!("nobody came in by {id}: {fault}");
                log(&app, Deed::of(Kind::SignIn, "", &caller.address, what)).await?;
            }
            return Err(fault);
        }
    };
    let mut answer = come_in(&app, &request.headers, &caller, (&person, BY_PROVIDER), &next).await?;
    let cookie = app.set_cookie(cookies::SIGN_ON, "", 0);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(answer)
}

fn provider(app: &AppState, id: &str) -> Result<Arc<Provider>, AppError> {
    let unknown = || AppError::not_found(format!("there is no provider `{}`", crate::near::shown(id)));
    app.guard().provider(id).cloned().ok_or_else(unknown)
}

/// The account of whoever came back, and where they wanted to go.
async fn came_back(
    app: &AppState,
    provider: &Provider,
    request: &Request,
) -> Result<(String, String), AppError> {
    let refused = AppError::SignOn;
    let now = (app.entrance.clock)();
    let browser = app.cookie(&request.headers, cookies::SIGN_ON);
    let browser = browser.filter(|browser| browser.is_form_token(request.parameter("state")));
    let browser = browser.ok_or_else(|| refused(SignOnFault::NotBegun))?;
    let id = provider.id().to_owned();
    let way = app
        .aside(move |app| Ok(app.entrance.state.end_sign_on(&browser, &id, now)?))
        .await?
        .ok_or_else(|| refused(SignOnFault::NotBegun))?;
    let error = request.parameter("error");
    if !error.is_empty() {
        // Only what can stand in a code of the standard; the rest is anybody's words.
        let code: String = error
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
            .collect();
        return Err(refused(SignOnFault::Denied(code.chars().take(40).collect())));
    }
    let back = Back {
        code: request.parameter("code"),
        issuer: request.parameter("iss"),
    };
    let next = way.next.clone();
    let person = provider
        .person(back, way, &app.catalog, now)
        .await
        .map_err(refused)?;
    let name = person.name.clone();
    app.aside(move |app| {
        let changed = account(&app.entrance.state, &person, now).map_err(refused_by_state)?;
        if changed {
            app.sessions.forget_all();
            let granted = &person.granted;
            let words = [
                &[granted.role.to_string()][..],
                &granted.places,
                &granted.programmes,
            ]
            .concat();
            let what = format!("is by the provider: {}", words.join(" "));
            app.entrance
                .state
                .log(Deed::of(Kind::Change, &person.name, "", what), now)?;
        }
        Ok(())
    })
    .await?;
    Ok((name, next))
}

fn account(state: &store::State, person: &Person, now: jiff::Timestamp) -> Result<bool, StoreError> {
    let granted = &person.granted;
    let account = NewAccount {
        name: &person.name,
        role: granted.role.id(),
        places: &granted.places,
        programmes: &granted.programmes,
    };
    state.account_from_identity((&person.issuer, &person.subject), &account, now)
}

fn refused_by_state(fault: StoreError) -> AppError {
    match fault {
        StoreError::BadAccountName { .. } | StoreError::OtherIdentity { .. } => {
            AppError::SignOn(SignOnFault::Name)
        }
        StoreError::UnknownAccount { .. } => AppError::SignOn(SignOnFault::Ended),
        fault => fault.into(),
    }
}
