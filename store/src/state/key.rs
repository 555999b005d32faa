//! Keys by which programs come in, in the place of a password.

use jiff::Timestamp;

use super::{Account, State, Token, seconds};
use crate::{Result, StoreError};

/// Days that a key lasts.
pub const KEY_DAYS: i64 = 365;
const DAY: i64 = 86_400;

impl State {
    /// A fresh key of an account; it can't be shown again.
    pub fn add_key(&self, name: &str, now: Timestamp) -> Result<Token> {
        let counts = self
            .account(name)?
            .is_some_and(|account| account.disabled.is_none());
        if !counts {
            return Err(StoreError::UnknownAccount {
                name: name.to_owned(),
            });
        }
        let key = Token::fresh()?;
        self.wait(async {
            sqlx::query("INSERT INTO api_key (key_hash, account, created, expires) VALUES ($1, $2, $3, $4)")
                .bind(key.hash())
                .bind(name)
                .bind(seconds(now))
                .bind(seconds(now) + KEY_DAYS * DAY)
                .execute(&self.pool)
                .await?;
            Ok(())
        })?;
        Ok(key)
    }

    /// Whose key it is, while it lasts.
    pub fn key_holder(&self, key: &Token, now: Timestamp) -> Result<Option<Account>> {
        self.wait(async {
            let name: Option<String> = sqlx::query_scalar(
                "SELECT api_key.account FROM api_key JOIN account ON account.name = api_key.account
                 WHERE api_key.key_hash = $1 AND api_key.revoked IS NULL AND account.disabled IS NULL
                   AND api_key.expires > $2",
            )
            .bind(key.hash())
            .bind(seconds(now))
            .fetch_optional(&self.pool)
            .await?;
            match name {
                Some(name) => self.find_account(&name).await,
                None => Ok(None),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::account::tests::{now, with_bdo};
    use super::*;

    #[test]
    fn a_key_lets_its_account_in_for_a_year_and_never_counts_as_a_session() {
        let (_data, state) = with_bdo();
        let key = state.add_key("bdo-khatra", now()).unwrap();
        let holder = |days: i64| {
            let at = now() + SignedDuration::from_hours(24 * days);
            state.key_holder(&key, at).unwrap().map(|account| account.name)
        };
        assert_eq!(holder(364).as_deref(), Some("bdo-khatra"));
        assert_eq!(holder(365), None);
        assert_eq!(state.session(&key, now()).unwrap(), None);
    }

    #[test]
    fn a_disabled_or_unknown_account_has_no_keys() {
        let (_data, state) = with_bdo();
        let key = state.add_key("bdo-khatra", now()).unwrap();
        state.disable_account("bdo-khatra", now()).unwrap();
        assert_eq!(state.key_holder(&key, now()).unwrap(), None);
        for name in ["bdo-khatra", "nobody"] {
            assert!(matches!(
                state.add_key(name, now()),
                Err(StoreError::UnknownAccount { .. })
            ));
        }
    }
}
