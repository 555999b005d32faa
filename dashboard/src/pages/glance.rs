//! The first page: the home place at a glance, every programme in a few figures.

use analytics::{AnalyticsError, Opening};
use axum::extract::State;
use axum::response::Response;
use catalog::programme::{Page, Programme, Table, Tile as ProgrammeTile};
use catalog::{Arg, Language, PlaceLevel, Unit, format};
use figures::{Dimension, Query, Reader};
use serde::Serialize;

use super::convergence;
use super::frame::Frame;
use super::place::legal;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::files::body;
use crate::overview::answer::{Sentence, answer};
use crate::overview::coverage::coverage;
use crate::overview::questions::{self, Answers};
use crate::overview::scene::{Scene, name_with_level};
use crate::overview::tiles::{Tile, tiles};
use crate::overview::ways::to_sources;
use crate::path::{FIRST_PAGE, PlacePath};
use crate::reply::{Content, answer as reply};
use crate::request::Request;
use crate::say::Say;
use crate::twin::Twin;
use crate::view::{OF_GLANCE, View};
use crate::visitor::Visitor;

/// Everything that `glance.html` may use.
#[derive(Debug, Serialize)]
pub struct GlancePage {
    frame: Frame,
    place: String,
    facts: Vec<(String, String)>,
    programmes: Vec<Section>,
    /// The open data: words, and how many programmes have any.
    open_data: String,
    /// The view of several programmes side by side, where there is one.
    side_by_side: Option<(String, String)>,
    downloads: Vec<(&'static str, String)>,
}

/// A programme at a glance.
#[derive(Debug, Serialize)]
struct Section {
    id: String,
    title: String,
    legal: Option<String>,
    address: String,
    answer: Vec<Sentence>,
    /// The one figure that says most.
    headline: Option<Tile>,
    /// At most three beside it.
    figures: Vec<Tile>,
    fresh: Option<Fresh>,
}

/// How fresh the figures are, and where they come from.
#[derive(Debug, Serialize)]
struct Fresh {
    as_on: Option<String>,
    /// `186 of 190 GPs reported`
    reported: String,
    late: Option<String>,
    sources: Option<String>,
}

/// `/`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_GLANCE)?;
    let language = request.language(&view);
    reply(app, &request, &visitor, language, move |app, reader| {
        page(app, &view, language, reader)
    })
    .await
}

/// `/glance.csv` and the other forms.
pub async fn twin(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_GLANCE)?;
    let extension = request.path().rsplit('.').next().unwrap_or_default();
    let twin: Twin = extension
        .parse()
        .map_err(|unknown: crate::twin::UnknownTwin| AppError::not_found(unknown.to_string()))?;
    let language = view.language.unwrap_or_default();
    reply(app, &request, &visitor, language, move |app, reader| {
        file(app, &view, twin, language, reader)
    })
    .await
}

/// The headline figures of the first programme whose headline the reader may have.
fn file(
    app: &App,
    view: &View,
    twin: Twin,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let programmes = app.catalog.programmes.in_order().into_iter();
    let queries = programmes.filter_map(|programme| headline(app, programme, view, reader));
    let mut refused = AppError::not_found("no programme is declared");
    for query in queries {
        if app.engine.may_ask(&query)? {
            return headline_file(app, &query, twin, language);
        }
        refused = AnalyticsError::Refused.into();
    }
    Err(refused)
}

fn headline(app: &App, programme: &Programme, view: &View, reader: &Reader) -> Option<Query> {
    let measures = programme.at_a_glance();
    if measures.is_empty() {
        return None;
    }
    let query = Query::of(&programme.id, app.home.clone(), &measures, reader.clone());
    Some(Query {
        by: vec![Dimension::Place(app.home.level())],
        ..view.put_into(query)
    })
}

fn headline_file(app: &App, query: &Query, twin: Twin, language: Language) -> Result<Content, AppError> {
    let figures = app.engine.figures(query)?;
    let title = app.say(language).text("district-at-a-glance");
    Ok(Content::twin(
        twin,
        "glance",
        body(app, &figures, twin, &title, language)?,
    ))
}

fn page(app: &App, view: &View, language: Language, reader: &Reader) -> Result<Content, AppError> {
    let say = app.say(language);
    let sections: Vec<(Section, bool)> = app
        .catalog
        .programmes
        .in_order()
        .into_iter()
        .filter(|programme| programme.page(FIRST_PAGE).is_some())
        .map(|programme| section(app, programme, view, say, reader))
        .collect::<Result<_, _>>()?;
    let sample = sections.iter().any(|(_, sample)| *sample);
    let name = app
        .catalog
        .places
        .get(&app.home)
        .map(|place| name_with_level(say, place))
        .unwrap_or_default();
    let downloads = Twin::ALL.map(|twin| {
        (
            twin.word(),
            view.link(format!("/glance.{}", twin.extension())).to_string(),
        )
    });
    let page = GlancePage {
        frame: Frame {
            here_is_home: true,
            ..Frame::new(app, say, &name, &view.link("/"), None)
        }
        .sample(sample),
        place: say.about("place-at-a-glance", &[("place", Arg::Text(&name))]),
        facts: facts(app, say),
        open_data: say.text("open-data-lead"),
        side_by_side: convergence::is_there(app, &app.home).then(|| {
            let title = say.words(&app.catalog.convergence.title);
            let link = view.link(convergence::address(&app.home)).without("compare");
            (title, link.to_string())
        }),
        programmes: sections.into_iter().map(|(section, _)| section).collect(),
        downloads: downloads.to_vec(),
    };
    Ok(Content::page(app.templates.render("glance.html", &page)?))
}

/// A programme's section, and whether any of it is made up.
fn section(
    app: &App,
    programme: &Programme,
    view: &View,
    say: Say<'_>,
    reader: &Reader,
) -> Result<(Section, bool), AppError> {
    let path = PlacePath {
        programme: programme.id.clone(),
        place: app.home.clone(),
        page: FIRST_PAGE.to_owned(),
        twin: None,
    };
    let declared = Scene::of_anybody(app, &path, view, say, reader)?;
    let page = headlines(declared.page, programme.at_a_glance().into_iter());
    let scene = Scene {
        page: &page,
        ..declared
    };
    match app.engine.opening(reader, programme, declared.page, &app.home) {
        Opening::Open => Ok(open_section(&scene, &questions::ask(&scene)?)),
        Opening::SignInNeeded | Opening::OutsideScope => as_published(&scene),
    }
}

/// A page of some headlines and nothing else.
fn headlines<'m>(page: &Page, measures: impl Iterator<Item = &'m str>) -> Page {
    let tile = |id: &str| ProgrammeTile {
        measure: id.to_owned(),
    };
    Page {
        tiles: measures.map(tile).collect(),
        charts: Vec::new(),
        table: Table { measures: Vec::new() },
        breakdowns: Vec::new(),
        ..page.clone()
    }
}

fn open_section(scene: &Scene<'_>, answers: &Answers) -> (Section, bool) {
    let (say, programme) = (scene.say, scene.programme);
    let mut figures = tiles(scene, answers);
    let headline = (!figures.is_empty()).then(|| figures.remove(0));
    let section = Section {
        legal: answers.day().and_then(|day| legal(programme, day, say)),
        answer: answer(scene, answers),
        headline,
        figures,
        fresh: Some(fresh(scene, answers)),
        ..closed_section(scene)
    };
    (section, answers.whole.sample)
}

fn fresh(scene: &Scene<'_>, answers: &Answers) -> Fresh {
    let coverage = coverage(scene, answers);
    let as_on = answers.day().map(|day| {
        let day = scene.say.day(day);
        scene.say.about("as-on", &[("date", Arg::Text(&day))])
    });
    let ids = scene.all_measures();
    Fresh {
        as_on: coverage.span.or(as_on),
        reported: coverage.reported,
        late: coverage.late,
        sources: (!ids.is_empty()).then(|| to_sources(scene, &scene.place.code, &ids)),
    }
}

/// A section of which the reader may have nothing.
fn closed_section(scene: &Scene<'_>) -> Section {
    let sentence = Sentence {
        text: scene.say.text("sign-in-for-figures"),
        more: None,
    };
    Section {
        id: scene.programme.id.clone(),
        title: scene.say.words(&scene.programme.title),
        legal: None,
        address: scene.view.link(scene.path.address()).to_string(),
        answer: vec![sentence],
        headline: None,
        figures: Vec::new(),
        fresh: None,
    }
}

/// What is published of the headlines of a programme whose page does not open to the reader.
fn as_published(scene: &Scene<'_>) -> Result<(Section, bool), AppError> {
    let mut published = Vec::new();
    for tile in &scene.page.tiles {
        if questions::may_ask_headline(scene, &tile.measure)? {
            published.push(tile.measure.as_str());
        }
    }
    if published.is_empty() {
        return Ok((closed_section(scene), false));
    }
    let page = headlines(scene.page, published.into_iter());
    let scene = Scene {
        page: &page,
        ..*scene
    };
    match questions::ask_headline(&scene) {
        Ok(answers) => Ok(open_section(&scene, &answers)),
        // Published, but not as on the day that the address names.
        Err(AppError::Refused(_)) => Ok((closed_section(&scene), false)),
        Err(fault) => Err(fault),
    }
}

/// What the registry knows of the home place: people, and how many places of each level lie in it.
fn facts(app: &App, say: Say<'_>) -> Vec<(String, String)> {
    let places = &app.catalog.places;
    let count = |number: u64| {
        #[expect(
            clippy::cast_precision_loss,
            reason = "people and places are far fewer than 2^52"
        )]
        let number = number as f64;
        format::value(number, Unit::Count, say.language)
    };
    let people = places.get(&app.home).and_then(|home| home.population.as_ref());
    let people = people.map(|people| (count(people.persons), say.text("people-2011")));
    let levels = PlaceLevel::ALL
        .into_iter()
        .filter(|level| *level > app.home.level() && *level != PlaceLevel::Ward);
    let parts = levels.filter_map(|level| {
        let number = places
            .inside(&app.home, level, None)
            .iter()
            .filter(|place| place.only_for.is_none())
            .count();
        (number > 0).then(|| (count(number as u64), say.words(&level.plural())))
    });
    people.into_iter().chain(parts).collect()
}
