//! Where figures come from: every figure shown must say it.

use figures::Figures;
use serde::Serialize;

use super::questions::Answers;
use super::scene::Scene;
use super::ways::to_sources;
use crate::say::{Say, count};

/// Where the figures of a page come from.
#[derive(Debug, Clone, Serialize)]
pub struct Provenance {
    /// `24 sheets of 24 files`
    pub summary: String,
    /// File and sheet.
    pub sheets: Vec<(String, String)>,
    /// How many sheets are not listed.
    pub further: Option<String>,
    /// Where the rows behind the figures are told of, where there is such a page.
    pub address: Option<String>,
    /// The data version.
    pub version: u64,
    /// When the data last changed.
    pub updated: Option<String>,
}

/// A page is no place for thousands of names; the JSON twin has them all.
const MOST: usize = 100;

/// The sources of all answers of a page, each sheet once.
pub fn provenance(scene: &Scene<'_>, answers: &Answers) -> Provenance {
    let others = answers.parts.iter().chain(&answers.months).chain(&answers.units);
    let others = others.chain(answers.charted.iter().map(|charted| &charted.figures));
    let measures = scene.table_measures();
    Provenance {
        address: (!measures.is_empty()).then(|| to_sources(scene, &scene.place.code, &measures)),
        ..of(std::iter::once(&answers.whole).chain(others), scene.say)
    }
}

/// The sources of some figures.
pub fn of<'a>(figures: impl Iterator<Item = &'a Figures> + Clone, say: Say<'_>) -> Provenance {
    let mut sheets: Vec<(String, String)> = figures
        .clone()
        .flat_map(|figures| &figures.sources)
        .map(|source| match source.file.as_str() {
            // Whoever may not know what the sender called it, can name it by its batch.
            "" => (source.batch.clone(), String::new()),
            file => (file.to_owned(), source.sheet.clone()),
        })
        .collect();
    sheets.sort();
    sheets.dedup();
    let mut files: Vec<&String> = sheets.iter().map(|(file, _)| file).collect();
    files.dedup();
    let summary = say.about(
        "sheets-of-files",
        &[("sheets", count(sheets.len())), ("files", count(files.len()))],
    );
    let further = sheets.len().saturating_sub(MOST);
    sheets.truncate(MOST);
    let time = figures.clone().filter_map(|figures| figures.data_time).max();
    Provenance {
        summary,
        sheets,
        further: (further > 0).then(|| say.about("sheets-further", &[("count", count(further))])),
        address: None,
        version: figures
            .map(|figures| figures.data_version)
            .max()
            .unwrap_or_default(),
        updated: time.map(|time| {
            let time = time.to_string();
            time.get(..16).unwrap_or(&time).replace('T', " ") + " UTC"
        }),
    }
}
