//! One measure of one place over time, as changes: what it was on a day, who had a value and who reported.

use std::collections::HashMap;
use std::sync::Arc;

use catalog::{PlaceCode, PlaceLevel};
use jiff::civil::Date;

use crate::day;
use crate::kept::{Weighed, table_bytes};

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
    days: Vec<Running>,
    last_row: Option<i32>,
}

/// What stands after the changes of a day.
#[derive(Debug, Clone, Copy)]
struct Running {
    day: i32,
    total: i64,
    have: i64,
    fresh: i64,
    rows: i64,
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
    /// With room for so many changes, and for no more: there are very many series, most of them short.
    pub fn of_changes(changes: usize) -> Self {
        Self {
            days: Vec::with_capacity(changes),
            last_row: None,
        }
    }

    /// Adds the next change, not earlier than the one before; one of the same day is added to it.
    pub fn push(&mut self, day: i32, change: i64, have: i64, fresh: i64, rows: i64) {
        let before = self.days.last();
        let now = Running {
            day,
            total: before.map_or(0, |before| before.total) + change,
            have: before.map_or(0, |before| before.have) + have,
            fresh: before.map_or(0, |before| before.fresh) + fresh,
            rows: before.map_or(0, |before| before.rows) + rows,
        };
        match self.days.last_mut().filter(|before| before.day == day) {
            Some(same) => *same = now,
            None => self.days.push(now),
        }
        if rows > 0 {
            self.last_row = Some(day);
        }
    }

    /// Lets go of room that no change took.
    pub fn shrink_to_fit(&mut self) {
        self.days.shrink_to_fit();
    }

    /// The first day of the financial year.
    fn begins(&self) -> Option<Date> {
        let first = self.days.first().and_then(|first| day::from_number(first.day));
        first.map(day::financial_year_start)
    }

    /// What stands on a day.
    fn at(&self, day: i32) -> Option<&Running> {
        let upto = self.days.partition_point(|known| known.day <= day);
        self.days[..upto].last()
    }

    fn between(&self, sum: impl Fn(&Running) -> i64, from: i32, to: i32) -> i64 {
        let upto = |day: i32| self.at(day).map_or(0, &sum);
        upto(to) - upto(from - 1)
    }
}

impl Series {
    /// The position on a day.
    pub fn at(&self, date: Date) -> At {
        let begins = Some(day::financial_year_start(date));
        let year = self.years.iter().find(|year| year.begins() == begins);
        let known = year.and_then(|year| year.at(day::number(date)));
        known.map_or_else(At::default, |known| At {
            sum: known.total,
            have: known.have,
        })
    }

    /// How many places reported for the first time in their reporting period between two days, both counted.
    pub fn fresh(&self, from: Date, to: Date) -> i64 {
        self.over(from, to, |known| known.fresh)
    }

    /// How many rows are dated between two days, both counted.
    pub fn rows(&self, from: Date, to: Date) -> i64 {
        self.over(from, to, |known| known.rows)
    }

    /// The sum of events between two days, both counted.
    pub fn sum(&self, from: Date, to: Date) -> i64 {
        self.over(from, to, |known| known.total)
    }

    /// The last day with a row.
    pub fn last_row(&self) -> Option<Date> {
        let last = self.years.iter().filter_map(|year| year.last_row).max();
        last.and_then(day::from_number)
    }

    fn over(&self, from: Date, to: Date, sum: impl Fn(&Running) -> i64) -> i64 {
        let (from, to) = (day::number(from), day::number(to));
        let years = self.years.iter();
        years.map(|year| year.between(&sum, from, to)).sum()
    }
}

/// The series of a measure by place; of each, by the level of the rows that were added up, of which there are few.
type ByPlace = HashMap<PlaceCode, Vec<(PlaceLevel, Series)>>;

/// All series at hand: measure, then place, then level of rows.
#[derive(Debug, Default)]
pub struct SeriesSet {
    by_measure: HashMap<String, ByPlace>,
}

impl SeriesSet {
    /// The series of a key, if any row is known.
    pub fn get(&self, key: SeriesKey<'_>) -> Option<&Series> {
        let levels = self.by_measure.get(key.measure)?.get(key.place)?;
        let known = levels.iter().find(|(level, _)| *level == key.level);
        known.map(|(_, series)| series)
    }

    /// Adds a year to the series of a key.
    pub fn add(&mut self, key: SeriesKey<'_>, year: Arc<YearSeries>) {
        let levels = self.places(key.measure).entry(key.place.clone()).or_default();
        at_level(levels, key.level).years.push(year);
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
                    let years = series.years.iter().cloned();
                    at_level(into, *level).years.extend(years);
                }
            }
        }
    }

    /// The last day with a row among all series.
    pub fn last_row(&self) -> Option<Date> {
        self.by_measure
            .values()
            .flat_map(HashMap::values)
            .flatten()
            .filter_map(|(_, series)| series.last_row())
            .max()
    }

    fn places(&mut self, measure: &str) -> &mut ByPlace {
        if !self.by_measure.contains_key(measure) {
            self.by_measure.insert(measure.to_owned(), HashMap::new());
        }
        self.by_measure.get_mut(measure).expect("it was put there above")
    }
}

/// The series of a level among those of a place.
fn at_level(levels: &mut Vec<(PlaceLevel, Series)>, level: PlaceLevel) -> &mut Series {
    let known = levels.iter().position(|(known, _)| *known == level);
    let at = known.unwrap_or_else(|| {
        levels.reserve_exact(1);
        levels.push((level, Series::default()));
        levels.len() - 1
    });
    &mut levels[at].1
}

impl Weighed for SeriesSet {
    fn bytes(&self) -> usize {
        self.by_measure.values().map(by_place_bytes).sum()
    }
}

fn by_place_bytes(places: &ByPlace) -> usize {
    let year = |year: &Arc<YearSeries>| {
        size_of::<YearSeries>() + year.days.capacity() * size_of::<Running>() + 2 * size_of::<usize>()
    };
    let series = |series: &Series| {
        let years = series.years.iter().map(year).sum::<usize>();
        size_of::<(PlaceLevel, Series)>() + series.years.capacity() * size_of::<usize>() + years
    };
    let each = places.values().flatten().map(|(_, of_level)| series(of_level));
    table_bytes(places) + each.sum::<usize>()
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
    fn changes_of_one_day_by_class_are_one_change() {
        let mut year = YearSeries::of_changes(3);
        for (day, change) in [
            (date(2026, 4, 5), 10),
            (date(2026, 4, 5), 7),
            (date(2026, 4, 9), 1),
        ] {
            year.push(day::number(day), change, 1, 1, 1);
        }
        let series = Series {
            years: vec![Arc::new(year)],
        };
        assert_eq!(series.at(date(2026, 4, 5)), At { sum: 17, have: 2 });
        assert_eq!(series.sum(date(2026, 4, 5), date(2026, 4, 5)), 17);
        assert_eq!(series.sum(date(2026, 4, 6), date(2026, 4, 30)), 1);
        assert_eq!(series.rows(date(2026, 4, 1), date(2026, 4, 30)), 3);
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
