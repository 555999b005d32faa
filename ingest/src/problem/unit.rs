//! What can be wrong with units below the geography, such as Anganwadi centres.

use catalog::PlaceLevel;
use thiserror::Error;

use super::{of_place, similar};

/// What is wrong with a unit.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum UnitProblem {
    /// A unit that no register lists.
    #[error("{level} `{said}` is not on the list of {level}s{}; correct it, or take in the list that has it{}", of_place(.inside), similar(.near))]
    Unlisted {
        /// The level.
        level: PlaceLevel,
        /// The code or name as written.
        said: String,
        /// The place in which it was looked for.
        inside: Option<String>,
        /// Listed units of a similar name.
        near: Vec<String>,
    },
    /// The place named around a unit is not the one in which it is listed.
    #[error(
        "{level} `{said}` is listed in {listed_in}, which is not in {around}; correct the code, or the place"
    )]
    Elsewhere {
        /// The level.
        level: PlaceLevel,
        /// The code as written.
        said: String,
        /// Where the unit is listed.
        listed_in: String,
        /// The place that the row names.
        around: String,
    },
    /// A row of a register without the code of its unit.
    #[error("the row has no code of a {level}; write it in Latin letters and digits")]
    NoCode {
        /// The level.
        level: PlaceLevel,
    },
    /// A row of a register without the name of its unit.
    #[error("the row has no name of the {level}; write it")]
    NoName {
        /// The level.
        level: PlaceLevel,
    },
}
