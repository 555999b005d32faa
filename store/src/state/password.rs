//! Passwords: how good one must be, and how it is kept.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use zxcvbn::{Score, zxcvbn};

use crate::{Result, StoreError};

/// The longest that is read; nobody types more, and hashing it costs.
const LONGEST: usize = 1024;
/// Random bytes of a salt.
const SALT: usize = 16;

/// Refuses a password that somebody else could guess, with advice; `known` is what they know of its owner.
pub fn check_password(password: &str, known: &[&str]) -> Result<()> {
    let weak = |advice: String| Err(StoreError::WeakPassword { advice });
    if password.len() > LONGEST {
        return weak(format!("It is longer than {LONGEST} bytes."));
    }
    let judged = zxcvbn(password, known);
    if judged.score() >= Score::Three {
        return Ok(());
    }
    let Some(feedback) = judged.feedback() else {
        return weak(String::new());
    };
    let warning = feedback.warning().map(|warning| warning.to_string());
    let suggestions = feedback.suggestions().iter().map(ToString::to_string);
    weak(
        warning
            .into_iter()
            .chain(suggestions)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// A password as it is kept: argon2id with the cost that OWASP recommends (19 MiB, two passes) and a salt of its own.
pub(super) fn hash(password: &str) -> Result<String> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
    let salt = SaltString::encode_b64(&salt).map_err(|fault| StoreError::Hashing(fault.to_string()))?;
    let hashed = Argon2::default().hash_password(password.as_bytes(), &salt);
    hashed
        .map(|hash| hash.to_string())
        .map_err(|fault| StoreError::Hashing(fault.to_string()))
}

/// Whether a password is the one that was kept. Without anything kept it takes as long and is never right, so that
/// nobody learns which names exist.
pub(super) fn is_right(password: &str, kept: Option<&str>) -> Result<bool> {
    let password = password.get(..LONGEST).unwrap_or(password);
    let Some(kept) = kept else {
        return hash(password).map(|_| false);
    };
    let kept = PasswordHash::new(kept).map_err(|fault| StoreError::Hashing(fault.to_string()))?;
    Ok(Argon2::default()
        .verify_password(password.as_bytes(), &kept)
        .is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_no_two_are_kept_alike() {
        let kept = hash("teal-river-79-mahua").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("teal-river-79-mahua", Some(&kept)).unwrap());
        assert_ne!(kept, hash("teal-river-79-mahua").unwrap());
    }

    #[test]
    fn another_password_or_none_kept_is_never_right() {
        let kept = hash("teal-river-79-mahua").unwrap();
        assert!(!is_right("teal-river-79-Mahua", Some(&kept)).unwrap());
        assert!(!is_right("", Some(&kept)).unwrap());
        assert!(!is_right("teal-river-79-mahua", None).unwrap());
        assert!(is_right("x", Some("plain")).is_err());
    }

    #[test]
    fn a_password_that_can_be_guessed_is_refused_with_advice() {
        for weak in [
            "password1",
            "bankura",
            "bdo-khatra-1",
            "12345678",
            "",
            &"ab".repeat(600),
        ] {
            let refusal = check_password(weak, &["bdo-khatra"]).unwrap_err().to_string();
            assert!(refusal.len() > 60, "{weak}: {refusal}");
            assert!(
                weak.is_empty() || weak == "password1" || !refusal.contains(weak),
                "{refusal}"
            );
        }
        check_password("teal-river-79-mahua", &["bdo-khatra"]).unwrap();
    }
}
