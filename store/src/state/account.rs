//! Accounts: who may sign in, in which role, for which places and programmes.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, Transaction};

use super::{State, check_password, password, seconds};
use crate::{Result, StoreError};

/// An account as it is stored; the words of role and places mean something to those above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// `officer`
    pub role: String,
    /// Codes of places, sorted.
    pub places: Vec<String>,
    /// Ids of programmes, sorted; empty for all.
    pub programmes: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Since when it no longer counts.
    pub disabled: Option<Timestamp>,
}

/// An account to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// Its name: small Latin letters, digits and `.`, `-`, `_`, `@`.
    pub name: &'a str,
    /// `officer`
    pub role: &'a str,
    /// Codes of places.
    pub places: &'a [String],
    /// Ids of programmes; empty for all.
    pub programmes: &'a [String],
}

/// Names that mean readers without an account.
const TAKEN: [&str; 2] = ["public", "operator"];
/// Longer ones break every table.
const LONGEST: usize = 64;

impl State {
    /// Makes an account, once its password is good enough and its name free.
    pub fn add_account(&self, account: &NewAccount<'_>, password: &str, now: Timestamp) -> Result<()> {
        let name = checked(account.name)?;
        if self.account(name)?.is_some() {
            return Err(StoreError::NameTaken {
                name: name.to_owned(),
            });
        }
        check_password(password, &[name, "jela"])?;
        let hash = password::hash(password)?;
        let added = self.wait(async {
            let mut work = self.pool.begin().await?;
            let added = sqlx::query(
                "INSERT INTO account (name, role, password_hash, created) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (name) DO NOTHING",
            )
            .bind(name)
            .bind(account.role)
            .bind(hash)
            .bind(seconds(now))
            .execute(&mut *work)
            .await?;
            if added.rows_affected() == 0 {
                return Ok(false);
            }
            keep_scope(&mut work, account).await?;
            work.commit().await?;
            Ok(true)
        })?;
        // Another process was faster.
        added.then_some(()).ok_or_else(|| StoreError::NameTaken {
            name: name.to_owned(),
        })
    }

    /// All accounts, by name.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.wait(async {
            let rows = sqlx::query("SELECT name, role, created, disabled FROM account ORDER BY name")
                .fetch_all(&self.pool)
                .await?;
            let mut accounts = Vec::with_capacity(rows.len());
            for row in &rows {
                accounts.push(self.whole(row).await?);
            }
            Ok(accounts)
        })
    }

    /// The account of a name.
    pub fn account(&self, name: &str) -> Result<Option<Account>> {
        self.wait(self.find_account(name))
    }

    /// Gives an account another password; whoever came in by the old one is out.
    pub fn set_password(&self, name: &str, password: &str, now: Timestamp) -> Result<()> {
        check_password(password, &[name, "jela"])?;
        let hash = password::hash(password)?;
        let found = self.wait(async {
            let mut work = self.pool.begin().await?;
            let found = replace_password(&mut work, name, &hash, now).await?;
            work.commit().await?;
            Ok(found)
        })?;
        found.then_some(()).ok_or_else(|| StoreError::UnknownAccount {
            name: name.to_owned(),
        })
    }

    /// Gives an account another role, other places and programmes; whoever is in has to sign in again.
    pub fn change_account(&self, account: &NewAccount<'_>, now: Timestamp) -> Result<()> {
        let name = account.name;
        let found = self.wait(async {
            let mut work = self.pool.begin().await?;
            let found = sqlx::query("UPDATE account SET role = $2 WHERE name = $1 AND disabled IS NULL")
                .bind(name)
                .bind(account.role)
                .execute(&mut *work)
                .await?;
            for statement in [
                "DELETE FROM account_place WHERE account = $1",
                "DELETE FROM account_programme WHERE account = $1",
            ] {
                sqlx::query(statement).bind(name).execute(&mut *work).await?;
            }
            keep_scope(&mut work, account).await?;
            end_sessions(&mut work, name, now).await?;
            if found.rows_affected() == 0 {
                return Ok(false);
            }
            work.commit().await?;
            Ok(true)
        })?;
        found.then_some(()).ok_or_else(|| StoreError::UnknownAccount {
            name: name.to_owned(),
        })
    }

    /// Ends an account: nobody comes in by it any more, by password, session or key.
    pub fn disable_account(&self, name: &str, now: Timestamp) -> Result<()> {
        let found = self.wait(async {
            let mut work = self.pool.begin().await?;
            let found = sqlx::query("UPDATE account SET disabled = COALESCE(disabled, $2) WHERE name = $1")
                .bind(name)
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            end_sessions(&mut work, name, now).await?;
            sqlx::query("UPDATE api_key SET revoked = $2 WHERE account = $1 AND revoked IS NULL")
                .bind(name)
                .bind(seconds(now))
                .execute(&mut *work)
                .await?;
            work.commit().await?;
            Ok(found.rows_affected() > 0)
        })?;
        found.then_some(()).ok_or_else(|| StoreError::UnknownAccount {
            name: name.to_owned(),
        })
    }

    /// Whether an account comes in by a password of its own.
    pub fn has_password(&self, name: &str) -> Result<bool> {
        Ok(self.password_hash(name)?.is_some())
    }

    pub(super) async fn find_account(&self, name: &str) -> Result<Option<Account>, sqlx::Error> {
        let row = sqlx::query("SELECT name, role, created, disabled FROM account WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.pool)
            .await?;
        match row {
            Some(row) => self.whole(&row).await.map(Some),
            None => Ok(None),
        }
    }

    /// The account's hash of its password, as long as it counts.
    pub(super) fn password_hash(&self, name: &str) -> Result<Option<String>> {
        self.wait(async {
            // Accounts that only another provider lets in have none.
            sqlx::query_scalar(
                "SELECT password_hash FROM account
                 WHERE name = $1 AND disabled IS NULL AND password_hash <> '-'",
            )
            .bind(name)
            .fetch_optional(&self.pool)
            .await
        })
    }

    async fn whole(&self, row: &SqliteRow) -> Result<Account, sqlx::Error> {
        let name: String = row.try_get("name")?;
        let places = sqlx::query_scalar("SELECT place FROM account_place WHERE account = $1 ORDER BY place")
            .bind(&name)
            .fetch_all(&self.pool)
            .await?;
        let programmes = sqlx::query_scalar(
            "SELECT programme FROM account_programme WHERE account = $1 ORDER BY programme",
        )
        .bind(&name)
        .fetch_all(&self.pool)
        .await?;
        let disabled: Option<i64> = row.try_get("disabled")?;
        Ok(Account {
            name,
            role: row.try_get("role")?,
            places,
            programmes,
            created: moment(row.try_get("created")?)?,
            disabled: disabled.map(moment).transpose()?,
        })
    }
}

pub(super) async fn keep_scope(
    work: &mut Transaction<'_, Sqlite>,
    account: &NewAccount<'_>,
) -> Result<(), sqlx::Error> {
    for (words, statement) in [
        (
            account.places,
            "INSERT INTO account_place (account, place) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        ),
        (
            account.programmes,
            "INSERT INTO account_programme (account, programme) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        ),
    ] {
        for word in words {
            sqlx::query(statement)
                .bind(account.name)
                .bind(word)
                .execute(&mut **work)
                .await?;
        }
    }
    Ok(())
}

/// Another password: what came in by the old one is out, and no browser is known any more.
pub(super) async fn replace_password(
    work: &mut Transaction<'_, Sqlite>,
    name: &str,
    hash: &str,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let found = sqlx::query("UPDATE account SET password_hash = $2 WHERE name = $1")
        .bind(name)
        .bind(hash)
        .execute(&mut **work)
        .await?;
    for statement in [
        "DELETE FROM known_device WHERE account = $1",
        "DELETE FROM half_sign_in WHERE account = $1",
    ] {
        sqlx::query(statement).bind(name).execute(&mut **work).await?;
    }
    end_sessions(work, name, now).await?;
    Ok(found.rows_affected() > 0)
}

pub(super) async fn end_sessions(
    work: &mut Transaction<'_, Sqlite>,
    name: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE session SET revoked = $2 WHERE account = $1 AND revoked IS NULL")
        .bind(name)
        .bind(seconds(now))
        .execute(&mut **work)
        .await?;
    Ok(())
}

pub(super) fn moment(seconds: i64) -> Result<Timestamp, sqlx::Error> {
    Timestamp::from_second(seconds).map_err(|fault| sqlx::Error::Decode(Box::new(fault)))
}

pub(super) fn checked(name: &str) -> Result<&str> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let begins = name.bytes().next().is_some_and(letter);
    let rest = name.bytes().all(|byte| letter(byte) || b".-_@".contains(&byte));
    if begins && rest && name.len() <= LONGEST && !TAKEN.contains(&name) {
        Ok(name)
    } else {
        Err(StoreError::BadAccountName {
            name: name.to_owned(),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const PASSWORD: &str = "teal-river-79-mahua";

    pub fn now() -> Timestamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    /// A state with the account `bdo-khatra` in it.
    pub fn with_bdo() -> (tempfile::TempDir, State) {
        let data = tempfile::tempdir().unwrap();
        let state = State::open(data.path()).unwrap();
        let places = ["block-2786".to_owned(), "block-2783".to_owned()];
        let account = NewAccount {
            name: "bdo-khatra",
            role: "officer",
            places: &places,
            programmes: &["mgnrega".to_owned()],
        };
        state.add_account(&account, PASSWORD, now()).unwrap();
        (data, state)
    }

    #[test]
    fn an_account_is_found_again_with_its_places_and_programmes() {
        let (_data, state) = with_bdo();
        let account = state.account("bdo-khatra").unwrap().unwrap();
        assert_eq!(account.places, ["block-2783", "block-2786"]);
        assert_eq!(account.programmes, ["mgnrega"]);
        assert_eq!((account.created, account.disabled), (now(), None));
        assert_eq!(state.accounts().unwrap(), [account]);
    }

    #[test]
    fn a_name_that_is_taken_malformed_or_a_reader_of_its_own_is_refused() {
        let (_data, state) = with_bdo();
        let refusal = |name| {
            let account = NewAccount {
                name,
                role: "analyst",
                places: &[],
                programmes: &[],
            };
            state
                .add_account(&account, PASSWORD, now())
                .unwrap_err()
                .to_string()
        };
        assert!(refusal("bdo-khatra").contains("taken"));
        for name in [
            "",
            "Bdo",
            "b d",
            "operator",
            "public",
            "-x",
            "বিডিও",
            &"x".repeat(65),
        ] {
            assert!(
                refusal(name).contains("can't be the name of an account"),
                "{name}"
            );
        }
        assert_eq!(state.accounts().unwrap().len(), 1);
    }

    #[test]
    fn a_weak_password_makes_no_account() {
        let (_data, state) = with_bdo();
        let account = NewAccount {
            name: "dm",
            role: "admin",
            places: &[],
            programmes: &[],
        };
        assert!(matches!(
            state.add_account(&account, "bankura123", now()),
            Err(StoreError::WeakPassword { .. })
        ));
        assert!(state.account("dm").unwrap().is_none());
    }

    #[test]
    fn a_disabled_account_keeps_its_day_and_an_unknown_one_is_named() {
        let (_data, state) = with_bdo();
        state.disable_account("bdo-khatra", now()).unwrap();
        let later = now() + jiff::SignedDuration::from_secs(60);
        state.disable_account("bdo-khatra", later).unwrap();
        assert_eq!(
            state.account("bdo-khatra").unwrap().unwrap().disabled,
            Some(now())
        );
        assert!(matches!(
            state.disable_account("nobody", now()),
            Err(StoreError::UnknownAccount { .. })
        ));
    }
}
