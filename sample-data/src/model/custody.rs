//! The correctional homes of Bankura and who is in custody there each evening; what comes, goes and is left balances.

use jiff::civil::Date;

use crate::calendar::{days_between, plus};
use crate::random::Random;

/// A correctional home.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    /// The municipality or the block and GP where it stands.
    pub(crate) seat: Seat,
    /// Sanctioned for men and for women.
    pub(crate) capacity: (i64, i64),
    /// Inmates with whom the sample begins.
    began: i64,
}

/// Where a home stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Seat {
    Town(&'static str),
    Gp(&'static str, &'static str),
}

/// The district home and the two subsidiary ones; their codes and numbers are made up.
pub(crate) const HOMES: [Home; 3] = [
    Home {
        code: "BNK-DCH",
        name: "Bankura District Correctional Home",
        kind: "District",
        seat: Seat::Town("Bankura"),
        capacity: (300, 30),
        began: 352,
    },
    Home {
        code: "BNK-BSP",
        name: "Bishnupur Subsidiary Correctional Home",
        kind: "Subsidiary",
        seat: Seat::Town("Bishnupur"),
        capacity: (94, 8),
        began: 88,
    },
    Home {
        code: "BNK-KHT",
        name: "Khatra Subsidiary Correctional Home",
        kind: "Subsidiary",
        seat: Seat::Gp("Khatra", "Khatra-I"),
        capacity: (46, 6),
        began: 57,
    },
];

/// A day of a home.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LockUp {
    pub(crate) opening: i64,
    pub(crate) admitted: i64,
    pub(crate) bail: i64,
    pub(crate) acquitted: i64,
    pub(crate) served: i64,
    pub(crate) transferred_out: i64,
    pub(crate) transferred_in: i64,
    pub(crate) died: i64,
    pub(crate) due: i64,
    pub(crate) in_person: i64,
    pub(crate) by_video: i64,
    pub(crate) no_escort: i64,
}

impl LockUp {
    /// Who is left at the evening.
    pub(crate) fn closing(&self) -> i64 {
        self.opening + self.admitted + self.transferred_in
            - self.bail
            - self.acquitted
            - self.served
            - self.transferred_out
            - self.died
    }

    /// Convicts, undertrials and civil prisoners, men and women of each; together the closing number.
    pub(crate) fn kinds(&self) -> [(i64, i64); 3] {
        let all = self.closing();
        let women = all / 14;
        let (convicts, civil) = ((all - women) / 5, (all - women) / 90);
        let convict_women = women / 6;
        [
            (convicts, convict_women),
            (all - women - convicts - civil, women - convict_women),
            (civil, 0),
        ]
    }
}

/// The days of a home from the first to the last, each beginning with what the day before left.
pub(crate) fn days(seed: u64, home: &Home, first: Date, last: Date) -> Vec<(Date, LockUp)> {
    let mut random = Random::new(seed, &["lock-up", home.code]);
    let mut stands = home.began;
    (0..=days_between(first, last))
        .map(|after| {
            let lock_up = a_day(&mut random, home, stands);
            stands = lock_up.closing();
            (plus(first, after), lock_up)
        })
        .collect()
}

fn a_day(random: &mut Random, home: &Home, opening: i64) -> LockUp {
    let size = home.began as f64;
    // A home that has filled up sends more people away than it takes.
    let pull = (opening as f64 / size - 1.0).clamp(-0.3, 0.3);
    let mut some = |rate: f64| (size * rate * random.between(0.2, 1.8)).round().max(0.0) as i64;
    let due = some(0.09);
    let lock_up = LockUp {
        opening,
        admitted: some(0.03 * (1.0 - pull)),
        bail: some(0.02 * (1.0 + pull)).min(opening / 4),
        acquitted: some(0.003),
        served: some(0.004),
        transferred_out: some(0.004 * (1.0 + pull)),
        transferred_in: some(0.002),
        died: 0,
        due,
        in_person: due * 11 / 20,
        by_video: due * 6 / 20,
        no_escort: due / 20,
    };
    LockUp {
        died: i64::from(random.happens(0.002)),
        ..lock_up
    }
}

/// Parts of a whole by shares, as whole numbers that add up to it: what rounding leaves goes to the first.
pub(crate) fn parts(whole: i64, shares: &[f64]) -> Vec<i64> {
    let all: f64 = shares.iter().sum();
    let mut parts: Vec<i64> = shares
        .iter()
        .map(|share| (whole as f64 * share / all).floor() as i64)
        .collect();
    let rest = whole - parts.iter().sum::<i64>();
    if let Some(first) = parts.first_mut() {
        *first += rest;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_day_begins_with_what_the_day_before_left_and_kinds_add_up() {
        for home in &HOMES {
            let days = days(305, home, date(2026, 9, 1), date(2026, 11, 22));
            for pair in days.windows(2) {
                assert_eq!(pair[0].1.closing(), pair[1].1.opening, "{}", home.name);
            }
            for (_, day) in &days {
                let kinds: i64 = day.kinds().iter().map(|(men, women)| men + women).sum();
                assert_eq!(kinds, day.closing());
                assert!(day.closing() > 0 && day.in_person + day.by_video + day.no_escort <= day.due);
            }
        }
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        assert_eq!(parts(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(parts(0, &[1.0, 2.0]), [0, 0]);
    }
}
