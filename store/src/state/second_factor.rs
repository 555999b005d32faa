//! Second factors: the secret that an account shares with its owner's phone, and codes for when that is lost.
//!
//! The secret is sealed, since the server needs it as it is; recovery codes are kept as hashes. Which step of time a code is
//! of is computed by the dashboard; that no code counts twice is seen to here.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use jiff::Timestamp;
use sqlx::{Sqlite, Transaction};

use super::{State, seconds};
use crate::{Result, StoreError};

/// Bytes of a shared secret, as RFC 4226 recommends.
pub const FACTOR_BYTES: usize = 20;
/// Recovery codes that are made at once.
pub const RECOVERY_CODES: usize = 10;
/// The alphabet of base32, in which no digit is taken for a letter; each is worth five bits.
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Letters of a recovery code: 80 bits, which can't be guessed even by who has the hashes.
const CODE_LETTERS: usize = 16;
const NONCE: usize = 24;

/// A second factor.
#[derive(Clone, PartialEq, Eq)]
pub struct Factor {
    /// The shared secret.
    pub secret: Vec<u8>,
    /// Whether its owner has shown a code of it; before, nobody is asked for one.
    pub is_confirmed: bool,
}

/// Secrets must not get into logs.
impl std::fmt::Debug for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Factor")
            .field("is_confirmed", &self.is_confirmed)
            .finish_non_exhaustive()
    }
}

/// A fresh secret to be shared.
pub fn fresh_factor() -> Result<[u8; FACTOR_BYTES]> {
    let mut secret = [0; FACTOR_BYTES];
    getrandom::fill(&mut secret).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
    Ok(secret)
}

impl State {
    /// The second factor of an account, if it has one or has begun to set one up.
    pub fn second_factor(&self, name: &str) -> Result<Option<Factor>> {
        let kept: Option<(String, Option<i64>)> = self.wait(async {
            sqlx::query_as("SELECT secret, confirmed FROM second_factor WHERE account = $1")
                .bind(name)
                .fetch_optional(&self.pool)
                .await
        })?;
        let Some((sealed, confirmed)) = kept else {
            return Ok(None);
        };
        let secret = self
            .unsealed(name, &sealed)?
            .ok_or_else(|| StoreError::UnreadableFactor {
                name: name.to_owned(),
            })?;
        Ok(Some(Factor {
            secret,
            is_confirmed: confirmed.is_some(),
        }))
    }

    /// Keeps the secret of a second factor that is being set up; one that is confirmed stays, and then it is `false`.
    pub fn begin_second_factor(&self, name: &str, secret: &[u8; FACTOR_BYTES]) -> Result<bool> {
        let sealed = self.sealed(name, secret)?;
        self.wait(async {
            let done = sqlx::query(
                "INSERT INTO second_factor (account, secret, last_step) VALUES ($1, $2, 0)
                 ON CONFLICT (account) DO UPDATE SET secret = $2 WHERE second_factor.confirmed IS NULL",
            )
            .bind(name)
            .bind(sealed)
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        })
    }

    /// Confirms a second factor by a code of some step, and gives the recovery codes, which are shown this once; none where
    /// nothing is being set up.
    pub fn confirm_second_factor(
        &self,
        name: &str,
        step: i64,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>> {
        let codes = fresh_codes()?;
        self.wait(async {
            let mut work = self.pool.begin().await?;
            let done = sqlx::query(
                "UPDATE second_factor SET confirmed = $2, last_step = $3 WHERE account = $1 AND confirmed IS NULL",
            )
            .bind(name)
            .bind(seconds(now))
            .bind(step)
            .execute(&mut *work)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(None);
            }
            keep_codes(&mut work, name, &codes).await?;
            work.commit().await?;
            Ok(Some(codes))
        })
    }

    /// Takes the code of a step, once: whoever shows it again, or an older one, comes too late.
    pub fn use_step(&self, name: &str, step: i64) -> Result<bool> {
        self.wait(async {
            let done = sqlx::query(
                "UPDATE second_factor SET last_step = $2
                 WHERE account = $1 AND confirmed IS NOT NULL AND last_step < $2",
            )
            .bind(name)
            .bind(step)
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        })
    }

    /// Takes a recovery code, once; how it is spaced is all the same.
    pub fn use_recovery_code(&self, name: &str, code: &str, now: Timestamp) -> Result<bool> {
        self.wait(async {
            let done = sqlx::query(
                "UPDATE recovery_code SET used = $3 WHERE account = $1 AND code_hash = $2 AND used IS NULL",
            )
            .bind(name)
            .bind(code_hash(name, code))
            .bind(seconds(now))
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        })
    }

    /// How many recovery codes are left.
    pub fn recovery_codes_left(&self, name: &str) -> Result<i64> {
        self.wait(async {
            sqlx::query_scalar("SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used IS NULL")
                .bind(name)
                .fetch_one(&self.pool)
                .await
        })
    }

    /// Takes the second factor of an account away, with its recovery codes.
    pub fn remove_second_factor(&self, name: &str) -> Result<()> {
        self.wait(async {
            let mut work = self.pool.begin().await?;
            remove(&mut work, name).await?;
            work.commit().await
        })
    }

    fn sealed(&self, name: &str, secret: &[u8]) -> Result<String> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
        let bound = Payload {
            msg: secret,
            aad: name.as_bytes(),
        };
        let sealed = self.factor_cipher()?.encrypt(&XNonce::from(nonce), bound);
        let sealed = sealed.map_err(|_| StoreError::Hashing("a second factor can't be sealed".to_owned()))?;
        Ok(hex(&nonce) + &hex(&sealed))
    }

    fn unsealed(&self, name: &str, sealed: &str) -> Result<Option<Vec<u8>>> {
        let cipher = self.factor_cipher()?;
        let opened = unhex(sealed).and_then(|bytes| {
            let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
            let nonce: [u8; NONCE] = nonce.try_into().ok()?;
            let bound = Payload {
                msg: sealed,
                aad: name.as_bytes(),
            };
            cipher.decrypt(&XNonce::from(nonce), bound).ok()
        });
        Ok(opened)
    }

    fn factor_cipher(&self) -> Result<XChaCha20Poly1305> {
        Ok(XChaCha20Poly1305::new(&Key::from(self.secret("second-factors")?)))
    }
}

/// Takes a second factor away within other work.
pub(super) async fn remove(work: &mut Transaction<'_, Sqlite>, name: &str) -> Result<(), sqlx::Error> {
    for statement in [
        "DELETE FROM second_factor WHERE account = $1",
        "DELETE FROM recovery_code WHERE account = $1",
    ] {
        sqlx::query(statement).bind(name).execute(&mut **work).await?;
    }
    Ok(())
}

async fn keep_codes(
    work: &mut Transaction<'_, Sqlite>,
    name: &str,
    codes: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM recovery_code WHERE account = $1")
        .bind(name)
        .execute(&mut **work)
        .await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2)")
            .bind(name)
            .bind(code_hash(name, code))
            .execute(&mut **work)
            .await?;
    }
    Ok(())
}

/// `abcd-efgh-ijkl-mnop`
fn fresh_codes() -> Result<Vec<String>> {
    let mut random = [0; RECOVERY_CODES * CODE_LETTERS];
    getrandom::fill(&mut random).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
    let code = |bytes: &[u8]| {
        let groups = bytes.chunks(4).map(|group| {
            let letters = group
                .iter()
                .map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
            letters.collect::<String>()
        });
        groups.collect::<Vec<_>>().join("-")
    };
    Ok(random.chunks(CODE_LETTERS).map(code).collect())
}

/// Spaces, hyphens and capitals make no other code.
fn code_hash(name: &str, code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let key = blake3::derive_key(
        "jela 2026 recovery code at rest",
        format!("{name} {plain}").as_bytes(),
    );
    hex(&key)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::account::tests::{now, with_bdo};
    use super::*;

    const SECRET: [u8; FACTOR_BYTES] = *b"12345678901234567890";

    #[test]
    fn a_second_factor_counts_once_its_owner_has_shown_a_code() {
        let (data, state) = with_bdo();
        assert_eq!(state.second_factor("bdo-khatra").unwrap(), None);
        assert!(
            state
                .begin_second_factor("bdo-khatra", &[1; FACTOR_BYTES])
                .unwrap()
        );
        assert!(state.begin_second_factor("bdo-khatra", &SECRET).unwrap());
        assert!(!state.use_step("bdo-khatra", 9).unwrap());
        let codes = state
            .confirm_second_factor("bdo-khatra", 7, now())
            .unwrap()
            .unwrap();
        assert_eq!(
            (codes.len(), state.recovery_codes_left("bdo-khatra").unwrap()),
            (10, 10)
        );
        let factor = state.second_factor("bdo-khatra").unwrap().unwrap();
        assert_eq!(
            (factor.secret.as_slice(), factor.is_confirmed),
            (&SECRET[..], true)
        );
        // Nobody sets up another one over it.
        assert!(
            !state
                .begin_second_factor("bdo-khatra", &[1; FACTOR_BYTES])
                .unwrap()
        );
        assert_eq!(state.confirm_second_factor("bdo-khatra", 9, now()).unwrap(), None);
        let kept = std::fs::read(data.path().join("state.sqlite")).unwrap();
        let wal = std::fs::read(data.path().join("state.sqlite-wal")).unwrap_or_default();
        for secret in [&SECRET[..], codes[0].as_bytes()] {
            let lies_there = |file: &[u8]| file.windows(secret.len()).any(|bytes| bytes == secret);
            assert!(!lies_there(&kept) && !lies_there(&wal));
        }
    }

    #[test]
    fn no_code_counts_twice_and_none_that_is_older() {
        let (_data, state) = with_bdo();
        state.begin_second_factor("bdo-khatra", &SECRET).unwrap();
        let codes = state
            .confirm_second_factor("bdo-khatra", 7, now())
            .unwrap()
            .unwrap();
        let taken: Vec<bool> = [7, 8, 8, 7, 9]
            .map(|step| state.use_step("bdo-khatra", step).unwrap())
            .to_vec();
        assert_eq!(taken, [false, true, false, false, true]);
        let use_code = |name, code: &str| state.use_recovery_code(name, code, now()).unwrap();
        assert!(!use_code("bdo-onda", &codes[0]));
        assert!(use_code("bdo-khatra", &codes[0].replace('-', " ").to_uppercase()));
        assert!(!use_code("bdo-khatra", &codes[0]) && !use_code("bdo-khatra", ""));
        assert_eq!(state.recovery_codes_left("bdo-khatra").unwrap(), 9);
    }

    #[test]
    fn one_that_was_taken_away_counts_no_more_and_one_moved_to_another_account_opens_nothing() {
        let (_data, state) = with_bdo();
        state.begin_second_factor("bdo-khatra", &SECRET).unwrap();
        state.confirm_second_factor("bdo-khatra", 7, now()).unwrap();
        let sealed = state.sealed("bdo-onda", &SECRET).unwrap();
        assert_eq!(state.unsealed("bdo-khatra", &sealed).unwrap(), None);
        assert_eq!(state.unsealed("bdo-khatra", "0g").unwrap(), None);
        state.remove_second_factor("bdo-khatra").unwrap();
        assert_eq!(state.second_factor("bdo-khatra").unwrap(), None);
        assert_eq!(state.recovery_codes_left("bdo-khatra").unwrap(), 0);
    }
}
