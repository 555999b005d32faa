//! The map of the pages: every programme with its pages at the home place, and the pages of words.

use axum::extract::State;
use axum::response::Response;
use catalog::Language;
use figures::Reader;
use serde::Serialize;

use super::frame::Frame;
use super::uploads::in_language;
use crate::app::{App, AppState};
use crate::common_page::CommonPage;
use crate::error::AppError;
use crate::reply::{Content, answer};
use crate::request::Request;
use crate::say::Say;
use crate::view::{OF_WORDS, View};
use crate::visitor::Visitor;

/// Everything that `site_map.html` may use.
#[derive(Debug, Serialize)]
pub struct SiteMapPage {
    frame: Frame,
    title: String,
    groups: Vec<Group>,
}

/// Pages that belong together.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    /// Words and address of each.
    pages: Vec<(String, String)>,
}

/// The pages of no programme: the message of the title, and the address.
const PAGES: [(&str, &str); 10] = [
    ("district-at-a-glance", "/"),
    ("search", "/search"),
    ("open-data", "/open-data"),
    ("api", "/api"),
    ("help", "/help"),
    ("glossary", "/help/glossary"),
    ("accessibility", "/accessibility"),
    ("policies", "/policies"),
    ("feedback", "/feedback"),
    ("sign-in", "/sign-in"),
];

/// `/site-map`
pub async fn show(
    State(app): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, AppError> {
    let view = request.view(OF_WORDS)?;
    let language = request.language(&view);
    answer(app, &request, &visitor, language, move |app, reader| {
        page(app, &view, language, reader)
    })
    .await
}

fn page(app: &App, view: &View, language: Language, reader: &Reader) -> Result<Content, AppError> {
    let say = app.say(language);
    let title = say.text("site-map");
    let words = PAGES.map(|(title, address)| (say.text(title), in_language(address, language)));
    let general = Group {
        title: say.text("site-map-general"),
        pages: words.to_vec(),
    };
    let programmes = app.catalog.programmes.in_order();
    let programmes = programmes
        .iter()
        .map(|programme| of_programme(app, programme, say, reader));
    let page = SiteMapPage {
        frame: Frame::new(app, say, &title, &view.link("/site-map"), None),
        groups: std::iter::once(general).chain(programmes).collect(),
        title,
    };
    Ok(Content::page(app.templates.render("site_map.html", &page)?))
}

/// The pages of a programme at the home place that open to the reader.
fn of_programme(
    app: &App,
    programme: &catalog::programme::Programme,
    say: Say<'_>,
    reader: &Reader,
) -> Group {
    let address = |page: &str| in_language(&format!("/{}/{}/{page}", programme.id, app.home), say.language);
    let opens = |page: &&catalog::programme::Page| {
        app.engine.opening(reader, programme, page, &app.home) == analytics::Opening::Open
    };
    let declared = programme
        .pages
        .iter()
        .filter(opens)
        .map(|page| (say.words(&page.title), address(&page.id)));
    let common = CommonPage::ALL.map(|page| {
        let title = match page {
            CommonPage::Indicator => say.text("measures-all"),
            CommonPage::Compare | CommonPage::Source => say.words(&page.title()),
        };
        (title, address(page.id()))
    });
    Group {
        title: say.words(&programme.title),
        pages: declared.chain(common).collect(),
    }
}
