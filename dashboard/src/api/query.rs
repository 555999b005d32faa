//! `/api/v1/query`: the question as parameters, the answer as data.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use figures::{Query, Reader};

use super::{accept, long};
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::files::{body, title};
use crate::path;
use crate::reply::{Content, answer_in, not_kept};
use crate::request::Request;
use crate::twin::Twin;
use crate::view::{OF_QUERIES, View};
use crate::visitor::Visitor;

/// The forms of an answer, as on the command line.
pub const FORMS: [Twin; 4] = [Twin::Json, Twin::Csv, Twin::Parquet, Twin::Xlsx];

/// Answers a question.
pub async fn query(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_QUERIES)?;
    let form = accept::form(&view, &request.headers, &FORMS)?;
    let language = view.language.unwrap_or_default();
    let wish = (language, Some(form));
    let asked = view.clone();
    let answered = answer_in(app.clone(), &request, &visitor, wish, move |app, reader| {
        file(app, &asked, form, language, reader)
    })
    .await;
    match (answered, long::form(form)) {
        (Err(AppError::TooManyRows(_)), Some(long)) => {
            let version = app.data_version().await?;
            let query = asked_of(&app, &view, &visitor.reader)?;
            let stem = format!("{}-{}", query.programme, query.within);
            let empty = Content::twin(form, &stem, Vec::new());
            let whole = long::answer(&app, query, (long, language), empty).await?;
            Ok(not_kept(whole, version, &request, &visitor, wish))
        }
        (answered, _) => answered,
    }
}

fn file(
    app: &App,
    view: &View,
    form: Twin,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let query = asked_of(app, view, reader)?;
    let figures = app.engine.figures(&query)?;
    let stem = format!("{}-{}", query.programme, figures.place);
    let body = body(app, &figures, form, &title(app, &figures, language), language)?;
    Ok(Content::twin(form, &stem, body).whole(figures.rows.len()))
}

/// The question that the parameters ask.
fn asked_of(app: &App, view: &View, reader: &Reader) -> Result<Query, AppError> {
    let missing = |name: &str, help: &str| AppError::parameter(name, "", help);
    let id = view
        .programme
        .as_deref()
        .ok_or_else(|| missing("programme", "is missing; name a programme, like mgnrega"))?;
    let programme = path::programme(&app.catalog, id)?;
    if view.measures.is_empty() {
        return Err(missing(
            "measure",
            "is missing; name at least one, like persondays",
        ));
    }
    if let Some(unknown) = view.measures.iter().find(|id| programme.subject(id).is_none()) {
        return Err(AppError::parameter(
            "measure",
            unknown,
            format!("is no measure or indicator of `{id}`; see /help for those there are"),
        ));
    }
    let within = match &view.place {
        Some(code) => path::place(&app.catalog, code)?,
        None => app.home.clone(),
    };
    let measures: Vec<&str> = view.measures.iter().map(String::as_str).collect();
    let query = view.put_into(Query::of(id, within, &measures, reader.clone()));
    Ok(Query {
        by: view.by.clone(),
        ..query
    })
}
