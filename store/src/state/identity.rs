//! Who somebody is whom another provider lets in: an account for each issuer and subject.

use jiff::Timestamp;

use super::account::checked;
use super::{NewAccount, State, seconds};
use crate::{Result, StoreError};

impl State {
    /// The account of an identity, if it was here before.
    pub fn account_of_identity(&self, issuer: &str, subject: &str) -> Result<Option<String>> {
        self.wait(async {
            sqlx::query_scalar("SELECT account FROM identity WHERE issuer = $1 AND subject = $2")
                .bind(issuer)
                .bind(subject)
                .fetch_optional(&self.pool)
                .await
        })
    }

    /// Makes or changes the account of an identity, as the provider tells role, places and programmes now. An account that
    /// is there already under that name and belongs to nobody, or to another identity, is never taken over.
    ///
    /// Whether anything about it changed; then sessions that were open have ended.
    pub fn account_from_identity(
        &self,
        (issuer, subject): (&str, &str),
        account: &NewAccount<'_>,
        now: Timestamp,
    ) -> Result<bool> {
        let name = checked(account.name)?;
        match self.account_of_identity(issuer, subject)? {
            Some(linked) if linked == name => {}
            Some(_) => return Err(other(name)),
            None => return self.link(issuer, subject, account, now),
        }
        let known = self.account(name)?.filter(|known| known.disabled.is_none());
        let known = known.ok_or_else(|| StoreError::UnknownAccount {
            name: name.to_owned(),
        })?;
        let sorted = |words: &[String]| {
            let mut words = words.to_vec();
            words.sort();
            words
        };
        if known.role == account.role
            && known.places == sorted(account.places)
            && known.programmes == sorted(account.programmes)
        {
            return Ok(false);
        }
        self.change_account(account, now).map(|()| true)
    }

    /// An account that nobody enters by a password: no hash of one is `-`.
    fn link(&self, issuer: &str, subject: &str, account: &NewAccount<'_>, now: Timestamp) -> Result<bool> {
        let made = self.wait(async {
            let mut work = self.pool.begin().await?;
            let added = sqlx::query(
                "INSERT INTO account (name, role, password_hash, created) VALUES ($1, $2, '-', $3)
                 ON CONFLICT (name) DO NOTHING",
            )
            .bind(account.name)
            .bind(account.role)
            .bind(seconds(now))
            .execute(&mut *work)
            .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            super::account::keep_scope(&mut work, account).await?;
            sqlx::query("INSERT INTO identity (issuer, subject, account, created) VALUES ($1, $2, $3, $4)")
                .bind(issuer)
                .bind(subject)
                .bind(account.name)
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            work.commit().await?;
            Ok(true)
        })?;
        made.then_some(true).ok_or_else(|| other(account.name))
    }
}

fn other(name: &str) -> StoreError {
    StoreError::OtherIdentity {
        name: name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{PASSWORD, now, with_bdo};
    use super::super::{SignIn, Visit};
    use super::*;

    const WHO: (&str, &str) = ("https://sso.example.in", "17");

    fn officer<'a>(name: &'a str, places: &'a [String]) -> NewAccount<'a> {
        NewAccount {
            name,
            role: "officer",
            places,
            programmes: &[],
        }
    }

    #[test]
    fn an_identity_has_an_account_without_a_password_that_follows_what_the_provider_says() {
        let (_data, state) = with_bdo();
        let (khatra, onda) = (["block-2786".to_owned()], ["block-2792".to_owned()]);
        assert!(
            state
                .account_from_identity(WHO, &officer("a.das", &khatra), now())
                .unwrap()
        );
        assert!(
            !state
                .account_from_identity(WHO, &officer("a.das", &khatra), now())
                .unwrap()
        );
        let session = state.open_session("a.das", now()).unwrap();
        assert!(
            state
                .account_from_identity(WHO, &officer("a.das", &onda), now())
                .unwrap()
        );
        assert_eq!(state.session(&session, now()).unwrap(), None);
        assert_eq!(state.account("a.das").unwrap().unwrap().places, onda);
        for password in ["-", "", PASSWORD] {
            let tried = state
                .sign_in("a.das", password, &Visit::default(), now())
                .unwrap();
            assert_eq!(tried, SignIn::Wrong);
        }
    }

    #[test]
    fn no_account_is_taken_over_and_a_disabled_one_stays_shut() {
        let (_data, state) = with_bdo();
        let khatra = ["block-2786".to_owned()];
        let taken = state.account_from_identity(WHO, &officer("bdo-khatra", &khatra), now());
        assert!(matches!(taken, Err(StoreError::OtherIdentity { .. })));
        state
            .account_from_identity(WHO, &officer("a.das", &khatra), now())
            .unwrap();
        let another = (WHO.0, "18");
        assert!(
            state
                .account_from_identity(another, &officer("a.das", &khatra), now())
                .is_err()
        );
        assert!(
            state
                .account_from_identity(WHO, &officer("b.das", &khatra), now())
                .is_err()
        );
        state.disable_account("a.das", now()).unwrap();
        let shut = state.account_from_identity(WHO, &officer("a.das", &khatra), now());
        assert!(matches!(shut, Err(StoreError::UnknownAccount { .. })));
        assert!(
            state
                .account_from_identity(another, &officer("Not A Name", &khatra), now())
                .is_err()
        );
    }
}
