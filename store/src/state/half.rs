//! Halfway in: the password was right, and a code is still to come.

use jiff::Timestamp;

use super::{State, Token, seconds};
use crate::Result;

/// Minutes in which the code has to come.
pub const HALF_MINUTES: i64 = 10;

impl State {
    /// Remembers that somebody gave the right password of an account.
    pub fn open_half(&self, name: &str, now: Timestamp) -> Result<Token> {
        let (token, at) = (Token::fresh()?, seconds(now));
        self.wait(async {
            sqlx::query("DELETE FROM half_sign_in WHERE expires < $1")
                .bind(at)
                .execute(&self.pool)
                .await?;
            sqlx::query("INSERT INTO half_sign_in (token_hash, account, expires) VALUES ($1, $2, $3)")
                .bind(token.hash())
                .bind(name)
                .bind(at + HALF_MINUTES * 60)
                .execute(&self.pool)
                .await?;
            Ok(())
        })?;
        Ok(token)
    }

    /// Who is halfway in, as long as the account counts.
    pub fn half(&self, token: &Token, now: Timestamp) -> Result<Option<String>> {
        self.wait(async {
            sqlx::query_scalar(
                "SELECT half_sign_in.account FROM half_sign_in JOIN account ON account.name = half_sign_in.account
                 WHERE token_hash = $1 AND expires > $2 AND account.disabled IS NULL",
            )
            .bind(token.hash())
            .bind(seconds(now))
            .fetch_optional(&self.pool)
            .await
        })
    }

    /// Ends it: a code came, and it does not come twice.
    pub fn end_half(&self, token: &Token) -> Result<()> {
        self.wait(async {
            sqlx::query("DELETE FROM half_sign_in WHERE token_hash = $1")
                .bind(token.hash())
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::account::tests::{now, with_bdo};

    #[test]
    fn whoever_is_halfway_in_has_ten_minutes_and_no_session() {
        let (_data, state) = with_bdo();
        let half = state.open_half("bdo-khatra", now()).unwrap();
        let after = |minutes| now() + SignedDuration::from_mins(minutes);
        assert_eq!(
            state.half(&half, after(9)).unwrap().as_deref(),
            Some("bdo-khatra")
        );
        assert_eq!(state.half(&half, after(10)).unwrap(), None);
        assert_eq!(state.session(&half, now()).unwrap(), None);
        state.end_half(&half).unwrap();
        assert_eq!(state.half(&half, now()).unwrap(), None);
    }

    #[test]
    fn a_disabled_account_gets_no_further() {
        let (_data, state) = with_bdo();
        let half = state.open_half("bdo-khatra", now()).unwrap();
        state.disable_account("bdo-khatra", now()).unwrap();
        assert_eq!(state.half(&half, now()).unwrap(), None);
    }
}
