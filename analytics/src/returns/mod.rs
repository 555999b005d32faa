//! The register of returns: what the units of a place owe, and what has come of it.
//!
//! Who owes follows from the registry of places, as for every figure; what has come from the rows that count. A return is
//! in time if its first delivery was taken in by the moment that the programme says. What was due before anything of the
//! dataset was ever taken in, as when an office begins with the returns of past years, can't be told to be late. No clock
//! is read: what has not come is overdue if it was due before the end of the day asked about, before the moment up to which
//! deliveries are known, or before the last delivery, whichever was asked.

mod periods;
mod received;

use std::collections::{BTreeMap, HashMap};

use catalog::calendar::{day_in_india, end_of_day_in_india, is_dated};
use catalog::programme::{Dataset, Due, Programme, Suspension};
use catalog::{Catalog, Period, Place, PlaceCode, PlaceLevel, Words};
use figures::{
    DuePeriod, PartReturns, Received as Deliveries, ReturnCounts, ReturnState, Returns, ReturnsQuery,
    SilentUnit, UnitReturn,
};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::AnalyticsError;
use crate::question::Question;

pub use received::{One, Received, Year, table};

/// The programme and the dataset that a query asks about.
pub struct Owed<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The dataset.
    pub dataset: &'a Dataset,
    due: &'a Due,
}

impl<'a> Owed<'a> {
    /// The declaration that a query names.
    pub fn of(query: &ReturnsQuery, catalog: &'a Catalog) -> Result<Self, AnalyticsError> {
        let programme = crate::question::programme(&query.programme, catalog)?;
        let asked = |dataset: &Dataset| query.dataset.as_ref().is_none_or(|id| dataset.id == *id);
        let found = programme.returns().find(|(dataset, _)| asked(dataset));
        let (dataset, due) = found.ok_or_else(|| AnalyticsError::NothingDue {
            asked: query.dataset.clone().unwrap_or_else(|| programme.id.clone()),
            known: programme
                .returns()
                .map(|(dataset, _)| dataset.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })?;
        Ok(Self {
            programme,
            dataset,
            due,
        })
    }
}

/// When lateness is judged, and the last day that periods reach.
struct Moment {
    at: Option<Timestamp>,
    as_on: Option<Date>,
}

fn moment(query: &ReturnsQuery, last_delivery: Option<i64>) -> Result<Moment, AnalyticsError> {
    let last = last_delivery.and_then(|instant| Timestamp::from_microsecond(instant).ok());
    let asked = query.as_on.map(end_of_day_in_india);
    let known = query.known_on.map(|known_on| known_on.0);
    let at = asked.into_iter().chain(known).min().or(last);
    let as_on = query.as_on.or_else(|| {
        let last = last?;
        Some(day_in_india(at.map_or(last, |at| at.min(last))))
    });
    match as_on.filter(|day| !is_dated(*day)) {
        Some(outside) => Err(AnalyticsError::DayOutside(outside.to_string())),
        None => Ok(Moment { at, as_on }),
    }
}

/// The answer, without what only the data version knows. Rows of days before `kept_from` may have been taken out.
pub fn returns(
    query: &ReturnsQuery,
    owed: &Owed<'_>,
    catalog: &Catalog,
    received: &Received,
    kept_from: Option<Date>,
) -> Result<Returns, AnalyticsError> {
    let Moment { at, as_on } = moment(query, received.last_delivery())?;
    let every = owed.dataset.reported_by.every;
    let beginning = periods::beginning(every, owed.due, received.first_period());
    // Of what was due before rows were taken out nobody knows any more whether it had come.
    let beginning = beginning.map(|first| match kept_from {
        Some(day) if first.from < day => every.grain().containing(day),
        _ => first,
    });
    let all = match (as_on, beginning) {
        (Some(as_on), Some(beginning)) => periods::owed(every, owed.due, &beginning, as_on),
        _ => Vec::new(),
    };
    let open = catalog.holidays.working_days(state(catalog, &query.within));
    let all: Vec<DuePeriod> = all
        .into_iter()
        .map(|period| DuePeriod {
            due: owed.due.moment(&period, &open),
            period,
        })
        .collect();
    let shown = match query.from {
        Some(from) => all
            .iter()
            .position(|one| one.period.to >= from)
            .unwrap_or(all.len()),
        None => all.len().saturating_sub(periods::usual(every)),
    };
    let places = units(query, owed, catalog)?;
    Question::check_rows(places.len().saturating_mul(all.len() - shown))?;
    let judge = Judge {
        owed,
        catalog,
        received,
        all: &all,
        shown,
        as_on: as_on.unwrap_or(Date::MIN),
        at: at.unwrap_or(Timestamp::MIN),
        began: received.first_delivery().unwrap_or(i64::MAX),
    };
    let mut answer = judge.judged(query, &places);
    answer.judged_at = at;
    answer.as_on = as_on;
    Ok(answer)
}

fn state<'c>(catalog: &'c Catalog, within: &'c PlaceCode) -> Option<&'c PlaceCode> {
    catalog
        .places
        .ancestor_at(within, PlaceLevel::State)
        .map(|state| &state.code)
}

/// The units inside the place that count for the programme, by code, whether they exist still or not.
fn units<'c>(
    query: &ReturnsQuery,
    owed: &Owed<'_>,
    catalog: &'c Catalog,
) -> Result<Vec<&'c Place>, AnalyticsError> {
    let reported_by = owed.dataset.reported_by;
    let leads = |by: PlaceLevel| reported_by.levels().any(|unit| by == unit || by.may_hold(unit));
    if let Some(by) = query.by.filter(|by| *by <= query.within.level() || !leads(*by)) {
        return Err(AnalyticsError::DimensionOutside {
            dimension: by.id().to_owned(),
            place: query.within.to_string(),
        });
    }
    let inside = reported_by
        .levels()
        .flat_map(|unit| catalog.places.inside(&query.within, unit, None));
    Ok(inside
        .filter(|place| place.counts_for(&owed.programme.id))
        .collect())
}

/// What is needed to judge each return.
struct Judge<'a> {
    owed: &'a Owed<'a>,
    catalog: &'a Catalog,
    received: &'a Received,
    /// The periods of the register up to the day asked about.
    all: &'a [DuePeriod],
    /// The position of the first that is told of.
    shown: usize,
    as_on: Date,
    at: Timestamp,
    /// When anything of the dataset was first taken in, in microseconds.
    began: i64,
}

impl Judge<'_> {
    fn judged(&self, query: &ReturnsQuery, places: &[&Place]) -> Returns {
        let name = |code: &PlaceCode| {
            let known = self.catalog.places.get(code);
            known.map_or_else(|| Words::latin(code.as_str()), |place| place.name.clone())
        };
        let reported_by = self.owed.dataset.reported_by;
        let mut whole = self.part(Some(query.within.clone()), name(&query.within));
        let mut parts: BTreeMap<Option<PlaceCode>, PartReturns> = BTreeMap::new();
        let (mut units, mut silent) = (Vec::new(), Vec::new());
        for place in places {
            let of_place = self.of_unit(place);
            let mut part = query.by.map(|by| {
                let around = self.catalog.places.ancestor_at(&place.code, by);
                let code = around.map(|around| around.code.clone());
                let name = around.map_or_else(|| name(&query.within), |around| around.name.clone());
                parts.entry(code.clone()).or_insert_with(|| self.part(code, name))
            });
            for one in &of_place.told {
                whole.add(one);
                if let Some(part) = &mut part {
                    part.add(one);
                }
            }
            units.extend(of_place.told);
            silent.extend(of_place.silent);
        }
        silent.sort_by(|one: &SilentUnit, other| {
            (other.missed, one.last.is_some(), &one.place).cmp(&(
                one.missed,
                other.last.is_some(),
                &other.place,
            ))
        });
        Returns {
            programme: self.owed.programme.id.clone(),
            dataset: self.owed.dataset.id.clone(),
            title: self.owed.dataset.title.clone(),
            place: query.within.clone(),
            level: reported_by.level,
            also: reported_by.also,
            every: reported_by.every,
            due: *self.owed.due,
            as_on: None,
            judged_at: None,
            known_on: query.known_on,
            data_version: 0,
            data_time: None,
            sample: false,
            periods: self.all[self.shown..].to_vec(),
            whole,
            parts: parts.into_values().collect(),
            silent,
            units,
        }
    }

    fn part(&self, place: Option<PlaceCode>, name: Words) -> PartReturns {
        PartReturns {
            place,
            name,
            periods: vec![ReturnCounts::default(); self.all.len() - self.shown],
            total: ReturnCounts::default(),
        }
    }

    fn of_unit(&self, place: &Place) -> OfUnit {
        let every = self.owed.dataset.reported_by.every;
        let came = self.received.of(place.code.as_str());
        let suspended = self.suspended(&place.code);
        let owes = |of: &DuePeriod| {
            place.exists_on(periods::last_day(&of.period, self.as_on))
                && !suspended
                    .iter()
                    .any(|one| one.covers(of.period.from, of.period.to))
        };
        let one = |of: &DuePeriod| came.get(&periods::number(every, &of.period));
        let told = self.all[self.shown..].iter().enumerate().filter_map(|(at, of)| {
            let state = match one(of) {
                Some(one) => self.received(one, of),
                None if owes(of) && of.due < self.at => ReturnState::Overdue,
                None if owes(of) => ReturnState::Awaited,
                None if place.exists_on(periods::last_day(&of.period, self.as_on)) => ReturnState::Suspended,
                None => return None, // the unit was not there
            };
            Some(UnitReturn {
                place: place.code.clone(),
                name: place.name.clone(),
                period: at,
                state,
                received: one(of).and_then(deliveries),
            })
        });
        OfUnit {
            told: told.collect(),
            silent: self.silent(place, &came, owes),
        }
    }

    fn received(&self, one: &One, of: &DuePeriod) -> ReturnState {
        let due = of.due.as_microsecond();
        match one.first {
            first if first <= due => ReturnState::InTime,
            _ if due < self.began => ReturnState::Unjudged,
            _ => ReturnState::Late,
        }
    }

    /// A unit is silent if nothing has come of the latest period that is due, nor of a later one.
    fn silent(
        &self,
        place: &Place,
        came: &HashMap<i32, One>,
        owes: impl Fn(&DuePeriod) -> bool,
    ) -> Option<SilentUnit> {
        let every = self.owed.dataset.reported_by.every;
        let due = self.all.iter().rposition(|of| of.due < self.at)?;
        let has_come = |of: &DuePeriod| came.contains_key(&periods::number(every, &of.period));
        if !owes(&self.all[due]) || self.all[due..].iter().any(has_come) {
            return None;
        }
        let last = self.all[..due].iter().rposition(has_come);
        let since = last.map_or(0, |last| last + 1);
        let missed = self.all[since..=due].iter().filter(|of| owes(of)).count();
        let around = self.catalog.places.parent(&place.code);
        Some(SilentUnit {
            place: place.code.clone(),
            name: place.name.clone(),
            around: around.map(|around| around.name.clone()),
            last: last
                .map(|last| self.all[last].period)
                .or_else(|| self.before(came)),
            missed: u32::try_from(missed).unwrap_or(u32::MAX),
        })
    }

    /// The last period of which a unit reported before the register begins.
    fn before(&self, came: &HashMap<i32, One>) -> Option<Period> {
        let every = self.owed.dataset.reported_by.every;
        let first = periods::number(every, &self.all.first()?.period);
        let before = came.keys().filter(|number| **number < first).max()?;
        periods::of_number(every, *before)
    }

    fn suspended(&self, place: &PlaceCode) -> Vec<&Suspension> {
        let all = self.owed.programme.suspended.iter();
        all.filter(|one| self.catalog.places.contains(&one.place, place))
            .collect()
    }
}

/// What became of the returns of one unit.
struct OfUnit {
    told: Vec<UnitReturn>,
    silent: Option<SilentUnit>,
}

fn deliveries(one: &One) -> Option<Deliveries> {
    Some(Deliveries {
        first: Timestamp::from_microsecond(one.first).ok()?,
        last: Timestamp::from_microsecond(one.last).ok()?,
        deliveries: one.deliveries,
    })
}
