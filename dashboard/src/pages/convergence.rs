//! Several programmes side by side, place by place: a table, maps on one sheet, and places as points. Twins included.

use analytics::AnalyticsError;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::programme::Programme;
use catalog::{Arg, Language, PlaceLevel};
use charts::{Caption, Map, MapScale, Reading, Region, Width};
use figures::{Figures, Reader, State as CellState};
use reports::{Convergence, ConvergenceColumn, ConvergenceQuery, convergence};
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::{App, AppState};
use crate::drawing::{Markup, axis_number, state_words};
use crate::error::AppError;
use crate::files::body;
use crate::link::Link;
use crate::overview::level::{level, levels};
use crate::overview::printed::{self, Shown};
use crate::overview::provenance::{self, Provenance};
use crate::overview::scene::name_with_level;
use crate::overview::ways::here;
use crate::path::SidePath;
use crate::reply::{Content, answer as reply};
use crate::request::Request;
use crate::say::Say;
use crate::twin::Twin;
use crate::view::{OF_CONVERGENCE, View};
use crate::visitor::Visitor;

/// Where the view stands.
const ADDRESS: &str = "/convergence";

/// Everything that `convergence.html` may use.
#[derive(Debug, Serialize)]
pub struct ConvergencePage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    action: String,
    as_on: String,
    hidden: Vec<(String, String)>,
    downloads: Vec<Tab>,
    levels: Vec<Tab>,
    columns: Vec<ShownColumn>,
    rows: Vec<ShownRow>,
    maps: Vec<Drawn>,
    pairs: Vec<Drawn>,
    breaks: Vec<(String, String)>,
    provenance: Provenance,
}

/// A column of the table.
#[derive(Debug, Serialize)]
struct ShownColumn {
    programme: String,
    title: String,
    /// Its day, and who reported; or why there are no figures.
    note: String,
    address: String,
}

/// A place.
#[derive(Debug, Serialize)]
struct ShownRow {
    name: String,
    address: String,
    cells: Vec<Shown>,
}

/// A drawing in both widths.
#[derive(Debug, Serialize)]
struct Drawn {
    title: String,
    note: String,
    /// Whose the outlines are; nothing where there are none.
    foot: &'static str,
    narrow: Markup,
    /// For a desk; none where the narrow one serves there too.
    wide: Option<Markup>,
}

impl Drawn {
    fn pair(pair: &reports::Pair) -> Self {
        Self {
            title: pair.title.clone(),
            note: pair.note.clone(),
            foot: "",
            narrow: Markup::of(&pair.narrow),
            wide: Some(Markup::of(&pair.wide)),
        }
    }
}

/// `/convergence`: the home place.
pub async fn home(State(app): State<AppState>, request: Request) -> Result<Response, AppError> {
    let view = request.view(OF_CONVERGENCE)?;
    let link = view.link(format!("{ADDRESS}/{}", app.home));
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, link.to_string())]).into_response())
}

/// `/convergence/{place}`, or a twin of it.
pub async fn show(
    State(app): State<AppState>,
    path: SidePath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_CONVERGENCE)?;
    let language = match path.twin {
        None => request.language(&view),
        Some(_) => view.language.unwrap_or_default(),
    };
    reply(app, &request, &visitor, language, move |app, reader| {
        content(app, &path, &view, language, reader)
    })
    .await
}

/// The programme by whose places the view is broken down: that of the first column.
fn first_programme(app: &App) -> Result<&Programme, AppError> {
    let first = app.catalog.convergence.subjects.first();
    first
        .and_then(|subject| app.catalog.programme(&subject.programme))
        .ok_or_else(|| AppError::not_found("no measures are declared to be shown side by side"))
}

/// Whether the view has places to show inside a place.
pub fn is_there(app: &App, place: &catalog::PlaceCode) -> bool {
    first_programme(app).is_ok_and(|programme| !levels(&app.catalog, programme, place).is_empty())
}

/// The address of the view of a place.
pub fn address(place: &catalog::PlaceCode) -> String {
    format!("{ADDRESS}/{place}")
}

fn content(
    app: &App,
    path: &SidePath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let programme = first_programme(app)?;
    let level = level(&app.catalog, programme, &path.place, &view.by)?.unwrap_or(path.place.level());
    let query = ConvergenceQuery {
        place: path.place.clone(),
        level,
        as_on: view.as_on,
        days: Vec::new(),
        known_on: None,
        reader: reader.clone(),
    };
    let made = convergence(
        &app.catalog,
        &query,
        |query| app.engine.figures(query),
        |fault| matches!(fault, AnalyticsError::Refused),
    )?;
    let Some(twin) = path.twin else {
        let page = ConvergencePage::new(app, programme, (path, view), (&made, level), app.say(language));
        return Ok(Content::page(app.templates.render("convergence.html", &page)?));
    };
    let place = app.catalog.places.get(&path.place);
    let place = place.map_or(path.place.as_str(), |place| place.name.get(language));
    let title = format!("{}, {place}", made.title.get(language));
    let stem = format!("{}-{}", reports::CONVERGENCE, path.place);
    Ok(Content::twin(
        twin,
        &stem,
        body(app, &made.figures, twin, &title, language)?,
    ))
}

impl ConvergencePage {
    fn new(
        app: &App,
        programme: &Programme,
        (path, view): (&SidePath, &View),
        (made, level): (&Convergence, PlaceLevel),
        say: Say<'_>,
    ) -> Self {
        let place = app.catalog.places.get(&path.place);
        let name = place.map_or_else(|| path.place.to_string(), |place| name_with_level(say, place));
        let title = format!("{} · {name}", say.words(&made.title));
        let link = view.link(address(&path.place));
        let known = levels(&app.catalog, programme, &path.place);
        let drawing = Drawing { app, made, say };
        Self {
            frame: Frame::new(app, say, &title, &link, None).sample(made.figures.sample),
            crumbs: crumbs(app, path, view, say),
            action: address(&path.place),
            as_on: view.as_on.map(|day| day.to_string()).unwrap_or_default(),
            hidden: view.link("").without("as_on").parameters().to_vec(),
            downloads: Twin::ALL
                .map(|twin| {
                    let address = format!("{}.{}", address(&path.place), twin.extension());
                    here(twin.word().to_owned(), view.link(address).to_string(), false, say)
                })
                .to_vec(),
            levels: known
                .into_iter()
                .map(|one| {
                    let address = link.clone().without("by").with("by", one.id()).to_string();
                    here(say.words(&one.plural()), address, one == level, say)
                })
                .collect(),
            columns: made
                .subjects
                .iter()
                .map(|subject| shown_column(path, subject, view, say))
                .collect(),
            rows: rows(made, level, view, say),
            maps: (0..made.subjects.len())
                .filter_map(|column| drawing.map(column))
                .collect(),
            pairs: reports::pairs(made, say.language)
                .iter()
                .map(Drawn::pair)
                .collect(),
            breaks: reports::marks::breaks(std::iter::once(&made.figures), say.language),
            provenance: provenance::of(std::iter::once(&made.figures), say),
            title,
        }
    }
}

fn crumbs(app: &App, path: &SidePath, view: &View, say: Say<'_>) -> Vec<Tab> {
    let places = &app.catalog.places;
    let around = places
        .ancestors(&path.place)
        .into_iter()
        .chain(places.get(&path.place));
    let crumb = |place: &catalog::Place| {
        let address = view.link(address(&place.code)).without("by").to_string();
        here(
            name_with_level(say, place),
            address,
            place.code == path.place,
            say,
        )
    };
    around.map(crumb).collect()
}

fn shown_column(path: &SidePath, subject: &ConvergenceColumn, view: &View, say: Say<'_>) -> ShownColumn {
    let note = match (subject.is_published, subject.as_on) {
        (false, _) => say.text("convergence-not-published"),
        (true, None) => say.text("no-data"),
        (true, Some(day)) => say.about("as-on", &[("date", Arg::Text(&say.day(day)))]),
    };
    let page = Link::to(format!("/{}/{}", subject.programme, path.place));
    let kept = view.link("").without("by");
    let page = kept
        .parameters()
        .iter()
        .fold(page, |link, (name, value)| link.and(name, value));
    ShownColumn {
        programme: say.words(&subject.programme_title),
        title: say.words(&subject.title),
        note,
        address: page.to_string(),
    }
}

fn rows(made: &Convergence, level: PlaceLevel, view: &View, say: Say<'_>) -> Vec<ShownRow> {
    let cell =
        |(at, cell): (usize, &figures::Cell)| printed::number(cell, made.figures.columns[at].unit, say);
    let row = |row: &figures::Row| {
        let (code, name) = row.place()?;
        Some(ShownRow {
            name: say.words(name),
            address: match level < PlaceLevel::Gp {
                true => view.link(address(code)).without("by").to_string(),
                false => String::new(),
            },
            cells: row.cells.iter().enumerate().map(cell).collect(),
        })
    };
    let mut rows: Vec<ShownRow> = made.figures.rows.iter().filter_map(row).collect();
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    rows
}

/// What drawings are made of.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    app: &'a App,
    made: &'a Convergence,
    say: Say<'a>,
}

impl Drawing<'_> {
    fn figures(&self) -> &Figures {
        &self.made.figures
    }

    fn day(&self, column: usize) -> String {
        let day = self.made.subjects[column].as_on.map(|day| self.say.day(day));
        day.map_or_else(
            || self.say.text("no-data"),
            |day| self.say.about("as-on", &[("date", Arg::Text(&day))]),
        )
    }

    /// A map of one column; none where outlines or all figures are missing.
    fn map(&self, column: usize) -> Option<Drawn> {
        let rows = &self.figures().rows;
        rows.iter().find_map(|row| row.cells[column].value)?;
        let codes = rows
            .iter()
            .filter_map(|row| row.place())
            .map(|(code, _)| code.as_str());
        let outlines = self.app.outlines.of(codes)?;
        let unit = self.figures().columns[column].unit;
        let regions = rows.iter().filter_map(|row| {
            let (code, name) = row.place()?;
            let cell = &row.cells[column];
            let reading = match (cell.state, cell.value) {
                (CellState::Value, Some(value)) => {
                    let text = catalog::format::number(value, unit) + &printed::signs(cell);
                    Reading::value(value, text)
                }
                (state, _) => Reading::State(crate::drawing::state(state)),
            };
            Some(Region {
                code: code.to_string(),
                name: self.say.words(name),
                reading,
            })
        });
        let regions: Vec<Region> = regions.collect();
        let title = reports::column_title(self.made, column, self.say.language);
        let caption = Caption::new(&format!("map-{column}"), &title)
            .foot(&format!(
                "{} · {}",
                self.day(column),
                catalog::BOUNDARIES_ATTRIBUTION
            ))
            .language(self.say.language.code());
        let draw = |width| {
            let map = Map {
                caption: caption.clone(),
                outlines: &outlines,
                regions: regions.clone(),
                scale: MapScale::Sequential,
                words: state_words(self.say),
                numbers: &axis_number,
            };
            Markup::of(&charts::map(&map, width))
        };
        Some(Drawn {
            title,
            note: self.day(column),
            foot: catalog::BOUNDARIES_ATTRIBUTION,
            narrow: draw(Width::Narrow),
            // Two maps stand beside each other on a desk, each as wide as a phone.
            wide: None,
        })
    }
}
