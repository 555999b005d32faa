//! How long wages took in a block, by the bands of report R14.5.

use std::ops::AddAssign;

use jiff::civil::Date;

use super::finance::wage;
use crate::calendar::{RESUMED, count_began, plus};
use crate::district::Block;
use crate::random::Random;

/// Days of work that one payment is for.
const DAYS_PER_PAYMENT: i64 = 6;

/// Payments since the count began: within 8, 15, 30, 60, 90 days, and later.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Payments {
    pub(crate) transactions: [i64; 6],
    /// In rupees.
    pub(crate) amounts: [i64; 6],
}

impl Payments {
    /// The payments of a block up to a day, from its persondays since the count began on any day.
    pub(crate) fn of(seed: u64, block: &Block, day: Date, persondays: impl Fn(Date) -> i64) -> Self {
        let mut payments = Self::default();
        let mut paid = 0;
        let mut from = count_began(day).max(RESUMED);
        while from <= day {
            let to = from.last_of_month().min(day);
            let due = persondays(to) / DAYS_PER_PAYMENT;
            payments += month(seed, block, to, due - paid);
            (paid, from) = (due, plus(to, 1));
        }
        payments
    }

    /// All payments.
    pub(crate) fn all(&self) -> i64 {
        self.transactions.iter().sum()
    }

    /// Payments within 15 days.
    pub(crate) fn in_time(&self) -> i64 {
        self.transactions[..2].iter().sum()
    }
}

/// One month's payments. The first band takes what rounding leaves.
fn month(seed: u64, block: &Block, end: Date, transactions: i64) -> Payments {
    let month = format!("{}-{}", end.year(), end.month());
    let mut random = Random::new(seed, &["payments", block.place.code.as_str(), &month]);
    let behind = block.vigour < 0.6;
    let in_time = if behind {
        random.between(0.7, 0.8)
    } else {
        random.between(0.82, 0.96)
    };
    let late = 1.0 - in_time;
    let parts = [
        0.0,
        in_time * 0.45,
        late * 0.6,
        late * 0.25,
        late * 0.1,
        late * 0.05,
    ];
    let mut counts = parts.map(|part| (transactions as f64 * part) as i64);
    counts[0] = transactions - counts.iter().sum::<i64>();
    let each = DAYS_PER_PAYMENT * wage(end);
    Payments {
        transactions: counts,
        amounts: counts.map(|count| count * each),
    }
}

impl AddAssign for Payments {
    fn add_assign(&mut self, other: Self) {
        for band in 0..6 {
            self.transactions[band] += other.transactions[band];
            self.amounts[band] += other.amounts[band];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days_between;
    use crate::district::District;
    use jiff::civil::date;

    #[test]
    fn most_wages_come_in_time_and_all_are_counted() {
        let district = District::new(1).unwrap();
        for block in &district.blocks {
            let persondays = |day| i64::from(days_between(RESUMED, day)) * 6000;
            let payments = Payments::of(1, block, date(2026, 3, 31), persondays);
            assert_eq!(payments.all(), 115_000);
            let percent = payments.in_time() as f64 * 100.0 / payments.all() as f64;
            assert!((69.0..97.0).contains(&percent), "{percent}");
            assert!(payments.transactions.iter().all(|count| *count >= 0));
        }
    }

    #[test]
    fn no_wages_were_due_before_work_returned() {
        let district = District::new(1).unwrap();
        let payments = Payments::of(1, &district.blocks[0], date(2025, 12, 5), |_| 6000);
        assert_eq!(payments, Payments::default());
    }
}
