//! How to tell the owner of the pages what is wrong or missing. Nothing is kept by jela: people write to the office.

use catalog::Language;
use serde::Serialize;

use super::frame::Frame;
use crate::app::App;
use crate::error::AppError;
use crate::reply::Content;
use crate::view::View;

/// Everything that `feedback.html` may use.
#[derive(Debug, Serialize)]
pub struct FeedbackPage {
    frame: Frame,
    title: String,
    /// The office, and what to write to.
    owner: String,
    contact: String,
    mail_to: Option<String>,
    points: Vec<String>,
}

const POINTS: [&str; 4] = [
    "feedback-figure",
    "feedback-page",
    "feedback-person",
    "feedback-answer",
];

/// `/feedback`
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("feedback");
    let owner = app.owner();
    let frame = Frame::new(app, say, &title, &view.link("/feedback"), None);
    let page = FeedbackPage {
        owner: frame.owner.clone(),
        contact: match owner.contact.as_str() {
            "" => say.text("feedback-no-contact"),
            contact => contact.to_owned(),
        },
        mail_to: owner.mail_to(),
        points: POINTS.map(|point| say.text(point)).to_vec(),
        frame,
        title,
    };
    Ok(Content::page(app.templates.render("feedback.html", &page)?))
}
