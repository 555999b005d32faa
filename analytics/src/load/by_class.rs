//! Series apart for each value of the classes asked by.

use std::collections::BTreeMap;

use catalog::PlaceCode;
use polars::prelude::*;

use super::plans::by_class;
use super::sums::Stored;
use super::{Loader, Wanted};
use crate::by_class::ByClass;
use crate::decode::add_series;
use crate::error::AnalyticsError;
use crate::kinds::Kinds;
use crate::names::{REPORTING, TOTALS};
use crate::rollup::is_above;
use crate::run;
use crate::series::SeriesSet;

impl Loader<'_> {
    /// Adds the series of some places, apart for each value of the classes asked by, narrowed by those of conditions. Who
    /// reported is the same for all.
    pub fn load_by_class(
        &self,
        wanted: &Wanted<'_>,
        places: &[&PlaceCode],
        kinds: &Kinds<'_>,
        into: &mut ByClass,
    ) -> Result<(), AnalyticsError> {
        let mut parts = into.parts.take().unwrap_or_default();
        if kinds.classes.is_empty() {
            parts.entry(Vec::new()).or_default();
        }
        let reported_by = wanted.dataset.reported_by;
        for fy in self.years(wanted) {
            for stored in [Stored::ByPlace, Stored::Facts] {
                let is_of_units = stored == Stored::Facts;
                let here: Vec<&PlaceCode> = places
                    .iter()
                    .copied()
                    .filter(|place| is_above(place.level(), reported_by) != is_of_units)
                    .collect();
                if let (false, Some(table)) = (here.is_empty(), self.sums(wanted, &fy, stored)?) {
                    let rows = run::rows(&by_class(wanted, &here, kinds), table)?;
                    split(&rows, kinds, &mut parts)?;
                }
            }
        }
        for set in parts.values_mut().chain([&mut into.nobody]) {
            set.add_from(&into.whole, [REPORTING, TOTALS].into_iter(), places);
        }
        into.parts = Some(parts);
        Ok(())
    }
}

/// Sums by class, sorted by measure, place, level and day, into the series of each combination.
fn split(
    rows: &DataFrame,
    kinds: &Kinds<'_>,
    into: &mut BTreeMap<Vec<Option<String>>, SeriesSet>,
) -> Result<(), AnalyticsError> {
    if kinds.classes.is_empty() {
        return add_series(rows, into.entry(Vec::new()).or_default());
    }
    let columns: Vec<&StringChunked> = kinds
        .classes
        .iter()
        .map(|class| rows.column(&class.id)?.str())
        .collect::<PolarsResult<_>>()?;
    let mut rows_of: BTreeMap<Vec<Option<&str>>, Vec<IdxSize>> = BTreeMap::new();
    for row in 0..rows.height() {
        let key = columns.iter().map(|column| column.get(row)).collect();
        rows_of
            .entry(key)
            .or_default()
            .push(IdxSize::try_from(row).unwrap_or(IdxSize::MAX));
    }
    for (key, positions) in rows_of {
        let positions = IdxCa::from_vec("".into(), positions);
        let key = key.into_iter().map(|value| value.map(str::to_owned)).collect();
        add_series(&rows.take(&positions)?, into.entry(key).or_default())?;
    }
    Ok(())
}
