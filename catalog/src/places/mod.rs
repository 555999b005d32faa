//! The geography: places, their levels, names, codes and people.
//!
//! Lists in `catalog/places/` are built in; those in `DATA/places/` add to them or replace by code. Names as
//! officials spell them are found by [`Places::by_name`], which never guesses.
//!
//! ```
//! use catalog::{NameMatch, PlaceLevel, Places};
//!
//! let places = Places::built_in().unwrap();
//! let bankura = "district-305".parse().unwrap();
//! let found = places.by_name(PlaceLevel::Block, "GANGAJAL GHATI", Some(&bankura));
//! assert_eq!(found, NameMatch::One("block-2778".parse().unwrap()));
//! ```

mod boundaries;
mod changes;
mod code;
mod error;
mod level;
mod load;
mod matching;
mod place;
mod registry;
mod sound;
mod spelling;
mod table;

pub use boundaries::{BOUNDARIES_ATTRIBUTION, boundaries};
pub use changes::PlaceChange;
pub use code::{MalformedCode, PlaceCode};
pub use error::{CellProblem, PlacesError};
pub use level::{PlaceLevel, UnknownLevel};
pub use load::UNITS;
pub use matching::NameMatch;
pub use place::{Place, Population};
pub use registry::Places;
