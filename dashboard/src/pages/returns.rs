//! The page that says who has reported in time, who late, and who not; and its twins.

use catalog::{Arg, Language, PlaceLevel};
use figures::{Dimension, Reader, Returns, ReturnsQuery, returns_listing};
use reports::{returns_rule, returns_sentence};
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::App;
use crate::error::AppError;
use crate::files::{listed, returns_document};
use crate::overview::level;
use crate::overview::scene::Scene;
use crate::overview::ways::{crumbs, forms, groups, here, pages};
use crate::path::PlacePath;
use crate::reply::Content;
use crate::returns::heat::{HeatRow, heads, rows};
use crate::returns::silent::{Silent, silent};
use crate::twin::Twin;
use crate::view::View;

/// The forms in which the register is taken away.
const FORMS: [Twin; 4] = [Twin::Xlsx, Twin::Pdf, Twin::Csv, Twin::Json];

/// Fewer parts than this say little; the page then starts one level finer, if there is one.
const A_HANDFUL: usize = 5;

/// Everything that `returns.html` may use.
#[derive(Debug, Serialize)]
pub struct ReturnsPage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    pages: Vec<Tab>,
    groups: Vec<(String, String)>,
    answer: String,
    rule: String,
    as_on: String,
    action: String,
    hidden: Vec<(String, String)>,
    downloads: Vec<Tab>,
    datasets: Vec<Tab>,
    by: Vec<Tab>,
    part: String,
    heads: Vec<(String, String)>,
    rows: Vec<HeatRow>,
    silent: Silent,
    nothing: Option<String>,
    version: u64,
}

/// The page, or the twin that the path names.
pub fn content(
    app: &App,
    path: &PlacePath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let scene = Scene::of(app, path, view, app.say(language), reader)?;
    let levels = levels(&scene);
    let query = ReturnsQuery {
        programme: scene.programme.id.clone(),
        dataset: view.dataset.clone(),
        within: scene.place.code.clone(),
        by: by(&scene, &levels)?,
        as_on: view.as_on,
        from: view.from,
        known_on: view.known_on,
        reader: reader.clone(),
    };
    let returns = app.engine.returns(&query)?;
    match path.twin {
        None => {
            let page = ReturnsPage::new(&scene, &query, &returns, &levels);
            Ok(Content::page(app.templates.render("returns.html", &page)?))
        }
        Some(twin @ (Twin::Xlsx | Twin::Pdf)) => returns_document(&scene, twin, &query, &returns),
        Some(twin) => listed(&scene, twin, &returns_listing(&returns, language), &[]),
    }
}

/// The dataset asked for, or the first that has due returns.
fn unit(scene: &Scene<'_>) -> Option<PlaceLevel> {
    let mut due = scene.programme.returns();
    let asked = |id: &str| scene.view.dataset.as_deref().is_none_or(|asked| asked == id);
    let (dataset, _) = due.find(|(dataset, _)| asked(&dataset.id))?;
    Some(dataset.reported_by.finest())
}

/// The levels of places between the place and those who report, themselves included.
fn levels(scene: &Scene<'_>) -> Vec<PlaceLevel> {
    let all = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let unit = unit(scene);
    all.into_iter()
        .filter(|level| unit.is_some_and(|unit| *level <= unit))
        .collect()
}

/// The level asked for, else the coarsest with more than a handful of places; none for those who report themselves.
fn by(scene: &Scene<'_>, levels: &[PlaceLevel]) -> Result<Option<PlaceLevel>, AppError> {
    let places = |level: PlaceLevel| {
        scene
            .app
            .catalog
            .places
            .inside(&scene.place.code, level, None)
            .len()
    };
    match scene.view.by.as_slice() {
        [] => {
            let telling = levels.iter().find(|level| places(**level) >= A_HANDFUL);
            Ok(telling.or(levels.last()).copied())
        }
        [Dimension::Place(level)] if levels.contains(level) => Ok(Some(*level)),
        asked => {
            let asked: Vec<&str> = asked.iter().map(Dimension::id).collect();
            let known: Vec<&str> = levels.iter().map(|level| level.id()).collect();
            let help = if known.is_empty() {
                "nothing lies inside this place; leave it out".to_owned()
            } else {
                format!(
                    "these returns can't be broken down by that; use one of: {}",
                    known.join(", ")
                )
            };
            Err(AppError::parameter("by", &asked.join(","), help))
        }
    }
}

impl ReturnsPage {
    fn new(scene: &Scene<'_>, query: &ReturnsQuery, returns: &Returns, levels: &[PlaceLevel]) -> Self {
        let say = scene.say;
        let title = format!("{} · {}", say.words(&scene.page.title), scene.place_name());
        let link = scene.view.link(scene.path.address());
        Self {
            frame: Frame::new(scene.app, say, &title, &link, Some(&scene.programme.id))
                .sample(returns.sample),
            crumbs: crumbs(scene),
            pages: pages(scene),
            groups: groups(scene),
            answer: returns_sentence(returns, say.language),
            rule: returns_rule(returns, say.language),
            as_on: returns.as_on.map(|day| day.to_string()).unwrap_or_default(),
            action: scene.path.address(),
            hidden: scene.view.link("").without("as_on").parameters().to_vec(),
            downloads: forms(scene, &FORMS),
            datasets: datasets(scene, returns),
            by: tabs(scene, query.by, levels),
            part: query
                .by
                .map_or_else(|| say.words(&returns.unit()), |by| say.words(&by.word())),
            heads: heads(returns, say),
            rows: rows(scene, returns),
            silent: silent(scene, returns),
            nothing: nothing(scene, returns),
            version: returns.data_version,
            title,
        }
    }
}

/// Why there is nothing to see.
fn nothing(scene: &Scene<'_>, returns: &Returns) -> Option<String> {
    let unit = scene.say.words(&returns.unit());
    if returns.periods.is_empty() {
        Some(scene.say.text("returns-nothing"))
    } else if returns.units.is_empty() {
        Some(scene.say.about("returns-no-units", &[("unit", Arg::Text(&unit))]))
    } else {
        None
    }
}

/// Links to the returns of each dataset.
fn datasets(scene: &Scene<'_>, returns: &Returns) -> Vec<Tab> {
    let link = scene.view.link(scene.path.address()).without("by");
    let tabs = scene.programme.returns().map(|(dataset, _)| {
        here(
            scene.say.words(&dataset.title),
            link.clone().with("dataset", dataset.id.as_str()).to_string(),
            dataset.id == returns.dataset,
            scene.say,
        )
    });
    tabs.collect()
}

/// Links to each level.
fn tabs(scene: &Scene<'_>, by: Option<PlaceLevel>, levels: &[PlaceLevel]) -> Vec<Tab> {
    let link = scene.view.link(scene.path.address());
    let tabs = levels.iter().map(|level| {
        let address = link.clone().with("by", level.id()).to_string();
        here(
            scene.say.words(&level.plural()),
            address,
            by == Some(*level),
            scene.say,
        )
    });
    tabs.collect()
}
