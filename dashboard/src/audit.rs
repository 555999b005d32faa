//! The audit of requests: which of them are on record, in one place, so that no handler has to remember to.
//!
//! Looks at lists of cases and exports are logged before their answer leaves: what can't be logged is not given. Sign-ins
//! and changes of accounts log themselves, since only they know what came of them. What everybody may have is not logged:
//! it says nothing of anybody, and strangers could fill the disk with it.

use axum::extract::{Request as HttpRequest, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalog::programme::{Audience, PageKind};
use store::state::{Deed, Kind};

use crate::app::{App, AppState};
use crate::caller::Caller;
use crate::visitor::Visitor;

/// What a handler tells of a deed that its address does not; it stands after the address in the log.
#[derive(Debug, Clone)]
pub struct Detail(pub String);

/// Logs what has to be on record.
pub async fn logged(State(app): State<AppState>, request: HttpRequest, next: Next) -> Response {
    let Some(kind) = kind_of(&app, request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let request = HttpRequest::from_parts(parts.clone(), body);
    let response = next.run(request).await;
    let Some(outcome) = outcome(&parts.method, response.status()) else {
        return response;
    };
    let account = match Visitor::of(&app, &parts.headers, parts.uri.path()).await {
        Ok(visitor) => visitor.reader.name.unwrap_or_default(),
        Err(_) => String::new(),
    };
    // Nobody is behind it: it is what everybody may have, or was refused. Links of mails have no account, but an addressee.
    if account.is_empty() && kind != Kind::Mail {
        return response;
    }
    let detail = response
        .extensions()
        .get::<Detail>()
        .map(|Detail(detail)| format!(" {detail}"));
    let what = format!("{outcome}{}{}", address(&parts), detail.unwrap_or_default());
    let deed = Deed::of(kind, &account, &Caller::of(&app, &parts).address, what);
    let now = (app.entrance.clock)();
    match app.aside(move |app| Ok(app.entrance.state.log(deed, now)?)).await {
        Ok(()) => response,
        Err(fault) => fault.into_response(),
    }
}

/// Of which kind a request is; none that need not be on record.
fn kind_of(app: &App, method: &Method, path: &str) -> Option<Kind> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    if method == Method::POST {
        return match parts[..] {
            ["uploads", ..] => Some(Kind::Upload),
            ["schedules", "unsubscribe"] => Some(Kind::Mail),
            ["schedules", ..] => Some(Kind::Change),
            _ => None,
        };
    }
    let is_file = parts.last().is_some_and(|last| last.contains('.'));
    match parts[..] {
        ["api", "v1", "query"] | ["reports", _] | ["uploads", _, "mend", _] => Some(Kind::Export),
        ["schedules", "file"] => Some(Kind::Mail),
        ["api" | "open-data" | "static", ..] => None,
        [one]
            if is_file
                && (one.starts_with("glance.")
                    || one.starts_with("audit.")
                    || one.starts_with("holdings.")) =>
        {
            Some(Kind::Export)
        }
        [programme, _, page] if app.catalog.programme(programme).is_some() => {
            let id = page.split('.').next().unwrap_or(page);
            match (is_of_cases(app, programme, id), is_file) {
                (true, _) => Some(Kind::LineList),
                (false, true) => Some(Kind::Export),
                (false, false) => None,
            }
        }
        // Pictures are parts of pages.
        [_, _, _, chart] if is_file && !chart.ends_with(".svg") && !chart.ends_with(".png") => {
            Some(Kind::Export)
        }
        _ => None,
    }
}

fn is_of_cases(app: &App, programme: &str, page: &str) -> bool {
    let Some(programme) = app.catalog.programme(programme) else {
        return false;
    };
    let mut declared = programme.pages.iter().filter(|known| known.id == page);
    declared.any(|known| known.kind == PageKind::Cases || programme.audience(known) == Audience::LineList)
}

/// How an answer is told; none where nothing came of the request.
fn outcome(method: &Method, status: StatusCode) -> Option<&'static str> {
    match (method == Method::POST, status) {
        (true, status) if status.is_success() || status == StatusCode::SEE_OTHER => Some("sent "),
        // A browser that is told to show what it has shows it.
        (false, status) if status.is_success() || status == StatusCode::NOT_MODIFIED => Some(""),
        (false, StatusCode::FORBIDDEN) => Some("refused "),
        _ => None,
    }
}

/// Path and parameters. Those of a link in a mail are its key, and stay out.
fn address(parts: &axum::http::request::Parts) -> String {
    let whole = parts.uri.path_and_query().map_or("/", |whole| whole.as_str());
    if !whole.starts_with("/schedules/") {
        return whole.to_owned();
    }
    let query = parts.uri.query().unwrap_or_default();
    let told = url::form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| matches!(&**name, "delivery" | "recipient" | "format"))
        .map(|(name, value)| format!(" {name} {value}"));
    parts.uri.path().to_owned() + &told.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_given_or_not_done_is_not_told_as_if_it_were() {
        let get = |status| outcome(&Method::GET, StatusCode::from_u16(status).unwrap());
        let post = |status| outcome(&Method::POST, StatusCode::from_u16(status).unwrap());
        assert_eq!(
            [200, 304, 403, 404, 303, 400, 500].map(get),
            [Some(""), Some(""), Some("refused "), None, None, None, None]
        );
        assert_eq!(
            [303, 200, 403, 400, 413].map(post),
            [Some("sent "), Some("sent "), None, None, None]
        );
    }

    #[test]
    fn the_key_of_a_link_in_a_mail_stays_out_of_the_log() {
        let told = |uri: &str| {
            let (parts, ()) = axum::http::Request::get(uri).body(()).unwrap().into_parts();
            address(&parts)
        };
        assert_eq!(
            told("/schedules/file?delivery=d1&format=pdf&until=9&seal=secret"),
            "/schedules/file delivery d1 format pdf"
        );
        assert_eq!(
            told("/mgnrega/x.csv?as_on=2026-11-22"),
            "/mgnrega/x.csv?as_on=2026-11-22"
        );
    }
}
