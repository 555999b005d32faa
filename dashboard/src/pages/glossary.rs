//! The terms of the field in three languages, with what they mean.

use catalog::Language;
use catalog::glossary::glossary;
use serde::Serialize;

use super::frame::Frame;
use crate::app::App;
use crate::error::AppError;
use crate::reply::Content;
use crate::view::View;

/// Everything that `glossary.html` may use.
#[derive(Debug, Serialize)]
pub struct GlossaryPage {
    frame: Frame,
    title: String,
    terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Serialize)]
struct Term {
    id: String,
    title: String,
    meaning: String,
    /// What the other languages call it: the code of the language, and the words.
    others: Vec<(&'static str, String)>,
}

/// `/help/glossary`
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("glossary");
    let mut terms: Vec<Term> = glossary()?
        .into_iter()
        .map(|term| Term {
            title: say.words(&term.title),
            meaning: say.words(&term.meaning),
            others: Language::ALL
                .into_iter()
                .filter(|other| *other != language)
                .map(|other| (other.code(), term.title.get(other).to_owned()))
                .collect(),
            id: term.id,
        })
        .collect();
    terms.sort_by_key(|term| term.title.to_lowercase());
    let page = GlossaryPage {
        frame: Frame::new(app, say, &title, &view.link("/help/glossary"), None),
        title,
        terms,
    };
    Ok(Content::page(app.templates.render("glossary.html", &page)?))
}
