//! Browsers in which an account came in before.

use jiff::Timestamp;

use super::{State, Token, seconds};
use crate::Result;

/// Days for which a browser is known after somebody came in by it.
pub const DEVICE_DAYS: i64 = 180;
const DAY: i64 = 86_400;

impl State {
    /// Remembers that an account came in by a browser.
    pub fn know_device(&self, device: &Token, name: &str, now: Timestamp) -> Result<()> {
        let at = seconds(now);
        self.wait(async {
            sqlx::query("DELETE FROM known_device WHERE expires < $1")
                .bind(at)
                .execute(&self.pool)
                .await?;
            sqlx::query(
                "INSERT INTO known_device (device_hash, account, expires) VALUES ($1, $2, $3)
                 ON CONFLICT (device_hash, account) DO UPDATE SET expires = $3",
            )
            .bind(device.hash())
            .bind(name)
            .bind(at + DEVICE_DAYS * DAY)
            .execute(&self.pool)
            .await?;
            Ok(())
        })
    }

    pub(super) fn is_known_device(&self, device: &Token, name: &str, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let known: Option<i64> = sqlx::query_scalar(
                "SELECT expires FROM known_device WHERE device_hash = $1 AND account = $2 AND expires > $3",
            )
            .bind(device.hash())
            .bind(name)
            .bind(seconds(now))
            .fetch_optional(&self.pool)
            .await?;
            Ok(known.is_some())
        })
    }
}
