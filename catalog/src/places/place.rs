//! One place and what is known of it.

use jiff::civil::Date;

use super::{PlaceCode, PlaceLevel};
use crate::Words;

/// A node of the geography.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The code, unique and stable.
    pub code: PlaceCode,
    /// The level, as the code says.
    pub level: PlaceLevel,
    /// What the place is called.
    pub name: Words,
    /// The place around it; none for states.
    pub parent: Option<PlaceCode>,
    /// The code in the MGNREGA information system.
    pub mgnrega_code: Option<String>,
    /// The code in the Census of India 2011.
    pub census2011_code: Option<String>,
    /// Other spellings seen in real lists.
    pub aliases: Vec<String>,
    /// The people counted in 2011.
    pub population: Option<Population>,
    /// The first day on which the place exists; none if long before any figure.
    pub valid_from: Option<Date>,
    /// The last day on which the place exists; none while it does.
    pub valid_to: Option<Date>,
    /// Codes of earlier places that this one stands for.
    pub replaces: Vec<PlaceCode>,
    /// Codes of places out of which this one was carved, and which go on without that part.
    pub carved_from: Vec<PlaceCode>,
    /// The programme for which alone this place reports; none for ordinary places.
    pub only_for: Option<String>,
    /// The ordinary place in which such a reporting place lies.
    pub lies_in: Option<PlaceCode>,
    /// For a unit, the named groups it belongs to: (`project`, `Khatra`).
    pub groups: Vec<(String, String)>,
}

impl Place {
    /// Whether the place exists on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether the place exists on some day of a span.
    pub fn exists_in(&self, first: Date, last: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= last) && self.valid_to.is_none_or(|to| first <= to)
    }

    /// The group of a kind that the unit belongs to.
    pub fn group(&self, kind: &str) -> Option<&str> {
        let mut known = self.groups.iter().filter(|(known, _)| known == kind);
        known.next().map(|(_, name)| name.as_str())
    }

    /// Whether a programme may expect figures of this place.
    pub fn counts_for(&self, programme: &str) -> bool {
        self.only_for.as_deref().is_none_or(|only| only == programme)
    }
}

/// The Census of India 2011 in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    /// Households.
    pub households: Option<u64>,
    /// All people.
    pub persons: u64,
    /// Men and boys.
    pub male: Option<u64>,
    /// Women and girls.
    pub female: Option<u64>,
    /// People of Scheduled Castes.
    pub sc: Option<u64>,
    /// People of Scheduled Tribes.
    pub st: Option<u64>,
    /// Children up to six years.
    pub age_0_6: Option<u64>,
}
