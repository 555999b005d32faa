//! How much may be asked at once, and who may read what is counted.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::cache::MOST_BYTES;
use crate::digest::Sha256;

/// The limits of a server. The default ones suit two cores and 4 GB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Most {
    /// Answers that are computed at the same time. The engine uses every core for one; a few at once keep short questions
    /// from waiting for long ones.
    pub answers_at_once: usize,
    /// Requests that may wait for one of these.
    pub answers_waiting: usize,
    /// How long an answer may take. A state-wide PDF takes seconds.
    pub answer_takes: Duration,
    /// Uploads that come in at the same time.
    pub uploads_at_once: usize,
    /// How long an upload may take: 5 MB at 8 kB a second, and then some.
    pub upload_takes: Duration,
    /// Bytes of memory above which nothing more is computed.
    pub memory: u64,
    /// Bytes of finished answers that are kept.
    pub answers_kept: usize,
    /// Bytes of stored tables that are kept as answers are computed from them.
    pub tables_kept: usize,
    /// Bytes of both that are still kept when nobody has asked for a while.
    pub kept_at_rest: usize,
    /// Connections that are open at a time.
    pub connections: usize,
}

impl Default for Most {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            answers_at_once: cores.clamp(2, 8),
            answers_waiting: 2_000,
            answer_takes: Duration::from_secs(60),
            uploads_at_once: 16,
            upload_takes: Duration::from_secs(20 * 60),
            memory: 3 << 30,
            answers_kept: MOST_BYTES,
            tables_kept: analytics::BYTES_KEPT,
            kept_at_rest: 8 << 20,
            connections: 4096,
        }
    }
}

/// Who may read `/metrics` besides administrators who are signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetricsAccess {
    /// Whoever sends this as `Authorization: Bearer …`.
    pub token: Option<String>,
    /// Programs of the same machine, where no proxy stands before the server.
    pub loopback: bool,
}

impl MetricsAccess {
    /// Whether a request is let in by one of these.
    pub fn admits(&self, parts: &Parts) -> bool {
        self.has_token(&parts.headers) || (self.loopback && is_of_this_machine(parts))
    }

    fn has_token(&self, headers: &HeaderMap) -> bool {
        let shown = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        match (&self.token, shown) {
            // Compared as hashes, so that the time it takes tells nothing of how much was right.
            (Some(token), Some(shown)) => Sha256::of(shown.trim().as_bytes()) == Sha256::of(token.as_bytes()),
            _ => false,
        }
    }
}

/// A request that came through a proxy on this machine is of whoever sent it to the proxy.
fn is_of_this_machine(parts: &Parts) -> bool {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let is_forwarded = ["x-forwarded-for", "forwarded", "via", "x-real-ip"]
        .into_iter()
        .any(|name| parts.headers.contains_key(name));
    !is_forwarded && peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn asked(from: [u8; 4], headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder().uri("/metrics");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let peer = SocketAddr::from((from, 4000));
        parts.extensions.insert(ConnectInfo(peer));
        parts
    }

    #[test]
    fn nobody_is_let_in_unless_that_was_set() {
        assert!(!MetricsAccess::default().admits(&asked([127, 0, 0, 1], &[("authorization", "Bearer ")])));
    }

    #[test]
    fn the_token_opens_and_no_other() {
        let access = MetricsAccess {
            token: Some("0123456789abcdef".to_owned()),
            loopback: false,
        };
        let with = |shown: &str| access.admits(&asked([10, 0, 0, 9], &[("authorization", shown)]));
        assert!(with("Bearer 0123456789abcdef"));
        for wrong in [
            "Bearer 0123456789abcde",
            "Bearer ",
            "0123456789abcdef",
            "Basic 0123456789abcdef",
        ] {
            assert!(!with(wrong), "{wrong}");
        }
    }

    #[test]
    fn this_machine_is_let_in_where_set_and_nobody_behind_a_proxy_on_it() {
        let access = MetricsAccess {
            token: None,
            loopback: true,
        };
        assert!(access.admits(&asked([127, 0, 0, 1], &[])));
        assert!(!access.admits(&asked([10, 0, 0, 9], &[])));
        assert!(!access.admits(&asked([127, 0, 0, 1], &[("x-forwarded-for", "10.0.0.9")])));
    }
}
