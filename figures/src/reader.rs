//! Who asks. `analytics` alone decides what a reader gets; everything else only carries the reader along.

use catalog::PlaceCode;

use crate::role::{Role, UnknownRole};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// On what the answer depends.
    pub class: ReaderClass,
    /// The account's name; none for the public and the operator.
    pub name: Option<String>,
}

/// What of a reader an answer depends on: two readers of one class get the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReaderClass {
    /// What kind of reader.
    pub role: Role,
    /// The places, with all inside them, for which the reader is in office; sorted.
    pub scope: Vec<PlaceCode>,
    /// The programmes for which the reader is in office; sorted, empty for all.
    pub programmes: Vec<String>,
}

impl Reader {
    /// Anybody.
    pub fn public() -> Self {
        Self::without_account(Role::Public)
    }

    /// Who runs the server.
    pub fn operator() -> Self {
        Self::without_account(Role::Operator)
    }

    /// The holder of an account, whose words are as they are stored.
    pub fn of_account(
        name: &str,
        role: &str,
        scope: &[String],
        programmes: &[String],
    ) -> Result<Self, NotAReader> {
        let role: Role = role.parse()?;
        if !role.has_accounts() {
            return Err(NotAReader::RoleWithoutAccounts(role));
        }
        let place = |code: &String| code.parse().map_err(|_| NotAReader::Place(code.clone()));
        let mut scope: Vec<PlaceCode> = scope.iter().map(place).collect::<Result<_, _>>()?;
        scope.sort();
        let mut programmes = programmes.to_vec();
        programmes.sort();
        Ok(Self {
            class: ReaderClass {
                role,
                scope,
                programmes,
            },
            name: Some(name.to_owned()),
        })
    }

    /// Whether an account stands behind the reader.
    pub fn is_signed_in(&self) -> bool {
        self.name.is_some()
    }

    fn without_account(role: Role) -> Self {
        Self {
            class: ReaderClass {
                role,
                scope: Vec::new(),
                programmes: Vec::new(),
            },
            name: None,
        }
    }
}

/// Why the words of an account make no reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAReader {
    /// No such role.
    #[error(transparent)]
    Role(#[from] UnknownRole),
    /// A role that no account has.
    #[error("no account can be {0}; use analyst, data-entry, officer, line-list or admin")]
    RoleWithoutAccounts(Role),
    /// Not a place code.
    #[error("`{0}` is not the code of a place; codes look like block-2774")]
    Place(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn readers_of_the_same_office_are_of_one_class_whoever_they_are() {
        let one = Reader::of_account("bdo", "officer", &words(&["block-2774", "block-2773"]), &[]).unwrap();
        let other =
            Reader::of_account("joint-bdo", "officer", &words(&["block-2773", "block-2774"]), &[]).unwrap();
        assert_eq!(one.class, other.class);
        assert_ne!(one, other);
        assert!(one.is_signed_in() && !Reader::public().is_signed_in());
    }

    #[test]
    fn stored_words_that_make_no_reader_are_named() {
        let refusal = |role, places: &[&str]| {
            Reader::of_account("x", role, &words(places), &[])
                .unwrap_err()
                .to_string()
        };
        assert!(refusal("boss", &[]).contains("`boss`"));
        assert!(refusal("operator", &[]).contains("operator"));
        assert!(refusal("officer", &["Khatra"]).contains("`Khatra`"));
    }
}
