//! One chart, to be taken away as a drawing, a picture or its figures.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use catalog::programme::{Breakdown, Chart, ChartKind};
use figures::{Dimension, Query, Reader};

use crate::app::{App, AppState};
use crate::common_page::CommonPage;
use crate::drawing;
use crate::error::AppError;
use crate::files::{self, body};
use crate::indicator::ask::ask;
use crate::indicator::choice::subject;
use crate::indicator::classes::needs_class;
use crate::indicator::layout::layout;
use crate::overview::breakdown::{foot, questions as questions_of, subtitle};
use crate::overview::league::{self, LeagueDrawing};
use crate::overview::questions::Answers;
use crate::overview::scene::Scene;
use crate::overview::{charted, questions};
use crate::path::{ChartForm, ChartPath, funnel_of};
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
    if CommonPage::of(&app.catalog, &path.page)?.is_some() {
        return of_measure(app, path, view, language, reader);
    }
    let scene = Scene::of(app, &path.page, view, app.say(language), reader)?;
    let (table, drawing) = match scene.page.breakdown(&path.chart) {
        Some(table) => (Some(table), LeagueDrawing::Intervals),
        None => (funnel_of(scene.page, &path.chart), LeagueDrawing::Funnel),
    };
    if let Some(table) = table {
        return broken_down(&scene, path, table, drawing);
    }
    let chart = chart(&scene, path)?;
    let stem = format!("{}-{}-{}", scene.programme.id, scene.place.code, chart.id);
    in_form(&scene, chart, path.form, &stem, questions::ask)
}

/// A chart on the page of one measure.
fn of_measure(
    app: &App,
    path: &ChartPath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let programme = crate::path::programme(&app.catalog, &path.page.programme)?;
    let missing = || AppError::parameter("measure", "", "name the measure that the chart is to show");
    let subject = subject(programme, &path.page.place, view)?.ok_or_else(missing)?;
    if needs_class(subject) {
        return Err(AppError::not_found(format!(
            "`{}` is told by class alone, and not drawn",
            subject.id()
        )));
    }
    let (page, view) = (layout(programme, subject), view.laid_out());
    let scene = Scene::of_page(
        app,
        &path.page,
        &view,
        app.say(language),
        reader,
        (programme, &page),
    )?;
    let chart = chart(&scene, path)?;
    let stem = format!(
        "{}-{}-{}-{}",
        programme.id,
        scene.place.code,
        subject.id(),
        chart.id
    );
    in_form(&scene, chart, path.form, &stem, |scene| {
        ask(scene)?.ok_or_else(|| analytics::AnalyticsError::Refused.into())
    })
}

fn chart<'a>(scene: &Scene<'a>, path: &ChartPath) -> Result<&'a Chart, AppError> {
    let unknown = || AppError::not_found(format!("the page has no chart `{}`", path.chart));
    let mut charts = scene.page.charts.iter();
    charts.find(|chart| chart.id == path.chart).ok_or_else(unknown)
}

fn in_form(
    scene: &Scene<'_>,
    chart: &Chart,
    form: ChartForm,
    stem: &str,
    ask: impl Fn(&Scene<'_>) -> Result<Answers, AppError>,
) -> Result<Content, AppError> {
    match form {
        ChartForm::Svg | ChartForm::Png => pictured(&drawn(scene, chart, &ask(scene)?)?, form, stem),
        ChartForm::Figures(twin) => figures(scene, chart, twin, stem),
    }
}

/// The figures of a table, which are the answer to the question that it asks, with every row; or of a league a drawing.
fn broken_down(
    scene: &Scene<'_>,
    path: &ChartPath,
    (breakdown, table): (&Breakdown, usize),
    drawing: LeagueDrawing,
) -> Result<Content, AppError> {
    let nothing = || AppError::not_found(format!("there is nothing to be told of `{}` here", path.chart));
    let stem = format!("{}-{}-{}", scene.programme.id, scene.place.code, path.chart);
    // The day is settled first, as for the page: what rises is compared over a year that ends on it.
    let whole = scene.app.engine.figures(&questions::table(scene)?)?;
    let queries = questions_of(scene, breakdown, whole.as_on);
    let ChartForm::Figures(twin) = path.form else {
        let answers = queries.iter().map(|query| scene.app.engine.figures(query));
        let answers = answers.collect::<Result<Vec<_>, _>>()?;
        let laid = reports::laid_out(scene.programme, breakdown, &answers).ok_or_else(nothing)?;
        let said = (subtitle(scene, &answers), foot(scene, &answers));
        let drawn = league::drawn(scene, &laid, drawing, (&said.0, &said.1)).ok_or_else(nothing)?;
        return pictured(&drawn.wide, path.form, &stem);
    };
    // A place inside which none of the levels lies has no such table.
    let query = queries.into_iter().nth(table).ok_or_else(nothing)?;
    let figures = scene.app.engine.figures(&query)?;
    let title = files::title(scene.app, &figures, scene.say.language);
    let body = body(scene.app, &figures, twin, &title, scene.say.language)?;
    Ok(Content::twin(twin, &stem, body))
}

/// A drawing as a file.
fn pictured(svg: &charts::Svg, form: ChartForm, stem: &str) -> Result<Content, AppError> {
    Ok(match form {
        ChartForm::Png => {
            Content::new("image/png", charts::png(svg, PICTURE_SCALE)?).named(format!("{stem}.png"))
        }
        ChartForm::Svg | ChartForm::Figures(_) => {
            Content::new("image/svg+xml", svg.standalone()).named(format!("{stem}.svg"))
        }
    })
}

fn drawn(scene: &Scene<'_>, chart: &Chart, answers: &Answers) -> Result<charts::Svg, AppError> {
    let drawing = drawing::draw(scene, answers, chart);
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
        ChartKind::Flow | ChartKind::Classes | ChartKind::Pyramid | ChartKind::MapMonths => {
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
        ChartKind::RankedBars | ChartKind::Map | ChartKind::Funnel => {
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
