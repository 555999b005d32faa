//! What happened when: the suspension, the return of work, the new law, and the dates of returns.

use catalog::FinancialYear;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// The first day of the sample.
pub(crate) const FIRST_DAY: Date = date(2024, 4, 1);
/// The first day of work in West Bengal after the suspension.
pub(crate) const RESUMED: Date = date(2025, 12, 6);
/// The first day of the new law, from which counts begin again.
pub(crate) const NEW_LAW: Date = date(2026, 7, 1);

/// The day so many days later, or earlier if negative.
pub(crate) fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// The days from one to another, 0 for the same day.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.duration_until(to).as_hours() as i32 / 24
}

/// The day from which the figures of `day` count: 1 April, or the first day of the new law.
pub(crate) fn count_began(day: Date) -> Date {
    let year = FinancialYear::of(day).first_day();
    if (year..=day).contains(&NEW_LAW) {
        NEW_LAW
    } else {
        year
    }
}

/// The financial years of the sample: that of `until` and up to two before.
pub(crate) fn years(until: Date) -> Vec<FinancialYear> {
    let last = FinancialYear::of(until);
    let all = [last.previous().previous(), last.previous(), last];
    all.into_iter()
        .filter(|year| year.first_day() >= FIRST_DAY)
        .collect()
}

/// The last days of the months of `year` that are over by `until`.
pub(crate) fn month_ends(year: FinancialYear, until: Date) -> Vec<Date> {
    let ends = (0..12).map(|month| year.first_day().saturating_add(month.months()).last_of_month());
    ends.filter(|end| *end <= until).collect()
}

/// All month ends of the sample.
pub(crate) fn all_month_ends(until: Date) -> Vec<Date> {
    years(until)
        .into_iter()
        .flat_map(|year| month_ends(year, until))
        .collect()
}

/// Part of a usual day's work that is done on `day`, by season, week and feasts.
pub(crate) fn share_of_a_usual_day(day: Date) -> f64 {
    season(day) * start(day) * if is_rest(day) { 0.12 } else { 1.0 }
}

/// Fields need all hands at sowing in July and August and at harvest in November; January to May is the time of
/// earthworks.
const SEASON: [f64; 12] = [1.25, 1.35, 1.3, 1.2, 1.3, 1.0, 0.4, 0.35, 0.6, 0.75, 0.5, 0.85];

/// Between the middles of two months the season changes evenly.
fn season(day: Date) -> f64 {
    let into_month = f64::from(day.day()) / f64::from(day.days_in_month()) - 0.5;
    let month = usize::from(day.month().unsigned_abs()) - 1;
    let neighbour = if into_month < 0.0 {
        (month + 11) % 12
    } else {
        (month + 1) % 12
    };
    SEASON[month] + (SEASON[neighbour] - SEASON[month]) * into_month.abs()
}

/// Work returned slowly: works had to be sanctioned anew, and again under the new law.
fn start(day: Date) -> f64 {
    let grown = |since: Date, from: f64, to: f64, days: f64| {
        from + (to - from) * (f64::from(days_between(since, day)) / days).min(1.0)
    };
    match day {
        day if day < RESUMED => 0.0,
        day if day < NEW_LAW => grown(RESUMED, 0.03, 0.85, 150.0),
        _ => grown(NEW_LAW, 0.45, 1.0, 90.0),
    }
}

/// Sundays, and the days of Durga Puja as they fall in 2026.
pub(crate) fn is_rest(day: Date) -> bool {
    day.weekday() == Weekday::Sunday || (date(2026, 10, 17)..=date(2026, 10, 21)).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_begin_on_the_first_of_april_and_with_the_new_law() {
        assert_eq!(count_began(date(2026, 6, 30)), date(2026, 4, 1));
        assert_eq!(count_began(date(2026, 7, 1)), NEW_LAW);
        assert_eq!(count_began(date(2027, 3, 31)), NEW_LAW);
        assert_eq!(count_began(date(2027, 7, 1)), date(2027, 4, 1));
    }

    #[test]
    fn nothing_is_worked_before_work_returned_and_little_at_first() {
        assert_eq!(share_of_a_usual_day(date(2025, 12, 5)), 0.0);
        let first = share_of_a_usual_day(RESUMED);
        assert!(first > 0.0 && first < 0.05);
        assert!(share_of_a_usual_day(date(2026, 5, 15)) > 20.0 * first);
    }

    #[test]
    fn sowing_and_harvest_are_the_slow_times() {
        assert!(season(date(2027, 8, 15)) < 0.5 * season(date(2027, 9, 30)) + 0.2);
        assert!(season(date(2027, 7, 31)) < season(date(2027, 5, 15)) / 2.0);
    }

    #[test]
    fn the_months_of_three_years_are_over_when_they_have_ended() {
        let ends = all_month_ends(date(2026, 11, 22));
        assert_eq!(
            (ends.len(), ends[0], ends[30]),
            (31, date(2024, 4, 30), date(2026, 10, 31))
        );
        assert!(all_month_ends(date(2024, 4, 29)).is_empty());
    }
}
