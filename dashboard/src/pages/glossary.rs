//! The terms of the field in three languages, with what they mean.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use catalog::glossary::glossary;
use serde::Serialize;

use super::frame::Frame;
use crate::app::{App, AppState};
use crate::error::AppError;
use crate::reply::{Content, answer_in_words};
use crate::request::Request;
use crate::view::View;
use crate::visitor::Visitor;

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
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    answer_in_words(app, &request, &visitor, page).await
}

fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
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
        frame: Frame::new(
            app,
            say,
            &format!("{title} · jela"),
            &view.link("/help/glossary"),
            None,
        ),
        title,
        terms,
    };
    Ok(Content::page(app.templates.render("glossary.html", &page)?))
}
