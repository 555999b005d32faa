//! What a person has confirmed, remembered in the data directory: shapes of sheets with what their headers mean, and
//! spellings of places. Plain files, which may be read, corrected and deleted; what is used of them is said.
//!
//! `DATA/mappings/<fingerprint>.toml` is one shape, by the fingerprint of its header tree; `DATA/mappings/places.toml` holds
//! the spellings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use catalog::{Catalog, PlaceCode};
use jiff::civil::Date;
use serde::Deserialize;

use crate::error::IngestError;
use crate::heading::fold;
use crate::mapping::Mapping;
use crate::propose::quoted;
use crate::whole::write_whole;

/// The folder below the data directory.
pub(crate) const FOLDER: &str = "mappings";

const PLACES: &str = "places.toml";

/// Everything that is remembered.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    shapes: BTreeMap<String, Shape>,
    places: Vec<(String, PlaceCode)>,
    /// Spellings by which places were found since it was last asked.
    used: Mutex<BTreeSet<String>>,
}

/// A shape of sheets: which source it is, and what those of its headers mean that the source does not know.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    /// As `mgnrega/daily-return`.
    pub(crate) source: String,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
}

/// A shape that was confirmed in this run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Learnt {
    pub(crate) fingerprint: String,
    pub(crate) shape: Shape,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spellings {
    #[serde(default)]
    place: Vec<Spelling>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelling {
    name: String,
    code: PlaceCode,
}

impl Memory {
    /// What a data directory remembers. A file that can't be read stops everything, since leaving it aside would read sheets
    /// otherwise than before.
    pub(crate) fn load(data: &Path, catalog: &Catalog) -> Result<Self, IngestError> {
        let mut memory = Self::default();
        let folder = data.join(FOLDER);
        let Ok(entries) = std::fs::read_dir(&folder) else {
            return Ok(memory); // nothing was confirmed yet
        };
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        for path in files
            .iter()
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match name.as_ref() {
                name if name.starts_with('.') => {}
                PLACES => memory.places = places(path, catalog)?,
                name => {
                    let shape = shape(path, catalog)?;
                    memory
                        .shapes
                        .insert(name.trim_end_matches(".toml").to_owned(), shape);
                }
            }
        }
        Ok(memory)
    }

    pub(crate) fn shape(&self, fingerprint: &str) -> Option<&Shape> {
        self.shapes.get(fingerprint)
    }

    /// The place that a spelling was confirmed to mean, of those that may be meant here.
    pub(crate) fn place(&self, name: &str, fits: impl Fn(&PlaceCode) -> bool) -> Option<PlaceCode> {
        if self.places.is_empty() {
            return None;
        }
        let folded = fold(name);
        let mut found = self
            .places
            .iter()
            .filter(|(spelling, code)| *spelling == folded && fits(code))
            .map(|(_, code)| code);
        let (one, None) = (found.next()?, found.next()) else {
            return None; // confirmed for several parents, and this row does not say which
        };
        if let Ok(mut used) = self.used.lock() {
            used.insert(name.to_owned());
        }
        Some(one.clone())
    }

    /// The spellings used since this was last asked.
    pub(crate) fn used(&self) -> Vec<String> {
        self.used
            .lock()
            .map(|mut used| std::mem::take(&mut *used).into_iter().collect())
            .unwrap_or_default()
    }
}

fn shape(path: &Path, catalog: &Catalog) -> Result<Shape, IngestError> {
    let shape: Shape = parsed(path)?;
    let known = catalog.programmes.iter().any(|programme| {
        let sources = programme.sources.iter();
        sources
            .into_iter()
            .any(|source| format!("{}/{}", programme.id, source.id) == shape.source)
    });
    if !known {
        return Err(bad(
            path,
            format!(
                "there is no source `{}`; correct it, or delete the file",
                shape.source
            ),
        ));
    }
    match shape.mapping().dangling(catalog) {
        Some(reason) => Err(bad(path, reason)),
        None => Ok(shape),
    }
}

impl Shape {
    fn mapping(&self) -> Mapping {
        Mapping {
            headers: self.headers.clone(),
            places: BTreeMap::new(),
        }
    }

    /// What it remembers, with what the caller's own map says, which goes before.
    pub(crate) fn under(&self, mapping: &Mapping) -> Mapping {
        let mut all = self.mapping();
        all.headers.extend(mapping.headers.clone());
        all.places = mapping.places.clone();
        all
    }
}

fn places(path: &Path, catalog: &Catalog) -> Result<Vec<(String, PlaceCode)>, IngestError> {
    let spellings: Spellings = parsed(path)?;
    for Spelling { name, code } in &spellings.place {
        if catalog.places.get(code).is_none() {
            return Err(bad(
                path,
                format!("`{name}` leads to `{code}`, which is not registered"),
            ));
        }
    }
    let spellings = spellings.place.into_iter();
    Ok(spellings.map(|one| (fold(&one.name), one.code)).collect())
}

fn parsed<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, IngestError> {
    let text = std::fs::read_to_string(path).map_err(|source| IngestError::NotThere {
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text).map_err(|fault| bad(path, fault.message().to_owned()))
}

fn bad(path: &Path, reason: String) -> IngestError {
    IngestError::BadMemory {
        path: path.to_owned(),
        reason,
    }
}

/// Remembers a shape that was taken in with a person's map or choice, whole or not at all.
pub(crate) fn remember(data: &Path, learnt: &Learnt, seen_in: &str, on: Date) -> Result<(), IngestError> {
    let mut text = format!(
        "# Confirmed by a person on {on}, for {}.\n# Sheets with just these headers are read so. Delete this file to forget it.\nsource = {}\n\n[headers]\n",
        seen_in.replace(|c: char| c.is_control(), " "),
        quoted(&learnt.shape.source),
    );
    for (header, meaning) in &learnt.shape.headers {
        let _ = writeln!(text, "{} = {}", quoted(header), quoted(meaning));
    }
    write(data, &format!("{}.toml", learnt.fingerprint), &text)
}

/// Remembers spellings of places that a person's map gave.
pub(crate) fn remember_places(data: &Path, mapping: &Mapping, catalog: &Catalog) -> Result<(), IngestError> {
    if mapping.places.is_empty() {
        return Ok(());
    }
    let path = data.join(FOLDER).join(PLACES);
    let mut known: Spellings = if path.exists() {
        parsed(&path)?
    } else {
        Spellings::default()
    };
    let before = known.place.len();
    for (name, code) in &mapping.places {
        let is_known = |one: &Spelling| fold(&one.name) == fold(name) && one.code == *code;
        if !known.place.iter().any(is_known) {
            known.place.push(Spelling {
                name: name.clone(),
                code: code.clone(),
            });
        }
    }
    if known.place.len() == before {
        return Ok(());
    }
    let mut text = String::from(
        "# Spellings of places that a person confirmed. Each holds inside the parent of its place only.\n# Delete an entry to forget it.\n",
    );
    for Spelling { name, code } in &known.place {
        let called = catalog
            .places
            .get(code)
            .map_or("", |place| place.name.en.as_str());
        let _ = writeln!(
            text,
            "\n[[place]] # {called}\nname = {}\ncode = {}",
            quoted(name),
            quoted(code.as_str())
        );
    }
    write(data, PLACES, &text)
}

fn write(data: &Path, name: &str, text: &str) -> Result<(), IngestError> {
    let path = data.join(FOLDER).join(name);
    write_whole(&path, text.as_bytes()).map_err(|source| IngestError::Remember { path, source })
}
