//! By which level of places a page breaks its place down.

use catalog::programme::Programme;
use catalog::{Catalog, PlaceCode, PlaceLevel};
use figures::Dimension;

use crate::error::AppError;

/// The levels into which a place can be broken down, coarse to fine: those that lead to the places that report.
pub fn levels(catalog: &Catalog, programme: &Programme, place: &PlaceCode) -> Vec<PlaceLevel> {
    programme.levels_inside(place, &catalog.places)
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
        [] => Ok(programme.usual_level(place, &catalog.places)),
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
