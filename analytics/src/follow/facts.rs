//! Facts of followed cases: those under care as a stock, entries and exits as events.

use std::collections::BTreeMap;

use catalog::PlaceLevel;
use catalog::programme::{Flow, Measure};
use polars::prelude::*;
use store::columns::{DATE, LEVEL, PLACE};

use super::cases::Followed;
use crate::cases::{DAY, END, Months};
use crate::day;
use crate::error::AnalyticsError;
use crate::facts::Year;
use crate::names::{CHANGE, FRESH, HAVE, KEYS, MEASURE, REPORTING, ROWS};
use crate::run;

/// What facts of followed cases are made from.
pub struct Balance<'a> {
    /// All spells, of all years.
    pub followed: &'a [Followed],
    /// The lines with which they began.
    pub lines: &'a DataFrame,
    /// When units reported, in all years.
    pub months: &'a Months,
    /// The measures of the dataset.
    pub measures: &'a [&'a Measure],
    /// The classes by which counts are kept: those of the line with which a spell began, so that a case leaves the class
    /// in which it came.
    pub classes: &'a [String],
    /// The level of the units.
    pub unit: PlaceLevel,
    /// The financial year.
    pub year: Year,
}

/// Measure, place, day, classes.
type Key<'a> = (&'a str, &'a str, i32, Vec<Option<&'a str>>);
/// Change, have, fresh, rows.
type Sums = [i64; 4];

/// The facts of one financial year, with a column for each class, sorted by measure, place, level, day and class.
pub fn facts(of: &Balance<'_>) -> Result<DataFrame, AnalyticsError> {
    let classes: Vec<&StringChunked> = of
        .classes
        .iter()
        .map(|class| of.lines.column(class)?.str())
        .collect::<PolarsResult<_>>()?;
    let mut sums: BTreeMap<Key<'_>, Sums> = BTreeMap::new();
    of.reports(&mut sums)?;
    for followed in of.followed {
        let classes: Vec<Option<&str>> = classes.iter().map(|class| class.get(followed.line)).collect();
        for measure in of.measures {
            for (day, by) in of.changes(measure.flow, followed) {
                let key = (measure.id.as_str(), followed.place.as_str(), day, classes.clone());
                sums.entry(key).or_default()[0] += by;
            }
        }
    }
    sums.retain(|_, sums| sums.iter().any(|sum| *sum != 0));
    of.frame(&sums)
}

impl Balance<'_> {
    /// By how much a spell changes a measure, and when.
    fn changes(&self, flow: Option<Flow>, followed: &Followed) -> Vec<(i32, i64)> {
        let Some(flow) = flow else { return Vec::new() };
        let spell = &followed.spell;
        let (first, last) = (day::number(self.year.first), day::number(self.year.last));
        if flow.is_stock() {
            let starts = (spell.from <= last).then_some((spell.from.max(first), 1));
            let ends = spell
                .exit
                .filter(|(_, day)| *day <= last)
                .map(|(_, day)| (day.max(first), -1));
            return starts.into_iter().chain(ends).collect();
        }
        let inside = |day: &i32| (first..=last).contains(day);
        let entry = (spell.entry == flow).then_some(spell.from);
        let exit = spell.exit.filter(|(exit, _)| *exit == flow).map(|(_, day)| day);
        entry
            .into_iter()
            .chain(exit)
            .filter(inside)
            .map(|day| (day, 1))
            .collect()
    }

    /// A unit has a number while its report stands, and for as long as somebody is under its care; it reports anew in
    /// each month.
    fn reports<'s>(&'s self, sums: &mut BTreeMap<Key<'s>, Sums>) -> Result<(), AnalyticsError> {
        let (first, last) = (day::number(self.year.first), day::number(self.year.last));
        let nobody = vec![None; self.classes.len()];
        let mut add = |place: &'s str, day: i32, at: usize, by: i64| {
            let key = (REPORTING, place, day, nobody.clone());
            sums.entry(key).or_default()[at] += by;
        };
        let reports = reports(self.months)?;
        for (place, day, _) in reports.iter().filter(|(_, day, _)| (first..=last).contains(day)) {
            add(place, *day, 2, 1);
            add(place, *day, 3, 1);
        }
        for (place, from, to) in self.known(&reports) {
            if from <= last && to > first {
                add(place, from.max(first), 1, 1);
                if to <= last {
                    add(place, to, 1, -1);
                }
            }
        }
        Ok(())
    }

    /// From which day to which, without it, something is known of each unit; times that touch are one.
    fn known<'s>(&'s self, reports: &[(&'s str, i32, i32)]) -> Vec<(&'s str, i32, i32)> {
        let spells = self.followed.iter().map(|followed| {
            let spell = &followed.spell;
            (
                followed.place.as_str(),
                spell.from,
                spell.exit.map_or(i32::MAX, |(_, day)| day),
            )
        });
        let mut times: Vec<(&str, i32, i32)> = reports.iter().copied().chain(spells).collect();
        times.sort_unstable();
        let mut joined: Vec<(&str, i32, i32)> = Vec::with_capacity(times.len());
        for (place, from, to) in times {
            match joined.last_mut() {
                Some((before, _, until)) if *before == place && from <= *until => *until = to.max(*until),
                _ => joined.push((place, from, to)),
            }
        }
        joined
    }

    fn frame(&self, sums: &BTreeMap<Key<'_>, Sums>) -> Result<DataFrame, AnalyticsError> {
        let text = |name: &str, of: &dyn Fn(&Key<'_>) -> String| {
            Column::new(name.into(), sums.keys().map(of).collect::<Vec<_>>())
        };
        let days: Vec<i32> = sums.keys().map(|key| key.2).collect();
        let mut columns = vec![
            text(MEASURE, &|key| key.0.to_owned()),
            text(PLACE, &|key| key.1.to_owned()),
            text(LEVEL, &|_| self.unit.id().to_owned()),
            Column::new(DATE.into(), days).cast(&DataType::Date)?,
        ];
        for (at, name) in [CHANGE, HAVE, FRESH, ROWS].into_iter().enumerate() {
            columns.push(Column::new(
                name.into(),
                sums.values().map(|sums| sums[at]).collect::<Vec<_>>(),
            ));
        }
        for (at, class) in self.classes.iter().enumerate() {
            let values: Vec<Option<&str>> = sums.keys().map(|key| key.3[at]).collect();
            columns.push(Column::new(class.as_str().into(), values));
        }
        let keys: Vec<&str> = KEYS
            .into_iter()
            .chain(self.classes.iter().map(String::as_str))
            .collect();
        let facts = DataFrame::new(sums.len(), columns)?;
        run::frame(facts.lazy().sort(keys, SortMultipleOptions::default()))
    }
}

/// Unit, first day, and the day on which the report stands no more.
fn reports(months: &Months) -> Result<Vec<(&str, i32, i32)>, AnalyticsError> {
    let frame = &months.0;
    let places = frame.column(PLACE)?.str()?;
    let (days, ends) = (frame.column(DAY)?.i32()?, frame.column(END)?.i32()?);
    let rows = places.iter().zip(days.iter()).zip(ends.iter());
    Ok(rows
        .filter_map(|((place, day), end)| Some((place?, day?, end?)))
        .collect())
}
