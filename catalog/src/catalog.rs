//! Everything that is declared and not counted, loaded once: programmes and places.

use std::path::Path;

use crate::places::{Places, PlacesError};
use crate::programme::{Programme, ProgrammeError, Programmes};

/// Programmes and places, built in and of the district's own.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// All programmes.
    pub programmes: Programmes,
    /// All places.
    pub places: Places,
}

/// Why the catalog could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A programme is at fault.
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    /// The place files are at fault.
    #[error(transparent)]
    Places(#[from] PlacesError),
}

impl Catalog {
    /// The built-in catalog and what the data directory adds to it or replaces in it.
    pub fn load(data: Option<&Path>) -> Result<Self, CatalogError> {
        Ok(Self {
            programmes: Programmes::load(data)?,
            places: Places::load(data)?,
        })
    }

    /// The programme of that id.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.get(id)
    }
}
