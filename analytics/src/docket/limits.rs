//! Limits: the last day on which a matter can be disposed of in time.

use std::collections::HashMap;

use catalog::calendar::WorkingDays;
use catalog::programme::{Docket, Limit, Programme};
use catalog::{Catalog, PlaceCode, PlaceLevel};
use jiff::ToSpan;
use jiff::civil::Date;
use polars::prelude::*;

use crate::cases::holds;
use crate::day;
use crate::error::AnalyticsError;
use crate::names::{DATE, PLACE};
use crate::run;

/// The column with the number of the limit that a matter has.
const WHICH: &str = "which limit";

/// The limits of a docket, with the working days of each state.
pub struct Limits<'a> {
    programme: &'a Programme,
    docket: &'a Docket,
    catalog: &'a Catalog,
}

impl<'a> Limits<'a> {
    /// The limits of a programme's docket.
    pub fn new(programme: &'a Programme, docket: &'a Docket, catalog: &'a Catalog) -> Self {
        Self {
            programme,
            docket,
            catalog,
        }
    }

    /// The last day within its limit for each matter, as a number; none where no limit was in force on the day of
    /// receipt.
    pub fn due(&self, matters: &DataFrame) -> Result<Int32Chunked, AnalyticsError> {
        let which = run::frame(matters.clone().lazy().select([
            self.which().alias(WHICH),
            col(DATE).cast(DataType::Int32),
            col(PLACE),
        ]))?;
        let limits = which.column(WHICH)?.i32()?.iter();
        let days = which.column(DATE)?.i32()?.iter();
        let places = which.column(PLACE)?.str()?.iter();
        let mut states = States::new(self.catalog);
        let mut known: HashMap<(i32, i32, usize), Option<i32>> = HashMap::new();
        let due = limits.zip(days).zip(places).map(|((limit, day), place)| {
            let (limit, day, state) = (limit?, day?, states.of(place?));
            let due = known.entry((limit, day, state));
            *due.or_insert_with(|| {
                let limit = &self.docket.limits[usize::try_from(limit).ok()?];
                self.last_day(limit, day::from_number(day)?, states.working_days(state))
                    .map(day::number)
            })
        });
        Ok(due.collect())
    }

    /// The number of the first limit whose condition holds.
    fn which(&self) -> Expr {
        let mut which = lit(NULL).cast(DataType::Int32);
        for (number, limit) in self.docket.limits.iter().enumerate().rev() {
            let number = lit(i32::try_from(number).unwrap_or(i32::MAX));
            which = match &limit.when {
                Some(test) => when(holds(std::slice::from_ref(test)))
                    .then(number)
                    .otherwise(which),
                None => when(col(PLACE).is_not_null()).then(number).otherwise(which),
            };
        }
        which
    }

    fn last_day(&self, limit: &Limit, received: Date, working: &WorkingDays) -> Option<Date> {
        let days = self.programme.parameter(&limit.days, received)?.value;
        let days = days.is_finite().then_some(days as i32)?;
        if limit.working_from.is_some_and(|from| from <= received) {
            return working_day_after(received, days, working);
        }
        received.checked_add(days.days()).ok()
    }
}

/// The day by which so many working days have passed since another.
fn working_day_after(from: Date, days: i32, working: &WorkingDays) -> Option<Date> {
    let mut left = days;
    let mut day = from;
    while left > 0 {
        day = day.tomorrow().ok()?;
        left -= i32::from(working.is_open(day));
    }
    Some(day)
}

/// The working days of the states in which matters lie, looked up once each.
struct States<'a> {
    catalog: &'a Catalog,
    of_place: HashMap<String, usize>,
    known: Vec<(Option<PlaceCode>, WorkingDays)>,
}

impl<'a> States<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        Self {
            catalog,
            of_place: HashMap::new(),
            known: Vec::new(),
        }
    }

    fn of(&mut self, place: &str) -> usize {
        if let Some(known) = self.of_place.get(place) {
            return *known;
        }
        let code: Option<PlaceCode> = place.parse().ok();
        let state = code.and_then(|code| match code.level() {
            PlaceLevel::State => Some(code),
            _ => self
                .catalog
                .places
                .ancestor_at(&code, PlaceLevel::State)
                .map(|state| state.code.clone()),
        });
        let number = self.known.iter().position(|(known, _)| *known == state);
        let number = number.unwrap_or_else(|| {
            let days = self.catalog.holidays.working_days(state.as_ref());
            self.known.push((state, days));
            self.known.len() - 1
        });
        self.of_place.insert(place.to_owned(), number);
        number
    }

    fn working_days(&self, state: usize) -> &WorkingDays {
        &self.known[state].1
    }
}
