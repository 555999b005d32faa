//! One measure of one place over time, as changes: what it was on a day, who had a value and who reported.

use std::collections::HashMap;

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

/// Changes in order of day, with running sums inside each financial year: each year's changes stand for themselves.
#[derive(Debug, Clone, Default)]
pub struct Series {
    days: Vec<i32>,
    /// Running within the financial year.
    total: Vec<i64>,
    /// Running within the financial year.
    have: Vec<i64>,
    /// Running over everything.
    changed: Vec<i64>,
    fresh: Vec<i64>,
    rows: Vec<i64>,
    last_row: Option<i32>,
}

/// What a series says of one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct At {
    /// The sum of the values that hold on that day.
    pub sum: i64,
    /// How many places have one.
    pub have: i64,
}

impl Series {
    /// Adds the next change, not earlier than the one before.
    pub fn push(&mut self, day: i32, change: i64, have: i64, fresh: i64, rows: i64) {
        let same_year = self
            .days
            .last()
            .is_some_and(|last| year_start(*last) == year_start(day));
        let (total, had) = if same_year {
            (last(&self.total), last(&self.have))
        } else {
            (0, 0)
        };
        self.total.push(total + change);
        self.have.push(had + have);
        self.changed.push(last(&self.changed) + change);
        self.fresh.push(last(&self.fresh) + fresh);
        self.rows.push(last(&self.rows) + rows);
        self.days.push(day);
        if rows > 0 {
            self.last_row = Some(day);
        }
    }

    /// The position on a day.
    pub fn at(&self, date: Date) -> At {
        let day = day::number(date);
        match self.index(day) {
            Some(index) if year_start(self.days[index]) == year_start(day) => At {
                sum: self.total[index],
                have: self.have[index],
            },
            _ => At::default(),
        }
    }

    /// How many places reported for the first time in their reporting period between two days, both counted.
    pub fn fresh(&self, from: Date, to: Date) -> i64 {
        self.between(&self.fresh, from, to)
    }

    /// How many rows are dated between two days, both counted.
    pub fn rows(&self, from: Date, to: Date) -> i64 {
        self.between(&self.rows, from, to)
    }

    /// The sum of events between two days, both counted.
    pub fn sum(&self, from: Date, to: Date) -> i64 {
        self.between(&self.changed, from, to)
    }

    /// The last day with a row.
    pub fn last_row(&self) -> Option<Date> {
        self.last_row.and_then(day::from_number)
    }

    fn between(&self, running: &[i64], from: Date, to: Date) -> i64 {
        let upto = |day: i32| self.index(day).map_or(0, |index| running[index]);
        upto(day::number(to)) - upto(day::number(from) - 1)
    }

    fn index(&self, day: i32) -> Option<usize> {
        self.days.partition_point(|known| *known <= day).checked_sub(1)
    }
}

fn last(running: &[i64]) -> i64 {
    running.last().copied().unwrap_or(0)
}

fn year_start(day: i32) -> Option<Date> {
    day::from_number(day).map(day::financial_year_start)
}

/// All series at hand: measure, then place, then level of rows.
#[derive(Debug, Default)]
pub struct SeriesSet {
    by_measure: HashMap<String, HashMap<PlaceCode, HashMap<PlaceLevel, Series>>>,
}

impl SeriesSet {
    /// The series of a key, if any row is known.
    pub fn get(&self, key: SeriesKey<'_>) -> Option<&Series> {
        self.by_measure.get(key.measure)?.get(key.place)?.get(&key.level)
    }

    /// The series of a key, to be added to.
    pub fn entry(&mut self, measure: &str, place: &PlaceCode, level: PlaceLevel) -> &mut Series {
        let places = match self.by_measure.contains_key(measure) {
            true => self.by_measure.get_mut(measure).expect("it was just found"),
            false => self.by_measure.entry(measure.to_owned()).or_default(),
        };
        places.entry(place.clone()).or_default().entry(level).or_default()
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
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn series(changes: &[(Date, i64, i64)]) -> Series {
        let mut series = Series::default();
        for (date, change, have) in changes {
            series.push(day::number(*date), *change, *have, (*have).max(0), 1);
        }
        series
    }

    #[test]
    fn a_position_is_the_sum_of_the_changes_of_its_year() {
        let series = series(&[
            (date(2026, 4, 5), 10, 1),
            (date(2026, 4, 9), 5, 0),
            (date(2026, 4, 20), -15, -1),
        ]);
        assert_eq!(series.at(date(2026, 4, 4)), At::default());
        assert_eq!(series.at(date(2026, 4, 9)), At { sum: 15, have: 1 });
        assert_eq!(series.at(date(2026, 4, 30)), At { sum: 0, have: 0 });
    }

    #[test]
    fn a_new_financial_year_begins_from_nothing() {
        let series = series(&[(date(2026, 3, 31), 900, 1), (date(2026, 4, 2), 7, 1)]);
        assert_eq!(series.at(date(2026, 4, 1)), At::default());
        assert_eq!(series.at(date(2026, 4, 3)), At { sum: 7, have: 1 });
    }

    #[test]
    fn events_of_a_span_are_added_up_over_years() {
        let series = series(&[
            (date(2026, 2, 28), 3, 0),
            (date(2026, 3, 31), 4, 0),
            (date(2026, 4, 30), 5, 0),
        ]);
        assert_eq!(series.sum(date(2026, 3, 1), date(2026, 4, 30)), 9);
    }
}
