//! The page of one measure, its twins and charts: what it means, how it stands, where, and what it is made of.

use catalog::Language;
use catalog::programme::{Page, Programme, Subject};
use figures::{Dimension, Query, Reader};
use serde::Serialize;

use super::frame::{Frame, Tab};
use super::place::PlacePage;
use crate::app::App;
use crate::error::AppError;
use crate::files::{body, stem, title};
use crate::indicator::about::{About, about};
use crate::indicator::ask::ask;
use crate::indicator::choice::{Choice, all, subject};
use crate::indicator::classes::{ByClass, by_class, classes, needs_class, question};
use crate::indicator::layout::layout;
use crate::overview::level::level;
use crate::overview::questions;
use crate::overview::scene::Scene;
use crate::overview::ways::{crumbs, pages};
use crate::path::{PlacePath, programme};
use crate::reply::Content;
use crate::say::Say;
use crate::twin::Twin;
use crate::view::View;

/// Everything that `indicator.html` may use: a measure of which there are no figures to be drawn.
#[derive(Debug, Serialize)]
pub struct IndicatorPage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    pages: Vec<Tab>,
    /// Why there are no figures.
    why: Option<String>,
    about: Option<About>,
    classes: Vec<ByClass>,
    choices: Vec<Choice>,
}

/// The page, or the twin that the path names.
pub fn content(
    app: &App,
    path: &PlacePath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let programme = programme(&app.catalog, &path.programme)?;
    let say = app.say(language);
    let Some(subject) = subject(programme, &path.place, view)? else {
        return nothing_chosen(app, path, view, say, reader);
    };
    let (page, view) = (layout(programme, subject), view.laid_out());
    let scene = Scene::of_page(app, path, &view, say, reader, (programme, &page))?;
    match path.twin {
        Some(twin) => file(&scene, subject, twin),
        None if needs_class(subject) => page_by_class(&scene, subject),
        None => whole_page(&scene, subject),
    }
}

fn whole_page(scene: &Scene<'_>, subject: Subject<'_>) -> Result<Content, AppError> {
    let html = match ask(scene)? {
        Some(answers) => {
            let about = about(scene, subject, answers.day());
            let page = PlacePage::new(scene, &answers)?.about(about);
            scene.app.templates.render("place.html", &page)?
        }
        None => {
            let page = IndicatorPage {
                why: Some(scene.say.text("sign-in-for-figures")),
                about: Some(about(scene, subject, None)),
                ..IndicatorPage::new(scene, false)
            };
            scene.app.templates.render("indicator.html", &page)?
        }
    };
    Ok(Content::page(html))
}

fn page_by_class<'a>(scene: &Scene<'a>, subject: Subject<'a>) -> Result<Content, AppError> {
    let (tables, answers): (Vec<_>, Vec<_>) = by_class(scene, subject)?.into_iter().unzip();
    let day = answers.iter().find_map(|figures| figures.as_on);
    let why = tables.is_empty().then(|| scene.say.text("sign-in-for-figures"));
    let sample = answers.iter().any(|figures| figures.sample);
    let page = IndicatorPage {
        why: why.or_else(|| Some(scene.say.text("measure-by-class"))),
        about: Some(about(scene, subject, day)),
        classes: tables,
        ..IndicatorPage::new(scene, sample)
    };
    Ok(Content::page(
        scene.app.templates.render("indicator.html", &page)?,
    ))
}

/// All there are to choose from, where the address names none.
fn nothing_chosen(
    app: &App,
    path: &PlacePath,
    view: &View,
    say: Say<'_>,
    reader: &Reader,
) -> Result<Content, AppError> {
    let programme = programme(&app.catalog, &path.programme)?;
    let first = first(programme)?;
    let page = Page {
        title: programme.title.clone(),
        ..layout(programme, first)
    };
    let scene = Scene::of_page(app, path, view, say, reader, (programme, &page))?;
    if path.twin.is_some() {
        return Err(AppError::parameter(
            "measure",
            "",
            "name the measure that the file is to be of",
        ));
    }
    let page = IndicatorPage {
        choices: all(&scene),
        ..IndicatorPage::new(&scene, false)
    };
    Ok(Content::page(app.templates.render("indicator.html", &page)?))
}

fn first(programme: &Programme) -> Result<Subject<'_>, AppError> {
    let measure = programme.measures.first().map(Subject::Measure);
    measure.ok_or_else(|| AppError::not_found("the programme counts nothing"))
}

impl IndicatorPage {
    fn new(scene: &Scene<'_>, sample: bool) -> Self {
        let title = format!("{} · {}", scene.say.words(&scene.page.title), scene.place_name());
        let link = scene.view.link(scene.path.address());
        Self {
            frame: Frame::new(scene.app, scene.say, &title, &link, Some(&scene.programme.id)).sample(sample),
            crumbs: crumbs(scene),
            pages: pages(scene),
            title,
            why: None,
            about: None,
            classes: Vec::new(),
            choices: Vec::new(),
        }
    }
}

/// The figures of the page's table; of a measure that needs a class, by its first one.
fn file<'a>(scene: &Scene<'a>, subject: Subject<'a>, twin: Twin) -> Result<Content, AppError> {
    let query = if needs_class(subject) {
        let mut asked = classes(scene.programme, subject);
        let first = asked.find_map(|class| question(scene, subject, class));
        first.ok_or_else(|| AppError::not_found("the measure needs a class, and the programme has none"))?
    } else {
        table(scene)?
    };
    let figures = scene.app.engine.figures(&query)?;
    let (app, language) = (scene.app, scene.say.language);
    let stem = format!("{}-{}", stem(scene, figures.as_on), subject.id());
    let body = body(app, &figures, twin, &title(app, &figures, language), language)?;
    Ok(Content::twin(twin, &stem, body))
}

/// The question of the table. Where the reader may have the whole place alone, that is what the file holds.
fn table(scene: &Scene<'_>) -> Result<Query, AppError> {
    let query = questions::table(scene)?;
    if scene.app.engine.may_ask(&query)? {
        return Ok(query);
    }
    let own = Query {
        by: vec![Dimension::Place(scene.place.level)],
        ..query.clone()
    };
    let asked_level = level(
        &scene.app.catalog,
        scene.programme,
        &scene.place.code,
        &scene.view.by,
    )?;
    let narrower = asked_level.is_some() && scene.view.by.is_empty() && scene.app.engine.may_ask(&own)?;
    Ok(if narrower { own } else { query })
}
