//! One chart, to be taken away as a drawing, a picture or its figures.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use catalog::programme::{Breakdown, Chart, ChartKind};
use figures::{Dimension, Query, Reader};

use crate::app::{App, AppState};
use crate::drawing;
use crate::error::AppError;
use crate::files::{self, body};
use crate::overview::breakdown::questions as questions_of;
use crate::overview::scene::Scene;
use crate::overview::{charted, questions};
use crate::path::{ChartForm, ChartPath};
use crate::reply::{Content, answer};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::{OF_A_PAGE, View};
use crate::visitor::Visitor;

/// Twice the pixels, for print and dense screens.
const PICTURE_SCALE: f32 = 2.0;

/// A chart in a form.
pub async fn show(
    State(app): State<AppState>,
    path: ChartPath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_A_PAGE)?;
    let language = view.language.unwrap_or_default();
    answer(app, &request, &visitor, language, move |app, reader| {
        file(app, &path, &view, language, reader)
    })
    .await
}

fn file(
    app: &App,
    path: &ChartPath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let scene = Scene::of(app, &path.page, view, app.say(language), reader)?;
    if let Some(table) = scene.page.breakdown(&path.chart) {
        return broken_down(&scene, path, table);
    }
    let unknown = || AppError::not_found(format!("the page has no chart `{}`", path.chart));
    let chart = scene
        .page
        .charts
        .iter()
        .find(|chart| chart.id == path.chart)
        .ok_or_else(unknown)?;
    let stem = format!("{}-{}-{}", scene.programme.id, scene.place.code, chart.id);
    match path.form {
        ChartForm::Svg => Ok(
            Content::new("image/svg+xml", drawn(&scene, chart)?.standalone()).named(format!("{stem}.svg"))
        ),
        ChartForm::Png => Ok(
            Content::new("image/png", charts::png(&drawn(&scene, chart)?, PICTURE_SCALE)?)
                .named(format!("{stem}.png")),
        ),
        ChartForm::Figures(twin) => figures(&scene, chart, twin, &stem),
    }
}

/// The figures of a table: the answer to the question that it asks, with every row.
fn broken_down(
    scene: &Scene<'_>,
    path: &ChartPath,
    (breakdown, table): (&Breakdown, usize),
) -> Result<Content, AppError> {
    let ChartForm::Figures(twin) = path.form else {
        return Err(AppError::not_found(format!(
            "`{}` is a table and not drawn",
            path.chart
        )));
    };
    let nothing = || AppError::not_found(format!("there is nothing to be told of `{}` here", path.chart));
    // The day is settled first, as for the page: what rises is compared over a year that ends on it.
    let whole = scene.app.engine.figures(&questions::table(scene)?)?;
    let query = questions_of(scene, breakdown, whole.as_on).into_iter().nth(table);
    // A place inside which none of the levels lies has no such table.
    let query = query.ok_or_else(nothing)?;
    let figures = scene.app.engine.figures(&query)?;
    let title = files::title(scene.app, &figures, scene.say.language);
    let stem = format!("{}-{}-{}", scene.programme.id, scene.place.code, path.chart);
    let body = body(scene.app, &figures, twin, &title, scene.say.language)?;
    Ok(Content::twin(twin, &stem, body))
}

fn drawn(scene: &Scene<'_>, chart: &Chart) -> Result<charts::Svg, AppError> {
    let answers = questions::ask(scene)?;
    let drawing = drawing::draw(scene, &answers, chart);
    let nothing = || {
        AppError::not_found(format!(
            "`{}` can't be drawn for this place: no outlines or no places inside it are known",
            chart.id
        ))
    };
    drawing.map(|drawing| drawing.wide).ok_or_else(nothing)
}

fn figures(scene: &Scene<'_>, chart: &Chart, twin: Twin, stem: &str) -> Result<Content, AppError> {
    let query = question(scene, chart)?;
    let figures = scene.app.engine.figures(&query)?;
    let title = scene.say.words(&chart.title);
    Ok(Content::twin(
        twin,
        stem,
        body(scene.app, &figures, twin, &title, scene.say.language)?,
    ))
}

fn question(scene: &Scene<'_>, chart: &Chart) -> Result<Query, AppError> {
    let asked = scene.view.put_into(Query::of(
        &scene.programme.id,
        scene.place.code.clone(),
        &[&chart.measure],
        scene.reader.clone(),
    ));
    match chart.kind {
        ChartKind::Flow | ChartKind::Classes => {
            let whole = scene.app.engine.figures(&asked)?;
            // Before there is any data no day is settled, and the measure of the whole says why there is nothing.
            Ok(whole
                .as_on
                .and_then(|day| charted::query(scene, chart, day))
                .unwrap_or(asked))
        }
        ChartKind::Trend => {
            let whole = scene.app.engine.figures(&asked)?;
            let months = whole.as_on.map(|day| questions::months(scene, day));
            Ok(months.map_or(asked, |months| Query {
                measures: vec![chart.measure.clone()],
                ..months
            }))
        }
        ChartKind::RankedBars | ChartKind::Map => {
            let level = crate::overview::level::level(
                &scene.app.catalog,
                scene.programme,
                &scene.place.code,
                &scene.view.by,
            )?;
            Ok(Query {
                by: vec![Dimension::Place(level.unwrap_or(scene.place.level))],
                ..asked
            })
        }
    }
}
