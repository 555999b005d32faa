//! Money of a block, in thousands of rupees: the hundredth of a lakh that the report prints.

use std::ops::AddAssign;

use catalog::FinancialYear;
use jiff::civil::Date;

use crate::calendar::{count_began, days_between};
use crate::random::Random;

/// The wage of a day, in rupees. What is paid from 2026-27 on is made up.
pub(crate) fn wage(day: Date) -> i64 {
    match FinancialYear::of(day).start_year() {
        ..=2024 => 250,
        2025 => 260,
        _ => 265,
    }
}

/// The money of one place since the count began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Finance {
    pub(crate) availability: i64,
    pub(crate) spent_wages: i64,
    pub(crate) spent_material: i64,
    pub(crate) spent_admin: i64,
    pub(crate) due_wages: i64,
    pub(crate) due_material: i64,
    pub(crate) due_admin: i64,
}

impl Finance {
    /// The money of a block that has generated so many persondays.
    pub(crate) fn of(seed: u64, block: &str, persondays: i64, day: Date) -> Self {
        let mut random = Random::new(seed, &["finance", block]);
        let part = |whole: i64, share: f64| (whole as f64 * share) as i64;
        let elapsed = i64::from(days_between(count_began(day), day) + 1);
        let wages = wage(day) * persondays / 1000;
        let due_wages = part(wages, random.between(0.04, 0.15));
        // Offices are paid for, and old bills settled, whether or not there is work.
        let material = part(wages, random.between(0.36, 0.7)) + elapsed * 550 / 365;
        let due_material = part(material, random.between(0.2, 0.5));
        let admin = part(wages, random.between(0.03, 0.06)) + elapsed * 1500 / 365;
        let mut finance = Self {
            availability: 0,
            spent_wages: wages - due_wages,
            spent_material: material - due_material,
            spent_admin: admin,
            due_wages,
            due_material,
            due_admin: part(admin, 0.05),
        };
        let opening = random.between(1500.0, 9000.0) as i64;
        finance.availability = opening + finance.spent() + part(finance.spent(), random.between(0.01, 0.12));
        finance
    }

    /// All that is spent.
    pub(crate) fn spent(&self) -> i64 {
        self.spent_wages + self.spent_material + self.spent_admin
    }

    /// All that is owed.
    pub(crate) fn due(&self) -> i64 {
        self.due_wages + self.due_material + self.due_admin
    }

    /// Wages, material and administration with what is owed for them.
    pub(crate) fn expenditure(&self) -> [i64; 3] {
        [
            self.spent_wages + self.due_wages,
            self.spent_material + self.due_material,
            self.spent_admin + self.due_admin,
        ]
    }
}

impl AddAssign for Finance {
    fn add_assign(&mut self, other: Self) {
        self.availability += other.availability;
        self.spent_wages += other.spent_wages;
        self.spent_material += other.spent_material;
        self.spent_admin += other.spent_admin;
        self.due_wages += other.due_wages;
        self.due_material += other.due_material;
        self.due_admin += other.due_admin;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_wage_of_a_day_is_what_the_year_pays() {
        let day = date(2026, 6, 30);
        let [wages, ..] = Finance::of(1, "block-2774", 1_000_000, day).expenditure();
        assert_eq!((wages, wage(day)), (265_000, 265));
        assert_eq!((wage(date(2025, 3, 31)), wage(date(2025, 12, 31))), (250, 260));
    }

    #[test]
    fn offices_cost_money_without_work_too() {
        let finance = Finance::of(1, "block-2774", 0, date(2025, 3, 31));
        assert_eq!(finance.spent_wages, 0);
        assert!(finance.spent_admin > 0 && finance.availability >= finance.spent());
    }
}
