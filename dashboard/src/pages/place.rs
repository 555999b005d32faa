//! The page of a place in a programme, and its twins.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalog::programme::Programme;
use catalog::{Arg, Language};
use figures::{Compare, Figures};
use jiff::civil::Date;
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::{App, AppState};
use crate::drawing::{self, Drawing, Markup, Said, Small};
use crate::error::AppError;
use crate::overview::answer::{Sentence, answer};
use crate::overview::coverage::{Coverage, coverage};
use crate::overview::definitions::{Definition, definitions};
use crate::overview::moved::{Moved, moved};
use crate::overview::provenance::{Provenance, provenance};
use crate::overview::questions::{self, Answers};
use crate::overview::scene::{Scene, name_with_level};
use crate::overview::table::{Table, table};
use crate::overview::tiles::{Tile, since, tiles};
use crate::overview::{level, scene};
use crate::path::{PlacePath, ProgrammePath};
use crate::reply::{Content, answer as reply};
use crate::request::Request;
use crate::say::Say;
use crate::twin::Twin;
use crate::view::{OF_A_PAGE, View};

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
    levels: Vec<Tab>,
    inside: Vec<Tab>,
    tiles: Vec<Tile>,
    charts: Vec<ChartOnPage>,
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
    compare: Vec<(&'static str, String, bool)>,
    hidden: Vec<(String, String)>,
}

/// A chart with what stands around it.
#[derive(Debug, Serialize)]
pub struct ChartOnPage {
    id: String,
    said: Said,
    narrow: Markup,
    wide: Markup,
    table: Small,
    downloads: Vec<Tab>,
}

/// `/{programme}`: the home place.
pub async fn home(State(app): State<AppState>, ProgrammePath(programme): ProgrammePath, request: Request) -> Result<Response, AppError> {
    let view = request.view(OF_A_PAGE)?;
    let link = view.link(format!("/{programme}/{}", app.home));
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, link.to_string())]).into_response())
}

/// The page of a place, or a twin of it.
pub async fn show(State(app): State<AppState>, path: PlacePath, request: Request) -> Result<Response, AppError> {
    let view = request.view(OF_A_PAGE)?;
    if !request.path().contains(path.place.as_str()) {
        return Ok(moved_to(&path, &view));
    }
    match path.twin {
        None => {
            let language = request.language(&view);
            reply(app, &request, language, move |app| page(app, &path, &view, language)).await
        }
        Some(twin) => {
            // Files are the same for every browser; only the address chooses their language.
            let language = view.language.unwrap_or_default();
            reply(app, &request, language, move |app| file(app, &path, &view, twin, language)).await
        }
    }
}

/// The place has another code now.
fn moved_to(path: &PlacePath, view: &View) -> Response {
    let address = path.twin.map_or_else(|| path.address(), |twin| path.twin_address(twin));
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, view.link(address).to_string())]).into_response()
}

fn page(app: &App, path: &PlacePath, view: &View, language: Language) -> Result<Content, AppError> {
    let scene = Scene::of(app, path, view, app.say(language))?;
    let answers = questions::ask(&scene)?;
    let page = PlacePage::new(&scene, &answers)?;
    Ok(Content::page(app.templates.render("place.html", &page)?))
}

fn file(app: &App, path: &PlacePath, view: &View, twin: Twin, language: Language) -> Result<Content, AppError> {
    let scene = Scene::of(app, path, view, app.say(language))?;
    let query = questions::table(&scene)?;
    let figures = app.engine.figures(&query)?;
    let stem = stem(&scene, figures.as_on);
    let body = match twin {
        Twin::Xlsx | Twin::Pdf if is_plain(view) => return Ok(Content::twin(twin, &stem, document(&scene, twin)?)),
        twin => body(app, &figures, twin, &crate::api::title(app, &figures, language), language)?,
    };
    Ok(Content::twin(twin, &stem, body))
}

/// Whether the view shows the page as it is declared, so that it can be printed as a report.
fn is_plain(view: &View) -> bool {
    view.from.is_none() && view.to.is_none() && view.measures.is_empty() && view.conditions.is_empty()
}

fn document(scene: &Scene<'_>, twin: Twin) -> Result<Vec<u8>, AppError> {
    let app = scene.app;
    let level = level::level(&app.catalog, scene.programme, &scene.place.code, &scene.view.by)?;
    let page = (scene.programme.id.as_str(), scene.page.id.as_str());
    let mut request = reports::Request::of_page(&app.catalog, page, &scene.place.code, level, crate::reply::reader())?;
    request.as_on = scene.view.as_on;
    request.known_on = scene.view.known_on;
    let content = reports::run(&request, |query| app.engine.figures(query))?;
    let language = scene.say.language;
    let written = if twin == Twin::Pdf { reports::pdf(&content, language) } else { reports::xlsx(&content, language) };
    Ok(written?)
}

/// Figures in a form; the same bytes wherever the same question is asked.
pub fn body(app: &App, figures: &Figures, twin: Twin, title: &str, language: Language) -> Result<Vec<u8>, AppError> {
    Ok(match twin {
        Twin::Csv => figures::csv(figures, language).into_bytes(),
        Twin::Json => figures::json(figures, language).into_bytes(),
        Twin::Parquet => analytics::parquet(figures, language)?,
        Twin::Xlsx => reports::figures_xlsx(figures, &app.catalog, title, language)?,
        Twin::Pdf => reports::figures_pdf(figures, &app.catalog, title, language)?,
    })
}

fn stem(scene: &Scene<'_>, as_on: Option<Date>) -> String {
    let Scene { programme, place, page, .. } = scene;
    let day = as_on.map(|day| format!("-{day}")).unwrap_or_default();
    format!("{}-{}-{}{day}", programme.id, place.code, page.id)
}

impl PlacePage {
    fn new(scene: &Scene<'_>, answers: &Answers) -> Result<Self, AppError> {
        let say = scene.say;
        let title = say.words(&scene.page.title);
        let link = scene.view.link(scene.path.address());
        let window = format!("{title} · {} · jela", scene.place_name());
        let (charts, not_drawn) = charts(scene, answers);
        Ok(Self {
            frame: Frame::new(scene.app, say, &window, &link, Some(&scene.programme.id)).sample(answers.whole.sample),
            crumbs: crumbs(scene),
            title: format!("{title} · {}", scene.place_name()),
            legal: answers.day().and_then(|day| legal(scene.programme, day, say)),
            answer: answer(scene, answers),
            form: form(scene, answers),
            coverage: coverage(scene, answers),
            downloads: downloads(scene),
            levels: levels(scene, answers),
            inside: inside(scene, answers),
            tiles: tiles(scene, answers),
            charts,
            not_drawn,
            since: since(scene, answers),
            moved: moved(scene, answers),
            table: table(scene, answers)?,
            definitions: definitions(scene.programme, &scene.all_measures(), say),
            provenance: provenance(answers, say),
        })
    }
}

fn here(title: String, address: String, here: bool, say: Say<'_>) -> Tab {
    Tab { title, address, here, language: say.language.code() }
}

fn crumbs(scene: &Scene<'_>) -> Vec<Tab> {
    let around = scene.app.catalog.places.ancestors(&scene.place.code).into_iter();
    let link = |code: &catalog::PlaceCode| scene.view.link(format!("/{}/{code}", scene.programme.id)).without("by").without("sort").to_string();
    let mut crumbs: Vec<Tab> =
        around.map(|place| here(name_with_level(scene.say, place), link(&place.code), false, scene.say)).collect();
    crumbs.push(here(scene.place_name(), link(&scene.place.code), true, scene.say));
    crumbs
}

/// `VB-G RAM G, until 30 June 2026 MGNREGA`
pub fn legal(programme: &Programme, day: Date, say: Say<'_>) -> Option<String> {
    let now = programme.title_on(day)?;
    let short = say.words(&now.short);
    let before = programme.dated_titles.iter().rfind(|title| title.from < now.from);
    Some(match before {
        Some(before) => {
            let (earlier, until) = (say.words(&before.short), say.day(now.from.yesterday().unwrap_or(now.from)));
            say.about("legal-until", &[("title", Arg::Text(&short)), ("before", Arg::Text(&earlier)), ("date", Arg::Text(&until))])
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
        compare: vec![choice(Compare::LastYear, "last-year"), choice(Compare::Previous, "last-month")],
        hidden: kept.parameters().to_vec(),
    }
}

fn downloads(scene: &Scene<'_>) -> Vec<Tab> {
    let language = (scene.say.language != Language::En).then(|| scene.say.language.code());
    Twin::ALL.into_iter().map(|twin| {
        let link = scene.view.link(scene.path.twin_address(twin)).without("sort");
        let link = language.map_or(link.clone(), |language| link.with("language", language));
        here(twin.word().to_owned(), link.to_string(), false, scene.say)
    }).collect()
}

/// The levels by which the page can be broken down.
fn levels(scene: &Scene<'_>, answers: &Answers) -> Vec<Tab> {
    let levels = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let link = scene.view.link(scene.path.address()).without("sort");
    let tab = |level: catalog::PlaceLevel| {
        let address = format!("{}#places", link.clone().with("by", level.id()));
        here(scene.say.words(&level.plural()), address, answers.level == Some(level), scene.say)
    };
    levels.into_iter().map(tab).collect()
}

/// The places directly inside, where the table shows finer ones.
fn inside(scene: &Scene<'_>, answers: &Answers) -> Vec<Tab> {
    let levels = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let Some(next) = levels.first().filter(|next| Some(**next) != answers.level) else { return Vec::new() };
    let link = |code| scene.view.link(format!("/{}/{code}", scene.programme.id)).without("by").without("sort").to_string();
    let places = scene.app.catalog.places.inside(&scene.place.code, *next, answers.day());
    places.into_iter().map(|place| here(scene::name_with_level(scene.say, place), link(place.code.clone()), false, scene.say)).collect()
}

/// The charts that can be drawn, and a word on those that can't.
fn charts(scene: &Scene<'_>, answers: &Answers) -> (Vec<ChartOnPage>, Vec<String>) {
    let mut drawn = Vec::new();
    let mut not_drawn = Vec::new();
    for chart in &scene.page.charts {
        match drawing::draw(scene, answers, chart) {
            Some(drawing) => drawn.push(on_page(scene, &chart.id, drawing)),
            None if answers.parts.is_some() => {
                let title = scene.say.words(&chart.title);
                not_drawn.push(scene.say.about("not-drawn", &[("chart", Arg::Text(&title))]));
            }
            None => {}
        }
    }
    (drawn, not_drawn)
}

fn on_page(scene: &Scene<'_>, id: &str, drawing: Drawing) -> ChartOnPage {
    let forms = [("SVG", "svg"), ("PNG", "png"), ("CSV", "csv"), ("Excel", "xlsx")];
    let link = |extension| {
        let link = scene.view.link(scene.path.chart_address(id, extension)).without("sort");
        if scene.say.language == Language::En { link } else { link.with("language", scene.say.language.code()) }
    };
    ChartOnPage {
        id: id.to_owned(),
        narrow: Markup::of(&drawing.narrow),
        wide: Markup::of(&drawing.wide),
        said: drawing.said,
        table: drawing.table,
        downloads: forms.map(|(word, extension)| here(word.to_owned(), link(extension).to_string(), false, scene.say)).to_vec(),
    }
}
