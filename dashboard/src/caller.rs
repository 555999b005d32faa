//! Where a request comes from: its network address and its browser.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use store::state::{Token, Visit};

use crate::app::AppState;
use crate::client_address::client_address;
use crate::cookies;

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The network address.
    pub address: String,
    /// What the browser was given when somebody came in by it.
    pub device: Option<Token>,
    /// What the browser calls itself.
    pub agent: String,
}

impl Caller {
    /// The sender of a request.
    pub fn of(app: &AppState, parts: &Parts) -> Self {
        let agent = parts.headers.get(header::USER_AGENT);
        Self {
            address: client_address(parts, &app.entrance.proxies),
            device: app.cookie(&parts.headers, cookies::DEVICE),
            agent: agent
                .and_then(|agent| agent.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// The same, for the state.
    pub fn visit(&self) -> Visit<'_> {
        Visit {
            address: &self.address,
            device: self.device.as_ref(),
            agent: &self.agent,
        }
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(app, parts))
    }
}
