//! `/metrics`: how the server stands and what it has done, for programs that watch over servers. Not for everybody: how much
//! is asked and how old the data is tells things that a district may not want told.

use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use figures::Role;
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

use crate::app::{App, AppState};
use crate::error::AppError;
use crate::upkeep::Standing;
use crate::visitor::Visitor;

/// The form that Prometheus reads, OpenMetrics 1.0.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `/metrics`
pub async fn show(State(app): State<AppState>, parts: Parts) -> Result<Response, AppError> {
    if !app.upkeep().access().admits(&parts) {
        let visitor = Visitor::of(&app, &parts.headers, parts.uri.path()).await?;
        only_administrators(&visitor)?;
    }
    let text = app.aside(text).await?;
    let headers = [
        (header::CONTENT_TYPE, OPEN_METRICS),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}

/// Refuses everybody else.
pub fn only_administrators(visitor: &Visitor) -> Result<(), AppError> {
    if visitor.is_public() {
        return Err(AppError::SignInNeeded);
    }
    match visitor.reader.class.role {
        Role::Admin => Ok(()),
        _ => Err(AppError::Refused(
            "this is for administrators; sign in as one, or ask one".to_owned(),
        )),
    }
}

fn text(app: &App) -> Result<String, AppError> {
    let mut registry = Registry::with_prefix("jela");
    app.upkeep().metrics().register(&mut registry);
    Standing::of(app)?.register(&mut registry);
    let mut text = String::new();
    encode(&mut text, &registry).map_err(|_| AppError::Lost)?;
    Ok(text)
}

/// `/readyz`: whether requests can be answered from whole data; what can't be reached is named.
pub async fn ready(State(app): State<AppState>) -> Response {
    let checked = app.aside(|app| Ok(missing(app))).await;
    let missing = checked.unwrap_or_else(|_| vec!["threads"]);
    let (status, text) = match missing.as_slice() {
        [] => (axum::http::StatusCode::OK, "ready\n".to_owned()),
        parts => (
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            format!("not ready: {}\n", parts.join(", ")),
        ),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, text).into_response()
}

fn missing(app: &App) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if app.entrance.state.count_jobs().is_err() {
        missing.push("state");
    }
    if app.engine.lake().manifest().is_err() || app.engine.lake().datasets().is_err() {
        missing.push("lake");
    }
    missing
}
