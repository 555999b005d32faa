//! How many grievances are received in each month.

use jiff::civil::{Date, date};

use crate::calendar::{days_between, plus};
use crate::random::Random;

/// The day from which people could call the Chief Minister: the first day of the sample's grievances.
pub(crate) const FIRST_DAY: Date = date(2023, 6, 8);
/// Since when some GPs complain about their roads again and again.
const ROADS_BROKEN: Date = date(2025, 4, 1);
/// GPs of broken roads, and what each complains in a day beside the usual.
pub(super) const BROKEN: usize = 8;
const PER_DAY: f64 = 0.16;

/// The grievances of a month. Days count from [`FIRST_DAY`], which is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) first: i32,
    pub(super) days: i32,
    /// Grievances that come as they always do.
    pub(super) usual: usize,
    /// Grievances about broken roads beside them.
    pub(super) roads: usize,
}

/// The day of a date.
pub(crate) fn day(date: Date) -> i32 {
    days_between(FIRST_DAY, date)
}

/// The date of a day.
pub(crate) fn date_of(day: i32) -> Date {
    plus(FIRST_DAY, day)
}

/// The months up to a day, in which `whole` grievances are received; roads are `scale` times what they usually are.
pub(super) fn months(seed: u64, until: Date, whole: usize, scale: f64) -> Vec<Month> {
    let mut months = Vec::new();
    let mut first = FIRST_DAY;
    while first <= until {
        let last = first.last_of_month().min(until);
        months.push(of_month(seed, (first, last), scale));
        first = plus(last, 1);
    }
    let roads: usize = months.iter().map(|(month, _)| month.roads).sum();
    let usual = whole.saturating_sub(roads) as f64;
    let all: f64 = months.iter().map(|(_, weight)| weight).sum();
    let (mut before, mut given) = (0.0, 0);
    for (month, weight) in &mut months {
        before += *weight;
        month.usual = (usual * before / all).round() as usize - given;
        given += month.usual;
    }
    months.into_iter().map(|(month, _)| month).collect()
}

/// A month without its usual grievances, and how many those weigh.
fn of_month(seed: u64, (first, last): (Date, Date), scale: f64) -> (Month, f64) {
    let mut random = Random::new(seed, &["grievances of a month", &first.to_string()]);
    let days = days_between(first, last) + 1;
    let weight = f64::from(days) * (1.0 + 0.03 * random.bell());
    let about_roads = BROKEN as f64 * PER_DAY * f64::from(days) * scale * (1.0 + 0.15 * random.bell());
    let roads = if first < ROADS_BROKEN {
        0
    } else {
        about_roads.round() as usize
    };
    let month = Month {
        first: day(first),
        days,
        usual: 0,
        roads,
    };
    (month, weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_together_have_all_grievances_and_roads_break_in_april() {
        let months = months(1, date(2026, 11, 22), 50_000, 1.0);
        let all: usize = months.iter().map(|month| month.usual + month.roads).sum();
        assert_eq!((months.len(), all, months[0].days), (42, 50_000, 23));
        assert!(months[..22].iter().all(|month| month.roads == 0));
        assert!(months[22..41].iter().all(|month| (20..60).contains(&month.roads)));
        let whole: Vec<usize> = months[1..41].iter().map(|month| month.usual).collect();
        assert!(
            whole.iter().all(|usual| (950..1_400).contains(usual)),
            "{whole:?}"
        );
    }

    #[test]
    fn days_and_dates_are_one_another() {
        assert_eq!((day(FIRST_DAY), day(date(2026, 11, 22))), (0, 1_263));
        assert_eq!(date_of(day(date(2024, 2, 29))), date(2024, 2, 29));
    }
}
