//! One measure of one place over time, as changes: what it was on a day, who had a value and who reported.

use std::collections::HashMap;
use std::sync::Arc;

use catalog::{PlaceCode, PlaceLevel};
use jiff::civil::Date;

use crate::day;

/// What is known of one measure, place and level of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SeriesKey<'a> {
    /// The measure's id.
    pub measure: &'a str,
    /// The place.
    pub place: &'a PlaceCode,
    /// The level of the rows that were added up.
    pub level: PlaceLevel,
}

/// The changes of one financial year in order of day, as running sums from its beginning.
#[derive(Debug, Clone, Default)]
pub struct YearSeries {
    days: Vec<i32>,
    total: Vec<i64>,
    have: Vec<i64>,
    fresh: Vec<i64>,
    rows: Vec<i64>,
    last_row: Option<i32>,
}

/// One measure of one place over the years; each year's changes stand for themselves.
#[derive(Debug, Clone, Default)]
pub struct Series {
    years: Vec<Arc<YearSeries>>,
}

/// What a series says of one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct At {
    /// The sum of the values that hold on that day.
    pub sum: i64,
    /// How many places have one.
    pub have: i64,
}

impl YearSeries {
    /// Adds the next change, not earlier than the one before.
    pub fn push(&mut self, day: i32, change: i64, have: i64, fresh: i64, rows: i64) {
        self.days.push(day);
        for (running, by) in [
            (&mut self.total, change),
            (&mut self.have, have),
            (&mut self.fresh, fresh),
            (&mut self.rows, rows),
        ] {
            running.push(running.last().copied().unwrap_or(0) + by);
        }
        if rows > 0 {
            self.last_row = Some(day);
        }
    }

    /// The first day of the financial year.
    fn begins(&self) -> Option<Date> {
        let first = self.days.first().copied().and_then(day::from_number);
        first.map(day::financial_year_start)
    }

    fn index(&self, day: i32) -> Option<usize> {
        self.days.partition_point(|known| *known <= day).checked_sub(1)
    }

    fn between(&self, running: &[i64], from: i32, to: i32) -> i64 {
        let upto = |day: i32| self.index(day).map_or(0, |index| running[index]);
        upto(to) - upto(from - 1)
    }
}

impl Series {
    /// The position on a day.
    pub fn at(&self, date: Date) -> At {
        let begins = Some(day::financial_year_start(date));
        let year = self.years.iter().find(|year| year.begins() == begins);
        let known = year.and_then(|year| Some((year, year.index(day::number(date))?)));
        known.map_or_else(At::default, |(year, index)| At {
            sum: year.total[index],
            have: year.have[index],
        })
    }

    /// How many places reported for the first time in their reporting period between two days, both counted.
    pub fn fresh(&self, from: Date, to: Date) -> i64 {
        self.over(from, to, |year| &year.fresh)
    }

    /// How many rows are dated between two days, both counted.
    pub fn rows(&self, from: Date, to: Date) -> i64 {
        self.over(from, to, |year| &year.rows)
    }

    /// The sum of events between two days, both counted.
    pub fn sum(&self, from: Date, to: Date) -> i64 {
        self.over(from, to, |year| &year.total)
    }

    /// The last day with a row.
    pub fn last_row(&self) -> Option<Date> {
        let last = self.years.iter().filter_map(|year| year.last_row).max();
        last.and_then(day::from_number)
    }

    fn over(&self, from: Date, to: Date, running: impl Fn(&YearSeries) -> &[i64]) -> i64 {
        let (from, to) = (day::number(from), day::number(to));
        self.years
            .iter()
            .map(|year| year.between(running(year), from, to))
            .sum()
    }
}

type ByPlace = HashMap<PlaceCode, HashMap<PlaceLevel, Series>>;

/// All series at hand: measure, then place, then level of rows.
#[derive(Debug, Default)]
pub struct SeriesSet {
    by_measure: HashMap<String, ByPlace>,
}

impl SeriesSet {
    /// The series of a key, if any row is known.
    pub fn get(&self, key: SeriesKey<'_>) -> Option<&Series> {
        self.by_measure.get(key.measure)?.get(key.place)?.get(&key.level)
    }

    /// Adds a year to the series of a key.
    pub fn add(&mut self, key: SeriesKey<'_>, year: Arc<YearSeries>) {
        self.places(key.measure)
            .entry(key.place.clone())
            .or_default()
            .entry(key.level)
            .or_default()
            .years
            .push(year);
    }

    /// Adds all that another set knows of some measures and places.
    pub fn add_from<'a>(
        &mut self,
        other: &Self,
        measures: impl Iterator<Item = &'a str>,
        places: &[&PlaceCode],
    ) {
        for measure in measures {
            let Some(known) = other.by_measure.get(measure) else {
                continue;
            };
            for (place, levels) in places.iter().filter_map(|place| known.get_key_value(*place)) {
                let into = self.places(measure).entry(place.clone()).or_default();
                for (level, series) in levels {
                    into.entry(*level)
                        .or_default()
                        .years
                        .extend(series.years.iter().cloned());
                }
            }
        }
    }

    /// The last day with a row among all series.
    pub fn last_row(&self) -> Option<Date> {
        self.by_measure
            .values()
            .flat_map(HashMap::values)
            .flat_map(HashMap::values)
            .filter_map(Series::last_row)
            .max()
    }

    fn places(&mut self, measure: &str) -> &mut ByPlace {
        if !self.by_measure.contains_key(measure) {
            self.by_measure.insert(measure.to_owned(), HashMap::new());
        }
        self.by_measure.get_mut(measure).expect("it was put there above")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn series(years: &[&[(Date, i64, i64)]]) -> Series {
        let year = |changes: &&[(Date, i64, i64)]| {
            let mut year = YearSeries::default();
            for (date, change, have) in *changes {
                year.push(day::number(*date), *change, *have, (*have).max(0), 1);
            }
            Arc::new(year)
        };
        Series {
            years: years.iter().map(year).collect(),
        }
    }

    #[test]
    fn a_position_is_the_sum_of_the_changes_of_its_year() {
        let series = series(&[&[
            (date(2026, 4, 5), 10, 1),
            (date(2026, 4, 9), 5, 0),
            (date(2026, 4, 20), -15, -1),
        ]]);
        assert_eq!(series.at(date(2026, 4, 4)), At::default());
        assert_eq!(series.at(date(2026, 4, 9)), At { sum: 15, have: 1 });
        assert_eq!(series.at(date(2026, 4, 30)), At { sum: 0, have: 0 });
    }

    #[test]
    fn a_new_financial_year_begins_from_nothing() {
        let series = series(&[&[(date(2026, 3, 31), 900, 1)], &[(date(2026, 4, 2), 7, 1)]]);
        assert_eq!(series.at(date(2026, 4, 1)), At::default());
        assert_eq!(series.at(date(2026, 4, 3)), At { sum: 7, have: 1 });
    }

    #[test]
    fn events_of_a_span_are_added_up_over_years() {
        let series = series(&[
            &[(date(2026, 2, 28), 3, 0), (date(2026, 3, 31), 4, 0)],
            &[(date(2026, 4, 30), 5, 0)],
        ]);
        assert_eq!(series.sum(date(2026, 3, 1), date(2026, 4, 30)), 9);
    }
}
