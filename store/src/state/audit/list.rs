//! Reading the log: the newest first, cut to an account, a kind, a span of time.

use jiff::Timestamp;

use super::entry::{Entry, Kind};
use super::verify::entry_of;
use crate::state::{State, seconds};
use crate::{Result, StoreError};

/// To which entries the log is cut.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    /// Those of an account.
    pub account: Option<String>,
    /// Those of a kind.
    pub kind: Option<Kind>,
    /// Those from a moment on.
    pub from: Option<Timestamp>,
    /// Those before a moment.
    pub before: Option<Timestamp>,
    /// Those whose number is below this one.
    pub below: Option<i64>,
}

impl State {
    /// The newest entries that pass, at most so many.
    pub fn audit_entries(&self, sieve: &Sieve, most: u32) -> Result<Vec<Entry>> {
        let rows = self.wait(async {
            sqlx::query(
                "SELECT * FROM audit_entry
                 WHERE ($1 IS NULL OR account = $1) AND ($2 IS NULL OR kind = $2)
                   AND ($3 IS NULL OR at >= $3) AND ($4 IS NULL OR at < $4)
                   AND ($5 IS NULL OR number < $5)
                 ORDER BY number DESC LIMIT $6",
            )
            .bind(sieve.account.as_deref())
            .bind(sieve.kind.map(Kind::id))
            .bind(sieve.from.map(seconds))
            .bind(sieve.before.map(seconds))
            .bind(sieve.below)
            .bind(i64::from(most))
            .fetch_all(&self.pool)
            .await
        })?;
        let entries = rows
            .iter()
            .map(|row| entry_of(row).ok_or(StoreError::UnreadableEntry));
        entries.collect()
    }
}
