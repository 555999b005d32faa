//! What pages need to know of the mail server: the sender itself works beside the dashboard.

/// How reports are mailed.
#[derive(Debug, Clone)]
pub struct Mailing {
    /// What stands after the `@` of Message-IDs.
    pub domain: String,
    /// Bytes that are attached to a mail.
    pub budget: u64,
}
