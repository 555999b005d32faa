//! Places or periods side by side, by the same measures, with the difference to the first.

use catalog::{Arg, Language};
use figures::{Query, Reader};
use jiff::civil::Date;
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::App;
use crate::common_page::{CommonPage, measures};
use crate::comparison::ask::ask;
use crate::comparison::form::{Forms, forms};
use crate::comparison::table::{Beside, table};
use crate::comparison::what::{SideBySide, what};
use crate::error::AppError;
use crate::files::{body, stem, title};
use crate::indicator::classes::needs_class;
use crate::overview::provenance::{self, Provenance};
use crate::overview::questions::asked;
use crate::overview::scene::Scene;
use crate::overview::ways::{crumbs, downloads, pages, to_sources};
use crate::path::{PlacePath, programme};
use crate::reply::Content;
use crate::view::View;

/// Everything that `compare.html` may use.
#[derive(Debug, Serialize)]
pub struct ComparePage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    pages: Vec<Tab>,
    /// What stands side by side, and against what it is set.
    answer: String,
    downloads: Vec<Tab>,
    table: Beside,
    forms: Forms,
    provenance: Provenance,
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
    let by_class = |id: &&String| programme.subject(id).is_some_and(needs_class);
    if let Some(id) = named.iter().find(by_class) {
        return Err(AppError::parameter(
            "measure",
            id,
            "is told by class alone; see its own page",
        ));
    }
    let layout = CommonPage::Compare.layout(programme, &named);
    let view = view.laid_out();
    let scene = Scene::of_page(app, path, &view, app.say(language), reader, (programme, &layout))?;
    let latest = latest(&scene)?;
    let what = what(&scene, latest)?;
    let may = allowed(&scene, &what, &named)?;
    let figures = ask(&scene, &what, &may, latest)?;
    match path.twin {
        Some(twin) => {
            let body = body(app, &figures, twin, &title(app, &figures, language), language)?;
            Ok(Content::twin(twin, &stem(&scene, figures.as_on), body))
        }
        None => {
            let page = ComparePage::new(&scene, &what, &named, (&figures, latest));
            Ok(Content::page(app.templates.render("compare.html", &page)?))
        }
    }
}

/// The day for which the page is true: the one asked for, or the latest with data.
fn latest(scene: &Scene<'_>) -> Result<Option<Date>, AppError> {
    let asked = scene.view.as_on.or(scene.view.to);
    match asked {
        Some(day) => Ok(Some(day)),
        None => Ok(scene.app.engine.latest(&scene.programme.id, &scene.place.code)?),
    }
}

/// The measures that the reader may have of the page's place; where there are none, all, to be refused.
fn allowed<'m>(scene: &Scene<'_>, what: &SideBySide, named: &'m [String]) -> Result<Vec<&'m str>, AppError> {
    let mut may = Vec::new();
    for id in named {
        let plain = asked(scene, &[id]);
        let query = match what {
            SideBySide::Places(_) => plain,
            SideBySide::Periods(periods) => match periods.first() {
                Some(first) => Query {
                    by: vec![figures::Dimension::Time(first.grain)],
                    from: Some(first.from),
                    to: Some(first.to),
                    as_on: Some(first.to),
                    ..plain
                },
                None => plain,
            },
        };
        if scene.app.engine.may_ask(&query)? {
            may.push(id.as_str());
        }
    }
    Ok(match may.is_empty() {
        true => named.iter().map(String::as_str).collect(),
        false => may,
    })
}

impl ComparePage {
    fn new(
        scene: &Scene<'_>,
        what: &SideBySide,
        named: &[String],
        (figures, latest): (&figures::Figures, Option<Date>),
    ) -> Self {
        let say = scene.say;
        let title = format!("{} · {}", say.text(CommonPage::Compare.id()), scene.place_name());
        let link = scene.view.link(scene.path.address());
        let ids: Vec<&str> = figures.columns.iter().map(|column| column.id.as_str()).collect();
        let from = provenance::of(std::iter::once(figures), say);
        Self {
            frame: Frame::new(scene.app, say, &title, &link, Some(&scene.programme.id))
                .sample(figures.sample),
            crumbs: crumbs(scene),
            pages: pages(scene),
            answer: answer(scene, what, latest),
            downloads: downloads(scene),
            table: table(scene, what, figures, latest),
            forms: forms(scene, what, named, latest),
            provenance: Provenance {
                address: Some(to_sources(scene, &scene.place.code, &ids)),
                ..from
            },
            title,
        }
    }
}

fn answer(scene: &Scene<'_>, what: &SideBySide, latest: Option<Date>) -> String {
    let say = scene.say;
    let day = latest.map(|day| say.day(day));
    let as_on = day
        .as_ref()
        .map(|day| say.about("as-on", &[("date", Arg::Text(day))]));
    let said = say.text(match what {
        SideBySide::Places(_) => "compare-places-lead",
        SideBySide::Periods(_) => "compare-periods-lead",
    });
    match as_on {
        Some(as_on) => format!("{said} · {as_on}"),
        None => said,
    }
}
