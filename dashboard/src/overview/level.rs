//! By which level of places a page breaks its place down.

use std::collections::BTreeSet;

use catalog::programme::{Keeps, Programme};
use catalog::{Catalog, PlaceCode, PlaceLevel};
use figures::Dimension;

use crate::error::AppError;

/// Fewer parts than this say little; the page then starts one level finer, if there is one.
const A_HANDFUL: usize = 5;

/// The levels into which a place can be broken down, coarse to fine: those that lead to the places that report.
pub fn levels(catalog: &Catalog, programme: &Programme, place: &PlaceCode) -> Vec<PlaceLevel> {
    let reported_by = programme
        .datasets
        .iter()
        .map(|dataset| dataset.reported_by.level)
        .max();
    let finest = reported_by.unwrap_or(place.level());
    let lies_anywhere = lies_anywhere(programme);
    let leads_there = |level: PlaceLevel| {
        level == finest
            || lies_anywhere
            || catalog
                .places
                .inside(place, finest, None)
                .iter()
                .any(|unit| catalog.places.ancestor_at(&unit.code, level).is_some())
    };
    let below = PlaceLevel::ALL
        .into_iter()
        .filter(|level| *level > place.level() && *level <= finest);
    below
        .filter(|level| parts(catalog, programme, place, *level) > 0 && leads_there(*level))
        .collect()
}

fn parts(catalog: &Catalog, programme: &Programme, place: &PlaceCode, level: PlaceLevel) -> usize {
    catalog
        .places
        .inside(place, level, None)
        .iter()
        .filter(|part| part.counts_for(&programme.id))
        .count()
}

/// How many places of a level have units in them: three homes in a district make no table of its blocks.
fn with_units(catalog: &Catalog, programme: &Programme, place: &PlaceCode, level: PlaceLevel) -> usize {
    let reports = programme.datasets.iter().map(|dataset| dataset.reported_by.level);
    let Some(finest) = reports.max().filter(|finest| finest.is_unit() && level < *finest) else {
        return parts(catalog, programme, place, level);
    };
    if lies_anywhere(programme) {
        return parts(catalog, programme, place, level);
    }
    let units = catalog.places.inside(place, finest, None);
    let around: BTreeSet<_> = units
        .iter()
        .filter(|unit| unit.counts_for(&programme.id))
        .filter_map(|unit| catalog.places.ancestor_at(&unit.code, level))
        .map(|around| &around.code)
        .collect();
    around.len()
}

/// Matters of a docket lie in any place, whoever deals with them.
fn lies_anywhere(programme: &Programme) -> bool {
    let mut datasets = programme.datasets.iter();
    datasets.any(|dataset| matches!(dataset.keeps, Keeps::Docket(_)))
}

/// The level of a page: the one that was asked for, else the coarsest with more than a handful of places; none for a
/// place with nothing inside it.
pub fn level(
    catalog: &Catalog,
    programme: &Programme,
    place: &PlaceCode,
    asked: &[Dimension],
) -> Result<Option<PlaceLevel>, AppError> {
    let levels = levels(catalog, programme, place);
    match asked {
        [] => {
            let telling = levels
                .iter()
                .find(|level| with_units(catalog, programme, place, **level) >= A_HANDFUL);
            Ok(telling.or(levels.last()).copied())
        }
        [Dimension::Place(level)] if levels.contains(level) || *level == place.level() => {
            Ok((*level != place.level()).then_some(*level))
        }
        asked => {
            let asked: Vec<&str> = asked.iter().map(|dimension| dimension.id()).collect();
            let known: Vec<&str> = levels.iter().map(|level| level.id()).collect();
            let help = format!(
                "this page can't be broken down by that; use one of: {}",
                known.join(", ")
            );
            Err(AppError::parameter("by", &asked.join(","), help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level_of(place: &str, asked: &[Dimension]) -> Result<Option<PlaceLevel>, AppError> {
        let catalog = Catalog::load(None).unwrap();
        let programme = catalog.programme("mgnrega").unwrap();
        level(&catalog, programme, &place.parse().unwrap(), asked)
    }

    #[test]
    fn a_district_is_shown_by_block_and_a_block_by_gram_panchayat() {
        assert_eq!(level_of("state-19", &[]).unwrap(), Some(PlaceLevel::District));
        assert_eq!(level_of("district-305", &[]).unwrap(), Some(PlaceLevel::Block));
        assert_eq!(
            level_of("subdivision-bnk-sadar", &[]).unwrap(),
            Some(PlaceLevel::Block)
        );
        assert_eq!(level_of("block-2774", &[]).unwrap(), Some(PlaceLevel::Gp));
        assert_eq!(level_of("gp-108289", &[]).unwrap(), None);
    }

    #[test]
    fn municipalities_do_not_report_rural_employment() {
        let catalog = Catalog::load(None).unwrap();
        let programme = catalog.programme("mgnrega").unwrap();
        let levels = levels(&catalog, programme, &"district-305".parse().unwrap());
        assert_eq!(
            levels,
            [PlaceLevel::Subdivision, PlaceLevel::Block, PlaceLevel::Gp]
        );
    }

    #[test]
    fn a_breakdown_that_makes_no_page_is_refused_with_those_that_do() {
        let refusal = level_of("district-305", &[Dimension::Place(PlaceLevel::Ward)])
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("`by=ward`") && refusal.contains("subdivision, block, gp"),
            "{refusal}"
        );
        assert!(level_of("block-2774", &[Dimension::Time(catalog::Grain::Month)]).is_err());
    }
}
