//! Keys by which programs come in, in the place of a password.
//!
//! A key reaches as far as its account, or less: some of its places and programmes. What the account loses, its keys lose.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::account::moment;
use super::session::{NOTED_EVERY, id_of};
use super::{Account, State, Token, seconds};
use crate::{Result, StoreError};

/// Days that a key lasts at most, and unless told.
pub const KEY_DAYS: i64 = 365;
const DAY: i64 = 86_400;
/// Keys that an account may have at a time: one for each program that it has, and some to change over.
const MOST_KEYS: usize = 20;
/// Characters of what a key is for; longer words break the list.
const LONGEST_LABEL: usize = 80;

/// A key to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewKey<'a> {
    /// The account that it is of.
    pub account: &'a str,
    /// What it is for, in the words of whoever made it.
    pub label: &'a str,
    /// Codes of places inside those of the account; empty for all of them.
    pub places: &'a [String],
    /// Ids of programmes among those of the account; empty for all of them.
    pub programmes: &'a [String],
    /// Days that it lasts.
    pub days: i64,
}

impl<'a> NewKey<'a> {
    /// A key that reaches as far as its account, for as long as keys last.
    pub fn of(account: &'a str) -> Self {
        Self {
            account,
            label: "",
            places: &[],
            programmes: &[],
            days: KEY_DAYS,
        }
    }
}

/// A key in the list. The secret itself is nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// By which it is named.
    pub id: String,
    /// The account that it is of.
    pub account: String,
    /// What it is for.
    pub label: String,
    /// Places to which it is narrowed.
    pub places: Vec<String>,
    /// Programmes to which it is narrowed.
    pub programmes: Vec<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Until when it lasts.
    pub expires: Timestamp,
    /// When it was last used, to the minute.
    pub last_used: Option<Timestamp>,
}

/// Whoever shows a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHolder {
    /// The account.
    pub account: Account,
    /// Places to which the key is narrowed; empty for those of the account.
    pub places: Vec<String>,
    /// Programmes to which it is narrowed; empty for those of the account.
    pub programmes: Vec<String>,
}

impl State {
    /// A fresh key of an account; it can't be shown again.
    pub fn add_key(&self, new: &NewKey<'_>, now: Timestamp) -> Result<Token> {
        let name = new.account;
        let counts = self
            .account(name)?
            .is_some_and(|account| account.disabled.is_none());
        if !counts {
            return Err(StoreError::UnknownAccount {
                name: name.to_owned(),
            });
        }
        if !(1..=KEY_DAYS).contains(&new.days) {
            return Err(StoreError::KeyDays { days: new.days });
        }
        if self.keys(Some(name), now)?.len() >= MOST_KEYS {
            return Err(StoreError::TooManyKeys {
                name: name.to_owned(),
                most: MOST_KEYS,
            });
        }
        let key = Token::fresh()?;
        let label: String = new.label.trim().chars().take(LONGEST_LABEL).collect();
        self.wait(async {
            sqlx::query(
                "INSERT INTO api_key (key_hash, account, created, expires, label, places, programmes)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(key.hash())
            .bind(name)
            .bind(seconds(now))
            .bind(seconds(now) + new.days * DAY)
            .bind(label)
            .bind(new.places.join(" "))
            .bind(new.programmes.join(" "))
            .execute(&self.pool)
            .await?;
            Ok(())
        })?;
        Ok(key)
    }

    /// Whose key it is, while it lasts; that it was used is noted.
    pub fn key_holder(&self, key: &Token, now: Timestamp) -> Result<Option<KeyHolder>> {
        let (hash, now) = (key.hash(), seconds(now));
        self.wait(async {
            let known = sqlx::query(
                "SELECT api_key.account, api_key.places, api_key.programmes, api_key.last_used
                 FROM api_key JOIN account ON account.name = api_key.account
                 WHERE api_key.key_hash = $1 AND api_key.revoked IS NULL AND account.disabled IS NULL
                   AND api_key.expires > $2",
            )
            .bind(&hash)
            .bind(now)
            .fetch_optional(&self.pool)
            .await?;
            let Some(known) = known else { return Ok(None) };
            let used: Option<i64> = known.try_get("last_used")?;
            if used.is_none_or(|used| now >= used + NOTED_EVERY) {
                sqlx::query("UPDATE api_key SET last_used = $2 WHERE key_hash = $1")
                    .bind(&hash)
                    .bind(now)
                    .execute(&self.pool)
                    .await?;
            }
            let name: String = known.try_get("account")?;
            let account = self.find_account(&name).await?;
            let (places, programmes) = (words(&known, "places")?, words(&known, "programmes")?);
            Ok(account.map(|account| KeyHolder {
                account,
                places,
                programmes,
            }))
        })
    }

    /// The keys that open something: of one account or of all, the latest first.
    pub fn keys(&self, account: Option<&str>, now: Timestamp) -> Result<Vec<ApiKey>> {
        self.wait(async {
            let rows = sqlx::query(
                "SELECT api_key.* FROM api_key JOIN account ON account.name = api_key.account
                 WHERE api_key.revoked IS NULL AND account.disabled IS NULL AND api_key.expires > $1
                   AND ($2 IS NULL OR api_key.account = $2)
                 ORDER BY api_key.account, api_key.created DESC, api_key.key_hash",
            )
            .bind(seconds(now))
            .bind(account)
            .fetch_all(&self.pool)
            .await?;
            rows.iter().map(told).collect()
        })
    }

    /// Ends a key, of that account where one is named; whose it was, if there was one.
    pub fn end_key(&self, id: &str, account: Option<&str>, now: Timestamp) -> Result<Option<ApiKey>> {
        let meant = self.keys(account, now)?.into_iter().find(|key| key.id == id);
        let Some(key) = meant else { return Ok(None) };
        self.wait(async {
            let hashes: Vec<String> =
                sqlx::query_scalar("SELECT key_hash FROM api_key WHERE account = $1 AND revoked IS NULL")
                    .bind(&key.account)
                    .fetch_all(&self.pool)
                    .await?;
            for hash in hashes.iter().filter(|hash| id_of(hash) == id) {
                sqlx::query("UPDATE api_key SET revoked = $2 WHERE key_hash = $1 AND revoked IS NULL")
                    .bind(hash)
                    .bind(seconds(now))
                    .execute(&self.pool)
                    .await?;
            }
            Ok(())
        })?;
        Ok(Some(key))
    }
}

impl Token {
    /// The name of the key that it is, as `State::keys` tells it.
    pub fn key_id(&self) -> String {
        id_of(&self.hash())
    }
}

fn told(row: &SqliteRow) -> sqlx::Result<ApiKey> {
    let hash: String = row.try_get("key_hash")?;
    let last_used: Option<i64> = row.try_get("last_used")?;
    Ok(ApiKey {
        id: id_of(&hash),
        account: row.try_get("account")?,
        label: row.try_get("label")?,
        places: words(row, "places")?,
        programmes: words(row, "programmes")?,
        created: moment(row.try_get("created")?)?,
        expires: moment(row.try_get("expires")?)?,
        last_used: last_used.map(moment).transpose()?,
    })
}

fn words(row: &SqliteRow, column: &str) -> sqlx::Result<Vec<String>> {
    let text: String = row.try_get(column)?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::super::account::tests::{now, with_bdo};
    use super::*;

    fn later(days: i64) -> Timestamp {
        now() + SignedDuration::from_hours(24 * days)
    }

    #[test]
    fn a_key_lets_its_account_in_for_a_year_and_never_counts_as_a_session() {
        let (_data, state) = with_bdo();
        let key = state.add_key(&NewKey::of("bdo-khatra"), now()).unwrap();
        let holder = |days| {
            let holder = state.key_holder(&key, later(days)).unwrap();
            holder.map(|holder| holder.account.name)
        };
        assert_eq!(holder(364).as_deref(), Some("bdo-khatra"));
        assert_eq!(holder(365), None);
        assert_eq!(state.session(&key, now()).unwrap(), None);
    }

    #[test]
    fn a_disabled_or_unknown_account_has_no_keys() {
        let (_data, state) = with_bdo();
        let key = state.add_key(&NewKey::of("bdo-khatra"), now()).unwrap();
        state.disable_account("bdo-khatra", now()).unwrap();
        assert_eq!(state.key_holder(&key, now()).unwrap(), None);
        assert_eq!(state.keys(None, now()).unwrap(), []);
        for name in ["bdo-khatra", "nobody"] {
            assert!(matches!(
                state.add_key(&NewKey::of(name), now()),
                Err(StoreError::UnknownAccount { .. })
            ));
        }
    }

    #[test]
    fn keys_are_told_with_what_they_are_for_and_when_they_were_used_and_end_one_by_one() {
        let (_data, state) = with_bdo();
        let programmes = ["mgnrega".to_owned()];
        let new = NewKey {
            label: " nightly copy ",
            programmes: &programmes,
            days: 30,
            ..NewKey::of("bdo-khatra")
        };
        let narrow = state.add_key(&new, now()).unwrap();
        let wide = state.add_key(&NewKey::of("bdo-khatra"), later(1)).unwrap();
        assert_eq!(
            state.key_holder(&narrow, later(2)).unwrap().unwrap().programmes,
            programmes
        );

        let keys = state.keys(Some("bdo-khatra"), later(2)).unwrap();
        let told: Vec<_> = keys
            .iter()
            .map(|key| (key.label.as_str(), key.last_used))
            .collect();
        assert_eq!(told, [("", None), ("nightly copy", Some(later(2)))]);
        assert_eq!(keys[1].expires, later(30));
        assert!(!format!("{keys:?}").contains(narrow.secret()));

        // Nobody ends a key of somebody else, and one that is ended opens nothing at once.
        assert_eq!(state.end_key(&keys[1].id, Some("other"), later(2)).unwrap(), None);
        let ended = state.end_key(&keys[1].id, Some("bdo-khatra"), later(2)).unwrap();
        assert_eq!(ended.unwrap().label, "nightly copy");
        assert_eq!(state.key_holder(&narrow, later(2)).unwrap(), None);
        assert!(state.key_holder(&wide, later(2)).unwrap().is_some());
        assert_eq!(state.end_key(&keys[1].id, None, later(2)).unwrap(), None);
    }

    #[test]
    fn an_account_has_so_many_keys_and_an_ended_one_makes_room() {
        let (_data, state) = with_bdo();
        let keys: Vec<Token> = (0..MOST_KEYS)
            .map(|_| state.add_key(&NewKey::of("bdo-khatra"), now()).unwrap())
            .collect();
        let one_more = || state.add_key(&NewKey::of("bdo-khatra"), now());
        assert!(matches!(one_more(), Err(StoreError::TooManyKeys { .. })));
        state.end_key(&keys[3].key_id(), None, now()).unwrap();
        assert!(one_more().is_ok());
    }

    #[test]
    fn a_key_that_lasts_for_ever_or_not_at_all_is_refused() {
        let (_data, state) = with_bdo();
        for days in [-1, 0, KEY_DAYS + 1, i64::MAX] {
            let new = NewKey {
                days,
                ..NewKey::of("bdo-khatra")
            };
            assert!(
                matches!(state.add_key(&new, now()), Err(StoreError::KeyDays { .. })),
                "{days}"
            );
        }
    }
}
