//! For whom the pages are made to work, and how.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use serde::Serialize;

use super::frame::Frame;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::reply::{Content, answer_in_words};
use crate::request::Request;
use crate::view::View;
use crate::visitor::Visitor;

/// Everything that `accessibility.html` may use.
#[derive(Debug, Serialize)]
pub struct AccessibilityPage {
    frame: Frame,
    title: String,
    points: Vec<String>,
}

const POINTS: [&str; 8] = [
    "accessible-standard",
    "accessible-script",
    "accessible-keyboard",
    "accessible-charts",
    "accessible-colour",
    "accessible-print",
    "accessible-limits",
    "accessible-tell",
];

/// `/accessibility`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    answer_in_words(app, &request, &visitor, page).await
}

fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("accessibility");
    let page = AccessibilityPage {
        frame: Frame::new(
            app,
            say,
            &format!("{title} · jela"),
            &view.link("/accessibility"),
            None,
        ),
        title,
        points: POINTS.map(|point| say.text(point)).to_vec(),
    };
    Ok(Content::page(app.templates.render("accessibility.html", &page)?))
}
