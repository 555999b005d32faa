//! A title, label or name in English, Bengali and Hindi.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Language;

/// What something is called in each language.
///
/// ```
/// use catalog::{Language, Words};
///
/// let block = Words { bn: Some("ওন্দা".to_owned()), ..Words::latin("Onda") };
/// assert_eq!(block.get(Language::Bn), "ওন্দা");
/// assert_eq!(block.get(Language::Hi), "Onda");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)] // a mistyped language must fail, not be ignored
pub struct Words {
    /// In English, or in Latin letters.
    pub en: String,
    /// In Bengali, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bn: Option<String>,
    /// In Hindi, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hi: Option<String>,
}

impl Words {
    /// Words known in Latin letters only.
    pub fn latin(en: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            bn: None,
            hi: None,
        }
    }

    /// The words in a language; the Latin ones where that language has none.
    pub fn get(&self, language: Language) -> &str {
        let own = match language {
            Language::En => None,
            Language::Bn => self.bn.as_deref(),
            Language::Hi => self.hi.as_deref(),
        };
        own.unwrap_or(&self.en)
    }

    /// The words in each language that has its own, English first.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        [Some(self.en.as_str()), self.bn.as_deref(), self.hi.as_deref()]
            .into_iter()
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_from_an_inline_table() {
        let words: Words = toml::from_str("en = \"Block\"\nbn = \"ব্লক\"").unwrap();
        assert_eq!(words.get(Language::Bn), "ব্লক");
        assert_eq!(words.get(Language::Hi), "Block");
    }

    #[test]
    fn a_mistyped_language_is_refused() {
        let refusal = toml::from_str::<Words>("en = \"Block\"\nbm = \"ব্লক\"").unwrap_err();
        assert!(refusal.to_string().contains("unknown field `bm`"), "{refusal}");
    }
}
