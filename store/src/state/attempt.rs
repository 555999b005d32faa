//! Failed sign-ins: whoever guesses waits longer and longer, and nobody else does.
//!
//! An attempt is counted by account and address together, so that strangers who guess at an account from elsewhere
//! can't lock its owner out.

use jiff::Timestamp;

use super::{State, seconds};
use crate::Result;

/// Wrong tries without a wait: people mistype.
const FREE: i64 = 4;
/// The first wait, in seconds; each further wrong try doubles it.
const FIRST_WAIT: i64 = 10;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 3600;
/// After a day without a try, tries are forgotten.
const FORGOTTEN: i64 = 86_400;

impl State {
    /// Counts a try as failed before the password is looked at, so that a hundred tries at once are not a hundred
    /// guesses. The seconds to wait, where it comes too early; then it is not counted and must not be looked at.
    pub(super) fn count_try(&self, name: &str, address: &str, now: Timestamp) -> Result<Option<u64>> {
        let (attempt, now) = (attempt_hash(name, address), seconds(now));
        self.wait(async {
            let mut work = self.pool.begin().await?;
            // Writing first takes the write lock, so that tries at once are counted one after the other.
            sqlx::query("DELETE FROM failed_sign_in WHERE next_try < $1")
                .bind(now - FORGOTTEN)
                .execute(&mut *work)
                .await?;
            let known: Option<(i64, i64)> =
                sqlx::query_as("SELECT failures, next_try FROM failed_sign_in WHERE attempt_hash = $1")
                    .bind(&attempt)
                    .fetch_optional(&mut *work)
                    .await?;
            let (failures, next_try) = known.unwrap_or((0, 0));
            if now < next_try {
                return Ok(Some(u64::try_from(next_try - now).unwrap_or(1)));
            }
            sqlx::query(
                "INSERT INTO failed_sign_in (attempt_hash, failures, next_try) VALUES ($1, $2, $3)
                 ON CONFLICT (attempt_hash) DO UPDATE SET failures = $2, next_try = $3",
            )
            .bind(&attempt)
            .bind(failures + 1)
            .bind(now + wait_after(failures + 1))
            .execute(&mut *work)
            .await?;
            work.commit().await?;
            Ok(None)
        })
    }

    /// Forgets the tries of somebody who has come in.
    pub(super) fn forget_tries(&self, name: &str, address: &str) -> Result<()> {
        self.wait(async {
            sqlx::query("DELETE FROM failed_sign_in WHERE attempt_hash = $1")
                .bind(attempt_hash(name, address))
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }
}

fn wait_after(failures: i64) -> i64 {
    let doublings = u32::try_from(failures - FREE - 1).ok();
    doublings.map_or(0, |doublings| {
        FIRST_WAIT
            .saturating_mul(2_i64.saturating_pow(doublings))
            .min(LONGEST_WAIT)
    })
}

/// Name and address can't run into one another, since the length of the name stands before it.
fn attempt_hash(name: &str, address: &str) -> String {
    let attempt = format!("{}:{name}{address}", name.len());
    blake3::hash(attempt.as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{now, with_bdo};
    use super::*;

    #[test]
    fn waits_begin_after_a_few_tries_double_and_end_at_an_hour() {
        let waits: Vec<i64> = [1, 4, 5, 6, 7, 13, 14, 200].map(wait_after).to_vec();
        assert_eq!(waits, [0, 0, 10, 20, 40, 2560, 3600, 3600]);
    }

    #[test]
    fn a_stranger_who_guesses_from_elsewhere_locks_nobody_out() {
        let (_data, state) = with_bdo();
        for _ in 0..5 {
            assert_eq!(state.count_try("bdo-khatra", "203.0.113.7", now()).unwrap(), None);
        }
        assert_eq!(
            state.count_try("bdo-khatra", "203.0.113.7", now()).unwrap(),
            Some(10)
        );
        assert_eq!(
            state.count_try("bdo-khatra", "198.51.100.1", now()).unwrap(),
            None
        );
        assert_eq!(state.count_try("bdo-onda", "203.0.113.7", now()).unwrap(), None);
    }

    #[test]
    fn a_try_that_comes_too_early_does_not_make_the_wait_longer() {
        let (_data, state) = with_bdo();
        let attempt = |after: i64| {
            let at = now() + jiff::SignedDuration::from_secs(after);
            state.count_try("bdo-khatra", "203.0.113.7", at).unwrap()
        };
        for _ in 0..5 {
            attempt(0);
        }
        assert_eq!(attempt(3), Some(7));
        assert_eq!(attempt(9), Some(1));
        assert_eq!(attempt(10), None);
        assert_eq!(attempt(11), Some(19));
        state.forget_tries("bdo-khatra", "203.0.113.7").unwrap();
        assert_eq!(attempt(12), None);
    }
}
