//! By when a return is due.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::calendar::{Period, WorkingDays, end_of_day_in_india};

use super::fault::Faults;
use super::schema::Day;
use super::{Dataset, PageKind, Programme};

/// A working day comes within so many days of any other; holidays of a lifetime would be a fault of their list.
const LONGEST_CLOSED: i32 = 4_000;

/// By when a return is due, and in which time returns are owed at all.
///
/// ```
/// use catalog::programme::{Due, DueIn};
/// use catalog::{Catalog, Grain};
///
/// let catalog = Catalog::load(None).unwrap();
/// let due = Due { kind: DueIn::Hours, within: 12, from: None, to: None };
/// let day = Grain::Day.containing("2026-11-22".parse().unwrap());
/// let moment = due.moment(&day, &catalog.holidays.working_days(None));
/// assert_eq!(moment.to_string(), "2026-11-23T06:30:00Z"); // noon in India
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// What is counted from the end of the period.
    pub kind: DueIn,
    /// How many of them. Days last to their end, and 0 is the end of the period itself.
    pub within: u16,
    /// The first day of which a return is owed; that of the first return there is, when left out.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub from: Option<Date>,
    /// The last day of which one is owed, when that has ended.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    pub to: Option<Date>,
}

/// What is counted until a return is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueIn {
    /// Hours after the last midnight of the period, in India.
    Hours,
    /// Days after the last day of the period.
    Days,
    /// Days on which offices of the state work, after the last day of the period.
    WorkingDays,
}

impl Due {
    /// The last instant at which the return of a period is in time.
    pub fn moment(&self, period: &Period, open: &WorkingDays) -> Timestamp {
        match self.kind {
            DueIn::Hours => {
                let hours = SignedDuration::from_hours(i64::from(self.within));
                let end = end_of_day_in_india(period.to);
                end.checked_add(hours).unwrap_or(Timestamp::MAX)
            }
            DueIn::Days => end_of_day_in_india(period.to.saturating_add(i32::from(self.within).days())),
            DueIn::WorkingDays => end_of_day_in_india(after_working_days(period.to, self.within, open)),
        }
    }

    /// Whether a return of a period is owed.
    pub fn owes(&self, period: &Period) -> bool {
        self.from.is_none_or(|from| period.to >= from) && self.to.is_none_or(|to| period.from <= to)
    }
}

/// The last of so many working days after a day.
fn after_working_days(day: Date, working: u16, open: &WorkingDays) -> Date {
    let after = (1..=LONGEST_CLOSED + i32::from(working)).map(|days| day.saturating_add(days.days()));
    let mut open_days = after.filter(|day| open.is_open(*day));
    match working.checked_sub(1) {
        Some(before) => open_days.nth(usize::from(before)).unwrap_or(Date::MAX),
        None => day,
    }
}

impl Programme {
    /// What is said of returns makes sense.
    pub(super) fn check_returns(&self, faults: &mut Faults) {
        for (at, dataset) in self.datasets.iter().enumerate() {
            faults.about("dataset", at);
            faults.extend(problem(dataset));
        }
        let has_due = |id: &String| self.returns().any(|(dataset, _)| dataset.id == *id);
        for (at, page) in self.pages.iter().enumerate() {
            faults.about("page", at);
            if page.kind == PageKind::Returns && self.returns().next().is_none() {
                faults.push(format!(
                    "page `{}` shows who has not reported, but no dataset says by when it is `due`",
                    page.id
                ));
            }
        }
        for (at, report) in self.reports.iter().enumerate() {
            faults.about("report", at);
            for id in report.returns.iter().filter(|id| !has_due(id)) {
                let known = self.returns().map(|(dataset, _)| dataset.id.as_str());
                let message = format!(
                    "report `{}` tells of the returns of `{id}`, but no such dataset says by when it is `due`",
                    report.id
                );
                faults.unknown(message, id, known);
            }
        }
    }
}

fn problem(dataset: &Dataset) -> Option<String> {
    let due = dataset.due()?;
    let id = &dataset.id;
    if !dataset.owes_returns() {
        return Some(format!(
            "dataset `{id}`: nobody owes returns of it, so that none can be `due`: that is for series, tallies and cases"
        ));
    }
    let ends_early = due.from.zip(due.to).is_some_and(|(from, to)| to < from);
    ends_early.then(|| format!("dataset `{id}`: what is `due` ends before it begins"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::{Grain, Holidays};

    fn due(kind: DueIn, within: u16) -> Due {
        Due {
            kind,
            within,
            from: None,
            to: None,
        }
    }

    fn moment(due: Due, grain: Grain, day: Date) -> String {
        let open = Holidays::load(None).unwrap().working_days(None);
        due.moment(&grain.containing(day), &open).to_string()
    }

    #[test]
    fn a_monthly_return_is_due_days_after_the_end_of_its_month() {
        let of_november = |within| moment(due(DueIn::Days, within), Grain::Month, date(2026, 11, 7));
        assert_eq!(of_november(5), "2026-12-05T18:30:00Z");
        assert_eq!(of_november(0), "2026-11-30T18:30:00Z");
    }

    #[test]
    fn working_days_leave_sundays_and_holidays_out() {
        // Saturday 24 January 2026; Monday 26 January is Republic Day.
        let of_saturday = |within| moment(due(DueIn::WorkingDays, within), Grain::Day, date(2026, 1, 24));
        assert_eq!(of_saturday(0), "2026-01-24T18:30:00Z");
        assert_eq!(of_saturday(1), "2026-01-27T18:30:00Z");
    }

    #[test]
    fn at_the_end_of_the_calendar_a_return_is_never_late() {
        let last = moment(due(DueIn::Days, u16::MAX), Grain::Day, Date::MAX);
        assert_eq!(last, Timestamp::MAX.to_string());
    }

    #[test]
    fn returns_are_owed_from_the_first_day_to_the_last() {
        let edition = Due {
            from: Some(date(2025, 8, 2)),
            to: Some(date(2025, 11, 3)),
            ..due(DueIn::Days, 5)
        };
        let owes = |month| edition.owes(&Grain::Month.containing(date(2025, month, 1)));
        assert_eq!(
            [7, 8, 11, 12].map(owes),
            [false, true, true, false],
            "a month that the edition touches is owed"
        );
    }
}
