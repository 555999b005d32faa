//! Everything that is declared and not counted, loaded once: programmes, places and the days on which offices work.

use std::path::Path;

use crate::calendar::{Holidays, HolidaysError};
use crate::convergence::Convergence;
use crate::pack::{PackError, Packs};
use crate::places::{Places, PlacesError};
use crate::programme::{Programme, ProgrammeError, Programmes};

/// Programmes, places and holidays, built in and of the district's own.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// All programmes.
    pub programmes: Programmes,
    /// Reports over several programmes.
    pub packs: Packs,
    /// All places.
    pub places: Places,
    /// The days on which offices are closed.
    pub holidays: Holidays,
    /// What is shown side by side.
    pub convergence: Convergence,
    /// What is wrong with a declared view of what is shown side by side.
    pub convergence_problems: Vec<String>,
}

/// Why the catalog could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A programme is at fault.
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    /// The reports over several programmes are at fault.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The place files are at fault.
    #[error(transparent)]
    Places(#[from] PlacesError),
    /// A list of holidays is at fault.
    #[error(transparent)]
    Holidays(#[from] HolidaysError),
}

impl Catalog {
    /// The built-in catalog and what the data directory adds to it or replaces in it.
    pub fn load(data: Option<&Path>) -> Result<Self, CatalogError> {
        let programmes = Programmes::load(data)?;
        let (convergence, convergence_problems) = Convergence::load(data, &programmes);
        Ok(Self {
            packs: Packs::load(data, &programmes)?,
            programmes,
            convergence,
            convergence_problems,
            places: Places::load(data)?,
            holidays: Holidays::load(data)?,
        })
    }

    /// The programme of that id.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.get(id)
    }
}
