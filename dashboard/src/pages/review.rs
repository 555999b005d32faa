//! `/{programme}/{place}/review`: what a meeting goes through, as one page to print, and its twins.

use catalog::Language;
use figures::{Figures, Reader};
use reports::{Order, Report};
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::App;
use crate::error::AppError;
use crate::files;
use crate::overview::scene::Scene;
use crate::overview::ways::{crumbs, downloads, pages};
use crate::path::PlacePath;
use crate::reply::Content;
use crate::twin::Twin;
use crate::view::View;

/// Everything that `review.html` may use.
#[derive(Debug, Serialize)]
pub struct ReviewPage {
    frame: Frame,
    crumbs: Vec<Tab>,
    pages: Vec<Tab>,
    action: String,
    as_on: String,
    hidden: Vec<(String, String)>,
    downloads: Vec<Tab>,
    report: String,
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
    let page = (scene.programme.id.as_str(), scene.page.id.as_str());
    let order = Order::of_page(&app.catalog, page, &scene.place.code, None, reader.clone())?;
    let report = app
        .press()
        .report(&order.at(view.as_on, view.known_on), language)?;
    match path.twin {
        None => {
            let page = ReviewPage::new(&scene, &report)?;
            Ok(Content::page(app.templates.render("review.html", &page)?))
        }
        Some(twin) => Ok(Content::twin(
            twin,
            &report.stem(),
            twin_of(app, &report, twin, language)?,
        )),
    }
}

/// The review as a document; as data, the places of which it speaks with what they are compared with.
fn twin_of(app: &App, report: &Report, twin: Twin, language: Language) -> Result<Vec<u8>, AppError> {
    let figures = places(report).ok_or_else(|| AppError::not_found("the review has no figures"))?;
    Ok(match twin {
        Twin::Pdf => report.pdf(language)?,
        Twin::Xlsx => report.xlsx(language)?,
        Twin::Csv | Twin::Json | Twin::Parquet => {
            let title = files::title(app, figures, language);
            files::body(app, figures, twin, &title, language)?
        }
    })
}

fn places(report: &Report) -> Option<&Figures> {
    let content = report.contents().next()?;
    let level = content.levels.first().map(|level| &level.figures);
    Some(level.unwrap_or(&content.headline))
}

impl ReviewPage {
    fn new(scene: &Scene<'_>, report: &Report) -> Result<Self, AppError> {
        let say = scene.say;
        let link = scene.view.link(scene.path.address());
        let window = format!("{} · {}", say.words(&scene.page.title), scene.place_name());
        Ok(Self {
            frame: Frame::new(scene.app, say, &window, &link, Some(&scene.programme.id))
                .sample(report.contents().any(|content| content.headline.sample)),
            crumbs: crumbs(scene),
            pages: pages(scene),
            action: scene.path.address(),
            as_on: report.day().map(|day| day.to_string()).unwrap_or_default(),
            hidden: scene.view.link("").without("as_on").parameters().to_vec(),
            downloads: downloads(scene),
            report: report.html_body(say.language)?,
        })
    }
}
