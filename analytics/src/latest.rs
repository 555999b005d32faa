//! The latest day with a row: of some measures, of a dataset, of a programme.

use std::collections::BTreeSet;

use catalog::programme::Programme;
use catalog::{FinancialYear, PlaceCode};
use jiff::civil::Date;

use crate::error::AnalyticsError;
use crate::load::{Loader, Wanted};
use crate::names::{REPORTING, TOTALS};
use crate::series::SeriesSet;

/// The latest day with a row of a dataset in a place.
pub fn latest_of_dataset(
    loader: &Loader<'_>,
    programme: &Programme,
    dataset: &str,
    within: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    let of_it = programme
        .measures
        .iter()
        .filter(|measure| measure.dataset == dataset);
    let ids: Vec<&str> = of_it.map(|measure| measure.id.as_str()).collect();
    latest(loader, programme, &ids, within)
}

/// The latest day with a row of some measures in a place: the newest financial year that has any is searched.
pub fn latest(
    loader: &Loader<'_>,
    programme: &Programme,
    measures: &[&str],
    within: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    let mut found: Option<Date> = None;
    for dataset in &programme.datasets {
        let of_it = programme
            .measures
            .iter()
            .filter(|m| m.dataset == dataset.id && measures.contains(&m.id.as_str()));
        let mut ids: BTreeSet<&str> = of_it.map(|measure| measure.id.as_str()).collect();
        if ids.is_empty() {
            continue;
        }
        if dataset.is_of_units() {
            ids.extend([REPORTING, TOTALS]);
        }
        for fy in loader.all_years(&programme.id, &dataset.id).into_iter().rev() {
            let Ok(year) = fy.parse::<FinancialYear>() else {
                continue;
            };
            let days = (year.first_day(), year.last_day());
            let mut series = SeriesSet::default();
            loader.load(
                &Wanted {
                    programme,
                    dataset,
                    measures: ids.clone(),
                    days,
                },
                &[within],
                &mut series,
            )?;
            if let Some(day) = series.last_row() {
                found = found.max(Some(day));
                break;
            }
        }
    }
    Ok(found)
}
