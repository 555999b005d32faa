//! The page of a place in a programme, and its twins.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalog::programme::{ChartKind, PageKind, Programme};
use catalog::{Arg, Language};
use figures::{Compare, Reader};
use jiff::civil::Date;
use serde::Serialize;

use super::frame::{Frame, Tab};
use super::{cases, quality};
use crate::app::{App, AppState};
use crate::drawing::{self, Drawing, Markup, Said, Small};
use crate::error::AppError;
use crate::files::file;
use crate::overview::answer::{Sentence, answer};
use crate::overview::breakdown::{Shared, breakdowns};
use crate::overview::coverage::{Coverage, coverage};
use crate::overview::definitions::{Definition, definitions};
use crate::overview::moved::{Moved, moved};
use crate::overview::provenance::{Provenance, provenance};
use crate::overview::questions::{self, Answers};
use crate::overview::scene::Scene;
use crate::overview::table::{Table, table};
use crate::overview::tiles::{Tile, since, tiles};
use crate::overview::ways::{crumbs, downloads, groups, inside, levels, of_chart, pages};
use crate::path::{PlacePath, ProgrammePath};
use crate::reply::{Content, answer as reply};
use crate::request::Request;
use crate::say::Say;
use crate::view::{OF_A_PAGE, OF_CASES, OF_QUALITY, View};
use crate::visitor::Visitor;

/// Everything that `place.html` may use.
#[derive(Debug, Serialize)]
pub struct PlacePage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    legal: Option<String>,
    answer: Vec<Sentence>,
    form: ViewForm,
    coverage: Coverage,
    downloads: Vec<Tab>,
    pages: Vec<Tab>,
    groups: Vec<(String, String)>,
    levels: Vec<Tab>,
    inside: Vec<Tab>,
    tiles: Vec<Tile>,
    charts: Vec<ChartOnPage>,
    breakdowns: Vec<Shared>,
    not_drawn: Vec<String>,
    since: String,
    moved: Vec<Moved>,
    table: Option<Table>,
    definitions: Vec<Definition>,
    provenance: Provenance,
}

/// The form that changes the view.
#[derive(Debug, Serialize)]
struct ViewForm {
    action: String,
    as_on: String,
    /// What can be compared with; nothing where there is no time before.
    compare: Vec<(&'static str, String, bool)>,
    hidden: Vec<(String, String)>,
}

/// A chart with what stands around it.
#[derive(Debug, Serialize)]
pub struct ChartOnPage {
    id: String,
    /// In the narrower column.
    beside: bool,
    said: Said,
    narrow: Markup,
    wide: Markup,
    table: Small,
    downloads: Vec<Tab>,
}

/// `/{programme}`: the home place.
pub async fn home(
    State(app): State<AppState>,
    ProgrammePath(programme): ProgrammePath,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_A_PAGE)?;
    let link = view.link(format!("/{programme}/{}", app.home));
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, link.to_string())]).into_response())
}

/// The page of a place, or a twin of it.
pub async fn show(
    State(app): State<AppState>,
    path: PlacePath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let kind = path.declared(&app.catalog)?.1.kind;
    let view = request.view(match kind {
        PageKind::Figures => OF_A_PAGE,
        PageKind::Cases => OF_CASES,
        PageKind::Quality => OF_QUALITY,
    })?;
    if !request.path().contains(path.place.as_str()) {
        return Ok(moved_to(&path, &view));
    }
    let language = match path.twin {
        None => request.language(&view),
        // Files are the same for every browser; only the address chooses their language.
        Some(_) => view.language.unwrap_or_default(),
    };
    reply(app, &request, &visitor, language, move |app, reader| {
        match (kind, path.twin) {
            (PageKind::Cases, _) => cases::content(app, &path, &view, language, reader),
            (PageKind::Quality, _) => quality::content(app, &path, &view, language, reader),
            (PageKind::Figures, None) => page(app, &path, &view, language, reader),
            (PageKind::Figures, Some(twin)) => file(app, &path, &view, twin, language, reader),
        }
    })
    .await
}

/// The place has another code now.
pub fn moved_to(path: &PlacePath, view: &View) -> Response {
    let address = path
        .twin
        .map_or_else(|| path.address(), |twin| path.twin_address(twin));
    (
        StatusCode::PERMANENT_REDIRECT,
        [(header::LOCATION, view.link(address).to_string())],
    )
        .into_response()
}

fn page(
    app: &App,
    path: &PlacePath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let scene = Scene::of(app, path, view, app.say(language), reader)?;
    let answers = questions::ask(&scene)?;
    let page = PlacePage::new(&scene, &answers)?;
    Ok(Content::page(app.templates.render("place.html", &page)?))
}

impl PlacePage {
    fn new(scene: &Scene<'_>, answers: &Answers) -> Result<Self, AppError> {
        let say = scene.say;
        let title = say.words(&scene.page.title);
        let link = scene.view.link(scene.path.address());
        let window = format!("{title} · {} · jela", scene.place_name());
        let (charts, not_drawn) = charts(scene, answers);
        Ok(Self {
            frame: Frame::new(scene.app, say, &window, &link, Some(&scene.programme.id))
                .sample(answers.whole.sample),
            crumbs: crumbs(scene),
            title: format!("{title} · {}", scene.place_name()),
            legal: answers.day().and_then(|day| legal(scene.programme, day, say)),
            answer: answer(scene, answers),
            form: form(scene, answers),
            coverage: coverage(scene, answers),
            downloads: downloads(scene),
            pages: pages(scene),
            groups: groups(scene),
            levels: levels(scene, answers),
            inside: inside(scene, answers),
            tiles: tiles(scene, answers),
            charts,
            breakdowns: breakdowns(scene, answers.day())?,
            not_drawn,
            since: since(scene, answers),
            moved: moved(scene, answers),
            table: table(scene, answers)?,
            definitions: definitions(scene.programme, &scene.all_measures(), answers.day(), say),
            provenance: provenance(answers, say),
        })
    }
}

/// `VB-G RAM G, until 30 June 2026 MGNREGA`
pub fn legal(programme: &Programme, day: Date, say: Say<'_>) -> Option<String> {
    let now = programme.title_on(day)?;
    let short = say.words(&now.short);
    let before = programme.dated_titles.iter().rfind(|title| title.from < now.from);
    Some(match before {
        Some(before) => {
            let (earlier, until) = (
                say.words(&before.short),
                say.day(now.from.yesterday().unwrap_or(now.from)),
            );
            say.about(
                "legal-until",
                &[
                    ("title", Arg::Text(&short)),
                    ("before", Arg::Text(&earlier)),
                    ("date", Arg::Text(&until)),
                ],
            )
        }
        None => short,
    })
}

fn form(scene: &Scene<'_>, answers: &Answers) -> ViewForm {
    let choice = |compare: Compare, id: &str| (compare.id(), scene.say.text(id), answers.compare == compare);
    let kept = scene.view.link("").without("as_on").without("compare");
    ViewForm {
        action: scene.path.address(),
        as_on: answers.day().map(|day| day.to_string()).unwrap_or_default(),
        compare: if scene.compares() {
            vec![
                choice(Compare::LastYear, "last-year"),
                choice(Compare::Previous, "last-month"),
            ]
        } else {
            Vec::new()
        },
        hidden: kept.parameters().to_vec(),
    }
}

/// The charts that can be drawn, and a word on those that can't.
fn charts(scene: &Scene<'_>, answers: &Answers) -> (Vec<ChartOnPage>, Vec<String>) {
    let has_parts = answers.parts.as_ref().is_some_and(|parts| !parts.rows.is_empty());
    let mut drawn = Vec::new();
    let mut not_drawn = Vec::new();
    for chart in &scene.page.charts {
        match drawing::draw(scene, answers, chart) {
            Some(drawing) => drawn.push(on_page(scene, &chart.id, chart.kind == ChartKind::Map, drawing)),
            None if chart.kind == ChartKind::Map && has_parts => {
                let title = scene.say.words(&chart.title);
                not_drawn.push(scene.say.about("not-drawn", &[("chart", Arg::Text(&title))]));
            }
            None => {}
        }
    }
    (drawn, not_drawn)
}

fn on_page(scene: &Scene<'_>, id: &str, beside: bool, drawing: Drawing) -> ChartOnPage {
    let forms = [("SVG", "svg"), ("PNG", "png"), ("CSV", "csv"), ("Excel", "xlsx")];
    ChartOnPage {
        id: id.to_owned(),
        beside,
        narrow: Markup::of(&drawing.narrow),
        wide: Markup::of(&drawing.wide),
        said: drawing.said,
        table: drawing.table,
        downloads: of_chart(scene, id, &forms),
    }
}
