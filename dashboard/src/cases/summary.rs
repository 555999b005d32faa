//! How many cases there are, how many need somebody, and where they are.

use std::collections::BTreeMap;

use catalog::{Arg, PlaceCode};
use figures::{Alert, CaseList};
use serde::Serialize;

use super::alerts;
use crate::overview::level;
use crate::overview::scene::{Scene, name_with_level};
use crate::say::count;

/// A choice of alerts, with the number of cases that have one.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// The words.
    pub title: String,
    /// How many cases.
    pub count: String,
    /// The address of the list cut to them.
    pub address: String,
    /// Whether the list is cut to them.
    pub here: bool,
}

/// The list in a sentence or two.
pub fn sentences(scene: &Scene<'_>, list: &CaseList) -> Vec<String> {
    if list.as_on.is_none() {
        return vec![scene.say.text("no-data")];
    }
    if list.rows.is_empty() {
        return vec![scene.say.text("cases-none")];
    }
    let alarming = list.rows.iter().filter(|row| !row.alerts.is_empty()).count();
    let severe = list
        .rows
        .iter()
        .filter(|row| row.measured.last().is_some_and(|last| last.severe))
        .count();
    let place = scene.place_name();
    vec![
        scene.say.about(
            "cases-count",
            &[("count", count(list.rows.len())), ("place", Arg::Text(&place))],
        ),
        scene.say.about("cases-alarming", &[("count", count(alarming))]),
        scene.say.about("cases-severe", &[("count", count(severe))]),
    ]
}

/// All cases, and those of each kind of alert that occurs, gravest first.
pub fn choices(scene: &Scene<'_>, list: &CaseList, asked: Option<&str>) -> Vec<Choice> {
    let link = scene.view.link(scene.path.address()).without("alert");
    let printed = |number: usize| catalog::format::grouped(&number.to_string());
    let all = Choice {
        title: scene.say.text("cases-all"),
        count: printed(list.rows.len()),
        address: link.to_string(),
        here: asked.is_none(),
    };
    let kinds = Alert::IDS.into_iter().filter_map(|id| {
        let number = list.rows.iter().filter(|row| alerts::has(row, Some(id))).count();
        (number > 0 || asked == Some(id)).then(|| Choice {
            title: alerts::kind(id, scene.say),
            count: printed(number),
            address: link.clone().with("alert", id).to_string(),
            here: asked == Some(id),
        })
    });
    std::iter::once(all).chain(kinds).collect()
}

/// The places of the next level with cases, and how many each has.
pub fn inside(scene: &Scene<'_>, list: &CaseList) -> Vec<Choice> {
    let places = &scene.app.catalog.places;
    let levels = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let Some(level) = levels.first() else {
        return Vec::new();
    };
    let mut numbers: BTreeMap<&PlaceCode, usize> = BTreeMap::new();
    for row in &list.rows {
        if let Some(place) = places.ancestor_at(&row.place, *level) {
            *numbers.entry(&place.code).or_default() += 1;
        }
    }
    let choices = numbers.into_iter().filter_map(|(code, number)| {
        let link = scene.view.link(scene.path.at(code).address());
        Some(Choice {
            title: name_with_level(scene.say, places.get(code)?),
            count: catalog::format::grouped(&number.to_string()),
            address: link.to_string(),
            here: false,
        })
    });
    choices.collect()
}
