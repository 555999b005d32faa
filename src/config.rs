//! `DATA/jela.toml`, every key of which the environment may give as `JELA_…`.

use std::net::IpAddr;
use std::path::Path;
use std::str::FromStr;
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
    /// Whether readers come by TLS, as through a proxy; then cookies travel by nothing else.
    pub secure_cookies: bool,
    /// The addresses of the proxies in front of the dashboard, whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            home: "district-305".to_owned(),
            listen: "127.0.0.1:8080".to_owned(),
            secure_cookies: false,
            proxies: Vec::new(),
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
        if let Some(secure) = given("JELA_SECURE_COOKIES", "true or false")? {
            config.secure_cookies = secure;
        }
        if let Ok(proxies) = std::env::var("JELA_PROXIES") {
            let each = proxies
                .split(',')
                .map(str::trim)
                .filter(|proxy| !proxy.is_empty());
            config.proxies = each
                .map(|proxy| meant("JELA_PROXIES", proxy, "IP addresses with commas between"))
                .collect::<Result<_, _>>()?;
        }
        Ok(config)
    }

    /// The home place, which must exist.
    pub fn home(&self, catalog: &Catalog) -> anyhow::Result<PlaceCode> {
        place(&self.home, catalog)
    }
}

/// What the environment gives for a key, if it gives anything.
fn given<T: FromStr>(name: &str, form: &str) -> Result<Option<T>, Usage> {
    let value = std::env::var(name).ok();
    value.map(|value| meant(name, &value, form)).transpose()
}

fn meant<T: FromStr>(name: &str, value: &str, form: &str) -> Result<T, Usage> {
    value
        .parse()
        .map_err(|_| Usage(format!("{name}: `{value}` means nothing; give {form}")))
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
