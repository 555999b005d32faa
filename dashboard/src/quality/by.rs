//! By what a page of measuring is broken down: places of one level, or a named group of units.

use catalog::PlaceLevel;
use figures::Dimension;

use crate::error::AppError;
use crate::overview::level;
use crate::overview::scene::Scene;
use crate::overview::ways::here;
use crate::pages::frame::Tab;

/// The dimension asked for, else the level that pages of this place have; none for a place with nothing inside it.
pub fn by(scene: &Scene<'_>) -> Result<Option<Dimension>, AppError> {
    match scene.view.by.as_slice() {
        [] => {
            let level = level::level(&scene.app.catalog, scene.programme, &scene.place.code, &[])?;
            Ok(level.map(Dimension::Place))
        }
        [asked] if known(scene).contains(asked) => Ok(Some(*asked)),
        asked => {
            let asked: Vec<&str> = asked.iter().map(Dimension::id).collect();
            let known = known(scene);
            let known: Vec<&str> = known.iter().map(Dimension::id).collect();
            let help = if known.is_empty() {
                "nothing lies inside this place; leave it out".to_owned()
            } else {
                format!(
                    "this page can't be broken down by that; use one of: {}",
                    known.join(", ")
                )
            };
            Err(AppError::parameter("by", &asked.join(","), help))
        }
    }
}

/// The levels inside the place, then the groups of its units.
fn known(scene: &Scene<'_>) -> Vec<Dimension> {
    let levels: Vec<PlaceLevel> = level::levels(&scene.app.catalog, scene.programme, &scene.place.code);
    let groups = scene.programme.groups.iter().filter(|_| !levels.is_empty());
    let groups = groups
        .filter_map(|group| group.id.parse().ok())
        .map(Dimension::Named);
    levels
        .iter()
        .copied()
        .map(Dimension::Place)
        .chain(groups)
        .collect()
}

/// Links to each breakdown.
pub fn tabs(scene: &Scene<'_>, by: Option<Dimension>) -> Vec<Tab> {
    let link = scene.view.link(scene.path.address());
    known(scene)
        .into_iter()
        .map(|dimension| {
            let address = link.clone().with("by", dimension.id()).to_string();
            here(title(scene, dimension), address, by == Some(dimension), scene.say)
        })
        .collect()
}

/// What the parts are called.
pub fn title(scene: &Scene<'_>, by: Dimension) -> String {
    match by {
        Dimension::Place(level) => scene.say.words(&level.plural()),
        Dimension::Named(name) => scene
            .programme
            .group(name.as_str())
            .map_or_else(|| name.as_str().to_owned(), |group| scene.say.words(&group.title)),
        Dimension::Time(grain) => grain.id().to_owned(),
    }
}
