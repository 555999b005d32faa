//! Breaks in a series: days from which figures are of something else than before.

use catalog::{PlaceCode, Words};
use jiff::civil::Date;

/// A day from which something else is counted, or counted in another way.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// The first day of the new order.
    pub on: Date,
    /// Of a suspension, its last day.
    pub to: Option<Date>,
    /// What kind it is.
    pub kind: BreakKind,
    /// The measures and indicators of the answer that it touches; all of them when empty.
    pub measures: Vec<String>,
    /// The places that it touches, with all inside them; every place when empty.
    pub places: Vec<PlaceCode>,
    /// What changed.
    pub title: Words,
}

/// What kind of break it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreakKind {
    /// The programme goes on under another law.
    Succession,
    /// The programme does not run for a time.
    Suspension,
    /// Places were split, put together or carved out of one another.
    Places,
    /// Something is counted in another way.
    Definition,
    /// What came before was taken out, as its time was over.
    TakenOut,
}

impl BreakKind {
    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Succession => "succession",
            Self::Suspension => "suspension",
            Self::Places => "places",
            Self::Definition => "definition",
            Self::TakenOut => "taken_out",
        }
    }
}
