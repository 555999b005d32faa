//! The way back for those who forgot their password or lost their second factor: a link that an administrator makes.

use jiff::Timestamp;

use super::{State, Token, check_password, password, seconds};
use crate::{Result, StoreError};

/// Hours for which a link lasts.
pub const LINK_HOURS: i64 = 24;

impl State {
    /// A fresh link for an account that counts; earlier ones end. With `without_factor` the second factor goes when the link
    /// is used.
    pub fn recovery_link(&self, name: &str, without_factor: bool, now: Timestamp) -> Result<Token> {
        let counts = self
            .account(name)?
            .is_some_and(|account| account.disabled.is_none());
        if !counts {
            return Err(StoreError::UnknownAccount {
                name: name.to_owned(),
            });
        }
        let (token, at) = (Token::fresh()?, seconds(now));
        self.wait(async {
            let mut work = self.pool.begin().await?;
            sqlx::query("DELETE FROM recovery_link WHERE account = $1 OR expires < $2")
                .bind(name)
                .bind(at)
                .execute(&mut *work)
                .await?;
            sqlx::query(
                "INSERT INTO recovery_link (token_hash, account, without_factor, created, expires)
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(token.hash())
            .bind(name)
            .bind(i64::from(without_factor))
            .bind(at)
            .bind(at + LINK_HOURS * 3600)
            .execute(&mut *work)
            .await?;
            work.commit().await
        })?;
        Ok(token)
    }

    /// Whose link it is, while it lasts and was not used.
    pub fn link_holder(&self, link: &Token, now: Timestamp) -> Result<Option<String>> {
        self.wait(async {
            sqlx::query_scalar(
                "SELECT recovery_link.account FROM recovery_link JOIN account ON account.name = recovery_link.account
                 WHERE token_hash = $1 AND used IS NULL AND expires > $2 AND account.disabled IS NULL",
            )
            .bind(link.hash())
            .bind(seconds(now))
            .fetch_optional(&self.pool)
            .await
        })
    }

    /// Uses a link: its account gets a password, every session and known browser ends. The account; none where the link is
    /// no good, also when somebody else used it at the same moment.
    pub fn recover(&self, link: &Token, password: &str, now: Timestamp) -> Result<Option<String>> {
        let Some(name) = self.link_holder(link, now)? else {
            return Ok(None);
        };
        check_password(password, &[&name, "jela"])?;
        let hash = password::hash(password)?;
        self.wait(async {
            let mut work = self.pool.begin().await?;
            let without_factor: Option<i64> = sqlx::query_scalar(
                "UPDATE recovery_link SET used = $2 WHERE token_hash = $1 AND used IS NULL RETURNING without_factor",
            )
            .bind(link.hash())
            .bind(seconds(now))
            .fetch_optional(&mut *work)
            .await?;
            let Some(without_factor) = without_factor else {
                return Ok(None);
            };
            if without_factor != 0 {
                super::second_factor::remove(&mut work, &name).await?;
            }
            super::account::replace_password(&mut work, &name, &hash, now).await?;
            work.commit().await?;
            Ok(Some(name))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::account::tests::{PASSWORD, now, with_bdo};
    use super::super::{SignIn, Visit};

    const NEW: &str = "ochre-kite-41-palash";

    #[test]
    fn a_link_gives_a_new_password_once_and_ends_what_was_open() {
        let (_data, state) = with_bdo();
        let session = state.open_session("bdo-khatra", now()).unwrap();
        let link = state.recovery_link("bdo-khatra", false, now()).unwrap();
        assert_eq!(
            state.recover(&link, NEW, now()).unwrap().as_deref(),
            Some("bdo-khatra")
        );
        assert_eq!(state.session(&session, now()).unwrap(), None);
        let tried = |password| {
            state
                .sign_in("bdo-khatra", password, &Visit::default(), now())
                .unwrap()
        };
        assert_eq!(tried(PASSWORD), SignIn::Wrong);
        assert_eq!(tried(NEW), SignIn::Right);
        assert_eq!(state.recover(&link, "slate-otter-55-sal", now()).unwrap(), None);
        assert_eq!(tried(NEW), SignIn::Right);
    }

    #[test]
    fn a_link_ends_after_a_day_with_the_next_one_and_with_its_account() {
        let (_data, state) = with_bdo();
        let first = state.recovery_link("bdo-khatra", false, now()).unwrap();
        let day = now() + SignedDuration::from_hours(24);
        assert_eq!(state.recover(&first, NEW, day).unwrap(), None);
        let second = state.recovery_link("bdo-khatra", false, now()).unwrap();
        assert_eq!(state.link_holder(&first, now()).unwrap(), None);
        state.disable_account("bdo-khatra", now()).unwrap();
        assert_eq!(state.recover(&second, NEW, now()).unwrap(), None);
        assert!(state.recovery_link("bdo-khatra", false, now()).is_err());
        assert!(state.recovery_link("nobody", false, now()).is_err());
    }

    #[test]
    fn a_weak_password_is_refused_and_the_link_stays_good() {
        let (_data, state) = with_bdo();
        let link = state.recovery_link("bdo-khatra", false, now()).unwrap();
        assert!(state.recover(&link, "bankura", now()).is_err());
        assert!(state.recover(&link, NEW, now()).unwrap().is_some());
    }

    #[test]
    fn only_the_link_that_says_so_takes_the_second_factor_away() {
        let (_data, state) = with_bdo();
        state.begin_second_factor("bdo-khatra", &[7; 20]).unwrap();
        state.confirm_second_factor("bdo-khatra", 1, now()).unwrap();
        let link = state.recovery_link("bdo-khatra", false, now()).unwrap();
        state.recover(&link, NEW, now()).unwrap();
        assert!(state.second_factor("bdo-khatra").unwrap().is_some());
        let link = state.recovery_link("bdo-khatra", true, now()).unwrap();
        state.recover(&link, NEW, now()).unwrap();
        assert!(state.second_factor("bdo-khatra").unwrap().is_none());
    }
}
