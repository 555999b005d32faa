//! What in a case's course somebody should look at.

use figures::Alert;
use jiff::civil::Date;

use super::measured::Line;

/// Days without a measurement that are too many.
const UNSEEN_DAYS: i64 = 30;
/// Under this age, in days, a child that gains nothing is an alarm: 24 months of 30.4375 days.
const GAINS_UNTIL: i64 = 731;
/// A fall of weight for age beyond this is an alarm, in hundredths of z …
const FALL: i64 = 50;
/// … over so many days.
const FALL_DAYS: i64 = 92;
/// Growth of height beyond this, in millimetres a month, can't be.
const JUMP: i64 = 50;
/// A month, in days, with some room for visits that are not exact.
const MONTH_DAYS: i64 = 35;

/// The alerts of a case, gravest first. `lines` are oldest first; `times` is how often the case came under care.
pub fn alerts(lines: &[Line], times: u32, as_on: Date) -> Vec<Alert> {
    let mut alerts = Vec::new();
    let Some((last, before)) = lines.split_last() else {
        return alerts;
    };
    let unseen = days(last.measured.date, as_on);
    if unseen > UNSEEN_DAYS {
        alerts.push(Alert::NotSeen { days: unseen });
    }
    if let Some(previous) = before.last() {
        compared(previous, last, &mut alerts);
    }
    if gained_nothing(lines) {
        alerts.push(Alert::NoGain);
    }
    if let Some(hundredths) = fell(before, last) {
        alerts.push(Alert::WeightForAgeFell { hundredths });
    }
    if times > 1 {
        alerts.push(Alert::SecondSpell);
    }
    alerts.sort_unstable();
    alerts
}

/// A measurement against the one before.
fn compared(previous: &Line, last: &Line, alerts: &mut Vec<Alert>) {
    if previous
        .class
        .zip(last.class)
        .is_some_and(|(before, now)| now > before)
    {
        alerts.push(Alert::Worse);
    }
    let (before, now) = (&previous.measured, &last.measured);
    let weights = before.weight.zip(now.weight);
    let heights = before.height.zip(now.height);
    if let Some((before, now)) = weights.filter(|(before, now)| now < before) {
        alerts.push(Alert::WeightLost { grams: before - now });
    }
    if let Some((before, now)) = heights.filter(|(before, now)| now < before) {
        alerts.push(Alert::HeightFell {
            millimetres: before - now,
        });
    }
    let within_month = days(previous.measured.date, last.measured.date) <= MONTH_DAYS;
    if let Some((before, now)) = heights.filter(|(before, now)| within_month && now - before > JUMP) {
        alerts.push(Alert::HeightJumped {
            millimetres: now - before,
        });
    }
    if weights
        .zip(heights)
        .is_some_and(|(weights, heights)| weights.0 == weights.1 && heights.0 == heights.1)
    {
        alerts.push(Alert::Copied);
    }
}

/// No gain over two visits, under 24 months.
fn gained_nothing(lines: &[Line]) -> bool {
    let [.., first, _, last] = lines else { return false };
    let young = last.age_days.is_some_and(|age| age < GAINS_UNTIL);
    let weights = first.measured.weight.zip(last.measured.weight);
    young && weights.is_some_and(|(before, now)| now <= before)
}

/// By how much weight for age fell since any measurement of the last three months, if by too much.
fn fell(before: &[Line], last: &Line) -> Option<i64> {
    let now = last.measured.waz?;
    let recent = before
        .iter()
        .filter(|line| days(line.measured.date, last.measured.date) <= FALL_DAYS);
    let highest = recent.filter_map(|line| line.measured.waz).max()?;
    (highest - now > FALL).then_some(highest - now)
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

#[cfg(test)]
mod tests {
    use figures::Measured;
    use jiff::civil::date;

    use super::*;

    fn line(month: i8, weight: i64, height: i64, waz: i64, class: u8) -> Line {
        Line {
            measured: Measured {
                date: date(2026, month, 10),
                weight: Some(weight),
                height: Some(height),
                muac: None,
                oedema: false,
                whz: None,
                waz: Some(waz),
                haz: None,
                severe: class == 2,
            },
            sex: None,
            age_days: Some(500),
            class: Some(class),
        }
    }

    #[test]
    fn a_child_that_gains_and_grows_raises_no_alert() {
        let lines = [
            line(9, 7000, 700, -310, 2),
            line(10, 7300, 708, -280, 1),
            line(11, 7600, 715, -250, 1),
        ];
        assert_eq!(alerts(&lines, 1, date(2026, 11, 20)), []);
    }

    #[test]
    fn weight_lost_and_a_worse_class_are_told() {
        let lines = [line(10, 7300, 708, -280, 1), line(11, 7100, 710, -300, 2)];
        assert_eq!(
            alerts(&lines, 1, date(2026, 11, 20)),
            [Alert::Worse, Alert::WeightLost { grams: 200 }]
        );
    }

    #[test]
    fn a_child_not_seen_for_more_than_thirty_days_comes_first() {
        let lines = [line(10, 7300, 708, -280, 1), line(11, 7100, 710, -300, 1)];
        let told = alerts(&lines, 2, date(2026, 12, 11));
        assert_eq!(told[0], Alert::NotSeen { days: 31 });
        assert_eq!(told.last(), Some(&Alert::SecondSpell));
    }

    #[test]
    fn what_can_t_be_is_told_as_to_be_measured_again() {
        let lines = [line(10, 7300, 708, -280, 1), line(11, 7400, 690, -280, 1)];
        assert_eq!(
            alerts(&lines, 1, date(2026, 11, 11)),
            [Alert::HeightFell { millimetres: 18 }]
        );
        let lines = [line(10, 7300, 708, -280, 1), line(11, 7400, 770, -280, 1)];
        assert_eq!(
            alerts(&lines, 1, date(2026, 11, 11)),
            [Alert::HeightJumped { millimetres: 62 }]
        );
        let lines = [line(10, 7300, 708, -280, 1), line(11, 7300, 708, -281, 1)];
        assert_eq!(alerts(&lines, 1, date(2026, 11, 11)), [Alert::Copied]);
    }

    #[test]
    fn nobody_measured_yet_raises_no_alert() {
        assert_eq!(alerts(&[], 1, date(2026, 11, 11)), []);
    }
}
