//! Ways from a page: up to the places around it, down to those inside it, away as a file.

use analytics::Opening;
use catalog::programme::Page;
use catalog::{Language, PlaceCode, PlaceLevel};

use super::level;
use super::questions::Answers;
use super::scene::{Scene, name_with_level};
use crate::common_page::CommonPage;
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

/// Other places of the same level around the place, one click away; blocks by their district, others by what they lie in.
pub fn siblings(scene: &Scene<'_>) -> Vec<Tab> {
    let places = &scene.app.catalog.places;
    let (code, level) = (&scene.place.code, scene.place.level);
    let around = match level {
        PlaceLevel::Subdivision | PlaceLevel::Block | PlaceLevel::Municipality => {
            places.ancestor_at(code, PlaceLevel::District)
        }
        _ => places.parent(code),
    };
    let Some(around) = around else { return Vec::new() };
    let inside = places.inside(&around.code, level, None).into_iter();
    let mut tabs: Vec<Tab> = inside
        .filter(|place| place.counts_for(&scene.programme.id))
        .map(|place| {
            here(
                scene.say.words(&place.name),
                scene.at(&place.code).to_string(),
                place.code == *code,
                scene.say,
            )
        })
        .collect();
    tabs.sort_by(|one, other| one.title.cmp(&other.title));
    if tabs.len() > 1 { tabs } else { Vec::new() }
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
    let declared = pages.map(|page| {
        here(
            scene.say.words(&page.title),
            address(page),
            page.id == scene.page.id,
            scene.say,
        )
    });
    let compare = CommonPage::Compare;
    let comparison = here(
        scene.say.text(compare.id()),
        to_comparison(scene, &[]),
        scene.page.id == compare.id(),
        scene.say,
    );
    declared.chain([comparison]).collect()
}

/// The page of a measure at the place, for the same time.
pub fn of_measure(scene: &Scene<'_>, id: &str) -> String {
    let path = common(scene, CommonPage::Indicator);
    same_time(scene, path).with("measure", id).to_string()
}

/// Where the figures of some measures come from, at a place, for the same time.
pub fn to_sources(scene: &Scene<'_>, place: &PlaceCode, measures: &[&str]) -> String {
    let path = PlacePath {
        place: place.clone(),
        ..common(scene, CommonPage::Source)
    };
    same_time(scene, path)
        .with("measure", measures.join(","))
        .without("compare")
        .to_string()
}

/// The place beside others, or beside itself at other times, by some measures.
pub fn to_comparison(scene: &Scene<'_>, measures: &[&str]) -> String {
    let path = common(scene, CommonPage::Compare);
    let link = same_time(scene, path).without("compare");
    let link = match measures {
        [] => link,
        some => link.with("measure", some.join(",")),
    };
    link.to_string()
}

fn common(scene: &Scene<'_>, page: CommonPage) -> PlacePath {
    PlacePath {
        page: page.id().to_owned(),
        twin: None,
        ..scene.path.clone()
    }
}

/// A path with what the view says of time and language, and nothing else.
fn same_time(scene: &Scene<'_>, path: PlacePath) -> Link {
    const KEPT: [&str; 6] = ["as_on", "from", "to", "known_on", "compare", "language"];
    let kept = scene.view.link("");
    let kept = kept
        .parameters()
        .iter()
        .filter(|(name, _)| KEPT.contains(&name.as_str()));
    kept.fold(Link::to(path.address()), |link, (name, value)| {
        link.and(name, value)
    })
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
                scene.at(&place.code).to_string(),
                false,
                scene.say,
            )
        })
        .collect()
}
