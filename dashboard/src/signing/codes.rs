//! The codes of a second factor, RFC 6238: six digits that follow from a shared secret and the half minute.

use jiff::Timestamp;
use store::State;
use store::state::Factor;
use totp_rs::{Builder, Secret, Totp};

use crate::error::AppError;

/// What comes of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// It is the right one, and does not count again.
    Right,
    /// It is not, or was shown before.
    Wrong,
    /// Too many wrong ones; it was not looked at.
    Wait {
        /// Until the next one is looked at.
        seconds: u64,
    },
}

/// Takes a code of an account's second factor, or one of its recovery codes.
pub fn take(
    state: &State,
    name: &str,
    factor: &Factor,
    shown: &str,
    now: Timestamp,
) -> Result<Code, AppError> {
    if let Some(seconds) = state.count_code(name, now)? {
        return Ok(Code::Wait { seconds });
    }
    let is_right = match step_of(&factor.secret, shown, now) {
        Some(step) => state.use_step(name, step)?,
        None => state.use_recovery_code(name, shown, now)?,
    };
    if !is_right {
        return Ok(Code::Wrong);
    }
    state.forget_codes(name)?;
    Ok(Code::Right)
}

/// The step of time that a code is of: this half minute, the one before or the one after, since phones go wrong.
pub fn step_of(secret: &[u8], shown: &str, now: Timestamp) -> Option<i64> {
    let digits: String = shown.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = u64::try_from(now.as_second()).ok()?;
    let step = totp(secret)?.check(&digits, seconds).filter(|_| is_code)?;
    i64::try_from(step).ok()
}

/// The secret as people type it.
pub fn as_text(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

/// What a phone reads from the picture. `issuer` is how it names this server.
pub fn as_address(secret: &[u8], issuer: &str, name: &str) -> String {
    let issuer: String = url::form_urlencoded::byte_serialize(issuer.as_bytes()).collect();
    // Some phones show a plus sign as it is.
    let issuer = issuer.replace('+', "%20");
    let secret = as_text(secret);
    format!("otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}")
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret.to_vec()).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(SECRET, code, at(second)), Some(second / 30), "{code}");
        }
    }

    #[test]
    fn a_phone_may_go_wrong_by_half_a_minute_and_a_person_may_write_a_space() {
        let right = at(1_111_111_109);
        assert_eq!(step_of(SECRET, "081 804", right), Some(37_037_036));
        for (second, found) in [(-30, true), (30, true), (-90, false), (90, false)] {
            let then = right + jiff::SignedDuration::from_secs(second);
            assert_eq!(step_of(SECRET, "081804", then).is_some(), found, "{second}");
        }
    }

    #[test]
    fn what_is_no_code_is_of_no_step() {
        for shown in ["", "0818", "0818041", "08180a", "०८१८०४", "-81804", "081804\0"] {
            assert_eq!(step_of(SECRET, shown, at(1_111_111_109)), None, "{shown:?}");
        }
    }

    #[test]
    fn a_phone_reads_who_and_where() {
        assert_eq!(
            as_address(SECRET, "jela Bankura", "bdo-khatra"),
            "otpauth://totp/jela%20Bankura:bdo-khatra?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=jela%20Bankura"
        );
    }
}
