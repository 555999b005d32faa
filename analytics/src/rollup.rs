//! Rollups: facts added up over every place that contains the reporting place.

use catalog::programme::ReportedBy;
use catalog::{Place, PlaceLevel, Places};
use polars::prelude::*;

use crate::error::AnalyticsError;
use crate::names::{KEYS, PLACE, SUMS};

/// A place that contains another one, or the place itself.
const HOLDER: &str = "holder";

/// Which places contain which: two columns, a place and its holder. Places above the reporting level hold themselves,
/// since they may have rows of their own; reporting units do not: their rollup is their facts.
pub fn holders(places: &Places, reported_by: ReportedBy) -> Result<DataFrame, AnalyticsError> {
    let own = |place: &Place, holder: &Place| holder.code != place.code || is_above(place.level, reported_by);
    pairs(places, |place, holder| {
        is_above(holder.level, reported_by) && own(place, holder)
    })
}

/// Whether places of a level have stored sums of those that report, and are none of them.
pub fn is_above(level: PlaceLevel, reported_by: ReportedBy) -> bool {
    level < reported_by.finest() && reported_by.levels().all(|unit| level != unit)
}

/// Which places lie in which, whatever their levels: a place and one around it.
pub fn around(places: &Places) -> Result<DataFrame, AnalyticsError> {
    pairs(places, |place, holder| holder.code != place.code)
}

/// Places with those around them and themselves, as far as they are asked for.
fn pairs(places: &Places, is_asked: impl Fn(&Place, &Place) -> bool) -> Result<DataFrame, AnalyticsError> {
    let (mut inner, mut outer) = (Vec::new(), Vec::new());
    for place in places.all() {
        let around = places.ancestors(&place.code).into_iter();
        let others = around.filter(|around| around.code != place.code);
        for holder in others.chain([place]).filter(|holder| is_asked(place, holder)) {
            inner.push(place.code.as_str());
            outer.push(holder.code.as_str());
        }
    }
    Ok(DataFrame::new_infer_height(vec![
        Column::from(Series::new(PLACE.into(), inner)),
        Column::from(Series::new(HOLDER.into(), outer)),
    ])?)
}

/// Facts added up by holder, level of the reporting places, day, and the classes that they are kept by.
pub fn rollup(facts: LazyFrame, holders: &DataFrame, classes: &[String]) -> LazyFrame {
    let keys: Vec<&str> = KEYS
        .into_iter()
        .chain(classes.iter().map(String::as_str))
        .collect();
    held(facts, holders)
        .group_by(keys.iter().map(|key| col(*key)).collect::<Vec<_>>())
        .agg(SUMS.map(|sum| col(sum).sum()))
        .sort(keys, SortMultipleOptions::default())
}

/// Each row once for every holder of its place.
pub fn held(rows: LazyFrame, holders: &DataFrame) -> LazyFrame {
    rows.join(
        holders.clone().lazy(),
        [col(PLACE)],
        [col(PLACE)],
        JoinArgs::new(JoinType::Inner),
    )
    .drop(cols([PLACE]))
    .rename([HOLDER], [PLACE], true)
}
