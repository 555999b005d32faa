//! How often, as people say it; a cron expression is for what can't be said so.

use jiff::civil::{Time, Weekday};

/// Each day, each week or each month, at a time in India.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Often {
    /// Each day.
    Daily(Time),
    /// Each week, on a day of it.
    Weekly(Weekday, Time),
    /// Each month, on a day that every month has.
    Monthly(u8, Time),
}

/// The last day that every month has.
pub const LAST_OF_ALL_MONTHS: u8 = 28;

/// The days of the week, as weeks are counted in India's offices.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

impl Often {
    /// From the fields of a form: `daily`, `weekly` or `monthly`, a time like `08:30`, a weekday from 1 for Monday, a day of
    /// the month. The word says which field means nothing.
    pub fn of_form(often: &str, time: &str, weekday: &str, day: &str) -> Result<Self, &'static str> {
        let parts = time
            .split_once(':')
            .and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok());
        let time = parts.ok_or("time")?;
        match often {
            "daily" => Ok(Self::Daily(time)),
            "weekly" => {
                let number: i8 = weekday.parse().map_err(|_| "weekday")?;
                let day = Weekday::from_monday_one_offset(number).map_err(|_| "weekday")?;
                Ok(Self::Weekly(day, time))
            }
            "monthly" => {
                let day = day
                    .parse()
                    .ok()
                    .filter(|day| (1..=LAST_OF_ALL_MONTHS).contains(day));
                Ok(Self::Monthly(day.ok_or("month_day")?, time))
            }
            _ => Err("often"),
        }
    }

    /// As a cron expression.
    pub fn cron(self) -> String {
        match self {
            Self::Daily(time) => format!("{} {} * * *", time.minute(), time.hour()),
            Self::Weekly(day, time) => {
                let day = day.to_sunday_zero_offset();
                format!("{} {} * * {day}", time.minute(), time.hour())
            }
            Self::Monthly(day, time) => format!("{} {} {day} * *", time.minute(), time.hour()),
        }
    }

    /// A cron expression as people say it, where it can be said so.
    pub fn of_cron(cron: &str) -> Option<Self> {
        let fields: Vec<&str> = cron.split_whitespace().collect();
        let [minute, hour, day, "*", weekday] = fields.as_slice() else {
            return None;
        };
        let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
        match (*day, *weekday) {
            ("*", "*") => Some(Self::Daily(time)),
            ("*", weekday) => {
                let number: i8 = weekday.parse().ok()?;
                Some(Self::Weekly(
                    Weekday::from_sunday_zero_offset(number % 7).ok()?,
                    time,
                ))
            }
            (day, "*") => {
                let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
                Some(Self::Monthly(day, time))
            }
            _ => None,
        }
    }

    /// The time of day, like `08:30`.
    pub fn time(self) -> String {
        let (Self::Daily(time) | Self::Weekly(_, time) | Self::Monthly(_, time)) = self;
        format!("{:02}:{:02}", time.hour(), time.minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Times;

    #[test]
    fn what_people_say_becomes_an_expression_and_comes_back() {
        for (form, cron) in [
            (("daily", "08:30", "", ""), "30 8 * * *"),
            (("weekly", "17:05", "1", ""), "5 17 * * 1"),
            (("weekly", "17:05", "7", ""), "5 17 * * 0"),
            (("monthly", "00:00", "", "5"), "0 0 5 * *"),
        ] {
            let often = Often::of_form(form.0, form.1, form.2, form.3).unwrap();
            assert_eq!(often.cron(), cron);
            assert!(Times::read(cron).is_ok());
            assert_eq!(Often::of_cron(cron), Some(often));
        }
    }

    #[test]
    fn what_can_not_be_said_so_stays_an_expression() {
        for cron in [
            "30 8 * * 1-6",
            "*/5 * * * *",
            "0 8 1 1 *",
            "0 8 1 * 1",
            "0 8 * *",
            "61 8 * * *",
        ] {
            assert_eq!(Often::of_cron(cron), None, "{cron}");
        }
    }

    #[test]
    fn a_field_that_means_nothing_is_named() {
        for (form, field) in [
            (("hourly", "08:30", "", ""), "often"),
            (("daily", "25:00", "", ""), "time"),
            (("daily", "half past", "", ""), "time"),
            (("weekly", "08:30", "8", ""), "weekday"),
            (("monthly", "08:30", "", "29"), "month_day"),
            (("monthly", "08:30", "", ""), "month_day"),
        ] {
            assert_eq!(
                Often::of_form(form.0, form.1, form.2, form.3),
                Err(field),
                "{form:?}"
            );
        }
    }
}
