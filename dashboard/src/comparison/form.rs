//! The forms to choose by: places, periods, measures. Each keeps what the others chose.

use catalog::{Grain, PlaceLevel, calendar};
use jiff::civil::Date;
use serde::Serialize;

use super::what::SideBySide;
use crate::overview::scene::{Scene, name_with_level};

/// Fields to choose columns in: with the first one six.
const FIELDS: usize = 5;
/// Months, quarters and years that can be chosen.
const MONTHS: usize = 24;
const QUARTERS: usize = 8;
const YEARS: usize = 4;
/// More places are chosen by their codes in the address.
const MOST_PLACES: usize = 300;

/// The forms of the page.
#[derive(Debug, Clone, Serialize)]
pub struct Forms {
    action: String,
    /// What each form keeps beside its own fields.
    kept: Vec<(String, String)>,
    with: Vec<(String, String)>,
    measure: String,
    places: Vec<Vec<Choice>>,
    periods: Vec<Vec<Group>>,
    measures: Vec<Choice>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: String,
    title: String,
    chosen: bool,
}

/// Choices of a kind.
#[derive(Debug, Clone, Serialize)]
struct Group {
    title: String,
    choices: Vec<Choice>,
}

/// The forms, with what is chosen now.
pub fn forms(scene: &Scene<'_>, what: &SideBySide, measures: &[String], latest: Option<Date>) -> Forms {
    let all = scene.view.link("");
    let of = |names: &[&str]| {
        let parameters = all.parameters().iter();
        let kept = parameters.filter(|(name, _)| names.contains(&name.as_str()));
        kept.cloned().collect::<Vec<_>>()
    };
    Forms {
        action: scene.path.address(),
        kept: of(&["as_on", "from", "to", "language"]),
        with: of(&["with"]),
        measure: measures.join(","),
        places: (0..FIELDS).map(|field| places(scene, what, field)).collect(),
        periods: (0..=FIELDS)
            .map(|field| periods(scene, what, field, latest))
            .collect(),
        measures: measures_to_choose(scene, measures),
    }
}

/// Places of the same level around, one of which is chosen in a field.
fn places(scene: &Scene<'_>, what: &SideBySide, field: usize) -> Vec<Choice> {
    let chosen = match what {
        SideBySide::Places(codes) => codes.get(field + 1),
        SideBySide::Periods(_) => None,
    };
    let registry = &scene.app.catalog.places;
    let level = scene.place.level;
    // Blocks are known by their district; smaller places by what they lie in.
    let around = match level {
        PlaceLevel::Subdivision | PlaceLevel::Block | PlaceLevel::Municipality => {
            registry.ancestor_at(&scene.place.code, PlaceLevel::District)
        }
        _ => registry.parent(&scene.place.code),
    };
    let Some(around) = around else { return Vec::new() };
    let others = registry.inside(&around.code, level, None).into_iter();
    let others =
        others.filter(|place| place.code != scene.place.code && place.counts_for(&scene.programme.id));
    let mut choices: Vec<Choice> = others
        .take(MOST_PLACES)
        .map(|place| Choice {
            value: place.code.to_string(),
            title: name_with_level(scene.say, place),
            chosen: chosen == Some(&place.code),
        })
        .collect();
    // One from elsewhere, which the address named, can be kept.
    if let Some(code) = chosen.filter(|code| choices.iter().all(|choice| choice.value != code.as_str())) {
        let name = registry.get(code).map(|place| name_with_level(scene.say, place));
        choices.push(Choice {
            value: code.to_string(),
            title: name.unwrap_or_else(|| code.to_string()),
            chosen: true,
        });
    }
    choices.sort_by(|one, other| one.title.cmp(&other.title));
    choices
}

/// Periods until the latest day, one of which is chosen in a field.
fn periods(scene: &Scene<'_>, what: &SideBySide, field: usize, latest: Option<Date>) -> Vec<Group> {
    let chosen = match what {
        SideBySide::Periods(periods) => periods.get(field).map(catalog::Period::label),
        SideBySide::Places(_) => None,
    };
    let grains = [
        (Grain::Month, MONTHS),
        (Grain::Quarter, QUARTERS),
        (Grain::Fy, YEARS),
    ];
    let groups = grains.into_iter().map(|(grain, number)| {
        let last = latest.map(|day| grain.containing(day));
        let periods = std::iter::successors(last, |period| Some(period.previous()));
        let choices = periods.take(number).map(|period| Choice {
            title: match grain {
                Grain::Month => calendar::show_month(period.from, scene.say.language),
                _ => period.label(),
            },
            chosen: chosen.as_ref() == Some(&period.label()),
            value: period.label(),
        });
        Group {
            title: scene.say.text(grain.id()),
            choices: choices.collect(),
        }
    });
    let mut groups: Vec<Group> = groups.filter(|group| !group.choices.is_empty()).collect();
    let is_listed = |label: &String| {
        let mut choices = groups.iter().flat_map(|group| &group.choices);
        choices.any(|choice| choice.value == *label)
    };
    if let Some(label) = chosen.filter(|label| !is_listed(label)) {
        groups.push(Group {
            title: scene.say.text("period"),
            choices: vec![Choice {
                title: label.clone(),
                value: label,
                chosen: true,
            }],
        });
    }
    groups
}

fn measures_to_choose(scene: &Scene<'_>, chosen: &[String]) -> Vec<Choice> {
    let programme = scene.programme;
    let rates = programme
        .indicators
        .iter()
        .filter(|indicator| !indicator.kind.needs_class());
    let rates = rates.map(|indicator| (&indicator.id, &indicator.title));
    let counts = programme
        .measures
        .iter()
        .map(|measure| (&measure.id, &measure.title));
    rates
        .chain(counts)
        .map(|(id, title)| Choice {
            value: id.clone(),
            title: scene.say.words(title),
            chosen: chosen.contains(id),
        })
        .collect()
}
