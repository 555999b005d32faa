//! What every answer gets: a worded error, headers that keep pages safe, compression, an end to what takes too long.

use std::time::Duration;

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::AppState;
use crate::digest::REPR_DIGEST;
use crate::error::AppError;
use crate::pages::problem;
use crate::pages::uploads::UPLOADS;
use crate::path::NamePath;
use crate::stylesheet;

/// A state-wide PDF takes seconds; nothing sensible takes longer than this.
const LONGEST: Duration = Duration::from_secs(60);

/// Files come in over slow lines: 5 MB at 8 kB a second, and then some.
const LONGEST_UPLOAD: Duration = Duration::from_secs(20 * 60);

/// Styles may stand in a drawing that is opened by itself; scripts nowhere.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                              form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

const SAFE: [(&str, &str); 5] = [
    ("content-security-policy", CONTENT_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// The layers around all addresses, the outermost last.
pub fn around(router: Router<AppState>, state: AppState) -> Router<AppState> {
    let router = router
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::new())
        // Outside the two, whose refusals programs want in words as well.
        .layer(from_fn_with_state(state, problem::worded))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(WithoutDigest)));
    SAFE.into_iter().fold(router, |router, (name, value)| {
        let name = HeaderName::from_static(name);
        router.layer(SetResponseHeaderLayer::if_not_present(
            name,
            HeaderValue::from_static(value),
        ))
    })
}

/// Ends what takes too long.
async fn in_time(request: Request, next: Next) -> Response {
    let is_upload = request.method() == Method::POST && request.uri().path() == UPLOADS;
    let longest = if is_upload { LONGEST_UPLOAD } else { LONGEST };
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
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

/// The stylesheet, for ever: another content has another name.
pub async fn stylesheet(NamePath(name): NamePath) -> Result<Response, AppError> {
    if name != stylesheet::name() {
        return Err(AppError::not_found(
            "there is no such file; the page that named it is older than the server",
        ));
    }
    let headers = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
    ];
    Ok((headers, stylesheet::css()).into_response())
}
