//! The page of cases under care, one by one, for those who look after them; and its twins. Never a name.

use std::ops::Range;

use catalog::programme::rule_number;
use catalog::{Arg, Language};
use figures::{CaseList, CaseQuery, CaseRow, Reader, case_listing};
use serde::Serialize;

use super::frame::{Frame, Tab};
use crate::app::App;
use crate::cases::alerts;
use crate::cases::paging::{self, Paging};
use crate::cases::row::{ShownCase, shown};
use crate::cases::summary::{Choice, choices, inside, sentences};
use crate::error::AppError;
use crate::files::listed;
use crate::overview::scene::Scene;
use crate::overview::ways::{crumbs, forms, groups, pages};
use crate::path::PlacePath;
use crate::reply::Content;
use crate::twin::Twin;
use crate::view::{PAGE, View};

/// The forms in which a list is taken away.
pub const FORMS: [Twin; 3] = [Twin::Xlsx, Twin::Csv, Twin::Json];

/// Everything that `cases.html` may use.
#[derive(Debug, Serialize)]
pub struct CasesPage {
    frame: Frame,
    crumbs: Vec<Tab>,
    title: String,
    pages: Vec<Tab>,
    groups: Vec<(String, String)>,
    answer: Vec<String>,
    as_on: String,
    action: String,
    hidden: Vec<(String, String)>,
    downloads: Vec<Tab>,
    choices: Vec<Choice>,
    inside: Vec<Choice>,
    cases: Vec<ShownCase>,
    nobody: Option<String>,
    paging: Option<Paging>,
    rules: Vec<String>,
    version: u64,
}

/// The page, or the twin that the path names.
pub fn content(
    app: &App,
    path: &PlacePath,
    view: &View,
    language: Language,
    reader: &Reader,
) -> Result<Content, AppError> {
    let scene = Scene::of(app, path, view, app.say(language), reader)?;
    let kind = alerts::asked(view.alert.as_deref())?;
    let follow = scene
        .page
        .follow
        .as_deref()
        .ok_or_else(|| AppError::not_found("the page names no dataset that follows cases"))?;
    let list = app.engine.cases(&CaseQuery {
        programme: scene.programme.id.clone(),
        follow: follow.to_owned(),
        within: scene.place.code.clone(),
        as_on: view.as_on,
        reader: reader.clone(),
    })?;
    let rows: Vec<&CaseRow> = list.rows.iter().filter(|row| alerts::has(row, kind)).collect();
    match path.twin {
        None => {
            let shown = paging::rows(view.page, rows.len())?;
            let page = CasesPage::new(&scene, follow, &list, (&rows, shown), kind);
            Ok(Content::page(app.templates.render("cases.html", &page)?))
        }
        Some(_) if view.page.is_some() => Err(AppError::parameter(
            PAGE,
            &view.page.map(|page| page.to_string()).unwrap_or_default(),
            "files have no pages: they hold the whole list",
        )),
        Some(twin) => listed(
            &scene,
            twin,
            &case_listing(&list, rows, language),
            &rules(&scene, &list),
        ),
    }
}

impl CasesPage {
    fn new(
        scene: &Scene<'_>,
        follow: &str,
        list: &CaseList,
        (rows, on_page): (&[&CaseRow], Range<usize>),
        kind: Option<&str>,
    ) -> Self {
        let say = scene.say;
        let title = format!("{} · {}", say.words(&scene.page.title), scene.place_name());
        let link = scene.view.link(scene.path.address());
        let here = match scene.view.page {
            Some(page) => link.clone().with(PAGE, page.to_string()),
            None => link.clone(),
        };
        Self {
            frame: Frame::new(scene.app, say, &title, &here, Some(&scene.programme.id)).sample(list.sample),
            crumbs: crumbs(scene),
            pages: pages(scene),
            groups: groups(scene),
            answer: sentences(scene, list),
            as_on: list.as_on.map(|day| day.to_string()).unwrap_or_default(),
            action: scene.path.address(),
            hidden: scene.view.link("").without("as_on").parameters().to_vec(),
            downloads: forms(scene, &FORMS),
            choices: choices(scene, list, kind),
            inside: inside(scene, list),
            cases: rows[on_page.clone()]
                .iter()
                .map(|row| shown(scene, follow, row))
                .collect(),
            nobody: (rows.is_empty() && !list.rows.is_empty()).then(|| say.text("cases-none-of-kind")),
            paging: paging::paging(&on_page, rows.len(), &link, say),
            rules: rules(scene, list),
            version: list.data_version,
            title,
        }
    }
}

/// The rules with their numbers: `Monthly measurements in a row that a recovery needs: 2`.
fn rules(scene: &Scene<'_>, list: &CaseList) -> Vec<String> {
    let rule = |(title, value): &(catalog::Words, f64)| {
        let (title, number) = (scene.say.words(title), rule_number(*value));
        scene.say.about(
            "rule",
            &[("title", Arg::Text(&title)), ("number", Arg::Text(&number))],
        )
    };
    list.rules.iter().map(rule).collect()
}
