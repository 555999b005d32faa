//! Asking for a measure's page: everything where the programme's pages open to the reader, else what is published.

use analytics::{AnalyticsError, Opening};
use figures::{Compare, Figures, Query};

use crate::error::AppError;
use crate::overview::level::level;
use crate::overview::questions::{self, Answers};
use crate::overview::scene::Scene;

/// The figures of the page; none where the reader may have none of them.
pub fn ask(scene: &Scene<'_>) -> Result<Option<Answers>, AppError> {
    if opens(scene) {
        return questions::ask(scene).map(Some);
    }
    published(scene)
}

/// Whether the pages that the programme declares open to the reader here, and with them all that they show.
fn opens(scene: &Scene<'_>) -> bool {
    let unless_declared = catalog::programme::Page {
        audience: None,
        ..scene.page.clone()
    };
    let opening =
        scene
            .app
            .engine
            .opening(scene.reader, scene.programme, &unless_declared, &scene.place.code);
    opening == Opening::Open
}

/// What is published of the measure: every question is asked by itself, and left out where it is refused.
fn published(scene: &Scene<'_>) -> Result<Option<Answers>, AppError> {
    let compare = scene.view.compare.unwrap_or(Compare::LastYear);
    let plain = Query {
        compare: None,
        ..questions::asked(scene, &scene.all_measures())
    };
    let compared = Query {
        compare: scene.compares().then_some(compare),
        ..plain.clone()
    };
    let whole = match allowed(scene, &compared)? {
        Some(figures) => Some(figures),
        None => allowed(scene, &plain)?,
    };
    let Some(whole) = whole else { return Ok(None) };
    let level = level(
        &scene.app.catalog,
        scene.programme,
        &scene.place.code,
        &scene.view.by,
    )?;
    let parts = level
        .map(|level| questions::parts(scene, level, whole.as_on, compare))
        .map(|query| Query {
            compare: whole.compare,
            ..query
        });
    let months = whole.as_on.map(|day| questions::months(scene, day));
    let ask_for = |query: Option<Query>| {
        query
            .map(|query| allowed(scene, &query))
            .transpose()
            .map(Option::flatten)
    };
    let parts = ask_for(parts)?;
    Ok(Some(Answers {
        level: level.filter(|_| parts.is_some()),
        parts,
        months: ask_for(months)?,
        years: None,
        units: Vec::new(),
        charted: Vec::new(),
        whole,
        compare,
    }))
}

/// The answer, if the reader may have it.
pub fn allowed(scene: &Scene<'_>, query: &Query) -> Result<Option<Figures>, AppError> {
    let engine = &scene.app.engine;
    if !engine.may_ask(query)? {
        return Ok(None);
    }
    match engine.figures(query) {
        Ok(figures) => Ok(Some(figures)),
        // Published, but not as on that day.
        Err(AnalyticsError::Refused) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}
