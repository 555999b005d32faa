//! A measure to be resolved, and the days that it is about.

use catalog::programme::Restarts;
use catalog::{Grain, PlaceCode};
use jiff::civil::Date;

use crate::coverage::Coverage;
use crate::day;
use crate::reading::{Reading, counted_since};

/// One measure to be resolved, with how it is read.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// The measure's id.
    pub measure: &'a str,
    /// How it is read.
    pub reading: Reading,
    /// The first day of the reporting period in which the reading ends: a row since then is a report.
    pub reporting_from: Date,
    /// How often a return is due.
    pub every: Grain,
    /// When its count begins again, if it does: the last word of a place that has ended stands until then.
    pub restarts: Option<&'a Restarts>,
}

impl Part<'_> {
    /// The days on some of which places exist that have a value on a day.
    pub fn standing(&self, day: Date) -> (Date, Date) {
        let since = self.restarts.map(|restarts| counted_since(restarts, day));
        (since.unwrap_or(day), day)
    }

    /// The days that it is about: on some of them a place must exist to have a part in it.
    pub fn over(&self) -> (Date, Date) {
        match &self.reading {
            Reading::Events { from, to, .. } => (*from, *to),
            Reading::Pieces(pieces) => {
                let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
                    return (self.reporting_from, self.reporting_from);
                };
                let begins = first.base.and_then(|base| base.tomorrow().ok());
                let begins = begins.unwrap_or_else(|| self.standing(first.end).0);
                (begins.min(last.end), last.end)
            }
        }
    }

    /// Whether a place can have a figure: it exists in that time, and, for what runs on over restarts, all through it.
    pub fn is_of(&self, place: &PlaceCode, coverage: &Coverage<'_>) -> bool {
        let at_its_base = match &self.reading {
            Reading::Pieces(pieces) if self.restarts.is_none() => {
                let mut bases = pieces.iter().filter_map(|piece| piece.base);
                bases.all(|base| coverage.is_there(place, (base, base)))
            }
            _ => true,
        };
        at_its_base && coverage.is_there(place, self.over())
    }
}

/// The days that some parts are about.
pub fn over(parts: &[Part<'_>]) -> (Date, Date) {
    let each = parts.iter().map(Part::over);
    each.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
        .unwrap_or((Date::MIN, Date::MAX))
}

/// The days on which a reading needs positions, widest first and last: what must be loaded.
pub fn days_needed(reading: &Reading) -> (Date, Date) {
    match reading {
        Reading::Pieces(_) => {
            let first = reading.positions().min().unwrap_or(Date::MAX);
            let last = reading.positions().max().unwrap_or(Date::MIN);
            (day::financial_year_start(first), last)
        }
        Reading::Events { from, to, .. } => (*from, *to),
    }
}
