//! Ways to another provider that were begun in a browser, each to be come back from once.

use jiff::Timestamp;

use super::{State, Token, seconds};
use crate::Result;

/// Minutes in which somebody has to come back.
pub const SIGN_ON_MINUTES: i64 = 10;

/// A way that is begun.
#[derive(Debug, Clone, Copy)]
pub struct NewSignOn<'a> {
    /// The provider.
    pub provider: &'a str,
    /// What the provider's token must hold.
    pub nonce: &'a str,
    /// What shows the provider that both requests come from here.
    pub verifier: &'a str,
    /// Where the reader wanted to go.
    pub next: &'a str,
}

/// A way that somebody came back from.
#[derive(Clone, PartialEq, Eq)]
pub struct SignOn {
    /// What the provider's token must hold.
    pub nonce: String,
    /// What shows the provider that both requests come from here.
    pub verifier: String,
    /// Where the reader wanted to go.
    pub next: String,
}

/// Secrets must not get into logs.
impl std::fmt::Debug for SignOn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignOn")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

impl State {
    /// Remembers a way under the secret of the browser that goes it.
    pub fn begin_sign_on(&self, browser: &Token, new: &NewSignOn<'_>, now: Timestamp) -> Result<()> {
        let at = seconds(now);
        self.wait(async {
            sqlx::query("DELETE FROM sign_on WHERE expires < $1")
                .bind(at)
                .execute(&self.pool)
                .await?;
            sqlx::query(
                "INSERT INTO sign_on (state_hash, provider, nonce, verifier, next, expires)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(browser.hash())
            .bind(new.provider)
            .bind(new.nonce)
            .bind(new.verifier)
            .bind(new.next)
            .bind(at + SIGN_ON_MINUTES * 60)
            .execute(&self.pool)
            .await?;
            Ok(())
        })
    }

    /// Takes the way that the browser went, once.
    pub fn end_sign_on(&self, browser: &Token, provider: &str, now: Timestamp) -> Result<Option<SignOn>> {
        self.wait(async {
            let found: Option<(String, String, String)> = sqlx::query_as(
                "DELETE FROM sign_on WHERE state_hash = $1 AND provider = $2 AND expires > $3
                 RETURNING nonce, verifier, next",
            )
            .bind(browser.hash())
            .bind(provider)
            .bind(seconds(now))
            .fetch_optional(&self.pool)
            .await?;
            Ok(found.map(|(nonce, verifier, next)| SignOn {
                nonce,
                verifier,
                next,
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::account::tests::{now, with_bdo};
    use super::*;

    #[test]
    fn somebody_comes_back_once_in_the_same_browser_and_in_time() {
        let (_data, state) = with_bdo();
        let (browser, other) = (Token::fresh().unwrap(), Token::fresh().unwrap());
        let new = NewSignOn {
            provider: "parichay",
            nonce: "n",
            verifier: "v",
            next: "/help",
        };
        state.begin_sign_on(&browser, &new, now()).unwrap();
        assert_eq!(state.end_sign_on(&other, "parichay", now()).unwrap(), None);
        assert_eq!(state.end_sign_on(&browser, "another", now()).unwrap(), None);
        let late = now() + SignedDuration::from_mins(10);
        assert_eq!(state.end_sign_on(&browser, "parichay", late).unwrap(), None);
        assert_eq!(
            state
                .end_sign_on(&browser, "parichay", now())
                .unwrap()
                .unwrap()
                .next,
            "/help"
        );
        assert_eq!(state.end_sign_on(&browser, "parichay", now()).unwrap(), None);
    }
}
