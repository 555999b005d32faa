//! `jela rebuild`: writes the lists of units and computes all facts again from the lake.

use std::path::Path;

use anyhow::Context;

use crate::config;
use crate::console;
use crate::exit::Exit;

/// Computes facts and rollups of every dataset again.
pub fn run(data: &Path) -> anyhow::Result<Exit> {
    ingest::write_units(&*config::catalog(data)?, &store::Lake::open(data)?, data)?;
    let engine = analytics::Engine::open(data, config::catalog(data)?)?;
    let version = engine
        .rebuild()
        .context("facts could not be computed; `jela doctor` names a file of the lake that is damaged")?;
    console::say(&format!("all facts were computed again; data version {version}"));
    Ok(Exit::Done)
}
