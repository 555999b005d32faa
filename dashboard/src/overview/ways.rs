//! Ways from a page: up to the places around it, down to those inside it, away as a file.

use analytics::Opening;
use catalog::Language;
use catalog::programme::Page;

use super::level;
use super::questions::Answers;
use super::scene::{Scene, name_with_level};
use crate::link::Link;
use crate::pages::frame::Tab;
use crate::path::PlacePath;
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
            .link(scene.path.at(code).address())
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

/// The pages of the programme that open to the reader at this place, for the same day.
pub fn pages(scene: &Scene<'_>) -> Vec<Tab> {
    let address = |page: &Page| {
        let path = PlacePath {
            page: page.id.clone(),
            twin: None,
            ..scene.path.clone()
        };
        let link = Link::to(path.address());
        let kept = scene.view.link("");
        let kept = kept
            .parameters()
            .iter()
            .filter(|(name, _)| matches!(name.as_str(), "as_on" | "language"));
        kept.fold(link, |link, (name, value)| link.and(name, value))
            .to_string()
    };
    let opens = |page: &&Page| {
        let opening = scene
            .app
            .engine
            .opening(scene.reader, scene.programme, page, &scene.place.code);
        opening == Opening::Open
    };
    let pages = scene.programme.pages.iter().filter(opens);
    pages
        .map(|page| {
            here(
                scene.say.words(&page.title),
                address(page),
                page.id == scene.page.id,
                scene.say,
            )
        })
        .collect()
}

/// The named groups that the place belongs to: what a group is called, and which one it is.
pub fn groups(scene: &Scene<'_>) -> Vec<(String, String)> {
    let declared = scene.programme.groups.iter();
    declared
        .filter_map(|group| {
            Some((
                scene.say.words(&group.title),
                scene.place.group(&group.id)?.to_owned(),
            ))
        })
        .collect()
}

/// The twins of the page.
pub fn downloads(scene: &Scene<'_>) -> Vec<Tab> {
    forms(scene, &Twin::ALL)
}

/// The forms in which a chart or table of a page can be taken away: words and extensions. Files are in English unless
/// their address names a language.
pub fn of_chart(scene: &Scene<'_>, id: &str, forms: &[(&str, &str)]) -> Vec<Tab> {
    let link = |extension| {
        scene
            .view
            .link(scene.path.chart_address(id, extension))
            .without("sort")
            .in_language(scene.say.language)
    };
    let forms = forms.iter();
    forms
        .map(|(word, extension)| here((*word).to_owned(), link(extension).to_string(), false, scene.say))
        .collect()
}

/// Some twins of the page.
pub fn forms(scene: &Scene<'_>, twins: &[Twin]) -> Vec<Tab> {
    let language = (scene.say.language != Language::En).then(|| scene.say.language.code());
    twins
        .iter()
        .map(|twin| {
            let twin = *twin;
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
