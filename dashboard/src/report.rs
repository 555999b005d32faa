//! `/reports/{name}`: a report as PDF, workbook or page; `/reports/{id}`: the page of a report that was made.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::Language;
use reports::{Order, is_report_id};
use serde::Serialize;

use crate::app::{App, AppState};
use crate::error::AppError;
use crate::link::Link;
use crate::overview::ways::here;
use crate::pages::built_report;
use crate::pages::frame::{Frame, Tab};
use crate::path::{self, NamePath};
use crate::reply::{Content, answer};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::{OF_REPORTS, View};
use crate::visitor::Visitor;

/// The forms of a report that are files.
pub const FORMS: [Twin; 2] = [Twin::Pdf, Twin::Xlsx];

/// A report in a form, PDF unless another is asked for; or the page of one that was made, by its id.
pub async fn show(
    State(app): State<AppState>,
    NamePath(name): NamePath,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    if is_report_id(&name) && reports::order::title(&app.catalog, &name).is_none() {
        return built_report::show(app, name, visitor, request).await;
    }
    let view = request.view(OF_REPORTS)?;
    let place = match &view.place {
        Some(code) => path::place(&app.catalog, code)?,
        None => app.home.clone(),
    };
    let asked = Order::of(&app.catalog, &name, &place, visitor.reader.clone())?;
    let is_page = view.format.as_deref() == Some("html");
    if let Some(programme) = asked.programme().filter(|_| is_page) {
        return Ok(page_of(&view, &programme.id, &place));
    }
    let form = view.format(&FORMS, Twin::Pdf).map_err(|_| {
        let given = view.format.as_deref().unwrap_or_default();
        AppError::parameter(
            "format",
            given,
            "is not a form of a report; use pdf, xlsx or html",
        )
    });
    let (language, form) = if is_page {
        (request.language(&view), None)
    } else {
        (view.language.unwrap_or_default(), Some(form?))
    };
    answer(app, &request, &visitor, language, move |app, reader| {
        let order = Order::of(&app.catalog, &name, &place, reader.clone())?;
        let report = app
            .press()
            .report(&order.at(view.as_on, view.known_on), language)?;
        match form {
            Some(form) => file(&report, form, language),
            None => page(app, &report, &view, language),
        }
    })
    .await
}

/// The page of the report's programme shows the same figures to be browsed.
fn page_of(view: &View, programme: &str, place: &catalog::PlaceCode) -> Response {
    let link = view
        .link(format!("/{programme}/{place}"))
        .without("place")
        .without("format");
    (StatusCode::SEE_OTHER, [(header::LOCATION, link.to_string())]).into_response()
}

/// A report as a file.
pub fn file(report: &reports::Report, form: Twin, language: Language) -> Result<Content, AppError> {
    let written = if form == Twin::Pdf {
        report.pdf(language)?
    } else {
        report.xlsx(language)?
    };
    Ok(Content::twin(form, &report.stem(), written))
}

/// Everything that `report.html` may use.
#[derive(Debug, Serialize)]
struct ReportPage {
    frame: Frame,
    downloads: Vec<Tab>,
    report: String,
}

/// A report over several programmes as a page: no programme's own page could show it.
fn page(app: &App, report: &reports::Report, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let link = view.link(format!("/reports/{}", report.name));
    let title = say.words(&report.title);
    let place = say.words(&report.place_name);
    let page = ReportPage {
        frame: Frame::new(app, say, &format!("{title} · {place}"), &link, None).sample(report.is_sample()),
        downloads: downloads(&link.without("format"), say),
        report: report.html_body(language)?,
    };
    Ok(Content::page(app.templates.render("report.html", &page)?))
}

/// The files of a report at an address, in the reader's language.
pub fn downloads(link: &Link, say: crate::say::Say<'_>) -> Vec<Tab> {
    let tab = |form: Twin| {
        let link = link
            .clone()
            .in_language(say.language)
            .with("format", form.extension());
        here(form.word().to_owned(), link.to_string(), false, say)
    };
    FORMS.map(tab).to_vec()
}
