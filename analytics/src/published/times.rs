//! The times that are published: stocks as on the last of each month, the latest day and the days that it is compared
//! with; what adds up, by whole months, quarters and years to date that are over.

use catalog::calendar::same_date_last_year;
use catalog::{Catalog, FinancialYear, Grain, Period, Place, PlaceCode};
use jiff::ToSpan;
use jiff::civil::Date;

use super::blocks::{Block, blocks};
use crate::error::AnalyticsError;
use crate::latest::latest;
use crate::load::Loader;

/// One node of time: its days, and the length of time that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// First day; none for a stock.
    pub from: Option<Date>,
    /// Last day.
    pub to: Date,
}

/// A span with the lengths of time under which it can be published: the year to June is also a quarter.
pub struct Span {
    /// Its days.
    pub node: Node,
    /// As what it can be published.
    pub grains: Vec<Grain>,
    /// The months in it, by position; none for stocks.
    pub months: Vec<usize>,
}

/// The place that holds all others around it: figures of places of different ones are never added.
pub fn top<'c>(catalog: &'c Catalog, place: &PlaceCode) -> Option<&'c Place> {
    let places = &catalog.places;
    let around = places.ancestors(place);
    let coarsest = around.into_iter().min_by_key(|outer| outer.level);
    let place = places.get(place)?;
    Some(
        coarsest
            .filter(|outer| outer.level < place.level)
            .unwrap_or(place),
    )
}

/// The latest day that anything is known of some measures anywhere around a place: up to it they are published.
pub fn latest_day(
    loader: &Loader<'_>,
    programme: &catalog::programme::Programme,
    measures: &[&str],
    place: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    match top(loader.catalog, place) {
        Some(top) => latest(loader, programme, measures, &top.code),
        None => Ok(None),
    }
}

/// Whether a day is one as on which stocks are published: the last of a month, or the latest there is. Stocks of any two
/// days differ by the returns that came in between, and one return is of one place.
pub fn is_published_day(day: Date, latest: Option<Date>) -> bool {
    day == day.last_of_month() || latest.is_none_or(|latest| day >= latest)
}

/// The days on which the stocks of a block are published, that lie in a financial year; of `latest`, and those that it is
/// compared with.
pub fn days(fy: FinancialYear, latest: Date) -> Vec<Date> {
    let mut days: Vec<Date> = Grain::Month
        .periods(fy.first_day(), fy.last_day().min(latest.last_of_month()))
        .into_iter()
        .map(|month| month.to)
        .collect();
    let beside = [
        Some(latest),
        latest.checked_sub(1.month()).ok(),
        Some(same_date_last_year(latest)),
    ];
    days.extend(beside.into_iter().flatten());
    days.retain(|day| FinancialYear::of(*day) == fy);
    days.sort_unstable();
    days.dedup();
    days
}

/// The spans of a financial year that are over by a day, months first.
pub fn spans(fy: FinancialYear, latest: Date) -> Vec<Span> {
    let over = |period: &Period| period.to <= latest;
    let months: Vec<Period> = Grain::Month
        .periods(fy.first_day(), fy.last_day())
        .into_iter()
        .filter(over)
        .collect();
    let mut spans: Vec<Span> = Vec::new();
    let mut add = |from: Date, to: Date, grain: Grain| {
        let node = Node { from: Some(from), to };
        if let Some(known) = spans.iter_mut().find(|span| span.node == node) {
            known.grains.push(grain);
            return;
        }
        let inside = months
            .iter()
            .enumerate()
            .filter(|(_, month)| from <= month.from && month.to <= to);
        spans.push(Span {
            node,
            grains: vec![grain],
            months: inside.map(|(at, _)| at).collect(),
        });
    };
    for month in &months {
        add(month.from, month.to, Grain::Month);
    }
    for quarter in Grain::Quarter
        .periods(fy.first_day(), fy.last_day())
        .iter()
        .filter(|one| over(one))
    {
        add(quarter.from, quarter.to, Grain::Quarter);
    }
    for month in &months {
        add(fy.first_day(), month.to, Grain::Fy);
    }
    spans
}

/// The latest day on which a measure is published, beside those that add up with it.
pub fn latest_of_measure(
    loader: &Loader<'_>,
    programme: &catalog::programme::Programme,
    measure: &catalog::programme::Measure,
    place: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    let Some(top) = top(loader.catalog, place) else {
        return Ok(None);
    };
    let all = blocks(programme);
    let block = all
        .iter()
        .find(|block| block.ids().contains(&measure.id.as_str()));
    block.map_or(Ok(None), |block| latest_of(loader, block, &top.code))
}

/// The latest day of a block's measures in a top place.
pub fn latest_of(
    loader: &Loader<'_>,
    block: &Block<'_>,
    top: &PlaceCode,
) -> Result<Option<Date>, AnalyticsError> {
    latest(loader, block.programme, &block.ids(), top)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn fy(day: Date) -> FinancialYear {
        FinancialYear::of(day)
    }

    #[test]
    fn a_running_month_is_not_over() {
        let spans = spans(fy(date(2026, 4, 1)), date(2026, 6, 29));
        let ends: Vec<Date> = spans.iter().map(|span| span.node.to).collect();
        assert_eq!(ends, [date(2026, 4, 30), date(2026, 5, 31), date(2026, 5, 31)]);
        assert_eq!(
            spans[0].grains,
            [Grain::Month, Grain::Fy],
            "April is the year to April"
        );
        assert_eq!(spans[2].months, [0, 1]);
    }

    #[test]
    fn the_first_quarter_is_the_year_to_june() {
        let spans = spans(fy(date(2026, 4, 1)), date(2026, 6, 30));
        let quarter = spans.iter().find(|span| span.months.len() == 3).unwrap();
        assert_eq!(quarter.grains, [Grain::Quarter, Grain::Fy]);
    }

    #[test]
    fn stocks_have_the_ends_of_months_the_latest_day_and_what_it_is_compared_with() {
        let latest = date(2026, 5, 22);
        assert_eq!(
            days(fy(latest), latest),
            [
                date(2026, 4, 22),
                date(2026, 4, 30),
                date(2026, 5, 22),
                date(2026, 5, 31)
            ]
        );
        assert!(days(fy(date(2025, 5, 1)), latest).contains(&date(2025, 5, 22)));
    }
}
