//! Public holidays and the days on which offices work.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use crate::{MalformedCode, PlaceCode};

const BUILT_IN: &str = include_str!("../../calendar/holidays.csv");

/// The days for which working days are counted beforehand; outside them they are counted one by one.
const FIRST: Date = date(2000, 1, 1);
const LAST: Date = date(2060, 12, 31);

/// The days on which offices are closed, besides Sundays.
#[derive(Debug, Clone)]
pub struct Holidays(Vec<Holiday>);

#[derive(Debug, Clone)]
struct Holiday {
    day: HolidayDay,
    /// The state that keeps it; none for the whole country.
    state: Option<PlaceCode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum HolidayDay {
    Once(Date),
    /// Month and day.
    EveryYear(i8, i8),
    /// A day off in every week, besides Sunday.
    EveryWeek(Weekday),
}

/// Why a list of holidays could not be read.
#[derive(Debug, thiserror::Error)]
pub enum HolidaysError {
    /// The file cannot be read.
    #[error("{}: cannot be read ({source}); check that the file may be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not such a list.
    #[error("{file}: {source}; a list of holidays is CSV in UTF-8 with the columns date,state,title")]
    NotCsv {
        /// The file.
        file: String,
        /// What the CSV reader said.
        source: csv::Error,
    },
    /// A date that cannot be read.
    #[error(
        "{file}, line {line}: `{found}` is not a date; write 2026-10-20, 01-26 for every year, or saturday for every week"
    )]
    Date {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What was found.
        found: String,
    },
    /// A state that is no place code.
    #[error("{file}, line {line}: {source}; leave the state empty for the whole country")]
    State {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What was found.
        source: MalformedCode,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    date: String,
    state: String,
    #[serde(rename = "title")]
    _title: String,
}

impl Holidays {
    /// The built-in holidays, national ones and those of states, with those of `DATA/calendar/holidays.csv` added.
    pub fn load(data_dir: Option<&Path>) -> Result<Self, HolidaysError> {
        let mut holidays = read("catalog/calendar/holidays.csv", BUILT_IN)?;
        let path = data_dir.map(|data_dir| data_dir.join("calendar").join("holidays.csv"));
        if let Some(path) = path.filter(|path| path.exists()) {
            let text = fs::read_to_string(&path).map_err(|source| HolidaysError::Unreadable {
                path: path.clone(),
                source,
            })?;
            holidays.extend(read(&path.display().to_string(), &text)?);
        }
        Ok(Self(holidays))
    }

    /// The holidays that a state keeps; without one, those of the whole country.
    fn of(&self, state: Option<&PlaceCode>) -> impl Iterator<Item = &Holiday> {
        self.0
            .iter()
            .filter(move |holiday| holiday.state.is_none() || holiday.state.as_ref() == state)
    }

    /// The working days of a state, made ready for many questions.
    pub fn working_days(&self, state: Option<&PlaceCode>) -> WorkingDays {
        let closed: HashSet<HolidayDay> = self.of(state).map(|holiday| holiday.day).collect();
        let days = Date::series(FIRST, 1.day()).take_while(|day| *day <= LAST);
        let open = days.scan(0_i64, |open, day| {
            *open += i64::from(is_open(&closed, day));
            Some(*open)
        });
        WorkingDays {
            until: open.collect(),
            closed,
        }
    }

    /// The working days after `from` up to and including `to`; see [`WorkingDays::between`].
    pub fn working_days_between(&self, from: Date, to: Date, state: Option<&PlaceCode>) -> i64 {
        self.working_days(state).between(from, to)
    }

    /// The holidays of one year in a state, in order; Sundays and other weekly days off are left out.
    pub fn of_year(&self, year: i16, state: Option<&PlaceCode>) -> BTreeSet<Date> {
        let dates = self.of(state).filter_map(|holiday| match holiday.day {
            HolidayDay::Once(day) => (day.year() == year).then_some(day),
            HolidayDay::EveryYear(month, day) => Date::new(year, month, day).ok(),
            HolidayDay::EveryWeek(_) => None,
        });
        let weekly = |day: &Date| {
            let off = HolidayDay::EveryWeek(day.weekday());
            self.of(state).any(|holiday| holiday.day == off)
        };
        dates
            .filter(|day| day.weekday() != Weekday::Sunday && !weekly(day))
            .collect()
    }
}

/// The days on which the offices of a state work.
#[derive(Debug, Clone)]
pub struct WorkingDays {
    /// For each day from `FIRST` on, the working days up to and including it.
    until: Vec<i64>,
    closed: HashSet<HolidayDay>,
}

impl WorkingDays {
    /// Whether offices work on a day.
    pub fn is_open(&self, day: Date) -> bool {
        is_open(&self.closed, day)
    }

    /// The working days after `from` up to and including `to`: 0 for the same day, negative if `to` is earlier.
    pub fn between(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        match (self.counted(from), self.counted(to)) {
            (Some(before), Some(after)) => after - before,
            _ => {
                let days = Date::series(from, 1.day()).skip(1).take_while(|day| *day <= to);
                days.map(|day| i64::from(self.is_open(day))).sum()
            }
        }
    }

    fn counted(&self, day: Date) -> Option<i64> {
        let index = i64::from(FIRST.until(day).ok()?.get_days());
        self.until.get(usize::try_from(index).ok()?).copied()
    }
}

fn is_open(closed: &HashSet<HolidayDay>, day: Date) -> bool {
    day.weekday() != Weekday::Sunday
        && !closed.contains(&HolidayDay::Once(day))
        && !closed.contains(&HolidayDay::EveryYear(day.month(), day.day()))
        && !closed.contains(&HolidayDay::EveryWeek(day.weekday()))
}

fn read(file: &str, text: &str) -> Result<Vec<Holiday>, HolidaysError> {
    let not_csv = |source| HolidaysError::NotCsv {
        file: file.to_owned(),
        source,
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(not_csv)?.clone();
    let mut holidays = Vec::new();
    for record in reader.records() {
        let record = record.map_err(not_csv)?;
        let line = record.position().map_or(0, csv::Position::line);
        let row: Row = record.deserialize(Some(&header)).map_err(not_csv)?;
        let state = (!row.state.is_empty()).then(|| row.state.parse()).transpose();
        holidays.push(Holiday {
            state: state.map_err(|source| HolidaysError::State {
                file: file.to_owned(),
                line,
                source,
            })?,
            day: holiday_day(&row.date).ok_or_else(|| HolidaysError::Date {
                file: file.to_owned(),
                line,
                found: row.date.clone(),
            })?,
        });
    }
    Ok(holidays)
}

/// Days on which offices of a state may be closed every week; Sunday needs no line.
const WEEKDAYS: [(Weekday, &str); 6] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
];

fn holiday_day(text: &str) -> Option<HolidayDay> {
    if let Ok(day) = text.parse() {
        return Some(HolidayDay::Once(day));
    }
    if let Some((weekday, _)) = WEEKDAYS.iter().find(|(_, name)| text.eq_ignore_ascii_case(name)) {
        return Some(HolidayDay::EveryWeek(*weekday));
    }
    let day: Date = format!("2024-{text}").parse().ok()?; // a leap year, so that 02-29 is possible
    Some(HolidayDay::EveryYear(day.month(), day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with_list(text: &str) -> Result<Holidays, HolidaysError> {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("calendar")).unwrap();
        fs::write(data.path().join("calendar/holidays.csv"), text).unwrap();
        Holidays::load(Some(data.path()))
    }

    #[test]
    fn sundays_and_the_three_national_days_are_no_working_days() {
        let days = Holidays::load(None).unwrap().working_days(None);
        for closed in [
            date(2026, 1, 26),
            date(2026, 8, 15),
            date(2026, 10, 2),
            date(2026, 11, 22),
        ] {
            assert!(!days.is_open(closed), "{closed}");
        }
        assert!(
            days.is_open(date(2026, 11, 21)),
            "Saturdays are working days unless the district says otherwise"
        );
    }

    #[test]
    fn working_days_are_counted_after_the_first_day_up_to_the_last() {
        let days = Holidays::load(None).unwrap().working_days(None);
        assert_eq!(days.between(date(2026, 9, 28), date(2026, 9, 28)), 0);
        // Tuesday to Monday: 2 October is a holiday, the 4th a Sunday.
        assert_eq!(days.between(date(2026, 9, 28), date(2026, 10, 5)), 5);
        assert_eq!(days.between(date(2026, 10, 5), date(2026, 9, 28)), -5);
    }

    #[test]
    fn a_state_keeps_its_own_holidays_and_not_those_of_others() {
        let holidays = with_list("date,state,title\n2026-06-10,state-20,Local fair\n").unwrap();
        let jharkhand = "state-20".parse().unwrap();
        let open = |state, day| holidays.working_days(state).is_open(day);
        assert!(!open(Some(&jharkhand), date(2026, 6, 10)));
        assert!(open(None, date(2026, 6, 10)));
        assert!(open(Some(&jharkhand), date(2027, 6, 10)));
        assert_eq!(holidays.of_year(2026, Some(&jharkhand)).len(), 4);
    }

    #[test]
    fn offices_of_west_bengal_are_closed_on_saturdays_and_on_the_state_s_holidays() {
        let holidays = Holidays::load(None).unwrap();
        let west_bengal = "state-19".parse().unwrap();
        let days = holidays.working_days(Some(&west_bengal));
        for (closed, why) in [
            (date(2026, 11, 21), "Saturday"),
            (date(2023, 10, 24), "Dashami"),
            (date(2024, 4, 11), "Id-ul-Fitr"),
            (date(2024, 5, 8), "Rabindra Jayanti"),
            (date(2025, 10, 20), "Kali Puja"),
            (date(2026, 1, 23), "Netaji and Saraswati Puja"),
        ] {
            assert!(!days.is_open(closed), "{closed}: {why}");
        }
        assert!(days.is_open(date(2024, 5, 9)), "Rabindra Jayanti fell on the 8th");
        // Monday 12 to Monday 19 October 2026: Thursday to Monday are days of Durga Puja, or the weekend.
        assert_eq!(days.between(date(2026, 10, 12), date(2026, 10, 19)), 2);
    }

    #[test]
    fn a_day_off_in_every_week_is_a_word_and_other_words_are_refused() {
        let holidays =
            with_list("date,state,title\nFriday,state-20,Day off\n2026-06-12,state-20,Fair\n").unwrap();
        let jharkhand = "state-20".parse().unwrap();
        assert!(!holidays.working_days(Some(&jharkhand)).is_open(date(2026, 6, 19)));
        assert!(holidays.working_days(Some(&jharkhand)).is_open(date(2026, 6, 20)));
        assert!(
            !holidays
                .of_year(2026, Some(&jharkhand))
                .contains(&date(2026, 6, 12))
        );
        let refusal = with_list("date,state,title\nfreitag,,Day off\n").unwrap_err();
        assert!(
            refusal.to_string().contains("`freitag` is not a date"),
            "{refusal}"
        );
    }

    #[test]
    fn a_wrong_date_is_reported_with_its_line() {
        let refusal = with_list("date,state,title\n20/10/2026,,Durga Puja\n")
            .unwrap_err()
            .to_string();
        assert!(refusal.ends_with(
            "holidays.csv, line 2: `20/10/2026` is not a date; write 2026-10-20, 01-26 for every year, or saturday for every week"
        ));
    }

    #[test]
    fn a_wrong_state_is_reported_with_its_line() {
        let refusal = with_list("date,state,title\n2026-10-20,WB,Durga Puja\n")
            .unwrap_err()
            .to_string();
        assert!(refusal.contains("line 2: `WB` is not a place code"), "{refusal}");
    }

    proptest! {
        #[test]
        fn the_quick_count_is_the_slow_count(start in -3_000_i64..25_000, length in 0_i64..400) {
            let days = Holidays::load(None).unwrap().working_days(None);
            let from = FIRST.saturating_add(start.days());
            let to = from.saturating_add(length.days());
            let open = Date::series(from, 1.day()).skip(1).take_while(|day| *day <= to).filter(|day| days.is_open(*day));
            prop_assert_eq!(days.between(from, to), open.count() as i64);
        }
    }
}
