//! The register of returns: who owes what by when, who has reported in time, who late, and who not.

use catalog::programme::{Due, Every};
use catalog::{Period, PlaceCode, PlaceLevel, Words};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::query::KnownOn;
use crate::reader::Reader;

/// Whose returns are asked about, by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnsQuery {
    /// The programme's id.
    pub programme: String,
    /// The dataset; the first of the programme that has due returns when left out.
    pub dataset: Option<String>,
    /// The place whose units are asked about.
    pub within: PlaceCode,
    /// The level of the parts for which units are counted; the whole place alone when left out.
    pub by: Option<PlaceLevel>,
    /// The day at whose end lateness is judged, and the last that periods reach; that of the last delivery when left out.
    pub as_on: Option<Date>,
    /// A day of the first period asked about; some periods before the last when left out.
    pub from: Option<Date>,
    /// Only what had been taken in by then; lateness is judged at that moment.
    pub known_on: Option<KnownOn>,
    /// Who asks.
    pub reader: Reader,
}

/// The returns of a dataset that the units of a place owe.
#[derive(Debug, Clone, PartialEq)]
pub struct Returns {
    /// The programme's id.
    pub programme: String,
    /// The dataset's id.
    pub dataset: String,
    /// What the dataset is called.
    pub title: Words,
    /// The place.
    pub place: PlaceCode,
    /// The level at which returns are due.
    pub level: PlaceLevel,
    /// A level beside it at which they are due too.
    pub also: Option<PlaceLevel>,
    /// How often.
    pub every: Every,
    /// By when.
    pub due: Due,
    /// The last day that periods reach; none when nothing was taken in and no day was asked.
    pub as_on: Option<Date>,
    /// The moment at which lateness is judged.
    pub judged_at: Option<Timestamp>,
    /// What was known by then, where that was asked.
    pub known_on: Option<KnownOn>,
    /// The number of the facts it was computed from.
    pub data_version: u64,
    /// When those facts came to be.
    pub data_time: Option<Timestamp>,
    /// Whether any data of the programme is made up.
    pub sample: bool,
    /// The periods, in order, each with when its return is due.
    pub periods: Vec<DuePeriod>,
    /// The whole place.
    pub whole: PartReturns,
    /// Its parts, by code.
    pub parts: Vec<PartReturns>,
    /// The units whose latest due return has not come, those longest silent first.
    pub silent: Vec<SilentUnit>,
    /// Every return of every unit, by unit and period.
    pub units: Vec<UnitReturn>,
}

/// A period and when its return is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuePeriod {
    /// The period.
    pub period: Period,
    /// The last instant at which its return is in time.
    pub due: Timestamp,
}

/// What became of the returns of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct PartReturns {
    /// The place; none for units that lie in no place of the level.
    pub place: Option<PlaceCode>,
    /// What it is called.
    pub name: Words,
    /// One for each period.
    pub periods: Vec<ReturnCounts>,
    /// All periods together.
    pub total: ReturnCounts,
}

/// How many returns there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReturnCounts {
    /// Taken in by the time they were due.
    pub in_time: u32,
    /// Taken in later.
    pub late: u32,
    /// Taken in, but due before anything of the dataset was ever taken in, so that nobody can say when they came.
    pub unjudged: u32,
    /// Due, and not taken in.
    pub overdue: u32,
    /// Not taken in, and not due yet.
    pub awaited: u32,
    /// Not owed, since the programme was suspended; none of them counts as expected.
    pub suspended: u32,
}

/// What became of one return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReturnState {
    /// Taken in by the time it was due.
    InTime,
    /// Taken in later.
    Late,
    /// Taken in; it was due before anything of the dataset was ever taken in.
    Unjudged,
    /// Due, and not taken in.
    Overdue,
    /// Not taken in, and not due yet.
    Awaited,
    /// Not owed, since the programme was suspended.
    Suspended,
}

/// One return of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitReturn {
    /// The unit.
    pub place: PlaceCode,
    /// Its name.
    pub name: Words,
    /// The period, by position.
    pub period: usize,
    /// What became of it.
    pub state: ReturnState,
    /// When it was first and when last taken in, and how often.
    pub received: Option<Received>,
}

/// The deliveries of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The first.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
    /// How many.
    pub deliveries: u32,
}

/// A unit whose latest due return has not come.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentUnit {
    /// The unit.
    pub place: PlaceCode,
    /// Its name.
    pub name: Words,
    /// The place directly around it.
    pub around: Option<Words>,
    /// The last period of which it has ever reported; none if it never has.
    pub last: Option<Period>,
    /// Due returns since then that have not come.
    pub missed: u32,
}

impl Returns {
    /// What one of the places that owe returns is called.
    pub fn unit(&self) -> Words {
        PlaceLevel::word_of(std::iter::once(self.level).chain(self.also))
    }

    /// What the places that owe returns are called.
    pub fn places(&self) -> Words {
        PlaceLevel::plural_of(std::iter::once(self.level).chain(self.also))
    }

    /// The position of the latest period whose return is due.
    pub fn latest_due(&self) -> Option<usize> {
        let at = self.judged_at?;
        self.periods.iter().rposition(|of| of.due < at)
    }
}

impl PartReturns {
    /// Counts one return more.
    pub fn add(&mut self, one: &UnitReturn) {
        self.total.add(one.state);
        if let Some(counts) = self.periods.get_mut(one.period) {
            counts.add(one.state);
        }
    }
}

impl ReturnCounts {
    /// Units that owe a return.
    pub fn expected(&self) -> u32 {
        self.received() + self.overdue + self.awaited
    }

    /// Returns that have come.
    pub fn received(&self) -> u32 {
        self.in_time + self.late + self.unjudged
    }

    /// Of the returns owed, those that have come, in percent.
    pub fn received_percent(&self) -> Option<f64> {
        let expected = self.expected();
        (expected > 0).then(|| f64::from(self.received()) * 100.0 / f64::from(expected))
    }

    /// Of the returns of which it can be told, those in time, in percent: in time divided by in time, late and overdue.
    pub fn in_time_percent(&self) -> Option<f64> {
        let told = self.in_time + self.late + self.overdue;
        (told > 0).then(|| f64::from(self.in_time) * 100.0 / f64::from(told))
    }

    /// Counts one more.
    pub fn add(&mut self, state: ReturnState) {
        let count = match state {
            ReturnState::InTime => &mut self.in_time,
            ReturnState::Late => &mut self.late,
            ReturnState::Unjudged => &mut self.unjudged,
            ReturnState::Overdue => &mut self.overdue,
            ReturnState::Awaited => &mut self.awaited,
            ReturnState::Suspended => &mut self.suspended,
        };
        *count += 1;
    }
}

impl ReturnState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::InTime,
        Self::Late,
        Self::Unjudged,
        Self::Overdue,
        Self::Awaited,
        Self::Suspended,
    ];

    /// `in_time`, `late`, `unjudged`, `overdue`, `awaited`, `suspended`
    pub fn id(self) -> &'static str {
        match self {
            Self::InTime => "in_time",
            Self::Late => "late",
            Self::Unjudged => "unjudged",
            Self::Overdue => "overdue",
            Self::Awaited => "awaited",
            Self::Suspended => "suspended",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(states: &[ReturnState]) -> ReturnCounts {
        let mut counts = ReturnCounts::default();
        states.iter().for_each(|state| counts.add(*state));
        counts
    }

    #[test]
    fn what_is_suspended_is_not_expected_and_what_is_awaited_is_not_missed() {
        let counts = counted(&ReturnState::ALL);
        assert_eq!((counts.expected(), counts.received()), (5, 3));
        assert_eq!(counts.in_time_percent(), Some(100.0 / 3.0));
    }

    #[test]
    fn where_nothing_was_due_nothing_is_in_time() {
        let counts = counted(&[
            ReturnState::Awaited,
            ReturnState::Unjudged,
            ReturnState::Suspended,
        ]);
        assert_eq!(counts.in_time_percent(), None);
    }
}
