//! How much the state holds of persons: accounts, addresses of mails, files that were sent, and the log of who did what.

use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row;

use super::State;
use crate::Result;

/// How much the state holds of persons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HeldInState {
    /// Accounts in use.
    pub accounts: u64,
    /// Accounts that have ended, which the log still names.
    pub ended_accounts: u64,
    /// Sessions, with network address and browser.
    pub sessions: u64,
    /// Accounts that are tied to a provider of sign-ons.
    pub identities: u64,
    /// Different addresses that reports are mailed to.
    pub addresses: u64,
    /// Different addresses that asked not to be mailed to any more.
    pub unsubscribed: u64,
    /// Files as they were sent, sealed.
    pub originals: u64,
    /// Entries of the log, each with account and network address.
    pub log_entries: u64,
    /// When the first of them was made.
    pub log_since: Option<Timestamp>,
}

impl State {
    /// How much it holds of persons now.
    pub fn held(&self) -> Result<HeldInState> {
        let row = self.wait(async {
            sqlx::query(
                "SELECT
                    (SELECT COUNT(*) FROM account WHERE disabled IS NULL) AS accounts,
                    (SELECT COUNT(*) FROM account WHERE disabled IS NOT NULL) AS ended_accounts,
                    (SELECT COUNT(*) FROM session) AS sessions,
                    (SELECT COUNT(*) FROM identity) AS identities,
                    (SELECT COUNT(DISTINCT address) FROM recipient WHERE unsubscribed IS NULL) AS addresses,
                    (SELECT COUNT(DISTINCT address) FROM recipient WHERE unsubscribed IS NOT NULL) AS unsubscribed,
                    (SELECT COUNT(*) FROM job_file WHERE deleted IS NULL) AS originals,
                    (SELECT COUNT(*) FROM audit_entry) AS log_entries,
                    (SELECT MIN(at) FROM audit_entry) AS log_since",
            )
            .fetch_one(&self.pool)
            .await
        })?;
        let count = |name: &str| row.get::<i64, _>(name).unsigned_abs();
        Ok(HeldInState {
            accounts: count("accounts"),
            ended_accounts: count("ended_accounts"),
            sessions: count("sessions"),
            identities: count("identities"),
            addresses: count("addresses"),
            unsubscribed: count("unsubscribed"),
            originals: count("originals"),
            log_entries: count("log_entries"),
            log_since: row
                .get::<Option<i64>, _>("log_since")
                .and_then(|second| Timestamp::from_second(second).ok()),
        })
    }
}
