//! What the dashboard needs to know who comes in: the state, the clock, and what stands before the server.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use store::State;

use crate::mailing::Mailing;

/// Tells the present moment. Figures never ask it; sessions end by it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How much may be sent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadLimits {
    /// Bytes, of all files together.
    pub bytes: u64,
    /// Files.
    pub files: usize,
}

impl Default for UploadLimits {
    /// A district's returns of a day: two dozen workbooks of a few megabytes.
    fn default() -> Self {
        Self {
            bytes: 160 << 20,
            files: 60,
        }
    }
}

/// Who may come in, and how that is known.
#[derive(Clone)]
pub struct Entrance {
    /// Accounts, sessions and keys.
    pub state: Arc<State>,
    /// The present moment.
    pub clock: Clock,
    /// Whether readers come by TLS, so that browsers send cookies by nothing else.
    pub secure_cookies: bool,
    /// How much may be sent at once.
    pub uploads: UploadLimits,
    /// The addresses of the proxies whose word on a reader's address counts.
    pub proxies: Vec<IpAddr>,
    /// How reports are mailed; none where no mail server is set up.
    pub mailing: Option<Mailing>,
}
