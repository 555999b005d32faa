//! `/reports/{id}`: a report as PDF or workbook; as a page, the report's programme page.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Language, PlaceCode};

use crate::app::{App, AppState};
use crate::error::AppError;
use crate::path::{self, NamePath};
use crate::reply::{Content, answer};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::{OF_REPORTS, View};
use crate::visitor::Visitor;

/// A report in a form; PDF unless another is asked for.
pub async fn show(
    State(app): State<AppState>,
    NamePath(name): NamePath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_REPORTS)?;
    let place = match &view.place {
        Some(code) => path::place(&app.catalog, code)?,
        None => app.home.clone(),
    };
    let asked = reports::Request::of(&app.catalog, &name, &place, visitor.reader.clone())?;
    if view.format.as_deref() == Some("html") {
        return Ok(page_of(&view, &asked.programme.id, &place));
    }
    let form = view.format(&[Twin::Pdf, Twin::Xlsx], Twin::Pdf).map_err(|_| {
        let given = view.format.as_deref().unwrap_or_default();
        AppError::parameter(
            "format",
            given,
            "is not a form of a report; use pdf, xlsx or html",
        )
    })?;
    let language = view.language.unwrap_or_default();
    answer(app, &request, &visitor, language, move |app, reader| {
        let asked = reports::Request::of(&app.catalog, &name, &place, reader.clone())?;
        file(app, asked, &view, form, language)
    })
    .await
}

/// The page of the report's programme shows the same figures to be browsed.
fn page_of(view: &View, programme: &str, place: &PlaceCode) -> Response {
    let link = view
        .link(format!("/{programme}/{place}"))
        .without("place")
        .without("format");
    (StatusCode::SEE_OTHER, [(header::LOCATION, link.to_string())]).into_response()
}

fn file(
    app: &App,
    mut request: reports::Request<'_>,
    view: &View,
    form: Twin,
    language: Language,
) -> Result<Content, AppError> {
    request.as_on = view.as_on;
    request.known_on = view.known_on;
    let content = reports::run(&request, |query| app.engine.figures(query))?;
    let written = if form == Twin::Pdf {
        reports::pdf(&content, language)?
    } else {
        reports::xlsx(&content, language)?
    };
    let day = content
        .headline
        .as_on
        .map(|day| format!("-{day}"))
        .unwrap_or_default();
    let stem = format!("{}-{}{day}", request.report.id, request.place.code);
    Ok(Content::twin(form, &stem, written))
}
