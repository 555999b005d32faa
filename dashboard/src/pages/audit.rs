//! The audit log, for administrators: who did what, cut to an account, a kind, a span of days; and as files.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use figures::Role;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::state::{Entry, Kind, Sieve, as_csv, as_json_lines};

use super::frame::Frame;
use super::uploads::{moment, private_page};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::link::Link;
use crate::reply::ROW_COUNT;
use crate::request::Request;
use crate::say::Say;
use crate::visitor::Visitor;

/// The address.
pub const AUDIT: &str = "/audit";
/// Entries on a page.
const ON_PAGE: u32 = 100;
/// Entries in a file; the header `Link` names the next one.
const IN_FILE: u32 = 100_000;
/// What is ahead of UTC in India.
const INDIA: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// Everything that `audit.html` may use.
#[derive(Debug, Serialize)]
pub struct AuditPage {
    frame: Frame,
    title: String,
    account: String,
    from: String,
    to: String,
    kinds: Vec<(String, String, bool)>,
    entries: Vec<Told>,
    older: Option<String>,
    csv: String,
    json: String,
}

/// An entry in the list.
#[derive(Debug, Serialize)]
struct Told {
    number: i64,
    at: String,
    kind: String,
    account: String,
    address: String,
    what: String,
}

/// `GET /audit`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    may_see(&visitor)?;
    let sieve = sieve(&request)?;
    let language = request.language_of_errors();
    app.aside(move |app| {
        let say = app.say(language);
        let entries = app.entrance.state.audit_entries(&sieve, ON_PAGE + 1)?;
        let page = page(app, say, &request, &sieve, &entries);
        let page = app.templates.render("audit.html", &page)?;
        private_page(app, &visitor, say, &request.address, &page)
    })
    .await
}

/// `GET /audit.csv`
pub async fn csv(app: State<AppState>, visitor: Visitor, request: Request) -> Result<Response, AppError> {
    file(app, visitor, request, ("csv", "text/csv; charset=utf-8", as_csv)).await
}

/// `GET /audit.jsonl`
pub async fn json(app: State<AppState>, visitor: Visitor, request: Request) -> Result<Response, AppError> {
    file(
        app,
        visitor,
        request,
        ("jsonl", "application/x-ndjson", as_json_lines),
    )
    .await
}

type Form = (&'static str, &'static str, fn(&[Entry]) -> String);

async fn file(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
    (extension, media, write): Form,
) -> Result<Response, AppError> {
    may_see(&visitor)?;
    let sieve = sieve(&request)?;
    app.aside(move |app| {
        let mut entries = app.entrance.state.audit_entries(&sieve, IN_FILE + 1)?;
        let more = entries.len() > IN_FILE as usize;
        entries.truncate(IN_FILE as usize);
        let mut answer = Body::from(write(&entries)).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let name = format!("attachment; filename=\"audit.{extension}\"");
        headers.insert(header::CONTENT_DISPOSITION, value(&name)?);
        headers.insert(&ROW_COUNT, HeaderValue::from(entries.len()));
        if let Some(last) = entries.last().filter(|_| more) {
            let next = link(&format!("{AUDIT}.{extension}"), &request).with("below", last.number.to_string());
            headers.insert(header::LINK, value(&format!("<{next}>; rel=\"next\""))?);
        }
        Ok(answer)
    })
    .await
}

fn value(text: &str) -> Result<HeaderValue, AppError> {
    HeaderValue::from_str(text).map_err(|_| AppError::Lost)
}

/// Only those who run the server see what everybody did.
fn may_see(visitor: &Visitor) -> Result<(), AppError> {
    match visitor.reader.class.role {
        Role::Admin => Ok(()),
        _ if visitor.is_public() => Err(AppError::SignInNeeded),
        _ => Err(AppError::Refused(
            "the audit log is for administrators".to_owned(),
        )),
    }
}

fn sieve(request: &Request) -> Result<Sieve, AppError> {
    request.only(&["account", "kind", "from", "to", "below", "language"])?;
    let given = |name| Some(request.parameter(name)).filter(|value| !value.is_empty());
    let day = |name| {
        let day = given(name).map(|value| {
            value
                .parse::<Date>()
                .map_err(|_| AppError::parameter(name, value, "write a day like 2026-11-22"))
        });
        day.transpose()
    };
    let kind = given("kind").map(|id| {
        let kinds = Kind::ALL.map(Kind::id).join(", ");
        id.parse()
            .map_err(|_| AppError::parameter("kind", id, format!("it is one of {kinds}")))
    });
    let below = given("below").map(|value| {
        value
            .parse()
            .map_err(|_| AppError::parameter("below", value, "it is the number of an entry"))
    });
    Ok(Sieve {
        account: given("account").map(str::to_owned),
        kind: kind.transpose()?,
        from: day("from")?.and_then(begin),
        before: day("to")?.and_then(|day| begin(day.tomorrow().ok()?)),
        below: below.transpose()?,
    })
}

/// When a day begins in India.
fn begin(day: Date) -> Option<Timestamp> {
    let midnight = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
    midnight.checked_sub(INDIA).ok()
}

/// The same view at another address.
fn link(path: &str, request: &Request) -> Link {
    let kept = ["account", "kind", "from", "to"].into_iter();
    kept.filter(|name| !request.parameter(name).is_empty())
        .fold(Link::to(path), |link, name| {
            link.with(name, request.parameter(name))
        })
}

fn page(app: &App, say: Say<'_>, request: &Request, sieve: &Sieve, entries: &[Entry]) -> AuditPage {
    let title = say.text("audit");
    let here = link(AUDIT, request);
    let (shown, more) = entries
        .split_at_checked(ON_PAGE as usize)
        .unwrap_or((entries, &[]));
    let older = shown.last().filter(|_| !more.is_empty());
    let older = older.map(|last| {
        here.clone()
            .in_language(say.language)
            .with("below", last.number.to_string())
    });
    AuditPage {
        frame: Frame::new(app, say, &title, &here, None),
        title,
        account: request.parameter("account").to_owned(),
        from: request.parameter("from").to_owned(),
        to: request.parameter("to").to_owned(),
        kinds: Kind::ALL
            .map(|kind| {
                (
                    kind.id().to_owned(),
                    words(kind.id(), say),
                    sieve.kind == Some(kind),
                )
            })
            .to_vec(),
        entries: shown.iter().map(|entry| told(entry, say)).collect(),
        older: older.map(|link| link.to_string()),
        csv: link("/audit.csv", request).to_string(),
        json: link("/audit.jsonl", request).to_string(),
    }
}

fn words(kind: &str, say: Say<'_>) -> String {
    say.text(&format!("audit-{kind}"))
}

fn told(entry: &Entry, say: Say<'_>) -> Told {
    Told {
        number: entry.number,
        at: moment(entry.at, say),
        kind: words(&entry.kind, say),
        account: entry.account.clone(),
        address: entry.address.clone(),
        what: entry.what.clone(),
    }
}
