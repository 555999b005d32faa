//! Requests to a provider: no redirects, an end to waiting, and no more bytes than a provider ever needs.

use openidconnect::{HttpRequest, HttpResponse};
use reqwest::Client;
use reqwest::redirect::Policy;
use std::time::Duration;

/// A provider answers within this.
const LONGEST: Duration = Duration::from_secs(10);
/// Metadata, keys and tokens are kilobytes.
const MOST_BYTES: usize = 1 << 20;

/// Why a request to a provider has no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpFault {
    /// It could not be sent, or the answer not read.
    #[error(transparent)]
    Sent(#[from] reqwest::Error),
    /// It could not be put together.
    #[error(transparent)]
    Request(#[from] openidconnect::http::Error),
    /// The answer is of unreasonable length.
    #[error("the answer is longer than {MOST_BYTES} bytes")]
    TooLong,
}

/// A client for requests to providers.
pub fn client() -> Result<Client, reqwest::Error> {
    // A redirect could lead into the house.
    Client::builder()
        .redirect(Policy::none())
        .timeout(LONGEST)
        .build()
}

/// Sends a request.
pub async fn send(client: Client, request: HttpRequest) -> Result<HttpResponse, HttpFault> {
    let (parts, body) = request.into_parts();
    let request = client
        .request(parts.method, parts.uri.to_string())
        .headers(parts.headers)
        .body(body);
    let mut answer = request.send().await?;
    let mut made = openidconnect::http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        made = made.header(name, value);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(HttpFault::TooLong);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(made.body(bytes)?)
}
