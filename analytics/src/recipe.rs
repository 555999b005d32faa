//! Names how facts of a table are computed, so that facts of an older programme, registry or jela are computed again.

use std::hash::{DefaultHasher, Hash, Hasher};

use catalog::Places;
use catalog::programme::{Dataset, Keeps, Programme};

/// Counts up when facts are computed in another way.
pub const METHOD: u32 = 4;

/// The recipe of a dataset's facts: the method, what the programme declares of it, and which places contain which.
pub fn recipe(programme: &Programme, dataset: &Dataset, places: &Places) -> String {
    let mut hasher = DefaultHasher::new();
    METHOD.hash(&mut hasher);
    // How long rows are kept, and why, changes no figure.
    let counted = Dataset {
        keep: None,
        personal: None,
        ..dataset.clone()
    };
    format!("{counted:?}{:?}", programme.restarts).hash(&mut hasher);
    for measure in programme
        .measures
        .iter()
        .filter(|measure| measure.dataset == dataset.id)
    {
        (
            &measure.id,
            &measure.sum_of,
            measure.places_with_at_least,
            format!(
                "{:?}",
                (
                    &measure.count,
                    &measure.less,
                    &measure.totals,
                    &measure.register,
                    measure.flow,
                    &measure.docket,
                    &measure.different
                )
            ),
            format!("{:?}", measure.over_time),
            measure.restarts,
        )
            .hash(&mut hasher);
    }
    if let Keeps::Follow(follow) = &dataset.keeps {
        format!("{:?}{:?}", programme.dataset(&follow.of), programme.parameters).hash(&mut hasher);
    }
    if let Keeps::Docket(docket) = &dataset.keeps {
        let classes = programme
            .classes
            .iter()
            .filter(|class| docket.classes.contains(&class.id));
        format!("{:?}{:?}", classes.collect::<Vec<_>>(), programme.parameters).hash(&mut hasher);
    }
    for place in places.all() {
        (
            place.code.as_str(),
            place.parent.as_ref().map(|parent| parent.as_str()),
            place.valid_to.map(|last| last.to_string()),
        )
            .hash(&mut hasher);
    }
    let mut renamed: Vec<_> = places.renamed().collect();
    renamed.sort();
    renamed.hash(&mut hasher);
    format!("{METHOD}-{:016x}", hasher.finish())
}
