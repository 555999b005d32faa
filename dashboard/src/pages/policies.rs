//! The policies of the pages: terms of use, privacy, copyright, links, and how figures are kept right.

use catalog::Language;
use serde::Serialize;

use super::frame::Frame;
use crate::app::App;
use crate::error::AppError;
use crate::reply::Content;
use crate::view::View;

/// Everything that `policies.html` may use.
#[derive(Debug, Serialize)]
pub struct PoliciesPage {
    frame: Frame,
    title: String,
    /// Anchor, title and text of each.
    policies: Vec<(&'static str, String, String)>,
}

/// The policies, each with the messages of its title and its text.
const POLICIES: [(&str, &str, &str); 7] = [
    ("terms", "policy-terms", "policy-terms-text"),
    ("privacy", "policy-privacy", "policy-privacy-text"),
    ("cookies", "policy-cookies", "policy-cookies-text"),
    ("copyright", "policy-copyright", "policy-copyright-text"),
    ("links", "policy-links", "policy-links-text"),
    ("correction", "policy-correction", "policy-correction-text"),
    ("archive", "policy-archive", "policy-archive-text"),
];

/// `/policies`
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("policies");
    let page = PoliciesPage {
        frame: Frame::new(app, say, &title, &view.link("/policies"), None),
        policies: POLICIES
            .map(|(id, title, text)| (id, say.text(title), say.text(text)))
            .to_vec(),
        title,
    };
    Ok(Content::page(app.templates.render("policies.html", &page)?))
}
