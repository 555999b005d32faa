//! The time that clocks in India show: five and a half hours ahead of Greenwich, all year.

use jiff::civil::{Date, time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// By how much India's time is ahead of Greenwich.
const AHEAD: SignedDuration = SignedDuration::from_mins(5 * 60 + 30);

/// The day in India at an instant.
pub fn day_in_india(instant: Timestamp) -> Date {
    let in_india = instant.saturating_add(AHEAD).unwrap_or(instant);
    Offset::UTC.to_datetime(in_india).date()
}

/// The instant at which a day ends in India; the end of time where the calendar ends before.
pub fn end_of_day_in_india(day: Date) -> Timestamp {
    let midnight = day.tomorrow().map(|next| next.to_datetime(time(0, 0, 0, 0)));
    let instant = midnight.and_then(|midnight| Offset::UTC.to_timestamp(midnight));
    let instant = instant.and_then(|instant| instant.checked_sub(AHEAD));
    instant.unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_ends_in_india_while_it_is_still_evening_in_greenwich() {
        let end = end_of_day_in_india(date(2026, 11, 22));
        assert_eq!(end.to_string(), "2026-11-22T18:30:00Z");
        assert_eq!(day_in_india(end), date(2026, 11, 23));
        let before = end.checked_sub(SignedDuration::from_micros(1)).unwrap();
        assert_eq!(day_in_india(before), date(2026, 11, 22));
    }

    #[test]
    fn the_last_day_of_the_calendar_never_ends() {
        assert_eq!(end_of_day_in_india(Date::MAX), Timestamp::MAX);
    }
}
