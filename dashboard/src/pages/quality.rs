//! The page that says how well the cases of a place are measured, and its twins.

use catalog::{Arg, Language, calendar};
use figures::{Quality, QualityQuery, Reader, quality_listing};
use jiff::civil::Date;
use serde::Serialize;

use super::cases::FORMS;
use super::frame::{Frame, Tab};
use crate::app::App;
use crate::error::AppError;
use crate::files::listed;
use crate::overview::scene::Scene;
use crate::overview::ways::{crumbs, forms, groups, pages};
use crate::path::PlacePath;
use crate::quality::by::{by, tabs, title};
use crate::quality::heat::{HeatRow, ShownSign, rows, sentence, signs};
use crate::reply::Content;
use crate::say::Say;
use crate::view::View;

/// Everything that `quality.html` may use.
#[derive(Debug, Serialize)]
pub struct QualityPage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    pages: Vec<Tab>,
    groups: Vec<(String, String)>,
    month: String,
    answer: String,
    as_on: String,
    action: String,
    hidden: Vec<(String, String)>,
    earlier: Option<Tab>,
    later: Option<Tab>,
    downloads: Vec<Tab>,
    by: Vec<Tab>,
    broken_down: String,
    signs: Vec<ShownSign>,
    rows: Vec<HeatRow>,
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
    let dataset = scene
        .page
        .dataset
        .as_deref()
        .ok_or_else(|| AppError::not_found("the page names no dataset of cases"))?;
    let query = QualityQuery {
        programme: scene.programme.id.clone(),
        dataset: dataset.to_owned(),
        within: scene.place.code.clone(),
        by: by(&scene)?,
        as_on: view.as_on,
        reader: reader.clone(),
    };
    let quality = app.engine.quality(&query)?;
    match path.twin {
        None => {
            let latest = app.engine.latest(&scene.programme.id, &scene.place.code)?;
            let page = QualityPage::new(&scene, &query, &quality, latest);
            Ok(Content::page(app.templates.render("quality.html", &page)?))
        }
        Some(twin) => {
            let notes: Vec<String> = signs(&quality, scene.say)
                .into_iter()
                .map(|sign| format!("{} ({}): {} {}.", sign.title, sign.id, sign.means, sign.expected))
                .collect();
            listed(&scene, twin, &quality_listing(&quality, language), &notes)
        }
    }
}

impl QualityPage {
    fn new(scene: &Scene<'_>, query: &QualityQuery, quality: &Quality, latest: Option<Date>) -> Self {
        let say = scene.say;
        let name = format!("{} · {}", say.words(&scene.page.title), scene.place_name());
        let link = scene.view.link(scene.path.address());
        // Of a month after the last measurement there is nothing to tell.
        let is_there = quality
            .month
            .as_ref()
            .zip(latest)
            .is_some_and(|(month, latest)| month.to < latest);
        let later = beside(scene, quality, 1).filter(|_| is_there);
        Self {
            frame: Frame::new(scene.app, say, &name, &link, Some(&scene.programme.id)).sample(quality.sample),
            crumbs: crumbs(scene),
            pages: pages(scene),
            groups: groups(scene),
            month: month(quality, say),
            answer: sentence(quality, say),
            as_on: quality
                .month
                .as_ref()
                .map(|month| month.to.to_string())
                .unwrap_or_default(),
            action: scene.path.address(),
            hidden: scene.view.link("").without("as_on").parameters().to_vec(),
            earlier: beside(scene, quality, -1),
            later,
            downloads: forms(scene, &FORMS),
            by: tabs(scene, query.by),
            broken_down: query.by.map_or_else(|| scene.place_name(), |by| title(scene, by)),
            signs: signs(quality, say),
            rows: rows(scene, quality),
            version: quality.data_version,
            title: name,
        }
    }
}

fn month(quality: &Quality, say: Say<'_>) -> String {
    match &quality.month {
        Some(month) => {
            let month = calendar::show_month(month.from, say.language);
            say.about("quality-month", &[("month", Arg::Text(&month))])
        }
        None => say.text("no-data"),
    }
}

/// The month before or after, by a link.
fn beside(scene: &Scene<'_>, quality: &Quality, months: i32) -> Option<Tab> {
    use jiff::ToSpan;
    let first = quality.month.as_ref()?.from.checked_add(months.months()).ok()?;
    let link = scene
        .view
        .link(scene.path.address())
        .with("as_on", first.last_of_month().to_string());
    let title = calendar::show_month(first, scene.say.language);
    Some(crate::overview::ways::here(
        title,
        link.to_string(),
        false,
        scene.say,
    ))
}
