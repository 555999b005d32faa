//! Days, weeks, months, quarters and financial years, and their labels.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FinancialYear;

/// How long a period is; from fine to coarse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// One day.
    Day,
    /// From Monday to Sunday, numbered as ISO 8601 does.
    Week,
    /// A calendar month.
    Month,
    /// A quarter of the financial year; the first is April to June.
    Quarter,
    /// A financial year.
    Fy,
}

impl Grain {
    /// All grains, from fine to coarse.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Fy];

    /// The id: a dimension of queries and a column of tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Fy => "fy",
        }
    }

    /// The period of this grain that holds a day.
    pub fn containing(self, day: Date) -> Period {
        let (from, to) = match self {
            Self::Day => (day, day),
            Self::Week => week(day),
            Self::Month => (day.first_of_month(), day.last_of_month()),
            Self::Quarter => quarter(day),
            Self::Fy => {
                let year = FinancialYear::of(day);
                (year.first_day(), year.last_day())
            }
        };
        Period {
            from,
            to,
            grain: self,
        }
    }

    /// The periods that hold the days from `from` to `to`, in order; none if `to` lies before `from`.
    pub fn periods(self, from: Date, to: Date) -> Vec<Period> {
        let first = (from <= to).then(|| self.containing(from));
        let next = |period: &Period| (period.to < to).then(|| period.next());
        std::iter::successors(first, next).collect()
    }
}

fn week(day: Date) -> (Date, Date) {
    let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    (monday, monday.saturating_add(6.days()))
}

fn quarter(day: Date) -> (Date, Date) {
    let first_month = day.month() - (day.month() - 1) % 3;
    let from = date(day.year(), first_month, 1);
    (from, from.saturating_add(2.months()).last_of_month())
}

impl fmt::Display for Grain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.id())
    }
}

/// A word that is no grain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a length of time; use day, week, month, quarter or fy")]
pub struct UnknownGrain(pub String);

impl FromStr for Grain {
    type Err = UnknownGrain;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|grain| grain.id() == id)
            .ok_or_else(|| UnknownGrain(id.to_owned()))
    }
}

/// A period of the calendar; both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How long it is.
    pub grain: Grain,
}

impl Period {
    /// The label in data: `2026-11-22`, `2026-W47`, `2026-11`, `2026-27-Q3`, `2026-27`.
    pub fn label(&self) -> String {
        let year = FinancialYear::of(self.from);
        match self.grain {
            Grain::Day => self.from.to_string(),
            Grain::Week => {
                let week = self.from.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Month => format!("{:04}-{:02}", self.from.year(), self.from.month()),
            Grain::Quarter => format!("{year}-Q{}", (self.from.month() + 8) % 12 / 3 + 1),
            Grain::Fy => year.to_string(),
        }
    }

    /// The period of that grain and label.
    pub fn from_label(grain: Grain, label: &str) -> Result<Self, PeriodError> {
        let first = match grain {
            Grain::Day => label.parse().ok(),
            Grain::Week => first_of_week(label),
            Grain::Month => format!("{label}-01").parse().ok(),
            Grain::Quarter => first_of_quarter(label),
            Grain::Fy => label.parse::<FinancialYear>().ok().map(FinancialYear::first_day),
        };
        let period = first.map(|first| grain.containing(first));
        // Only the label that jela writes names a period: `2026-2027` or `2026-11-1` would be a second address.
        period
            .filter(|period| period.label() == label)
            .ok_or_else(|| PeriodError {
                grain,
                label: label.to_owned(),
            })
    }

    /// Whether a day belongs to the period.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The period before.
    pub fn previous(&self) -> Self {
        self.grain.containing(self.from.saturating_sub(1.day()))
    }

    /// The period after.
    pub fn next(&self) -> Self {
        self.grain.containing(self.to.saturating_add(1.day()))
    }

    /// The same period a year earlier; for a week, that of the same number, or the year's last.
    pub fn last_year(&self) -> Self {
        if self.grain != Grain::Week {
            return self.grain.containing(same_date_last_year(self.from));
        }
        let week = self.from.iso_week_date();
        let earlier = |number| ISOWeekDate::new(week.year() - 1, number, Weekday::Monday).ok();
        let monday = earlier(week.week())
            .or_else(|| earlier(52))
            .map(ISOWeekDate::date);
        self.grain.containing(monday.unwrap_or(self.from))
    }
}

/// A label that names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{label}` is not a {grain}; write it as in {}", example(*grain))]
pub struct PeriodError {
    /// What was expected.
    pub grain: Grain,
    /// What was found.
    pub label: String,
}

fn example(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "2026-11-22",
        Grain::Week => "2026-W47",
        Grain::Month => "2026-11",
        Grain::Quarter => "2026-27-Q3",
        Grain::Fy => "2026-27",
    }
}

/// Whether a day lies in the years that returns and questions can be about: 1900 to 2199. Outside them the financial
/// year or the week around a day may lie beyond the calendar.
pub fn is_dated(day: Date) -> bool {
    (1900..2200).contains(&day.year())
}

fn first_of_week(label: &str) -> Option<Date> {
    let (year, week) = label.split_once("-W")?;
    let monday = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, Weekday::Monday);
    monday.ok().map(ISOWeekDate::date)
}

fn first_of_quarter(label: &str) -> Option<Date> {
    let (year, quarter) = label.split_once("-Q")?;
    let year: FinancialYear = year.parse().ok()?;
    let months = match quarter {
        "1" => 0,
        "2" => 3,
        "3" => 6,
        "4" => 9,
        _ => return None,
    };
    year.first_day().checked_add(months.months()).ok()
}

/// The same date a year earlier; 28 February for 29 February.
pub fn same_date_last_year(day: Date) -> Date {
    day.saturating_sub(1.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Date = date(2026, 11, 22);

    #[test]
    fn labels_are_those_of_the_contract() {
        let labels = Grain::ALL.map(|grain| grain.containing(DAY).label());
        assert_eq!(
            labels,
            ["2026-11-22", "2026-W47", "2026-11", "2026-27-Q3", "2026-27"]
        );
    }

    #[test]
    fn quarters_count_from_april() {
        let label = |month| Grain::Quarter.containing(date(2026, month, 15)).label();
        let labels = [1, 3, 4, 6, 7, 10, 12].map(label);
        assert_eq!(
            labels,
            [
                "2025-26-Q4",
                "2025-26-Q4",
                "2026-27-Q1",
                "2026-27-Q1",
                "2026-27-Q2",
                "2026-27-Q3",
                "2026-27-Q3"
            ]
        );
        let third = Grain::Quarter.containing(DAY);
        assert_eq!((third.from, third.to), (date(2026, 10, 1), date(2026, 12, 31)));
    }

    #[test]
    fn a_week_at_new_year_belongs_to_the_iso_year() {
        assert_eq!(Grain::Week.containing(date(2027, 1, 1)).label(), "2026-W53");
        assert_eq!(
            Grain::Week.containing(date(2027, 1, 1)).last_year().label(),
            "2025-W52"
        );
    }

    #[test]
    fn a_span_is_cut_into_whole_periods() {
        let months = Grain::Month.periods(date(2026, 11, 22), date(2027, 2, 1));
        let labels: Vec<String> = months.iter().map(Period::label).collect();
        assert_eq!(labels, ["2026-11", "2026-12", "2027-01", "2027-02"]);
    }

    #[test]
    fn a_span_that_ends_before_it_begins_has_no_periods() {
        assert_eq!(Grain::Day.periods(date(2026, 11, 22), date(2026, 11, 21)), []);
    }

    #[test]
    fn earlier_periods_are_found() {
        let quarter = Grain::Quarter.containing(date(2026, 4, 3));
        assert_eq!(quarter.previous().label(), "2025-26-Q4");
        assert_eq!(quarter.last_year().label(), "2025-26-Q1");
        assert_eq!(same_date_last_year(date(2024, 2, 29)), date(2023, 2, 28));
    }

    #[test]
    fn a_label_of_another_grain_or_form_is_refused() {
        for (grain, label) in [
            (Grain::Month, "2026-13"),
            (Grain::Month, "2026-11-22"),
            (Grain::Fy, "2026-2027"),
            (Grain::Fy, "2026-28"),
            (Grain::Quarter, "2026-27-Q5"),
            (Grain::Week, "2025-W53"),
            (Grain::Week, "2026-W7"),
            (Grain::Day, ""),
        ] {
            assert!(Period::from_label(grain, label).is_err(), "{label} was accepted");
        }
        let refusal = Period::from_label(Grain::Quarter, "Q3").unwrap_err().to_string();
        assert_eq!(refusal, "`Q3` is not a quarter; write it as in 2026-27-Q3");
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_periods_and_they_follow_without_gap(offset in 0_i64..73_000) {
            let day = date(1950, 1, 1).saturating_add(offset.days());
            for grain in Grain::ALL {
                let period = grain.containing(day);
                prop_assert!(period.contains(day));
                prop_assert_eq!(period.next().from, period.to.tomorrow().unwrap());
                prop_assert_eq!(period.next().previous(), period);
                prop_assert_eq!(Period::from_label(grain, &period.label()), Ok(period));
            }
        }
    }
}
