//! The cases of a table of lines, followed one by one.

use std::collections::HashMap;

use catalog::programme::Follow;
use polars::prelude::*;
use store::columns::{DATE, PLACE};

use super::rules::Rules;
use super::track::{Elsewhere, Ending, Report, Spell, Step, track};
use crate::cases::{CASE, DAY, Months, PERIOD, holds};
use crate::error::AnalyticsError;
use crate::run;

const ENTERS: &str = "enters";
const RECOVERS: &str = "recovers";

/// A spell with its unit, its case, and the classes of the line with which it began.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The unit's code.
    pub place: String,
    /// The hash of the case.
    pub case: String,
    /// The row of the line with which it began.
    pub line: usize,
    /// The spell.
    pub spell: Spell,
}

/// The spells of all cases of `lines`, which are sorted by place, case and period and have their derived columns.
/// `events` are lines of what happened elsewhere.
pub fn followed(
    lines: &DataFrame,
    months: &Months,
    events: Option<&DataFrame>,
    follow: &Follow,
    rules: &Rules,
) -> Result<Vec<Followed>, AnalyticsError> {
    let read = Lines::of(lines, follow)?;
    let reports = reports(months)?;
    let elsewhere = events.map(elsewhere).transpose()?.unwrap_or_default();
    let nothing = Elsewhere::default();
    let mut all = Vec::new();
    let mut begin = 0;
    while begin < read.height {
        let key = read.key(begin);
        let end = (begin..read.height)
            .find(|row| read.key(*row) != key)
            .unwrap_or(read.height);
        if read.ever_enters(begin, end) {
            let (place, case) = key;
            let here = reports.get(place).map_or(&[][..], Vec::as_slice);
            let since = here.partition_point(|report| report.month < read.month(begin));
            let steps = read.steps(begin, end, &here[since..]);
            let events = elsewhere.get(&key).unwrap_or(&nothing);
            for spell in track(&here[since..], &steps, events, rules) {
                all.push(Followed {
                    place: place.to_owned(),
                    case: case.to_owned(),
                    line: read.line_on(begin, end, spell.from, &here[since..]),
                    spell,
                });
            }
        }
        begin = end;
    }
    Ok(all)
}

/// Lines, column by column.
struct Lines {
    height: usize,
    place: StringChunked,
    case: StringChunked,
    period: Vec<i32>,
    day: Vec<i32>,
    enters: BooleanChunked,
    recovers: BooleanChunked,
    status: Option<StringChunked>,
    age: Int64Chunked,
}

impl Lines {
    fn of(lines: &DataFrame, follow: &Follow) -> Result<Self, AnalyticsError> {
        let tested = run::frame(lines.clone().lazy().select([
            holds(&follow.enters).alias(ENTERS),
            holds(&follow.recovers).alias(RECOVERS),
        ]))?;
        let days = |column: &str| {
            let days = lines.column(column)?.cast(&DataType::Int32)?;
            Ok::<_, PolarsError>(days.i32()?.iter().map(|day| day.unwrap_or(i32::MIN)).collect())
        };
        let status = follow
            .status
            .as_ref()
            .map(|status| Ok::<_, PolarsError>(lines.column(status)?.str()?.clone()));
        Ok(Self {
            height: lines.height(),
            place: lines.column(PLACE)?.str()?.clone(),
            case: lines.column(CASE)?.str()?.clone(),
            period: days(PERIOD)?,
            day: days(DATE)?,
            enters: tested.column(ENTERS)?.bool()?.clone(),
            recovers: tested.column(RECOVERS)?.bool()?.clone(),
            status: status.transpose()?,
            age: lines.column(&follow.age)?.i64()?.clone(),
        })
    }

    fn key(&self, row: usize) -> (&str, &str) {
        (
            self.place.get(row).unwrap_or_default(),
            self.case.get(row).unwrap_or_default(),
        )
    }

    fn month(&self, row: usize) -> i32 {
        self.period[row]
    }

    fn ever_enters(&self, begin: usize, end: usize) -> bool {
        (begin..end).any(|row| self.enters.get(row) == Some(true))
    }

    /// For each report of the unit, what the case's line says in it.
    fn steps(&self, begin: usize, end: usize, reports: &[Report]) -> Vec<Option<Step>> {
        let mut row = begin;
        let of_report = reports.iter().map(|report| {
            while row < end && self.period[row] < report.month {
                row += 1;
            }
            (row < end && self.period[row] == report.month).then(|| self.step(row))
        });
        of_report.collect()
    }

    fn step(&self, row: usize) -> Step {
        let status = self.status.as_ref().and_then(|status| status.get(row));
        Step {
            enters: self.enters.get(row).unwrap_or(false),
            recovers: self.recovers.get(row).unwrap_or(false),
            joined: status == Some("joined"),
            ended: match status {
                Some("died") => Some(Ending::Died),
                Some("left") => Some(Ending::Left),
                _ => None,
            },
            age: self.age.get(row),
            day: self.day[row],
        }
    }

    /// The row of the line in the report of a day.
    fn line_on(&self, begin: usize, end: usize, day: i32, reports: &[Report]) -> usize {
        let month = reports
            .iter()
            .find(|report| report.day == day)
            .map(|report| report.month);
        (begin..end)
            .find(|row| Some(self.period[*row]) == month)
            .unwrap_or(begin)
    }
}

/// The reports of each unit, by month.
fn reports(months: &Months) -> Result<HashMap<&str, Vec<Report>>, AnalyticsError> {
    let frame = &months.0;
    let place = frame.column(PLACE)?.str()?;
    let (period, day) = (frame.column(PERIOD)?.i32()?, frame.column(DAY)?.i32()?);
    let mut reports: HashMap<&str, Vec<Report>> = HashMap::new();
    for row in 0..frame.height() {
        if let (Some(place), Some(month), Some(day)) = (place.get(row), period.get(row), day.get(row)) {
            reports.entry(place).or_default().push(Report { month, day });
        }
    }
    Ok(reports)
}

/// What happened elsewhere, by unit and case.
fn elsewhere(events: &DataFrame) -> Result<HashMap<(&str, &str), Elsewhere>, AnalyticsError> {
    let (place, case) = (events.column(PLACE)?.str()?, events.column(CASE)?.str()?);
    let outcome = events.column("outcome")?.str()?;
    let admitted = events.column(DATE)?.cast(&DataType::Int32)?;
    let discharged = events.column("discharged")?.cast(&DataType::Int32)?;
    let (admitted, discharged) = (admitted.i32()?, discharged.i32()?);
    let mut all: HashMap<(&str, &str), Elsewhere> = HashMap::new();
    for row in 0..events.height() {
        let (Some(place), Some(case), Some(from)) = (place.get(row), case.get(row), admitted.get(row)) else {
            continue;
        };
        let to = discharged.get(row);
        let known = all.entry((place, case)).or_default();
        known.admitted.push((from, to));
        let ending = match outcome.get(row) {
            Some("died") => Some(Ending::Died),
            Some("transferred") => Some(Ending::Left),
            _ => None,
        };
        known
            .ended
            .extend(ending.map(|ending| (to.unwrap_or(from), ending)));
    }
    Ok(all)
}
