//! Failed sign-ins: whoever guesses waits longer and longer, and nobody else does.
//!
//! A try in a browser in which the account came in before is counted by that browser alone, so that nobody elsewhere can
//! make its owner wait. Any other try is counted three times: by name and address together, by the address, which stops
//! guessing through a list of names, and by the name, which slows guessing from many addresses. The last wait is short: it
//! meets an owner in a new browser as well, who may ask for a link besides.

use jiff::Timestamp;
use sqlx::{Sqlite, Transaction};

use super::{State, Token, seconds};
use crate::Result;

/// After a day without a try, tries are forgotten.
const FORGOTTEN: i64 = 86_400;

/// Where a try comes from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Visit<'a> {
    /// The network address.
    pub address: &'a str,
    /// What the browser was given when somebody came in by it.
    pub device: Option<&'a Token>,
    /// What the browser calls itself.
    pub agent: &'a str,
}

/// How long one has to wait after how many wrong tries; times in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rule {
    /// Told apart from others by it.
    by: &'static str,
    /// Wrong tries without a wait: people mistype.
    free: i64,
    /// The first wait; each further wrong try doubles it.
    first: i64,
    /// The longest wait.
    longest: i64,
    /// After so long without a try, tries are forgotten.
    forgotten: i64,
}

/// One person, or one guesser.
const OF_ONE: Rule = Rule {
    by: "name and address",
    free: 4,
    first: 10,
    longest: 3600,
    forgotten: FORGOTTEN,
};
const OF_DEVICE: Rule = Rule {
    by: "name and device",
    ..OF_ONE
};
/// Only who knows the password comes so far.
const OF_CODES: Rule = Rule { by: "code", ..OF_ONE };
/// An office of many people may share an address.
const OF_ADDRESS: Rule = Rule {
    by: "address",
    free: 30,
    first: 10,
    longest: 900,
    forgotten: 3600,
};
const OF_NAME: Rule = Rule {
    by: "name",
    free: 20,
    first: 5,
    longest: 60,
    forgotten: 3600,
};

impl Rule {
    fn wait_after(self, failures: i64) -> i64 {
        let doublings = u32::try_from(failures - self.free - 1).ok();
        doublings.map_or(0, |doublings| {
            let wait = self.first.saturating_mul(2_i64.saturating_pow(doublings));
            wait.min(self.longest)
        })
    }

    /// What is counted. Words can't run into one another, since their lengths stand before them.
    fn of(self, words: &[&str]) -> (Self, String) {
        let mut hasher = blake3::Hasher::new();
        for word in std::iter::once(self.by).chain(words.iter().copied()) {
            hasher.update(&(word.len() as u64).to_le_bytes());
            hasher.update(word.as_bytes());
        }
        (self, hasher.finalize().to_hex().to_string())
    }
}

/// Something that tries are counted by.
type Counted = (Rule, String);

impl State {
    /// Counts a try as failed before the password is looked at, so that a hundred tries at once are not a hundred
    /// guesses. The seconds to wait, where it comes too early; then it is not counted and must not be looked at.
    pub(super) fn count_try(&self, name: &str, visit: &Visit<'_>, now: Timestamp) -> Result<Option<u64>> {
        let counted = self.counted(name, visit, now)?;
        self.count(&counted, now)
    }

    /// Forgets the tries of somebody who has come in. What others tried from the same address stays.
    pub(super) fn forget_tries(&self, name: &str, visit: &Visit<'_>, now: Timestamp) -> Result<()> {
        let counted = self.counted(name, visit, now)?;
        self.wait(async {
            let mut work = self.pool.begin().await?;
            for (rule, hash) in &counted {
                let forget = if rule.by == OF_ADDRESS.by {
                    "UPDATE failed_sign_in SET failures = failures - 1, next_try = 0 WHERE attempt_hash = $1 AND failures > 0"
                } else {
                    "DELETE FROM failed_sign_in WHERE attempt_hash = $1"
                };
                sqlx::query(forget).bind(hash).execute(&mut *work).await?;
            }
            work.commit().await
        })
    }

    /// Counts a code, as `count_try` does a password.
    pub fn count_code(&self, name: &str, now: Timestamp) -> Result<Option<u64>> {
        self.count(&[OF_CODES.of(&[name])], now)
    }

    /// Forgets the codes of somebody who has come in.
    pub fn forget_codes(&self, name: &str) -> Result<()> {
        let (_, hash) = OF_CODES.of(&[name]);
        self.wait(async {
            sqlx::query("DELETE FROM failed_sign_in WHERE attempt_hash = $1")
                .bind(hash)
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    fn counted(&self, name: &str, visit: &Visit<'_>, now: Timestamp) -> Result<Vec<Counted>> {
        let device = match visit.device {
            Some(device) if self.is_known_device(device, name, now)? => Some(device.hash()),
            _ => None,
        };
        Ok(match device {
            Some(device) => vec![OF_DEVICE.of(&[name, &device])],
            None => vec![
                OF_ONE.of(&[name, visit.address]),
                OF_ADDRESS.of(&[visit.address]),
                OF_NAME.of(&[name]),
            ],
        })
    }

    fn count(&self, counted: &[Counted], now: Timestamp) -> Result<Option<u64>> {
        let now = seconds(now);
        self.wait(async {
            let mut work = self.pool.begin().await?;
            // Writing first takes the write lock, so that tries at once are counted one after the other.
            sqlx::query("DELETE FROM failed_sign_in WHERE next_try < $1 AND next_try > 0")
                .bind(now - FORGOTTEN)
                .execute(&mut *work)
                .await?;
            let mut longest = 0;
            let mut failures = Vec::with_capacity(counted.len());
            for (rule, hash) in counted {
                let (known, next_try) = known(&mut work, *rule, hash, now).await?;
                longest = longest.max(next_try - now);
                failures.push(known);
            }
            if longest > 0 {
                return Ok(Some(u64::try_from(longest).unwrap_or(1)));
            }
            for ((rule, hash), known) in counted.iter().zip(failures) {
                sqlx::query(
                    "INSERT INTO failed_sign_in (attempt_hash, failures, next_try) VALUES ($1, $2, $3)
                     ON CONFLICT (attempt_hash) DO UPDATE SET failures = $2, next_try = $3",
                )
                .bind(hash)
                .bind(known + 1)
                .bind(now + rule.wait_after(known + 1))
                .execute(&mut *work)
                .await?;
            }
            work.commit().await?;
            Ok(None)
        })
    }
}

/// Failures, and when the next try is looked at.
async fn known(
    work: &mut Transaction<'_, Sqlite>,
    rule: Rule,
    hash: &str,
    now: i64,
) -> Result<(i64, i64), sqlx::Error> {
    let known: Option<(i64, i64)> =
        sqlx::query_as("SELECT failures, next_try FROM failed_sign_in WHERE attempt_hash = $1")
            .bind(hash)
            .fetch_optional(&mut **work)
            .await?;
    Ok(known
        // Zero stands where a right try took one away: nobody waits for it, and it was not long ago.
        .filter(|(_, next_try)| *next_try == 0 || *next_try >= now - rule.forgotten)
        .unwrap_or((0, 0)))
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{now, with_bdo};
    use super::*;

    fn from(address: &str) -> Visit<'_> {
        Visit {
            address,
            ..Visit::default()
        }
    }

    #[test]
    fn waits_begin_after_a_few_tries_double_and_end_at_an_hour() {
        let waits: Vec<i64> = [1, 4, 5, 6, 7, 13, 14, 200]
            .map(|tries| OF_ONE.wait_after(tries))
            .to_vec();
        assert_eq!(waits, [0, 0, 10, 20, 40, 2560, 3600, 3600]);
    }

    #[test]
    fn a_stranger_who_guesses_from_elsewhere_locks_nobody_out() {
        let (_data, state) = with_bdo();
        let tried = |name, address| state.count_try(name, &from(address), now()).unwrap();
        for _ in 0..5 {
            assert_eq!(tried("bdo-khatra", "203.0.113.7"), None);
        }
        assert_eq!(tried("bdo-khatra", "203.0.113.7"), Some(10));
        assert_eq!(tried("bdo-khatra", "198.51.100.1"), None);
        assert_eq!(tried("bdo-onda", "203.0.113.7"), None);
    }

    #[test]
    fn a_try_that_comes_too_early_does_not_make_the_wait_longer() {
        let (_data, state) = with_bdo();
        let here = from("203.0.113.7");
        let at = |after: i64| now() + jiff::SignedDuration::from_secs(after);
        let attempt = |after: i64| state.count_try("bdo-khatra", &here, at(after)).unwrap();
        for _ in 0..5 {
            attempt(0);
        }
        assert_eq!(attempt(3), Some(7));
        assert_eq!(attempt(9), Some(1));
        assert_eq!(attempt(10), None);
        assert_eq!(attempt(11), Some(19));
        state.forget_tries("bdo-khatra", &here, at(11)).unwrap();
        assert_eq!(attempt(12), None);
    }

    #[test]
    fn guessing_through_many_names_from_one_address_has_to_wait() {
        let (_data, state) = with_bdo();
        let tried = |name: &str| state.count_try(name, &from("203.0.113.7"), now()).unwrap();
        for number in 0..31 {
            assert_eq!(tried(&format!("bdo-{number}")), None, "{number}");
        }
        assert_eq!(tried("bdo-khatra"), Some(10));
        // Whoever comes in takes back only their own try.
        let other = from("198.51.100.1");
        for number in 0..30 {
            state.count_try(&format!("bdo-{number}"), &other, now()).unwrap();
        }
        state.count_try("mine", &other, now()).unwrap();
        state.forget_tries("mine", &other, now()).unwrap();
        assert_eq!(state.count_try("mine", &other, now()).unwrap(), None);
        assert_eq!(state.count_try("next", &other, now()).unwrap(), Some(10));
    }

    #[test]
    fn guessing_from_many_addresses_is_slowed_but_not_in_a_browser_that_is_known() {
        let (_data, state) = with_bdo();
        let device = Token::fresh().unwrap();
        state.know_device(&device, "bdo-khatra", now()).unwrap();
        for number in 0..21 {
            let address = format!("203.0.113.{number}");
            assert_eq!(
                state.count_try("bdo-khatra", &from(&address), now()).unwrap(),
                None
            );
        }
        let elsewhere = state
            .count_try("bdo-khatra", &from("198.51.100.1"), now())
            .unwrap();
        assert_eq!(elsewhere, Some(5));
        let known = Visit {
            device: Some(&device),
            ..from("203.0.113.1")
        };
        assert_eq!(state.count_try("bdo-khatra", &known, now()).unwrap(), None);
        // The browser of one account is no pass to another.
        let another = Token::fresh().unwrap();
        let foreign = Visit {
            device: Some(&another),
            ..from("198.51.100.1")
        };
        assert_eq!(state.count_try("bdo-khatra", &foreign, now()).unwrap(), Some(5));
    }

    #[test]
    fn codes_are_counted_by_the_account_alone() {
        let (_data, state) = with_bdo();
        for _ in 0..5 {
            assert_eq!(state.count_code("bdo-khatra", now()).unwrap(), None);
        }
        assert_eq!(state.count_code("bdo-khatra", now()).unwrap(), Some(10));
        assert_eq!(state.count_code("bdo-onda", now()).unwrap(), None);
        state.forget_codes("bdo-khatra").unwrap();
        assert_eq!(state.count_code("bdo-khatra", now()).unwrap(), None);
    }
}
