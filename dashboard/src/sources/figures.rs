//! The figures that are traced, each with who reported and by which rule it was added up.

use catalog::{Arg, PlaceLevel};
use figures::Figures;
use serde::Serialize;

use crate::overview::coverage::{heard, reported};
use crate::overview::printed::{self, Shown};
use crate::overview::scene::Scene;
use crate::overview::ways::of_measure;

/// One figure that is traced.
#[derive(Debug, Clone, Serialize)]
pub struct Traced {
    title: String,
    /// The address of the measure's page.
    about: String,
    value: Shown,
    /// `186 of 190 reported`, with those that are carried.
    units: String,
    /// Which rows were added up.
    rule: String,
}

/// Each figure of the whole place.
pub fn traced(scene: &Scene<'_>, figures: &Figures) -> Vec<Traced> {
    let cells = figures
        .rows
        .first()
        .map(|row| row.cells.as_slice())
        .unwrap_or_default();
    let columns = cells.iter().zip(&figures.columns);
    columns
        .map(|(cell, column)| Traced {
            title: scene.say.words(&column.title),
            about: of_measure(scene, &column.id),
            value: printed::shown(cell, column.unit, scene.say),
            units: units(scene, &column.id, cell),
            rule: rule(scene, &column.id, cell),
        })
        .collect()
}

fn units(scene: &Scene<'_>, id: &str, cell: &figures::Cell) -> String {
    let heard = heard(scene, id, cell.units);
    let reported = heard.unwrap_or_else(|| reported(scene.say, cell.units, &[]));
    if cell.units.carried == 0 {
        return reported;
    }
    let carried = [("carried", Arg::Count(u64::from(cell.units.carried)))];
    format!("{reported} · {}", scene.say.about("units-carried", &carried))
}

/// Which rows were added up: those of a level inside the place, or the place's own.
fn rule(scene: &Scene<'_>, id: &str, cell: &figures::Cell) -> String {
    let say = scene.say;
    match cell.level {
        _ if scene.has_cases(id) => say.text("source-rule-cases"),
        Some(level) if level == scene.place.level => say.text("source-rule-own"),
        Some(level) => {
            let together = scene.programme.reported_by(id);
            let together = together.contains(&level).then_some(together);
            let mut levels = together.unwrap_or_else(|| vec![level]);
            levels.retain(|level| scene.place.level.may_hold(*level));
            let words = say.words(&PlaceLevel::plural_of(levels.into_iter()));
            say.about("source-rule-parts", &[("places", Arg::Text(&words))])
        }
        None => say.text("source-rule-none"),
    }
}
