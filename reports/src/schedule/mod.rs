//! When a schedule is due: a cron expression on India's clock, with or without the days on which offices are closed.
//!
//! India has one time zone and no summer time, so that its clock is the world's, five and a half hours ahead.
//!
//! ```
//! use reports::schedule::Times;
//!
//! let times = Times::read("30 8 * * 1-5").unwrap();
//! let after = "2026-11-20T03:00:00Z".parse().unwrap(); // a Friday, 8:30 in India
//! assert_eq!(times.next(after, None).unwrap().to_string(), "2026-11-23T03:00:00Z");
//! ```

mod often;
mod watch;

pub use often::{LAST_OF_ALL_MONTHS, Often, WEEKDAYS};
pub use watch::Watch;

use catalog::Language;

use catalog::calendar::{self, WorkingDays};
use chrono::{DateTime, NaiveDateTime};
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// India is five and a half hours ahead of UTC.
const AHEAD: i64 = 5 * 3600 + 1800;
/// More times than these are not looked back upon.
const MOST: usize = 100;
/// Days on which offices are closed in a row, at most: more means that the expression never meets an open day.
const CLOSED: usize = 1000;

/// Why an expression is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// It can't be read.
    #[error(
        "`{text}` is no time for a schedule ({fault}); give minute, hour, day of the month, month and day of the \
         week, in India's time, like `30 8 * * 1-6`"
    )]
    Cron {
        /// What was given.
        text: String,
        /// What is wrong with it.
        fault: String,
    },
    /// Something to look out for that means nothing.
    #[error("`{0}` is nothing to look out for; there are worse:INDICATOR, silent and any:MEASURE")]
    Watch(String),
    /// A measure that the report's programme has not.
    #[error("`{programme}` has no measure `{measure}` to look out for")]
    Measure {
        /// What was given.
        measure: String,
        /// The report's programme.
        programme: String,
    },
    /// Silence, of a report over several programmes.
    #[error(
        "`{0}` is about several programmes, so that it can't tell who is silent; choose a report of one programme"
    )]
    Several(String),
    /// An indicator without a band.
    #[error("`{0}` has no target, so that it can't cross its band; choose an indicator with a target")]
    NoBand(String),
    /// A percentage that is none.
    #[error("`{0}` is no percentage of returns; give a whole number from 1 to 100")]
    Percent(String),
}

/// The times of a schedule.
#[derive(Debug, Clone)]
pub struct Times(Cron);

impl Times {
    /// Five fields: minute, hour, day of the month, month, day of the week.
    pub fn read(text: &str) -> Result<Self, ScheduleError> {
        let refused = |fault: String| ScheduleError::Cron {
            text: text.chars().take(80).flat_map(char::escape_debug).collect(),
            fault,
        };
        if text.split_whitespace().count() != 5 {
            return Err(refused("it has not five fields".to_owned()));
        }
        let parser = CronParser::builder()
            .seconds(Seconds::Disallowed)
            .year(Year::Disallowed)
            .build();
        let cron = parser.parse(text).map_err(|fault| refused(fault.to_string()))?;
        let times = Self(cron);
        // 30 February is well written and never comes.
        let start = NaiveDateTime::default();
        match times.0.find_next_occurrence(&start, false) {
            Ok(_) => Ok(times),
            Err(fault) => Err(refused(fault.to_string())),
        }
    }

    /// The first time after a moment; with working days, the first on a day on which offices are open.
    pub fn next(&self, after: Timestamp, open: Option<&WorkingDays>) -> Option<Timestamp> {
        let mut moment = wall(after)?;
        for _ in 0..CLOSED {
            moment = self.0.find_next_occurrence(&moment, false).ok()?;
            let found = instant(moment)?;
            if is_open(found, open) {
                return Some(found);
            }
        }
        None
    }

    /// The times after one moment up to and including another, newest first, and no more than a hundred.
    pub fn between(&self, after: Timestamp, until: Timestamp, open: Option<&WorkingDays>) -> Vec<Timestamp> {
        let mut found = Vec::new();
        let (Some(mut moment), mut inclusive) = (wall(until), true) else {
            return found;
        };
        for _ in 0..CLOSED {
            let Ok(earlier) = self.0.find_previous_occurrence(&moment, inclusive) else {
                break;
            };
            let Some(time) = instant(earlier).filter(|time| *time > after) else {
                break;
            };
            if is_open(time, open) {
                found.push(time);
            }
            if found.len() == MOST {
                break;
            }
            (moment, inclusive) = (earlier, false);
        }
        found
    }
}

/// A percentage of returns.
pub fn percent(text: &str) -> Result<u8, ScheduleError> {
    let percent = text.trim_end_matches('%').trim().parse().ok();
    percent
        .filter(|percent| (1..=100).contains(percent))
        .ok_or_else(|| ScheduleError::Percent(text.chars().take(40).flat_map(char::escape_debug).collect()))
}

/// The day in India at a moment.
pub fn day_in_india(moment: Timestamp) -> Date {
    in_india(moment).0
}

/// A moment as people in India write it: 22 Nov 2026, 08:30.
pub fn show_moment(moment: Timestamp, language: Language) -> String {
    let (day, time) = in_india(moment);
    format!(
        "{}, {:02}:{:02}",
        calendar::show_date(day, language),
        time.hour(),
        time.minute()
    )
}

fn in_india(moment: Timestamp) -> (Date, Time) {
    let ahead = moment
        .saturating_add(SignedDuration::from_secs(AHEAD))
        .unwrap_or(moment);
    let there = Offset::UTC.to_datetime(ahead);
    (there.date(), there.time())
}

fn is_open(moment: Timestamp, open: Option<&WorkingDays>) -> bool {
    open.is_none_or(|open| open.is_open(day_in_india(moment)))
}

/// What clocks in India show.
fn wall(moment: Timestamp) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(moment.as_second() + AHEAD, 0)?.naive_utc())
}

fn instant(wall: NaiveDateTime) -> Option<Timestamp> {
    Timestamp::from_second(wall.and_utc().timestamp() - AHEAD).ok()
}

#[cfg(test)]
mod tests {
    use catalog::Catalog;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn times_are_those_of_clocks_in_india() {
        let times = Times::read("0 0 * * *").unwrap();
        assert_eq!(
            times.next(at("2026-11-22T12:00:00Z"), None),
            Some(at("2026-11-22T18:30:00Z"))
        );
        assert_eq!(
            show_moment(at("2026-11-22T18:30:00Z"), Language::En),
            "23 Nov 2026, 00:00"
        );
    }

    #[test]
    fn the_moment_itself_is_the_end_of_a_span_and_never_its_start() {
        let times = Times::read("0 8 * * *").unwrap();
        let eight = at("2026-11-22T02:30:00Z");
        let before = eight - SignedDuration::from_hours(1);
        assert_eq!(times.between(before, eight, None), [eight]);
        assert!(
            times
                .between(eight, eight + SignedDuration::from_hours(23), None)
                .is_empty()
        );
        assert_eq!(
            times.between(eight - SignedDuration::from_hours(25), eight, None),
            [eight, eight - SignedDuration::from_hours(24)]
        );
    }

    #[test]
    fn days_on_which_offices_are_closed_are_left_out_where_that_is_asked() {
        let catalog = Catalog::load(None).unwrap();
        let state = "state-19".parse().unwrap();
        let open = catalog.holidays.working_days(Some(&state));
        let times = Times::read("0 8 * * *").unwrap();
        // 26 January is a holiday, and a Monday in 2026.
        let saturday = at("2026-01-24T12:00:00Z");
        let next = times.next(saturday, Some(&open)).unwrap();
        assert_eq!(day_in_india(next).to_string(), "2026-01-27");
        let all = times.between(saturday, next, None).len();
        assert_eq!((all, times.between(saturday, next, Some(&open)).len()), (3, 1));
    }

    #[test]
    fn a_long_sleep_is_not_looked_back_upon_for_ever() {
        let times = Times::read("* * * * *").unwrap();
        let until = at("2026-11-22T02:30:00Z");
        assert_eq!(times.between(at("2020-01-01T00:00:00Z"), until, None).len(), MOST);
    }

    #[test]
    fn what_is_no_time_is_refused_with_how_to_write_one() {
        for text in [
            "",
            "8:30",
            "* * * *",
            "0 0 8 * * *",
            "61 8 * * *",
            "0 25 * * *",
            "0 8 31 2 *",
            "0 8 * * mo-xx",
            "@daily",
            "0 8 * *\n* x",
        ] {
            let refusal = Times::read(text).map(|_| ()).unwrap_err().to_string();
            assert!(
                refusal.contains("30 8 * * 1-6") && !refusal.contains('\n'),
                "{text}: {refusal}"
            );
        }
    }

    #[test]
    fn a_percentage_is_a_whole_number_up_to_a_hundred() {
        assert_eq!((percent("95"), percent("100 %")), (Ok(95), Ok(100)));
        for text in ["0", "101", "-1", "95.5", "", "all"] {
            assert!(percent(text).is_err(), "{text}");
        }
    }
}
