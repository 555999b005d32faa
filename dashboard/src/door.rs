//! The analysts' door: what everybody who asks for data by program has to pass.

use std::num::NonZeroU32;

use axum::Router;
use axum::extract::{Request as HttpRequest, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::app::AppState;
use crate::client_address::client_address;
use crate::digest::REPR_DIGEST;
use crate::error::AppError;
use crate::pages::problem;
use crate::reply::{ROW_COUNT, TOTAL_COUNT};
use crate::visitor::Visitor;

/// No address behind the door reads a body; one of this length is not even received.
const BODY_BYTES: u64 = 16 << 10;

/// How the door stands. The default one limits nobody and lets in no page of another origin.
#[derive(Debug, Clone, Default)]
pub struct Door {
    /// Requests a minute of one account.
    pub per_reader: Option<NonZeroU32>,
    /// Requests a minute from one address without an account.
    pub per_address: Option<NonZeroU32>,
    /// Origins whose pages may read the data in a browser; `*` for all. They never come with a reader's cookie.
    pub origins: Vec<HeaderValue>,
    /// Under which terms open data may be used.
    pub licence: Licence,
}

/// Terms of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Their short name.
    pub name: String,
    /// Where they can be read.
    pub address: String,
}

impl Default for Licence {
    /// What the Government of India has for data of its offices, of 2017.
    fn default() -> Self {
        Self {
            name: "GODL-India".to_owned(),
            address: "https://www.data.gov.in/Godl".to_owned(),
        }
    }
}

/// Whether an address stands behind the door.
pub fn guards(path: &str) -> bool {
    ["/api", "/open-data"].into_iter().any(|root| {
        path.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Addresses with the door around them.
pub fn around(addresses: Router<AppState>, state: &AppState) -> Router<AppState> {
    // The refusal of a method must stand inside, or browsers could not ask beforehand.
    let guarded = addresses
        .method_not_allowed_fallback(problem::no_such_method)
        .layer(from_fn_with_state(state.clone(), guard));
    match cross_origin(&state.door().origins) {
        Some(layer) => guarded.layer(layer),
        None => guarded,
    }
}

fn cross_origin(origins: &[HeaderValue]) -> Option<CorsLayer> {
    let allowed = if origins.is_empty() {
        return None;
    } else if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().cloned())
    };
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([header::AUTHORIZATION, header::IF_NONE_MATCH, header::RANGE])
        .expose_headers([
            header::ETAG,
            header::LINK,
            header::RETRY_AFTER,
            header::CONTENT_RANGE,
            header::ACCEPT_RANGES,
            HeaderName::clone(&ROW_COUNT),
            HeaderName::clone(&TOTAL_COUNT),
            HeaderName::clone(&REPR_DIGEST),
        ]);
    Some(layer)
}

async fn guard(State(app): State<AppState>, request: HttpRequest, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if let Err(refusal) = admit(&app, &parts).await {
        return refusal.into_response();
    }
    next.run(HttpRequest::from_parts(parts, body)).await
}

async fn admit(app: &AppState, parts: &Parts) -> Result<(), AppError> {
    let length = parts.headers.get(header::CONTENT_LENGTH);
    let length = length
        .and_then(|length| length.to_str().ok()?.parse().ok())
        .unwrap_or(0);
    if length > BODY_BYTES {
        return Err(AppError::TooLarge(length));
    }
    let door = app.door();
    if door.per_reader.is_none() && door.per_address.is_none() {
        return Ok(());
    }
    // A key that is none is refused where it is used; here it only counts as nobody's.
    let visitor = Visitor::of(app, &parts.headers, parts.uri.path()).await.ok();
    let name = visitor.and_then(|visitor| visitor.reader.name);
    let (client, limit) = match name {
        // Names and addresses are told apart by the word before them.
        Some(name) => (format!("reader {name}"), door.per_reader),
        None => {
            let address = client_address(parts, &app.entrance.proxies);
            (format!("address {address}"), door.per_address)
        }
    };
    let Some(limit) = limit else { return Ok(()) };
    app.buckets
        .take(&client, limit, (app.entrance.clock)())
        .map_err(AppError::TooMany)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_data_stands_behind_the_door() {
        for path in [
            "/api",
            "/api/v1/query",
            "/open-data",
            "/open-data/{programme}/{file}",
        ] {
            assert!(guards(path), "{path}");
        }
        for path in ["/", "/apiary", "/open-database", "/{programme}", "/help"] {
            assert!(!guards(path), "{path}");
        }
    }
}
