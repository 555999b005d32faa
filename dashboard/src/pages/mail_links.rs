//! Where the links in mails lead: the end of a subscription, and files that were too large to be attached.
//!
//! Whoever has a link may use it; its seal shows that this server made it. A mail program that looks at all links of a mail
//! must not end anything: a link only asks, a form or the program's own one click ends.

use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use reports::mail::Format;
use reports::outbox::{FILE, UNSUBSCRIBE, Withheld, content};
use serde::Serialize;
use store::state::{Delivery, Recipient};

use super::frame::Frame;
use super::schedules::answer;
use crate::account::with_account;
use crate::app::{App, AppState};
use crate::client_address::client_address;
use crate::error::AppError;
use crate::link::Link;
use crate::request::Request;
use crate::visitor::Visitor;

/// Everything that `unsubscribe.html` may use.
#[derive(Debug, Serialize)]
pub struct UnsubscribePage {
    frame: Frame,
    title: String,
    address: String,
    schedule: String,
    action: Option<String>,
}

/// Where a request comes from.
pub struct From(String);

impl FromRequestParts<AppState> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self(client_address(parts, &app.entrance.proxies)))
    }
}

/// `GET /schedules/unsubscribe`
pub async fn ask(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    page(app, visitor, request, false).await
}

/// `POST /schedules/unsubscribe`: from the page, or by the one click of RFC 8058.
pub async fn unsubscribe(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    page(app, visitor, request, true).await
}

async fn page(
    app: AppState,
    visitor: Visitor,
    request: Request,
    is_meant: bool,
) -> Result<Response, AppError> {
    let now = (app.entrance.clock)();
    let asked = request.clone();
    let language = request.language_of_errors();
    let page = app
        .aside(move |app| {
            let recipient = recipient(app, &asked)?;
            if is_meant {
                app.entrance.state.unsubscribe(&recipient.id, now)?;
            }
            let schedule = app.entrance.state.schedule(&recipient.schedule)?;
            let say = app.say(language);
            let ended = is_meant || recipient.unsubscribed.is_some();
            let title = say.text(if ended { "unsubscribed" } else { "unsubscribe" });
            let here = ["recipient", "seal"]
                .into_iter()
                .fold(Link::to("/schedules/unsubscribe"), |link, name| {
                    link.with(name, asked.parameter(name))
                });
            let page = UnsubscribePage {
                frame: Frame::new(app, say, &title, &here, None),
                title,
                address: recipient.address,
                schedule: schedule.name,
                action: (!ended).then(|| here.with("language", language.code()).to_string()),
            };
            Ok(app.templates.render("unsubscribe.html", &page)?)
        })
        .await?;
    let page = with_account(&app, &visitor, app.say(language), "", page.as_bytes())?;
    Ok(answer(page))
}

fn recipient(app: &App, request: &Request) -> Result<Recipient, AppError> {
    let id = request.parameter("recipient");
    if !app.seals.is_seal(UNSUBSCRIBE, &[id], request.parameter("seal")) {
        return Err(not_ours());
    }
    app.entrance.state.recipient(id)?.ok_or_else(not_ours)
}

fn not_ours() -> AppError {
    AppError::Refused(
        "the link was not made by this server, or not whole; open it from the mail again".to_owned(),
    )
}

/// `GET /schedules/file`: a delivery's report as its recipient gets it, for as long as the link holds.
pub async fn file(
    State(app): State<AppState>,
    From(from): From,
    request: Request,
) -> Result<Response, AppError> {
    let now = (app.entrance.clock)();
    let asked = request.clone();
    let format = Format::of(request.parameter("format"));
    let delivery = app.aside(move |app| delivery(app, &asked, now)).await?;
    let format = format.ok_or_else(not_ours)?;
    let (name, bytes) = app
        .off_thread(move |app| made(app, &delivery, format, &from, now))
        .await?;
    let headers = [
        (header::CONTENT_TYPE, format.media().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

fn delivery(app: &App, request: &Request, now: Timestamp) -> Result<Delivery, AppError> {
    let (id, until) = (request.parameter("delivery"), request.parameter("until"));
    let words = [id, request.parameter("format"), until];
    if !app.seals.is_seal(FILE, &words, request.parameter("seal")) {
        return Err(not_ours());
    }
    let is_past = until.parse().map_or(true, |until: i64| now.as_second() > until);
    if is_past {
        return Err(AppError::Refused(
            "the time of this link has passed; ask whoever keeps the schedule to send the report again"
                .to_owned(),
        ));
    }
    app.entrance.state.delivery(id)?.ok_or_else(not_ours)
}

/// The report as its recipient gets it now: a link outlives no right to see.
fn made(
    app: &App,
    delivery: &Delivery,
    format: Format,
    from: &str,
    now: Timestamp,
) -> Result<(String, Vec<u8>), AppError> {
    let state = &app.entrance.state;
    let schedule = state.schedule(&delivery.schedule)?;
    let recipient = state.recipient(&delivery.recipient)?.ok_or_else(not_ours)?;
    let made = content(&app.press(), &schedule, &recipient).map_err(|withheld| match withheld {
        Withheld::Refused | Withheld::AccountEnded => AppError::Refused(
            "the report may not be seen any more by the account as which it was made".to_owned(),
        ),
        Withheld::Unknown(fault) => AppError::not_found(fault),
        Withheld::Fault(fault) => AppError::Question(fault),
    })?;
    let bytes = match format {
        Format::Xlsx => made.report.xlsx(made.language)?,
        Format::Pdf => made.report.pdf(made.language)?,
    };
    state.note_fetched(&delivery.id, format.id(), from, now)?;
    Ok((format!("{}.{format}", made.report.stem()), bytes))
}
