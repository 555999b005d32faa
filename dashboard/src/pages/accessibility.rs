//! For whom the pages are made to work, and how.

use catalog::Language;
use serde::Serialize;

use super::frame::Frame;
use crate::app::App;
use crate::error::AppError;
use crate::reply::Content;
use crate::view::View;

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
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("accessibility");
    let page = AccessibilityPage {
        frame: Frame::new(app, say, &title, &view.link("/accessibility"), None),
        title,
        points: POINTS.map(|point| say.text(point)).to_vec(),
    };
    Ok(Content::page(app.templates.render("accessibility.html", &page)?))
}
