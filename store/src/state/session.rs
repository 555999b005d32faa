//! Sessions: from signing in until signing out, falling idle or the end of the working day.

use jiff::{SignedDuration, Timestamp};

use super::{Account, State, Token, password, seconds};
use crate::Result;

/// A session that is not used ends after this.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// No session lasts longer, however much it is used.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// That a session is used is written down once in this many seconds, not at each request.
const NOTED_EVERY: i64 = 60;

/// What comes of a try to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// In, with a session of its own.
    In(Token),
    /// No such account, or not its password: which of them is not said.
    Wrong,
    /// Too many wrong tries; the password was not looked at.
    Wait {
        /// Until the next try is looked at.
        seconds: u64,
    },
}

impl State {
    /// Lets somebody in who knows the password of an account that counts.
    pub fn sign_in(&self, name: &str, password: &str, address: &str, now: Timestamp) -> Result<SignIn> {
        if let Some(seconds) = self.count_try(name, address, now)? {
            return Ok(SignIn::Wait { seconds });
        }
        let kept = self.password_hash(name)?;
        if !password::is_right(password, kept.as_deref())? {
            return Ok(SignIn::Wrong);
        }
        self.forget_tries(name, address)?;
        self.open_session(name, now).map(SignIn::In)
    }

    /// A fresh session of an account that is known to be there.
    pub fn open_session(&self, name: &str, now: Timestamp) -> Result<Token> {
        let token = Token::fresh()?;
        let at = seconds(now);
        self.wait(async {
            // Sessions that ended long ago are of no use to anybody.
            sqlx::query("DELETE FROM session WHERE expires < $1")
                .bind(at - LONGEST.as_secs())
                .execute(&self.pool)
                .await?;
            sqlx::query(
                "INSERT INTO session (token_hash, account, created, last_seen, idle_expires, expires)
                 VALUES ($1, $2, $3, $3, $4, $5)",
            )
            .bind(token.hash())
            .bind(name)
            .bind(at)
            .bind(at + IDLE.as_secs())
            .bind(at + LONGEST.as_secs())
            .execute(&self.pool)
            .await?;
            Ok(())
        })?;
        Ok(token)
    }

    /// Whose session it is, while it lasts.
    pub fn session(&self, token: &Token, now: Timestamp) -> Result<Option<Account>> {
        let (hash, now) = (token.hash(), seconds(now));
        self.wait(async {
            let known: Option<(String, i64)> = sqlx::query_as(
                "SELECT session.account, session.last_seen FROM session
                 JOIN account ON account.name = session.account
                 WHERE session.token_hash = $1 AND session.revoked IS NULL AND account.disabled IS NULL
                   AND session.idle_expires > $2 AND session.expires > $2",
            )
            .bind(&hash)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
            let Some((name, last_seen)) = known else {
                return Ok(None);
            };
            if now - last_seen >= NOTED_EVERY {
                sqlx::query("UPDATE session SET last_seen = $2, idle_expires = $3 WHERE token_hash = $1")
                    .bind(&hash)
                    .bind(now)
                    .bind(now + IDLE.as_secs())
                    .execute(&self.pool)
                    .await?;
            }
            self.find_account(&name).await
        })
    }

    /// Ends a session; one that is not there has ended already.
    pub fn end_session(&self, token: &Token, now: Timestamp) -> Result<()> {
        self.wait(async {
            sqlx::query("UPDATE session SET revoked = $2 WHERE token_hash = $1 AND revoked IS NULL")
                .bind(token.hash())
                .bind(seconds(now))
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{PASSWORD, now, with_bdo};
    use super::*;

    fn entered(state: &State, now: Timestamp) -> Token {
        match state.sign_in("bdo-khatra", PASSWORD, "203.0.113.7", now).unwrap() {
            SignIn::In(token) => token,
            other => panic!("{other:?}"),
        }
    }

    fn is_in(state: &State, token: &Token, hours: i64) -> bool {
        let at = now() + SignedDuration::from_hours(hours);
        state.session(token, at).unwrap().is_some()
    }

    #[test]
    fn who_knows_the_password_has_a_session_until_it_is_ended() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        assert_eq!(state.session(&token, now()).unwrap().unwrap().name, "bdo-khatra");
        state.end_session(&token, now()).unwrap();
        assert_eq!(state.session(&token, now()).unwrap(), None);
    }

    #[test]
    fn a_session_ends_when_it_falls_idle_and_at_the_latest_after_twelve_hours() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        assert!(!is_in(&state, &token, 3));
        let token = entered(&state, now());
        for hour in 1..12 {
            assert!(is_in(&state, &token, hour), "{hour}");
        }
        assert!(!is_in(&state, &token, 12));
    }

    #[test]
    fn unknown_names_wrong_passwords_and_disabled_accounts_are_refused_alike() {
        let (_data, state) = with_bdo();
        let tried = |name, password| state.sign_in(name, password, "203.0.113.7", now()).unwrap();
        assert_eq!(tried("bdo-onda", PASSWORD), SignIn::Wrong);
        assert_eq!(tried("bdo-khatra", "teal-river-79"), SignIn::Wrong);
        let token = entered(&state, now());
        state.disable_account("bdo-khatra", now()).unwrap();
        assert_eq!(tried("bdo-khatra", PASSWORD), SignIn::Wrong);
        assert_eq!(state.session(&token, now()).unwrap(), None);
    }

    #[test]
    fn after_too_many_wrong_tries_the_right_password_waits_too() {
        let (_data, state) = with_bdo();
        for _ in 0..5 {
            state
                .sign_in("bdo-khatra", "wrong", "203.0.113.7", now())
                .unwrap();
        }
        assert_eq!(
            state
                .sign_in("bdo-khatra", PASSWORD, "203.0.113.7", now())
                .unwrap(),
            SignIn::Wait { seconds: 10 }
        );
        let later = now() + SignedDuration::from_secs(10);
        entered(&state, later);
    }

    #[test]
    fn with_another_password_the_old_one_and_its_sessions_are_over() {
        let (_data, state) = with_bdo();
        let token = entered(&state, now());
        assert!(state.set_password("bdo-khatra", "bankura", now()).is_err());
        state
            .set_password("bdo-khatra", "ochre-kite-41-palash", now())
            .unwrap();
        assert_eq!(state.session(&token, now()).unwrap(), None);
        let tried = |password| {
            state
                .sign_in("bdo-khatra", password, "203.0.113.7", now())
                .unwrap()
        };
        assert_eq!(tried(PASSWORD), SignIn::Wrong);
        assert!(matches!(tried("ochre-kite-41-palash"), SignIn::In(_)));
        assert!(
            state
                .set_password("nobody", "ochre-kite-41-palash", now())
                .is_err()
        );
    }

    #[test]
    fn a_token_nobody_was_given_is_no_session() {
        let (_data, state) = with_bdo();
        assert_eq!(state.session(&Token::fresh().unwrap(), now()).unwrap(), None);
    }
}
