//! The format as a JSON Schema: for editors, which complete and explain its keys, and for [`super::diagnose`], which
//! finds mistyped ones.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::Programme;

/// The schema of `programme.toml`, made of the very types that read it: what they take and what it allows are the same.
///
/// ```
/// let schema = catalog::programme::schema();
/// assert!(schema["properties"]["measure"].is_object());
/// ```
pub fn schema() -> Value {
    schemars::schema_for!(Programme).to_value()
}

/// A day as programmes write it: text, `"2026-07-01"`.
pub(super) struct Day;

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
    }
}
