//! The questions of a breakdown.

use catalog::calendar::same_date_last_year;
use catalog::programme::{Axis, Breakdown, BreakdownKind, Programme};
use catalog::{PlaceCode, PlaceLevel};
use figures::{Compare, Dimension, Query};
use jiff::civil::Date;

/// What a breakdown asks, from a question about the whole place; nothing where the place lies in none of its levels.
///
/// | kind | questions |
/// |---|---|
/// | table, league | by its names; the whole |
/// | shares | by each class |
/// | heat | by its name and the class across; by its name; across alone; the whole |
/// | rising | by its names, against a year before |
pub fn queries(programme: &Programme, breakdown: &Breakdown, whole: &Query) -> Vec<Query> {
    let Some(by) = dimensions(programme, breakdown, &whole.within) else {
        return Vec::new();
    };
    let asked = |by: Vec<Dimension>| Query {
        measures: breakdown.measures.clone(),
        by,
        compare: None,
        ..whole.clone()
    };
    match breakdown.kind {
        BreakdownKind::Table | BreakdownKind::League => vec![asked(by), asked(Vec::new())],
        BreakdownKind::Shares => by.into_iter().map(|class| asked(vec![class])).collect(),
        BreakdownKind::Heat => {
            let across: Vec<Dimension> = breakdown.across.iter().filter_map(|id| id.parse().ok()).collect();
            let both = by.iter().chain(&across).copied().collect();
            vec![asked(both), asked(by), asked(across), asked(Vec::new())]
        }
        BreakdownKind::Rising => vec![Query {
            compare: Some(Compare::LastYear),
            from: whole.from.map(|from| within_a_year(from, whole)),
            ..asked(by)
        }],
    }
}

/// The first day of what is compared with a year before: a longer time would overlap with itself, so that only its last
/// year is.
fn within_a_year(from: Date, whole: &Query) -> Date {
    let last = whole.to.or(whole.as_on);
    let a_year = last.and_then(|last| same_date_last_year(last).tomorrow().ok());
    a_year.map_or(from, |first| from.max(first))
}

/// The dimensions of a breakdown; none where a level does not lie inside the place.
fn dimensions(programme: &Programme, breakdown: &Breakdown, within: &PlaceCode) -> Option<Vec<Dimension>> {
    let inside = |level: PlaceLevel| level > within.level() && !(level.is_unit() && within.level().is_unit());
    breakdown
        .by
        .iter()
        .map(|name| match programme.axis(name)? {
            Axis::Level(level) => inside(level).then_some(Dimension::Place(level)),
            Axis::Class(_) | Axis::Group(_) | Axis::Times(_) => name.parse().ok(),
        })
        .collect()
}
