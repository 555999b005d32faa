//! The form of a data directory as this build of jela reads and writes it.

use std::path::Path;

use store::{Form, Lake};

/// What this jela reads and writes.
pub fn own() -> Form {
    Form::of_this_jela(
        env!("CARGO_PKG_VERSION"),
        i64::from(analytics::FACTS_METHOD),
        i64::from(catalog::programme::FORM),
    )
}

/// Refuses a data directory that a newer jela has written.
pub fn check(data: &Path) -> anyhow::Result<()> {
    Ok(store::check_form(data, &own())?)
}

/// Brings an older data directory forward, and ends what a killed process had begun, before anything is written there.
pub fn bring_forward(data: &Path) -> anyhow::Result<()> {
    if store::bring_forward(data, &own())? {
        tracing::info!(data = %data.display(), "the data directory was brought forward");
    }
    Ok(Lake::open(data)?.end_what_was_begun()?)
}
