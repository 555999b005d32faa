//! A map of one office's own words: headers that no source knows, and places under other names.

use std::collections::BTreeMap;
use std::path::Path;

use catalog::{Catalog, PlaceCode, PlaceLevel};
use serde::Deserialize;

use crate::error::IngestError;
use crate::heading::fold;

/// What a map file says, in TOML or JSON:
///
/// ```toml
/// [headers]
/// "Total cards" = "job_cards"   # a column of the dataset, a level (`gp`) or `date`
///
/// [places]
/// "Onda BDO office" = "block-2786"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)] // a mistyped table must fail, not be ignored
pub struct Mapping {
    /// Header text to the id of a column, the id of a level of place, or `date`.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Name of a place to its code.
    #[serde(default)]
    pub places: BTreeMap<String, PlaceCode>,
}

/// The header of dates in a map.
pub(crate) const DATE: &str = "date";

impl Mapping {
    /// Reads a map and sees that what it leads to exists.
    pub fn load(path: &Path, catalog: &Catalog) -> Result<Self, IngestError> {
        let bad = |reason: String| IngestError::BadMap {
            path: path.to_owned(),
            reason,
        };
        let text = std::fs::read_to_string(path).map_err(|source| IngestError::NotThere {
            path: path.to_owned(),
            source,
        })?;
        let is_json = text.trim_start().starts_with('{');
        let mapping: Self = match is_json {
            true => serde_json::from_str(&text).map_err(|fault| bad(fault.to_string()))?,
            false => toml::from_str(&text).map_err(|fault| bad(fault.message().to_owned()))?,
        };
        match mapping.dangling(catalog) {
            Some(reason) => Err(bad(reason)),
            None => Ok(mapping),
        }
    }

    pub(crate) fn dangling(&self, catalog: &Catalog) -> Option<String> {
        let header = self
            .headers
            .iter()
            .find(|(_, meaning)| !means_something(catalog, meaning));
        let place = self
            .places
            .iter()
            .find(|(_, code)| catalog.places.get(code).is_none());
        let header =
            header.map(|(header, meaning)| format!("`{header}` leads to `{meaning}`, which no dataset has"));
        header.or_else(|| {
            place.map(|(name, code)| format!("`{name}` leads to `{code}`, which is not registered"))
        })
    }

    /// The place that the map gives for a printed name.
    pub(crate) fn place(&self, name: &str) -> Option<&PlaceCode> {
        if self.places.is_empty() {
            return None;
        }
        let folded = fold(name);
        self.places
            .iter()
            .find(|(printed, _)| fold(printed) == folded)
            .map(|(_, code)| code)
    }

    /// The headers that lead to a column, level or date.
    pub(crate) fn headers_of<'a>(&'a self, meaning: &'a str) -> impl Iterator<Item = &'a String> {
        self.headers
            .iter()
            .filter(move |(_, to)| to.as_str() == meaning)
            .map(|(header, _)| header)
    }
}

fn means_something(catalog: &Catalog, meaning: &str) -> bool {
    let mut datasets = catalog
        .programmes
        .iter()
        .flat_map(|programme| &programme.datasets);
    meaning == DATE
        || meaning.parse::<PlaceLevel>().is_ok()
        || datasets.any(|dataset| dataset.column(meaning).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Mapping, IngestError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.toml");
        std::fs::write(&path, text).unwrap();
        Mapping::load(&path, &Catalog::load(None).unwrap())
    }

    #[test]
    fn a_map_is_read_from_toml_and_from_json() {
        let toml =
            load("[headers]\n\"Total cards\" = \"job_cards\"\n[places]\n\"Onda BDO\" = \"block-2786\"")
                .unwrap();
        let json = load(r#"{"headers": {"Total cards": "job_cards"}, "places": {"Onda BDO": "block-2786"}}"#)
            .unwrap();
        assert_eq!(toml, json);
        assert_eq!(toml.place("ONDA  B.D.O."), Some(&"block-2786".parse().unwrap()));
    }

    #[test]
    fn a_map_that_leads_nowhere_is_refused() {
        let refusal = load("[headers]\n\"Cards\" = \"job_crads\"")
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("`Cards` leads to `job_crads`, which no dataset has"),
            "{refusal}"
        );
        let refusal = load("[places]\n\"Onda\" = \"block-1\"").unwrap_err().to_string();
        assert!(
            refusal.contains("`block-1`, which is not registered"),
            "{refusal}"
        );
        assert!(
            load("[header]\n\"Cards\" = \"job_cards\"")
                .unwrap_err()
                .is_usage()
        );
    }
}
