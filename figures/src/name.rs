//! Names of dimensions that programmes declare, small enough to be copied like the built-in ones.

use std::fmt;
use std::str::FromStr;

/// The longest name.
const LONGEST: usize = 31;

/// The id of a class or a group of units: ASCII snake case of at most 31 characters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    bytes: [u8; LONGEST],
    length: u8,
}

impl Name {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).expect("a name is made of ASCII alone")
    }
}

impl FromStr for Name {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_snake = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(is_snake) {
            return Err(());
        }
        let mut bytes = [0; LONGEST];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        let length = u8::try_from(text.len()).map_err(|_| ())?;
        Ok(Self { bytes, length })
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_as_it_was_given() {
        assert_eq!("age_group".parse::<Name>().unwrap().as_str(), "age_group");
    }

    #[test]
    fn what_is_no_snake_case_or_too_long_is_no_name() {
        for text in ["", "Age", "age group", "a-b", &"a".repeat(32)] {
            assert!(text.parse::<Name>().is_err(), "{text}");
        }
    }
}
