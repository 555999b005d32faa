//! What figures and signs mean: every measure of every programme, every state of a cell.

use std::collections::BTreeSet;

use catalog::Language;
use catalog::programme::Disclosure;
use figures::State as CellState;
use serde::Serialize;

use super::frame::Frame;
use crate::app::App;
use crate::common_page::CommonPage;
use crate::error::AppError;
use crate::link::Link;
use crate::overview::definitions::{Definition, definition, not_in_source};
use crate::overview::printed;
use crate::reply::Content;
use crate::say::Say;
use crate::view::View;

/// Everything that `help.html` may use.
#[derive(Debug, Serialize)]
pub struct HelpPage {
    frame: Frame,
    title: String,
    /// How to use the pages.
    points: Vec<String>,
    states: Vec<(&'static str, String, String)>,
    programmes: Vec<Programme>,
}

/// A programme's measures.
#[derive(Debug, Serialize)]
struct Programme {
    id: String,
    title: String,
    definitions: Vec<Definition>,
    /// What people ask for and no source has.
    absent: Vec<(String, String)>,
}

/// How to use the pages, most wanted first.
const POINTS: [&str; 8] = [
    "help-find",
    "help-day",
    "help-down",
    "help-meaning",
    "help-source",
    "help-compare",
    "help-download",
    "help-keyboard",
];

/// `/help`
pub fn page(app: &App, view: &View, language: Language) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("help");
    let states = [
        (CellState::NotReported, "state-not-reported"),
        (CellState::NotApplicable, "state-not-applicable"),
        (CellState::Suppressed, "state-suppressed"),
        (CellState::Suspended, "state-suspended"),
    ];
    let programmes = app.catalog.programmes.in_order().into_iter().map(|programme| {
        let indicators = programme
            .indicators
            .iter()
            .map(catalog::programme::Subject::Indicator);
        let measures = programme
            .measures
            .iter()
            .map(catalog::programme::Subject::Measure);
        Programme {
            id: programme.id.clone(),
            title: say.words(&programme.title),
            absent: not_in_source(programme, say),
            definitions: indicators
                .chain(measures)
                .map(|subject| Definition {
                    address: Some(about(app, programme, subject, language)),
                    ..definition(programme, subject, None, say)
                })
                .collect(),
        }
    });
    let page = HelpPage {
        frame: Frame::new(app, say, &title, &view.link("/help"), None),
        title,
        points: POINTS.map(|point| say.text(point)).to_vec(),
        states: states
            .map(|(state, text)| (state.id(), sign(app, state, say), say.text(text)))
            .to_vec(),
        programmes: programmes.collect(),
    };
    Ok(Content::page(app.templates.render("help.html", &page)?))
}

/// The page of a measure at the home place.
fn about(
    app: &App,
    programme: &catalog::programme::Programme,
    subject: catalog::programme::Subject<'_>,
    language: Language,
) -> String {
    let page = format!("/{}/{}/{}", programme.id, app.home, CommonPage::Indicator.id());
    let link = Link::to(page).with("measure", subject.id());
    link.in_language(language).to_string()
}

/// The word of a state; for hidden counts the signs of all programmes that hide any.
fn sign(app: &App, state: CellState, say: Say<'_>) -> String {
    if state != CellState::Suppressed {
        return printed::state(state, say);
    }
    let hiding = app
        .catalog
        .programmes
        .in_order()
        .into_iter()
        .filter(|programme| programme.disclosure == Disclosure::SmallCounts);
    let thresholds: BTreeSet<u32> = hiding.map(|programme| programme.threshold).collect();
    let signs: Vec<String> = thresholds
        .into_iter()
        .map(|below| printed::hidden(below, say))
        .collect();
    say.list(&signs)
}
