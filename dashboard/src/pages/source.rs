//! Where figures come from: from any figure to the batches, files, sheets and rows behind it.

use catalog::programme::Subject;
use catalog::{Arg, Language};
use figures::{Origin, Query, Reader, origin_listing};
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::App;
use crate::cases::paging::{self, Paging, paging};
use crate::common_page::{CommonPage, measures};
use crate::error::AppError;
use crate::files::{listed, stem};
use crate::indicator::classes::needs_class;
use crate::overview::coverage::span;
use crate::overview::questions;
use crate::overview::scene::{Scene, once_each};
use crate::overview::ways::{crumbs, forms, pages};
use crate::path::{PlacePath, programme};
use crate::reply::Content;
use crate::say::count;
use crate::sources::deliveries::{Delivery, deliveries};
use crate::sources::figures::{Traced, traced};
use crate::sources::rows::{Rows, rows};
use crate::twin::Twin;
use crate::view::View;

/// The forms in which it is taken away.
const FORMS: [Twin; 4] = [Twin::Xlsx, Twin::Pdf, Twin::Csv, Twin::Json];

/// Everything that `source.html` may use.
#[derive(Debug, Serialize)]
pub struct SourcePage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    pages: Vec<Tab>,
    /// The time of which the figures are, and as of when they are known.
    time: String,
    known: String,
    action: String,
    as_on: String,
    hidden: Vec<(String, String)>,
    downloads: Vec<Tab>,
    figures: Vec<Traced>,
    deliveries: Vec<Delivery>,
    /// Sheets on which later ones have the last word, and how many.
    further_deliveries: (String, Vec<Delivery>),
    rows: Option<Rows>,
    /// Why no rows are listed.
    no_rows: Option<String>,
    further: Option<String>,
    paging: Option<Paging>,
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
    let programme = programme(&app.catalog, &path.programme)?;
    let named = measures(programme, &path.place, view)?;
    let whole = of_the_whole(programme, &named);
    let layout = CommonPage::Source.layout(programme, &whole);
    let view = view.laid_out();
    let scene = Scene::of_page(app, path, &view, app.say(language), reader, (programme, &layout))?;
    let query = Query {
        compare: None,
        ..allowed(&scene, &whole)?
    };
    let origin = app.engine.origin(&query)?;
    match path.twin {
        Some(Twin::Pdf) => {
            let title = scene.say.text("where-from");
            let written = reports::origin_pdf(&origin, &app.catalog, &title, language)?;
            Ok(Content::twin(
                Twin::Pdf,
                &stem(&scene, origin.figures.as_on),
                written,
            ))
        }
        Some(twin) => listed(&scene, twin, &origin_listing(&origin, language), &[]),
        None => {
            let page = SourcePage::new(&scene, &origin)?;
            Ok(Content::page(app.templates.render("source.html", &page)?))
        }
    }
}

/// The measures as the whole place has them: one that sets classes against one another is traced by what it is made of.
fn of_the_whole(programme: &catalog::programme::Programme, named: &[String]) -> Vec<String> {
    let each = named.iter().flat_map(|id| match programme.subject(id) {
        Some(Subject::Indicator(indicator)) if needs_class(Subject::Indicator(indicator)) => {
            indicator.of.iter().map(String::as_str).collect()
        }
        _ => vec![id.as_str()],
    });
    once_each(each).into_iter().map(str::to_owned).collect()
}

/// The question about those measures that the reader may have; where there are none, about all, to be refused.
fn allowed(scene: &Scene<'_>, all: &[String]) -> Result<Query, AppError> {
    let mut may = Vec::new();
    for id in all {
        if scene.app.engine.may_ask(&questions::asked(scene, &[id]))? {
            may.push(id.as_str());
        }
    }
    if may.is_empty() {
        may = all.iter().map(String::as_str).collect();
    }
    Ok(questions::asked(scene, &may))
}

impl SourcePage {
    fn new(scene: &Scene<'_>, origin: &Origin) -> Result<Self, AppError> {
        let (say, figures) = (scene.say, &origin.figures);
        let title = format!("{} · {}", say.text("where-from"), scene.place_name());
        let link = scene.view.link(scene.path.address());
        let part = paging::rows(scene.view.page, origin.rows.len())?;
        let day = figures.as_on.map(|day| say.day(day));
        let as_on = day
            .as_ref()
            .map(|day| say.about("as-on", &[("date", Arg::Text(day))]));
        let hidden = scene.view.link("").without("as_on");
        let (telling, silent) = deliveries(scene, origin);
        let number_silent = say.about("and-more", &[("count", count(silent.len()))]);
        Ok(Self {
            frame: Frame::new(scene.app, say, &title, &link, Some(&scene.programme.id))
                .sample(figures.sample),
            crumbs: crumbs(scene),
            pages: pages(scene),
            time: span(say, figures)
                .or(as_on)
                .unwrap_or_else(|| say.text("no-data")),
            known: known(scene, origin),
            action: scene.path.address(),
            as_on: figures.as_on.map(|day| day.to_string()).unwrap_or_default(),
            hidden: hidden.parameters().to_vec(),
            downloads: forms(scene, &FORMS),
            figures: traced(scene, figures),
            deliveries: telling,
            further_deliveries: (number_silent, silent),
            rows: rows(scene, origin, part.clone()),
            no_rows: origin.rows.is_empty().then(|| say.text("source-no-rows")),
            further: (origin.further > 0)
                .then(|| say.about("source-further", &[("rows", Arg::Count(origin.further))])),
            paging: paging(&part, origin.rows.len(), &link, say),
            version: figures.data_version,
            title,
        })
    }
}

/// As of when the figures are known: a moment that was asked, or all that was taken in.
fn known(scene: &Scene<'_>, origin: &Origin) -> String {
    let say = scene.say;
    let told = |id: &str, moment| {
        let moment = super::uploads::moment(moment, say);
        say.about(id, &[("date", Arg::Text(&moment))])
    };
    match (origin.figures.known_on, origin.figures.data_time) {
        (Some(known_on), _) => told("known-on", known_on.0),
        (None, Some(changed)) => told("last-updated", changed),
        (None, None) => String::new(),
    }
}
