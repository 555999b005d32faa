//! Loading programmes: the built-in ones, and those a district declares in `DATA/programmes/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::Programme;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/programmes");

/// Why programmes could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ProgrammeError {
    /// A folder or file can't be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not a well-formed programme.
    #[error("{file}: {source}")]
    Malformed {
        /// Which.
        file: String,
        /// What serde says of it, with line and column.
        source: Box<toml::de::Error>,
    },
    /// A programme makes no sense; all faults at once.
    #[error("{file}: {}", faults.join("; "))]
    Faulty {
        /// Which.
        file: String,
        /// Every fault.
        faults: Vec<String>,
    },
}

/// All programmes, by id.
#[derive(Debug, Clone, Default)]
pub struct Programmes(BTreeMap<String, Programme>);

impl Programmes {
    /// The built-in programmes.
    pub fn built_in() -> Result<Self, ProgrammeError> {
        let mut programmes = Self::default();
        for folder in BUILT_IN.dirs() {
            let name = folder.path().join("programme.toml");
            let Some(text) = folder.get_file(&name).and_then(|file| file.contents_utf8()) else {
                continue;
            };
            programmes.add(&name.display().to_string(), text)?;
        }
        Ok(programmes)
    }

    /// The built-in programmes and those in `DATA/programmes/*/programme.toml`, which replace by id.
    pub fn load(data: Option<&Path>) -> Result<Self, ProgrammeError> {
        let mut programmes = Self::built_in()?;
        let Some(folder) = data
            .map(|data| data.join("programmes"))
            .filter(|folder| folder.is_dir())
        else {
            return Ok(programmes);
        };
        for file in declared_in(&folder)? {
            let text = std::fs::read_to_string(&file).map_err(|source| ProgrammeError::Unreadable {
                path: file.clone(),
                source,
            })?;
            programmes.add(&file.display().to_string(), &text)?;
        }
        Ok(programmes)
    }

    /// Parses, checks and adds one programme.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), ProgrammeError> {
        let programme: Programme = toml::from_str(text).map_err(|source| ProgrammeError::Malformed {
            file: file.to_owned(),
            source: Box::new(source),
        })?;
        let faults = programme.check();
        if !faults.is_empty() {
            return Err(ProgrammeError::Faulty {
                file: file.to_owned(),
                faults,
            });
        }
        self.0.insert(programme.id.clone(), programme);
        Ok(())
    }

    /// The programme of that id.
    pub fn get(&self, id: &str) -> Option<&Programme> {
        self.0.get(id)
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Programme> {
        self.0.values()
    }
}

fn declared_in(folder: &Path) -> Result<Vec<PathBuf>, ProgrammeError> {
    let unreadable = |source| ProgrammeError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path().join("programme.toml");
        if file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}
