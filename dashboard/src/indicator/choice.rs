//! Which measure a page is about, and all there are to choose from.

use catalog::PlaceCode;
use catalog::programme::{Programme, Subject};
use serde::Serialize;

use crate::error::AppError;
use crate::near;
use crate::overview::scene::Scene;
use crate::overview::ways::of_measure;
use crate::view::View;

/// A group of measures to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// Rates, or counts.
    title: String,
    /// Title, address and id of each.
    measures: Vec<(String, String, String)>,
}

/// The measure that the address names; none where it names none.
pub fn subject<'a>(
    programme: &'a Programme,
    place: &PlaceCode,
    view: &View,
) -> Result<Option<Subject<'a>>, AppError> {
    match view.measures.as_slice() {
        [] => Ok(None),
        [id] => known(programme, place, id).map(Some),
        several => Err(AppError::parameter(
            "measure",
            &several.join(","),
            "this page is about one measure; name one",
        )),
    }
}

/// The measure of an id, or the fault that names those with a near one.
pub fn known<'a>(programme: &'a Programme, place: &PlaceCode, id: &str) -> Result<Subject<'a>, AppError> {
    programme
        .subject(id)
        .ok_or_else(|| near::unknown_measure(programme, place, id))
}

/// Every measure and indicator of the programme.
pub fn all(scene: &Scene<'_>) -> Vec<Choice> {
    let programme = scene.programme;
    let listed = |subject: Subject<'_>| {
        let title = scene.say.words(subject.title());
        (title, of_measure(scene, subject.id()), subject.id().to_owned())
    };
    let rates = programme.indicators.iter().map(Subject::Indicator).map(listed);
    let counts = programme.measures.iter().map(Subject::Measure).map(listed);
    let groups = [
        ("measures-rates", rates.collect()),
        ("measures-counts", counts.collect()),
    ];
    groups
        .into_iter()
        .filter(|(_, measures): &(&str, Vec<_>)| !measures.is_empty())
        .map(|(title, measures)| Choice {
            title: scene.say.text(title),
            measures,
        })
        .collect()
}
