//! What kind of reader asks.

use std::fmt;
use std::str::FromStr;

/// What kind of reader asks; `analytics` decides what each gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Anybody.
    Public,
    /// Who takes published aggregates away; gets what the public gets.
    Analyst,
    /// Who files the returns of a place.
    DataEntry,
    /// Who is in office for a place.
    Officer,
    /// An officer who may also see single cases of the place.
    LineList,
    /// Who keeps the accounts, and sees all figures.
    Admin,
    /// Who runs jela on the server's own command line.
    Operator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 7] = [
        Self::Public,
        Self::Analyst,
        Self::DataEntry,
        Self::Officer,
        Self::LineList,
        Self::Admin,
        Self::Operator,
    ];

    /// `data-entry`
    pub fn id(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Analyst => "analyst",
            Self::DataEntry => "data-entry",
            Self::Officer => "officer",
            Self::LineList => "line-list",
            Self::Admin => "admin",
            Self::Operator => "operator",
        }
    }

    /// Whether an account can have it: the public has none, and the operator needs none.
    pub fn has_accounts(self) -> bool {
        !matches!(self, Self::Public | Self::Operator)
    }

    /// Whether it is an office in certain places, so that it means nothing without one.
    pub fn has_places(self) -> bool {
        matches!(self, Self::DataEntry | Self::Officer | Self::LineList)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}

/// A word that is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a role; use public, analyst, data-entry, officer, line-list, admin or operator")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|role| role.id() == id);
        found.ok_or_else(|| UnknownRole(id.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
    }

    #[test]
    fn a_word_that_is_no_role_names_those_there_are() {
        let refusal = "Officer".parse::<Role>().unwrap_err().to_string();
        assert!(
            refusal.contains("`Officer`") && refusal.contains("line-list"),
            "{refusal}"
        );
    }
}
