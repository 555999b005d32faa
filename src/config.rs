//! `DATA/jela.toml`, every key of which the environment may give as `JELA_…`.

use std::path::Path;
use std::sync::Arc;

use analytics::Engine;
use anyhow::Context;
use catalog::{Catalog, PlaceCode};
use serde::Deserialize;

use crate::exit::Usage;

/// The settings of one district's jela.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)] // a mistyped key must fail, not be ignored
pub struct Config {
    /// The place that the first page is about, and that queries are about unless told.
    pub home: String,
    /// Where the dashboard listens.
    pub listen: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            home: "district-305".to_owned(),
            listen: "127.0.0.1:8080".to_owned(),
        }
    }
}

impl Config {
    /// The settings in a data directory and the environment, which wins.
    pub fn load(data: &Path) -> anyhow::Result<Self> {
        let file = data.join("jela.toml");
        let mut config: Self = match std::fs::read_to_string(&file) {
            Ok(text) => {
                toml::from_str(&text).map_err(|fault| Usage(format!("{}: {fault}", file.display())))?
            }
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(other) => return Err(other).context(format!("{} can't be read", file.display())),
        };
        for (name, key) in [
            ("JELA_HOME", &mut config.home),
            ("JELA_LISTEN", &mut config.listen),
        ] {
            if let Ok(value) = std::env::var(name) {
                *key = value;
            }
        }
        Ok(config)
    }

    /// The home place, which must exist.
    pub fn home(&self, catalog: &Catalog) -> anyhow::Result<PlaceCode> {
        place(&self.home, catalog)
    }
}

/// A place that must exist, by its code.
pub fn place(code: &str, catalog: &Catalog) -> anyhow::Result<PlaceCode> {
    let unknown = || {
        Usage(format!(
            "there is no place `{code}`; places have codes like district-305 or block-2774"
        ))
    };
    let place: PlaceCode = code.parse().map_err(|_| unknown())?;
    let known = catalog.places.redirect(&place).cloned().unwrap_or(place);
    if catalog.places.get(&known).is_none() {
        return Err(unknown().into());
    }
    Ok(known)
}

/// The catalog of a data directory.
pub fn catalog(data: &Path) -> anyhow::Result<Arc<Catalog>> {
    Ok(Arc::new(Catalog::load(Some(data))?))
}

/// An engine whose facts are up to date with the rows.
pub fn engine(data: &Path, catalog: &Arc<Catalog>) -> anyhow::Result<Engine> {
    let engine = Engine::open(data, Arc::clone(catalog))?;
    engine.refresh()?;
    Ok(engine)
}
