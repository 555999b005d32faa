//! The page of a place in a programme, and its twins.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalog::programme::{Chart, ChartKind, PageKind, Programme};
use catalog::{Arg, Language};
use figures::{Compare, Reader};
use jiff::civil::Date;
use serde::Serialize;

use super::frame::{Frame, Tab};
use super::{cases, common_page, convergence, quality, returns, review};
use crate::app::{App, AppState};
use crate::common_page::CommonPage;
use crate::drawing::{self, Drawing, Markup, Said, Small};
use crate::error::AppError;
use crate::files::file;
use crate::indicator::about::About;
use crate::link::Link;
use crate::overview::answer::{Sentence, answer};
use crate::overview::breakdown::{Shared, breakdowns};
use crate::overview::columns::Columns;
use crate::overview::coverage::{Coverage, coverage};
use crate::overview::definitions::{Definition, definitions, not_in_source};
use crate::overview::moved::{Moved, moved};
use crate::overview::provenance::{Provenance, provenance};
use crate::overview::questions::{self, Answers};
use crate::overview::scene::Scene;
use crate::overview::table::{Table, table};
use crate::overview::tiles::{Tile, since, tiles};
use crate::overview::ways::{
    crumbs, downloads, groups, here, inside, levels, of_chart, of_measure, pages, siblings, to_sources,
};
use crate::path::{PlacePath, ProgrammePath};
use crate::reply::{Content, answer as reply};
use crate::request::Request;
use crate::say::Say;
use crate::view::{OF_A_PAGE, OF_CASES, OF_QUALITY, OF_RETURNS, OF_REVIEW, View};
use crate::visitor::Visitor;

/// Everything that `place.html` may use.
#[derive(Debug, Serialize)]
pub struct PlacePage {
    frame: Frame,
    crumbs: Vec<Tab>,
    /// The level of the place, and others of it.
    siblings: (String, Vec<Tab>),
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
    /// The place in the view of several programmes side by side.
    side_by_side: Option<Tab>,
    tiles: Vec<Tile>,
    charts: Vec<ChartOnPage>,
    breakdowns: Vec<Shared>,
    not_drawn: Vec<String>,
    since: String,
    moved: Vec<Moved>,
    /// Whether they stand in the second column of a desk.
    moved_beside: bool,
    /// When something else began to be counted, and what.
    breaks: Vec<(String, String)>,
    table: Option<Table>,
    definitions: Vec<Definition>,
    /// What people ask for and no source has.
    absent: Vec<(String, String)>,
    provenance: Provenance,
    /// On the page of one measure: what it means.
    about: Option<About>,
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
    /// The address of where its figures come from.
    sources: String,
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
    if let Some(page) = CommonPage::of(&app.catalog, &path)? {
        return common_page::show(app, page, path, visitor, request).await;
    }
    let kind = path.declared(&app.catalog)?.1.kind;
    let view = request.view(match kind {
        PageKind::Figures => OF_A_PAGE,
        PageKind::Cases => OF_CASES,
        PageKind::Quality => OF_QUALITY,
        PageKind::Returns => OF_RETURNS,
        PageKind::Review => OF_REVIEW,
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
            (PageKind::Returns, _) => returns::content(app, &path, &view, language, reader),
            (PageKind::Review, _) => review::content(app, &path, &view, language, reader),
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
    /// The page of a scene.
    pub fn new(scene: &Scene<'_>, answers: &Answers) -> Result<Self, AppError> {
        let say = scene.say;
        let title = say.words(&scene.page.title);
        let link = scene.view.link(scene.path.address());
        let window = format!("{title} · {}", scene.place_name());
        let (charts, not_drawn, columns) = charts(scene, answers);
        let moved = moved(scene, answers);
        Ok(Self {
            frame: Frame::new(scene.app, say, &window, &link, Some(&scene.programme.id))
                .sample(answers.whole.sample),
            crumbs: crumbs(scene),
            siblings: (say.words(&scene.place.level.plural()), siblings(scene)),
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
            side_by_side: side_by_side(scene),
            tiles: tiles(scene, answers),
            charts,
            breakdowns: breakdowns(scene, answers.day())?,
            not_drawn,
            since: since(scene, answers),
            moved_beside: columns.list_beside(),
            moved,
            breaks: reports::marks::breaks(answers.all(), say.language),
            table: table(scene, answers)?,
            definitions: defined(scene, answers),
            absent: not_in_source(scene.programme, scene.say),
            provenance: provenance(scene, answers),
            about: None,
        })
    }

    /// The page of one measure, with what it means in the place of a list of definitions.
    pub fn about(self, about: About) -> Self {
        Self {
            about: Some(about),
            definitions: Vec::new(),
            absent: Vec::new(),
            ..self
        }
    }
}

/// What the measures of the page mean, each with the way to its own page.
fn defined(scene: &Scene<'_>, answers: &Answers) -> Vec<Definition> {
    let ids = scene.all_measures();
    let mut told = definitions(scene.programme, &ids, answers.day(), scene.say);
    for definition in &mut told {
        definition.address = Some(of_measure(scene, &definition.id));
    }
    told
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

/// The view of several programmes side by side, where this one is among them and the place has places inside.
fn side_by_side(scene: &Scene<'_>) -> Option<Tab> {
    let declared = &scene.app.catalog.convergence;
    let mut subjects = declared.subjects.iter();
    let is_among = subjects.any(|subject| subject.programme == scene.programme.id);
    let place = &scene.place.code;
    (is_among && convergence::is_there(scene.app, place)).then(|| {
        let link = Link::to(convergence::address(place));
        let kept = scene.view.link("");
        let kept = kept.parameters().iter();
        let kept = kept.filter(|(name, _)| matches!(name.as_str(), "as_on" | "language"));
        let link = kept.fold(link, |link, (name, value)| link.and(name, value));
        here(
            scene.say.words(&declared.title),
            link.to_string(),
            false,
            scene.say,
        )
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
fn charts(scene: &Scene<'_>, answers: &Answers) -> (Vec<ChartOnPage>, Vec<String>, Columns) {
    let has_parts = answers.parts.as_ref().is_some_and(|parts| !parts.rows.is_empty());
    let mut drawn = Vec::new();
    let mut not_drawn = Vec::new();
    let mut heights = Columns::default();
    for chart in &scene.page.charts {
        let is_map = matches!(chart.kind, ChartKind::Map | ChartKind::MapMonths);
        match drawing::draw(scene, answers, chart) {
            Some(drawing) => {
                let beside = heights.chart(chart.kind, (drawing.narrow.height, drawing.wide.height));
                drawn.push(on_page(scene, chart, beside, drawing));
            }
            None if is_map && has_parts => {
                let title = scene.say.words(&chart.title);
                not_drawn.push(scene.say.about("not-drawn", &[("chart", Arg::Text(&title))]));
            }
            None => {}
        }
    }
    (drawn, not_drawn, heights)
}

fn on_page(scene: &Scene<'_>, chart: &Chart, beside: bool, drawing: Drawing) -> ChartOnPage {
    let forms = [("SVG", "svg"), ("PNG", "png"), ("CSV", "csv"), ("Excel", "xlsx")];
    ChartOnPage {
        id: chart.id.clone(),
        beside,
        sources: to_sources(scene, &scene.place.code, &[&chart.measure]),
        narrow: Markup::of(&drawing.narrow),
        wide: Markup::of(&drawing.wide),
        said: drawing.said,
        table: drawing.table,
        downloads: of_chart(scene, &chart.id, &forms),
    }
}
