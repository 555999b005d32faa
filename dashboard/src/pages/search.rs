//! The search: places and measures whose name or code holds what was typed.

use axum::extract::State;
use axum::response::Response;
use catalog::{Arg, Language, NameMatch, Place, PlaceLevel};
use serde::Serialize;

use super::frame::Frame;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::link::Link;
use crate::overview::scene::name_with_level;
use crate::reply::{Content, answer};
use crate::request::Request;
use crate::say::{Say, count};
use crate::view::{OF_SEARCH, View};
use crate::visitor::Visitor;

/// Everything that `search.html` may use.
#[derive(Debug, Serialize)]
pub struct SearchPage {
    frame: Frame,
    title: String,
    summary: Option<String>,
    places: Vec<Found>,
    measures: Vec<Found>,
}

/// Something found.
#[derive(Debug, Serialize)]
struct Found {
    title: String,
    address: String,
    note: String,
}

/// Longer texts are no names.
const LONGEST: usize = 100;
/// More than this nobody reads.
const MOST: usize = 50;

/// `/search?q=`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_SEARCH)?;
    let length = view.q.chars().count();
    if length > LONGEST {
        return Err(AppError::parameter(
            "q",
            &view.q,
            format!("is {length} letters long; look for at most {LONGEST}"),
        ));
    }
    let language = request.language(&view);
    answer(app, &request, &visitor, language, move |app, _| {
        page(app, &view, language)
    })
    .await
}

fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("search");
    let (places, measures) = if view.q.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        (places(app, view, say), measures(app, view, say))
    };
    let found = places.len() + measures.len();
    let page = SearchPage {
        frame: Frame {
            q: view.q.clone(),
            ..Frame::new(app, say, &title, &view.link("/search"), None)
        },
        summary: (!view.q.is_empty())
            .then(|| say.about("found", &[("count", count(found)), ("q", Arg::Text(&view.q))])),
        title,
        places,
        measures,
    };
    Ok(Content::page(app.templates.render("search.html", &page)?))
}

fn places(app: &App, view: &View, say: Say<'_>) -> Vec<Found> {
    let wanted = view.q.to_lowercase();
    let registry = &app.catalog.places;
    let mut found: Vec<&Place> = registry.all().filter(|place| holds(place, &wanted)).collect();
    // Spellings that only the matching of returns knows.
    for level in PlaceLevel::ALL {
        let near = match registry.by_name(level, &view.q, None) {
            NameMatch::One(code) => vec![code],
            NameMatch::Several(codes) | NameMatch::None { near: codes } => codes,
        };
        for place in near.iter().filter_map(|code| registry.get(code)) {
            if !found.iter().any(|known| known.code == place.code) {
                found.push(place);
            }
        }
    }
    // Those that begin so come first, then larger places.
    found.sort_by_key(|place| {
        (
            !place
                .name
                .each()
                .any(|name| name.to_lowercase().starts_with(&wanted)),
            place.level,
            place.name.en.clone(),
        )
    });
    let programme = app
        .catalog
        .programmes
        .in_order()
        .into_iter()
        .next()
        .map(|programme| programme.id.clone())
        .unwrap_or_default();
    found
        .into_iter()
        .take(MOST)
        .map(|place| Found {
            title: name_with_level(say, place),
            address: in_language(Link::to(format!("/{programme}/{}", place.code)), view),
            note: around(app, place, say),
        })
        .collect()
}

fn holds(place: &Place, wanted: &str) -> bool {
    let spellings = place
        .name
        .each()
        .chain(place.aliases.iter().map(String::as_str))
        .chain([place.code.as_str()]);
    spellings
        .into_iter()
        .any(|spelling| spelling.to_lowercase().contains(wanted))
}

fn around(app: &App, place: &Place, say: Say<'_>) -> String {
    let around: Vec<String> = app
        .catalog
        .places
        .ancestors(&place.code)
        .iter()
        .map(|place| say.words(&place.name))
        .collect();
    format!("{} · {}", around.join(" › "), place.code)
}

fn measures(app: &App, view: &View, say: Say<'_>) -> Vec<Found> {
    let wanted = view.q.to_lowercase();
    let programmes = app.catalog.programmes.in_order().into_iter();
    let declared = programmes.flat_map(|programme| {
        let measures = programme
            .measures
            .iter()
            .map(|measure| (&measure.id, &measure.title));
        let indicators = programme
            .indicators
            .iter()
            .map(|indicator| (&indicator.id, &indicator.title));
        measures
            .chain(indicators)
            .map(move |(id, title)| (programme, id, title))
    });
    let found = declared.filter(|(_, id, title)| {
        id.contains(&wanted) || title.each().any(|words| words.to_lowercase().contains(&wanted))
    });
    found
        .take(MOST)
        .map(|(programme, id, title)| Found {
            title: say.words(title),
            address: {
                let page = Link::to(format!("/{}/{}/indicator", programme.id, app.home));
                in_language(page.with("measure", id), view)
            },
            note: format!("{} · {id}", say.words(&programme.title)),
        })
        .collect()
}

fn in_language(link: Link, view: &View) -> String {
    match view.language {
        Some(language) => link.with("language", language.code()).to_string(),
        None => link.to_string(),
    }
}
