//! What people ask for and no source of a programme has.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::words::Words;

/// A figure that people ask for and that can't be made, since no sheet of the programme holds what it is made of. Pages and
/// reports say so, rather than nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotInSource {
    /// What the figure is called.
    pub title: Words,
    /// What the sheets would have to hold.
    pub why: Words,
}
