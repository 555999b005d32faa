//! Settings, places and programmes: what people write.

use catalog::Catalog;

use super::Visit;
use crate::config::{self, Config};

/// `jela.toml` and the environment.
pub fn of_file(visit: &mut Visit<'_>) {
    match Config::load(visit.data) {
        Ok(config) => visit.config = config,
        Err(fault) => {
            return visit.fault(
                "settings",
                format!("{fault:#}"),
                "correct the line, then give `jela doctor` again",
            );
        }
    }
    let config = &visit.config;
    let checks = [
        config.door().map(drop),
        config.address().and_then(|address| {
            config.mail.settings(&address)?;
            config.sign_in.guard(&address).map(drop)
        }),
        config.system.metrics().map(drop),
    ];
    let faults: Vec<String> = checks
        .into_iter()
        .filter_map(|done| Some(done.err()?.to_string()))
        .collect();
    let address = config.listen.clone();
    for fault in &faults {
        visit.fault(
            "settings",
            fault,
            "correct the key in jela.toml, or in the environment",
        );
    }
    if address.parse::<std::net::SocketAddr>().is_err() {
        visit.fault(
            "settings",
            format!("listen: `{address}` is not an address"),
            "write it like 127.0.0.1:8080",
        );
    } else if faults.is_empty() {
        visit.well("settings", "every key is known and makes sense");
    }
}

/// The registry of places, and the declared programmes.
pub fn places_and_programmes(visit: &mut Visit<'_>) {
    let catalog = match Catalog::load(Some(visit.data)) {
        Ok(catalog) => catalog,
        Err(fault) => {
            let mend = "correct the file in DATA/places that is named; a line there has `code,name,parent`";
            return visit.fault("places", fault.to_string(), mend);
        }
    };
    match config::place(&visit.config.home, &catalog) {
        Ok(home) => {
            let count = catalog.places.all().count();
            visit.well("places", format!("{count} places; home is {home}"));
        }
        Err(fault) => visit.fault(
            "places",
            format!("home: {fault}"),
            "correct `home` in jela.toml, or add the place to DATA/places",
        ),
    }
    for left_out in catalog.programmes.left_out() {
        visit.fault(
            "programmes",
            left_out.to_string(),
            format!(
                "`jela programme check {}` lists every fault with its line",
                left_out.file.display()
            ),
        );
    }
    if catalog.programmes.left_out().is_empty() {
        let names: Vec<&str> = catalog
            .programmes
            .iter()
            .map(|programme| programme.id.as_str())
            .collect();
        visit.well("programmes", names.join(", "));
    }
}
