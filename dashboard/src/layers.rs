//! What every answer gets: a worded error, headers that keep pages safe, compression, an end to what takes too long.

use std::time::Instant;

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::AppState;
use crate::audit;
use crate::digest::REPR_DIGEST;
use crate::error::AppError;
use crate::pages::problem;
use crate::pages::uploads::UPLOADS;
use crate::path::NamePath;
use crate::script;
use crate::stylesheet;
use crate::upkeep::Upkeep;

/// Styles may stand in a drawing that is opened by itself; of scripts there is the one of the pages.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; \
                              img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SAFE: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    // For browsers that know no `frame-ancestors`.
    ("x-frame-options", "DENY"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// For a year, nothing but TLS; told only where readers come by it.
const ONLY_TLS: &str = "max-age=31536000";

/// The layers around all addresses, the outermost last.
pub fn around(router: Router<AppState>, state: AppState) -> Router<AppState> {
    let by_tls = state.entrance.secure_cookies;
    let router = router
        .layer(from_fn_with_state(state.clone(), audit::logged))
        .layer(from_fn_with_state(state.upkeep().clone(), in_time))
        .layer(CatchPanicLayer::new())
        // Outside the two, whose refusals programs want in words as well.
        .layer(from_fn_with_state(state.clone(), problem::worded))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.upkeep().clone(), counted))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(WithoutDigest)));
    let only_tls = by_tls.then_some(("strict-transport-security", ONLY_TLS));
    SAFE.into_iter()
        .chain(only_tls)
        .fold(router, |router, (name, value)| {
            let name = HeaderName::from_static(name);
            router.layer(SetResponseHeaderLayer::if_not_present(
                name,
                HeaderValue::from_static(value),
            ))
        })
}

/// The address of the table that a request was answered by.
#[derive(Debug, Clone, Copy)]
struct Route(&'static str);

/// Marks the answers of an address with it.
pub async fn marked(route: &'static str, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.extensions_mut().insert(Route(route));
    response
}

/// Counts each request and writes it to the log: by the address of the table, never by what was asked of whom.
async fn counted(State(upkeep): State<Upkeep>, request: Request, next: Next) -> Response {
    let (begun, method) = (Instant::now(), request.method().clone());
    let response = next.run(request).await;
    let (took, status) = (begun.elapsed(), response.status());
    let route = response
        .extensions()
        .get::<Route>()
        .map_or("none", |Route(route)| route);
    upkeep.metrics().request(route, &method, status, took);
    tracing::info!(
        route,
        method = method.as_str(),
        status = status.as_u16(),
        milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

/// Ends what takes too long.
async fn in_time(State(upkeep): State<Upkeep>, request: Request, next: Next) -> Response {
    let is_upload = request.method() == Method::POST && request.uri().path() == UPLOADS;
    let most = upkeep.most();
    let longest = if is_upload {
        most.upload_takes
    } else {
        most.answer_takes
    };
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            upkeep.metrics().refused("time");
            AppError::Busy.into_response()
        }
    }
}

/// A stated hash is one of the bytes as they travel, RFC 9530 §3: what has one travels as it is.
#[derive(Debug, Clone, Copy)]
struct WithoutDigest;

impl Predicate for WithoutDigest {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        !response.headers().contains_key(REPR_DIGEST)
    }
}

/// Whether the server answers, and from which data.
pub async fn healthz(State(app): State<AppState>) -> Result<Response, AppError> {
    let body = format!("ok\ndata version {}\n", app.data_version().await?);
    Ok((
        [
            (header::CACHE_CONTROL, "no-store"),
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        ],
        body,
    )
        .into_response())
}

/// Stylesheet and script, for ever: another content has another name.
pub async fn fixed(NamePath(name): NamePath) -> Result<Response, AppError> {
    let (media, body) = if name == stylesheet::name() {
        ("text/css; charset=utf-8", stylesheet::css())
    } else if name == script::name() {
        ("text/javascript; charset=utf-8", script::js())
    } else {
        return Err(AppError::not_found(
            "there is no such file; the page that named it is older than the server",
        ));
    };
    let headers = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_TYPE, media),
    ];
    Ok((headers, body).into_response())
}
