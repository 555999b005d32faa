//! Who has not reported: those longest silent first.

use catalog::{Arg, format};
use figures::{Returns, SilentUnit};
use serde::Serialize;

use crate::overview::scene::Scene;

/// More rows than this are for a file.
const MOST: usize = 100;

/// The list.
#[derive(Debug, Clone, Serialize)]
pub struct Silent {
    /// The heads of its columns.
    pub unit: String,
    /// How many there are.
    pub count: String,
    /// Its rows.
    pub rows: Vec<SilentRow>,
    /// `40 more are in the files to download.`
    pub more: Option<String>,
    /// Said where nobody is silent.
    pub nobody: Option<String>,
}

/// One unit.
#[derive(Debug, Clone, Serialize)]
pub struct SilentRow {
    /// Its name.
    pub name: String,
    /// The address of its own page.
    pub address: String,
    /// The place directly around it.
    pub around: String,
    /// The last period of which it reported.
    pub last: String,
    /// Due returns since then.
    pub missed: String,
}

/// The list of a place.
pub fn silent(scene: &Scene<'_>, returns: &Returns) -> Silent {
    let say = scene.say;
    let unit = say.words(&returns.unit());
    let more = returns.silent.len().saturating_sub(MOST);
    let is_told = returns.latest_due().is_some() && !returns.units.is_empty();
    Silent {
        count: format::grouped(&returns.silent.len().to_string()),
        rows: returns
            .silent
            .iter()
            .take(MOST)
            .map(|unit| row(scene, unit))
            .collect(),
        more: (more > 0).then(|| say.about("returns-more", &[("rows", Arg::Count(more as u64))])),
        nobody: (is_told && returns.silent.is_empty())
            .then(|| say.about("returns-silent-none", &[("unit", Arg::Text(&unit))])),
        unit,
    }
}

fn row(scene: &Scene<'_>, unit: &SilentUnit) -> SilentRow {
    let say = scene.say;
    let link = scene.view.link(scene.path.at(&unit.place).address());
    SilentRow {
        name: say.words(&unit.name),
        address: link.without("by").to_string(),
        around: unit
            .around
            .as_ref()
            .map(|around| say.words(around))
            .unwrap_or_default(),
        last: unit.last.map_or_else(
            || say.text("report-returns-never"),
            |period| reports::period_text(&period, say.language),
        ),
        missed: format::grouped(&unit.missed.to_string()),
    }
}
