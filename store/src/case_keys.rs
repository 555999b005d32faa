//! The keys under which what tells a case from another is hashed: the first one hashes what a register says, each later one
//! the hash that the one before it gave.
//!
//! So a key is followed by another without anybody knowing the words again: what is stored is hashed once more, and what
//! comes in passes through all keys in order and meets it there. Whoever has some of the keys and not the last can
//! neither find a person among the stored hashes nor tie them to an older copy.

use std::path::Path;

use crate::secret::{NoSecret, SECRET_BYTES, kept_secret, secret};

/// Opens the text that is hashed again, so that it is no hash of anything else.
const AGAIN: &[u8] = b"jela case again 1";

/// A key of cases; it has no `Debug`, so that it can't be printed.
#[derive(Clone, Copy)]
pub struct CaseKey([u8; SECRET_BYTES]);

/// The keys in force, in order.
#[derive(Clone)]
pub struct CaseKeys {
    first: [u8; SECRET_BYTES],
    later: Vec<CaseKey>,
}

impl CaseKeys {
    /// The first `number` keys of a data directory. The first one is made on first need; another is never made here, since
    /// rows that were hashed with it would not be known again.
    pub fn of(data: &Path, number: u32) -> Result<Self, NoSecret> {
        let later = (2..=number).map(|number| CaseKey::kept(data, number));
        Ok(Self {
            later: later.collect::<Result<_, _>>()?,
            first: match number {
                0 | 1 => secret(data, &key_name(1))?,
                _ => kept_secret(data, &key_name(1))?,
            },
        })
    }

    /// Keys for ids that are thrown away: nothing is read or written.
    pub fn for_nothing() -> Self {
        Self {
            first: [0; SECRET_BYTES],
            later: Vec::new(),
        }
    }

    /// The key by which words are hashed.
    pub fn first(&self) -> &[u8; SECRET_BYTES] {
        &self.first
    }

    /// What the later keys make of a hash by the first.
    pub fn through_later(&self, hash: [u8; 16]) -> [u8; 16] {
        self.later.iter().fold(hash, |hash, key| key.again(hash))
    }
}

impl CaseKey {
    /// A later key that is there; none is made.
    fn kept(data: &Path, number: u32) -> Result<Self, NoSecret> {
        kept_secret(data, &key_name(number)).map(Self)
    }

    /// The key that is to be put in force next; one that a rotation cut short left behind was never in force, and serves.
    pub fn next(data: &Path, number: u32) -> Result<Self, NoSecret> {
        secret(data, &key_name(number)).map(Self)
    }

    /// A key that is kept nowhere: what it hashes can't be found again by anybody.
    pub fn thrown_away() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; SECRET_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// A hash, hashed again.
    pub fn again(&self, hash: [u8; 16]) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(AGAIN);
        hasher.update(&hash);
        let mut half = [0; 16];
        hasher.finalize_xof().fill(&mut half);
        half
    }

    /// The same of a stored text of 32 hex digits; none where it is no such text.
    pub fn again_of_text(&self, text: &str) -> Option<String> {
        let number = (text.len() == 32).then(|| u128::from_str_radix(text, 16).ok())??;
        let again = self.again(number.to_be_bytes());
        Some(format!("{:032x}", u128::from_be_bytes(again)))
    }
}

/// The file of a key in `DATA/keys`; the first has the name that it had when there was one.
pub fn key_name(number: u32) -> String {
    match number {
        0 | 1 => "identity".to_owned(),
        later => format!("identity-{later}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_and_hashed_again_is_what_comes_in_through_all_keys() {
        let data = tempfile::tempdir().unwrap();
        let (second, third) = (
            CaseKey::next(data.path(), 2).unwrap(),
            CaseKey::next(data.path(), 3).unwrap(),
        );
        CaseKeys::of(data.path(), 1).unwrap();
        let stored = third.again(second.again([7; 16]));
        let keys = CaseKeys::of(data.path(), 3).unwrap();
        assert_eq!(keys.through_later([7; 16]), stored);
        let text = format!("{:032x}", u128::from_be_bytes([7; 16]));
        let once = second.again_of_text(&text).unwrap();
        assert_eq!(
            third.again_of_text(&once).unwrap(),
            format!("{:032x}", u128::from_be_bytes(stored))
        );
        assert_ne!(
            CaseKey::thrown_away().unwrap().again([7; 16]),
            second.again([7; 16])
        );
    }

    #[test]
    fn a_later_key_that_is_missing_is_named_and_never_made() {
        let data = tempfile::tempdir().unwrap();
        CaseKeys::of(data.path(), 1).unwrap();
        let missing = CaseKeys::of(data.path(), 2).err().unwrap();
        assert!(missing.path.ends_with("keys/identity-2"), "{missing:?}");
        assert!(!missing.path.exists());
        // The first key is not made either where a later one is in force: rows are known by it.
        CaseKey::next(data.path(), 2).unwrap();
        std::fs::remove_file(data.path().join("keys/identity")).unwrap();
        assert!(CaseKeys::of(data.path(), 2).is_err());
        assert!(!data.path().join("keys/identity").exists());
    }

    #[test]
    fn a_text_that_is_no_hash_is_not_hashed() {
        let key = CaseKey::thrown_away().unwrap();
        for text in ["", "12", "riya", &"g".repeat(32), &"0".repeat(33)] {
            assert_eq!(key.again_of_text(text), None, "{text}");
        }
    }
}
