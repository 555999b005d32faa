//! What a provider says of a person, whatever its claims are called.

use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// All claims beside the standard ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Claims(pub Map<String, Value>);

impl AdditionalClaims for Claims {}

impl Claims {
    /// The words of a claim: one, or those of a list. Numbers and yes or no count as the words that they are written with.
    pub fn words(&self, claim: &str) -> Vec<String> {
        match self.0.get(claim) {
            Some(Value::Array(values)) => values.iter().filter_map(word).collect(),
            Some(value) => word(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// With the claims of another answer about the same person; what was said first stays.
    pub fn and(mut self, other: Self) -> Self {
        for (claim, value) in other.0 {
            self.0.entry(claim).or_insert(value);
        }
        self
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_a_word_a_number_or_a_list_and_nothing_else() {
        let claims: Claims = serde_json::from_str(
            r#"{"a": "BDO", "b": 2786, "c": ["DM", 1, null, {"x": 1}], "d": {"x": "y"}, "e": null, "f": true}"#,
        )
        .unwrap();
        assert_eq!(claims.words("a"), ["BDO"]);
        assert_eq!(claims.words("b"), ["2786"]);
        assert_eq!(claims.words("c"), ["DM", "1"]);
        assert_eq!(claims.words("f"), ["true"]);
        for nothing in ["d", "e", "g", ""] {
            assert!(claims.words(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn what_the_token_says_outweighs_what_is_said_beside_it() {
        let of = |text| serde_json::from_str::<Claims>(text).unwrap();
        let both = of(r#"{"a": "token"}"#).and(of(r#"{"a": "beside", "b": "beside"}"#));
        assert_eq!(
            (both.words("a"), both.words("b")),
            (vec!["token".to_owned()], vec!["beside".to_owned()])
        );
    }
}
