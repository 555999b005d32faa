//! Secrets that let somebody in: made at random, shown once, kept as hashes.

use std::fmt;

use crate::{Result, StoreError};

/// A secret of 256 random bits, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A fresh one.
    pub fn fresh() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|fault| StoreError::NoRandomness(fault.to_string()))?;
        Ok(Self(blake3::Hash::from_bytes(bytes).to_hex().to_string()))
    }

    /// One that somebody shows; none where it has not the form of one.
    pub fn shown(text: &str) -> Option<Self> {
        let well_formed = text.len() == 64
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The secret itself, to be shown to whom it belongs and to nobody else.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// How it is kept. 256 random bits can't be guessed, so that no slow hash is needed.
    pub fn hash(&self) -> String {
        self.derived("jela 2026 token at rest")
    }

    /// What a form must bring along with a cookie of this secret: a page of another site knows neither.
    pub fn form_token(&self) -> String {
        self.derived("jela 2026 form token")
    }

    /// Whether a form brought it along; how long the comparison takes says nothing.
    pub fn is_form_token(&self, shown: &str) -> bool {
        blake3::hash(self.form_token().as_bytes()) == blake3::hash(shown.as_bytes())
    }

    fn derived(&self, purpose: &str) -> String {
        let key = blake3::derive_key(purpose, self.0.as_bytes());
        blake3::Hash::from_bytes(key).to_hex().to_string()
    }
}

/// Secrets must not get into logs.
impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_its_hash_tells_nothing_of_it() {
        let token = Token::fresh().unwrap();
        let again = Token::shown(token.secret()).unwrap();
        assert_eq!(token.hash(), again.hash());
        assert_ne!(token.hash(), token.secret());
        assert!(!format!("{token:?}").contains(token.secret()));
        assert_ne!(token, Token::fresh().unwrap());
    }

    #[test]
    fn a_form_token_belongs_to_one_secret() {
        let (one, other) = (Token::fresh().unwrap(), Token::fresh().unwrap());
        assert!(one.is_form_token(&one.form_token()));
        assert!(!one.is_form_token(&other.form_token()) && !one.is_form_token(""));
    }

    #[test]
    fn what_has_not_the_form_of_a_token_is_none() {
        for text in ["", "abc", &"g".repeat(64), &"A".repeat(64), &"a".repeat(65)] {
            assert!(Token::shown(text).is_none(), "{text}");
        }
    }
}
