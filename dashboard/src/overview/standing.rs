//! Targets and changes: what holds where, and how it is marked. Never by colour alone.

use catalog::programme::{Better, Subject, Target};
use catalog::{Catalog, PlaceCode};
use charts::Standing;
use figures::{Cell, Change};
use jiff::civil::Date;
use serde::Serialize;

use super::printed;
use crate::say::Say;

/// A sign, a colour class and a word that mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// ▲, ● or ▼
    pub sign: &'static str,
    /// `better`, `watch`, `worse`
    pub class: &'static str,
    /// The word.
    pub word: String,
}

/// The mark of a standing.
pub fn mark(standing: Standing, say: Say<'_>) -> Mark {
    let (sign, class) = match standing {
        Standing::Better => ("▲", "better"),
        Standing::Watch => ("●", "watch"),
        Standing::Worse => ("▼", "worse"),
    };
    Mark {
        sign,
        class,
        word: say.text(class),
    }
}

/// The target of a measure in a place on a day.
pub fn target<'a>(
    catalog: &Catalog,
    subject: Subject<'a>,
    place: &PlaceCode,
    day: Option<Date>,
) -> Option<&'a Target> {
    let day = day?;
    let holds = |target: &&Target| {
        target.from <= day
            && target.to.is_none_or(|to| day <= to)
            && target
                .place
                .as_ref()
                .is_none_or(|around| catalog.places.contains(around, place))
    };
    // A target of the place itself goes before one of everywhere; of two in force the later one holds.
    subject
        .targets()
        .iter()
        .filter(holds)
        .max_by_key(|target| (target.place.as_ref().map(PlaceCode::level), target.from))
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownChange {
    /// Whether it is for the better; none where neither can be said or nothing changed.
    pub mark: Option<Mark>,
    /// `+4.1 %`
    pub text: String,
}

/// How a figure changed; none where nothing was compared or nothing can be.
pub fn change(cell: &Cell, better: Better, say: Say<'_>) -> Option<ShownChange> {
    let change = cell.change?;
    let text = reports::marks::marked_change(cell, printed::change(change, say.language)?);
    let mark = direction(change, better).map(|standing| mark(standing, say));
    Some(ShownChange { mark, text })
}

fn direction(change: Change, better: Better) -> Option<Standing> {
    let (Change::Percent(size) | Change::Points(size)) = change else {
        return None;
    };
    // What prints as no change is none.
    if size.abs() < 0.05 {
        return None;
    }
    match (better, size > 0.0) {
        (Better::Neither, _) => None,
        (Better::Higher, true) | (Better::Lower, false) => Some(Standing::Better),
        (Better::Higher, false) | (Better::Lower, true) => Some(Standing::Worse),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rise_is_good_only_where_more_is_better() {
        assert_eq!(
            direction(Change::Percent(4.0), Better::Higher),
            Some(Standing::Better)
        );
        assert_eq!(
            direction(Change::Percent(4.0), Better::Lower),
            Some(Standing::Worse)
        );
        assert_eq!(direction(Change::Points(4.0), Better::Neither), None);
    }

    #[test]
    fn what_prints_as_nothing_has_no_direction() {
        assert_eq!(direction(Change::Points(-0.04), Better::Higher), None);
        assert_eq!(direction(Change::NotApplicable, Better::Higher), None);
    }
}
