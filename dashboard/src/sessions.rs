//! Who was found behind a token lately, so that a page of twenty requests asks the state once.
//!
//! What is remembered counts for two seconds: a session that ends elsewhere (an account disabled on the command line)
//! ends here within that time. One that ends here is forgotten at once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use figures::Reader;
use jiff::{SignedDuration, Timestamp};

/// For how long a finding counts.
const FRESH: SignedDuration = SignedDuration::from_secs(2);
/// More readers than this are not at work at once.
const MOST: usize = 10_000;

/// Findings by the hash of their token.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashMap<String, (Reader, Timestamp)>>);

impl Sessions {
    /// The reader, where one was found just now.
    pub fn known(&self, token_hash: &str, now: Timestamp) -> Option<Reader> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (reader, found) = known.get(token_hash)?;
        // A clock that is set back must not make a finding last.
        let age = now.duration_since(*found);
        (age >= SignedDuration::ZERO && age < FRESH).then(|| reader.clone())
    }

    /// Remembers a finding.
    pub fn found(&self, token_hash: String, reader: Reader, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (_, found)| now.duration_since(*found) < FRESH);
        }
        if known.len() < MOST {
            known.insert(token_hash, (reader, now));
        }
    }

    /// Forgets everybody, as when sessions ended whose tokens nobody has.
    pub fn forget_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Forgets a token that has ended.
    pub fn ended(&self, token_hash: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token_hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_finding_counts_for_two_seconds_and_not_before_it_was_made() {
        let sessions = Sessions::default();
        sessions.found("a".to_owned(), Reader::public(), at(0));
        assert!(sessions.known("a", at(1)).is_some());
        assert!(sessions.known("a", at(2)).is_none());
        assert!(sessions.known("a", at(-1)).is_none());
        assert!(sessions.known("b", at(0)).is_none());
    }

    #[test]
    fn a_reader_who_is_known_is_found_in_less_than_fifty_microseconds() {
        let sessions = Sessions::default();
        let token = store::state::Token::fresh().unwrap();
        let places: Vec<String> = (1..20).map(|number| format!("block-{number}")).collect();
        let reader = Reader::of_account("bdo", "officer", &places, &[]).unwrap();
        sessions.found(token.hash(), reader, at(0));
        let began = std::time::Instant::now();
        let rounds = 1_000;
        for _ in 0..rounds {
            assert!(sessions.known(&token.hash(), at(1)).is_some());
        }
        let each = began.elapsed() / rounds;
        assert!(each < std::time::Duration::from_micros(50), "{each:?}");
    }

    #[test]
    fn what_has_ended_is_forgotten_at_once_and_memory_is_bounded() {
        let sessions = Sessions::default();
        sessions.found("a".to_owned(), Reader::public(), at(0));
        sessions.ended("a");
        assert!(sessions.known("a", at(0)).is_none());
        for number in 0..MOST + 5 {
            sessions.found(number.to_string(), Reader::public(), at(1));
        }
        assert_eq!(sessions.0.lock().unwrap().len(), MOST);
        sessions.found("later".to_owned(), Reader::public(), at(10));
        assert_eq!(sessions.0.lock().unwrap().len(), 1);
    }
}
