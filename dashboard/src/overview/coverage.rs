//! Who has reported, and by name who has not.

use std::collections::BTreeMap;

use catalog::{Arg, PlaceCode, PlaceLevel};
use figures::{Figures, Units};
use serde::Serialize;

use super::questions::Answers;
use super::scene::Scene;
use crate::say::{Say, count};

/// Who has reported.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage {
    /// `8 Jun 2023 to 22 Nov 2026`, where figures are of a time that the page or its address names.
    pub span: Option<String>,
    /// `186 of 190 GPs reported`
    pub reported: String,
    /// `4 late`, where any are.
    pub late: Option<String>,
    /// `2 carried from earlier reports`, where any are.
    pub carried: Option<String>,
    /// Those that are late, by the place around them.
    pub groups: Vec<LateGroup>,
}

/// Places that have not reported, in one place.
#[derive(Debug, Clone, Serialize)]
pub struct LateGroup {
    /// The place around them.
    pub around: String,
    /// Names and addresses.
    pub places: Vec<(String, String)>,
}

/// Coverage of the place.
pub fn coverage(scene: &Scene<'_>, answers: &Answers) -> Coverage {
    let units = answers.whole.units;
    let late = late(answers);
    let number = units.expected.saturating_sub(units.reported) as usize;
    Coverage {
        span: span(scene.say, &answers.whole),
        reported: told(scene, answers, units),
        late: (number > 0).then(|| scene.say.about("units-late", &[("late", count(number))])),
        carried: (units.carried > 0).then(|| {
            scene.say.about(
                "units-carried",
                &[("carried", Arg::Count(u64::from(units.carried)))],
            )
        }),
        groups: groups(scene, &late),
    }
}

/// Who reported, in words. A list of cases owes no return: of it is told what it tells of.
pub fn told(scene: &Scene<'_>, answers: &Answers, units: Units) -> String {
    let first = answers.whole.columns.first().map(|column| column.id.as_str());
    let heard = first.and_then(|id| heard(scene, id, units));
    heard.unwrap_or_else(|| reported(scene.say, units, &unit_levels(answers)))
}

/// What lists of cases tell of, where a measure counts such.
pub fn heard(scene: &Scene<'_>, id: &str, units: Units) -> Option<String> {
    let levels = scene.programme.reported_by(id);
    (scene.has_cases(id) && !levels.is_empty()).then(|| reports::heard(units, &levels, scene.say.language))
}

/// The first and the last day of figures, where they are of a named time.
pub fn span(say: Say<'_>, figures: &Figures) -> Option<String> {
    let (from, to) = (figures.from?, figures.to.or(figures.as_on)?);
    let (from, to) = (say.day(from), say.day(to));
    Some(say.about("from-to", &[("from", Arg::Text(&from)), ("to", Arg::Text(&to))]))
}

/// The levels of the places that must report, where any are registered.
pub fn unit_levels(answers: &Answers) -> Vec<PlaceLevel> {
    let by = answers.units.iter().filter_map(|units| units.by.first());
    by.filter_map(|first| match first {
        figures::Dimension::Place(level) => Some(*level),
        figures::Dimension::Time(_) | figures::Dimension::Named(_) => None,
    })
    .collect()
}

/// `186 of 190 GPs reported`
pub fn reported(say: Say<'_>, units: Units, levels: &[PlaceLevel]) -> String {
    let numbers = [
        ("reported", Arg::Count(u64::from(units.reported))),
        ("expected", Arg::Count(u64::from(units.expected))),
    ];
    match levels {
        [] => say.about("reported-of", &numbers),
        levels => {
            let words = say.words(&PlaceLevel::plural_of(levels.iter().copied()));
            say.about(
                "units-reported",
                &[numbers[0], numbers[1], ("units", Arg::Text(&words))],
            )
        }
    }
}

/// The places without a return of their own.
fn late(answers: &Answers) -> Vec<&PlaceCode> {
    let rows = answers.units.iter().flat_map(|units| &units.rows);
    let silent = rows.filter(|row| {
        row.cells
            .first()
            .is_some_and(|cell| cell.units.expected > 0 && cell.units.reported == 0)
    });
    silent
        .filter_map(|row| row.place().map(|(code, _)| code))
        .collect()
}

fn groups(scene: &Scene<'_>, late: &[&PlaceCode]) -> Vec<LateGroup> {
    let places = &scene.app.catalog.places;
    let mut by_parent: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for place in late.iter().filter_map(|code| places.get(code)) {
        let around = places
            .parent(&place.code)
            .map_or_else(String::new, |parent| scene.say.words(&parent.name));
        let link = scene.at(&place.code);
        by_parent
            .entry(around)
            .or_default()
            .push((scene.say.words(&place.name), link.to_string()));
    }
    by_parent
        .into_iter()
        .map(|(around, mut places)| {
            places.sort();
            LateGroup { around, places }
        })
        .collect()
}
