//! What the dashboard needs to know who comes in: the state, the clock, and what stands before the server.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use store::State;

/// Tells the present moment. Figures never ask it; sessions end by it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Who may come in, and how that is known.
#[derive(Clone)]
pub struct Entrance {
    /// Accounts, sessions and keys.
    pub state: Arc<State>,
    /// The present moment.
    pub clock: Clock,
    /// Whether readers come by TLS, so that browsers send cookies by nothing else.
    pub secure_cookies: bool,
    /// The addresses of the proxies whose word on a reader's address counts.
    pub proxies: Vec<IpAddr>,
}
