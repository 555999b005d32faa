//! Ways from a page: up to the places around it, down to those inside it, away as a file.

use catalog::Language;

use super::level;
use super::questions::Answers;
use super::scene::{Scene, name_with_level};
use crate::pages::frame::Tab;
use crate::say::Say;
use crate::twin::Twin;

/// A choice in the reader's language.
pub fn here(title: String, address: String, here: bool, say: Say<'_>) -> Tab {
    Tab {
        title,
        address,
        here,
        language: say.language.code(),
    }
}

/// The places around the place, and the place itself.
pub fn crumbs(scene: &Scene<'_>) -> Vec<Tab> {
    let around = scene.app.catalog.places.ancestors(&scene.place.code).into_iter();
    let link = |code: &catalog::PlaceCode| {
        scene
            .view
            .link(format!("/{}/{code}", scene.programme.id))
            .without("by")
            .without("sort")
            .to_string()
    };
    let mut crumbs: Vec<Tab> = around
        .map(|place| {
            here(
                name_with_level(scene.say, place),
                link(&place.code),
                false,
                scene.say,
            )
        })
        .collect();
    crumbs.push(here(scene.place_name(), link(&scene.place.code), true, scene.say));
    crumbs
}

/// The twins of the page.
pub fn downloads(scene: &Scene<'_>) -> Vec<Tab> {
    let language = (scene.say.language != Language::En).then(|| scene.say.language.code());
    Twin::ALL
        .into_iter()
        .map(|twin| {
            let link = scene.view.link(scene.path.twin_address(twin)).without("sort");
            let link = language.map_or(link.clone(), |language| link.with("language", language));
            here(twin.word().to_owned(), link.to_string(), false, scene.say)
        })
        .collect()
}

/// The levels by which the page can be broken down.
pub fn levels(scene: &Scene<'_>, answers: &Answers) -> Vec<Tab> {
    let levels = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let link = scene.view.link(scene.path.address()).without("sort");
    let tab = |level: catalog::PlaceLevel| {
        let address = format!("{}#places", link.clone().with("by", level.id()));
        here(
            scene.say.words(&level.plural()),
            address,
            answers.level == Some(level),
            scene.say,
        )
    };
    levels.into_iter().map(tab).collect()
}

/// The places directly inside, where the table shows finer ones.
pub fn inside(scene: &Scene<'_>, answers: &Answers) -> Vec<Tab> {
    let levels = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let Some(next) = levels.first().filter(|next| Some(**next) != answers.level) else {
        return Vec::new();
    };
    let link = |code| {
        scene
            .view
            .link(format!("/{}/{code}", scene.programme.id))
            .without("by")
            .without("sort")
            .to_string()
    };
    let places = scene
        .app
        .catalog
        .places
        .inside(&scene.place.code, *next, answers.day());
    places
        .into_iter()
        .map(|place| {
            here(
                name_with_level(scene.say, place),
                link(place.code.clone()),
                false,
                scene.say,
            )
        })
        .collect()
}
