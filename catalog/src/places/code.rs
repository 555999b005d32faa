//! The code of a place: its level and the number that the Local Government Directory gives it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PlaceLevel;

/// The code of a place, such as `block-2774`; cheap to clone.
///
/// ```
/// use catalog::{PlaceCode, PlaceLevel};
///
/// let block: PlaceCode = "block-2774".parse().unwrap();
/// assert_eq!(block.level(), PlaceLevel::Block);
/// assert_eq!(block.lgd(), Some("2774"));
/// assert!("Block 2774".parse::<PlaceCode>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceCode(Arc<str>);

impl PlaceCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of a unit from the code that its source gives it: `Bnk/04 117` of a centre is `centre-bnk-04-117`.
    /// None where nothing of it can stand in a code.
    pub fn of_unit(level: PlaceLevel, source: &str) -> Option<Self> {
        let folded = source.to_ascii_lowercase();
        let is_part = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
        let parts: Vec<&str> = folded
            .split(|c| !is_part(c))
            .filter(|part| !part.is_empty())
            .collect();
        let foreign = source.chars().any(|c| !c.is_ascii() && c.is_alphanumeric());
        (!parts.is_empty() && !foreign).then(|| Self(format!("{}-{}", level.id(), parts.join("-")).into()))
    }

    /// The level, which the head of the code says.
    pub fn level(&self) -> PlaceLevel {
        level_of(&self.0).expect("a code is made only from text that begins with a level")
    }

    /// The number in the Local Government Directory; none for places that it does not number.
    pub fn lgd(&self) -> Option<&str> {
        let (_, number) = self.0.split_once('-')?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
    }
}

fn level_of(text: &str) -> Option<PlaceLevel> {
    text.split_once('-')?.0.parse().ok()
}

/// Text that is no place code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a place code; write the level, a hyphen and the number, such as district-305 or gp-108289"
)]
pub struct MalformedCode(pub String);

impl FromStr for PlaceCode {
    type Err = MalformedCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let well_formed = level_of(text).is_some() && text.split('-').skip(1).all(is_code_part);
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(MalformedCode(text.to_owned()))
        }
    }
}

fn is_code_part(part: &str) -> bool {
    !part.is_empty()
        && part
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
}

impl TryFrom<String> for PlaceCode {
    type Error = MalformedCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PlaceCode> for String {
    fn from(code: PlaceCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl AsRef<str> for PlaceCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_code_in_the_design_is_read() {
        for text in [
            "state-19",
            "district-305",
            "subdivision-bnk-sadar",
            "gp-108289",
            "ward-250209-1",
        ] {
            assert_eq!(text.parse::<PlaceCode>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn a_source_s_own_code_becomes_the_code_of_a_unit_or_none() {
        let unit = |text| PlaceCode::of_unit(PlaceLevel::Centre, text).map(|code| code.to_string());
        assert_eq!(unit("BNK/04 117").as_deref(), Some("centre-bnk-04-117"));
        assert_eq!(unit(" - "), None);
        assert_eq!(unit("কেন্দ্র ৫"), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in [
            "",
            "district",
            "district-",
            "taluk-3",
            "block-27 74",
            "block-2774/..",
            "GP-1",
            "gp--1",
        ] {
            assert!(text.parse::<PlaceCode>().is_err(), "{text} was accepted");
        }
    }
}
