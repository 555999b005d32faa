//! The tables of the standards, built into the program and laid out for looking up.

use std::sync::LazyLock;

use super::age::whole;
use super::child::Sex;
use super::indicator::Indicator;
use super::lms::Lms;

static WHO: LazyLock<Standards> = LazyLock::new(Standards::read);

/// All tables of both sexes.
pub(super) struct Standards {
    length_for_age: Table,
    weight_for_age: Table,
    bmi_for_age: Table,
    arm_for_age: Table,
    head_for_age: Table,
    weight_for_length: Table,
    weight_for_height: Table,
    older_height_for_age: Table,
    older_weight_for_age: Table,
    older_bmi_for_age: Table,
}

impl Standards {
    /// WHO's, read once.
    pub(super) fn of_who() -> &'static Self {
        &WHO
    }

    /// The table behind an indicator.
    pub(super) fn table(&self, indicator: Indicator) -> &Table {
        match indicator {
            Indicator::LengthForAge => &self.length_for_age,
            Indicator::WeightForAge => &self.weight_for_age,
            Indicator::BmiForAge => &self.bmi_for_age,
            Indicator::ArmForAge => &self.arm_for_age,
            Indicator::HeadForAge => &self.head_for_age,
            Indicator::WeightForLength => &self.weight_for_length,
            Indicator::WeightForHeight => &self.weight_for_height,
            Indicator::OlderHeightForAge => &self.older_height_for_age,
            Indicator::OlderWeightForAge => &self.older_weight_for_age,
            Indicator::OlderBmiForAge => &self.older_bmi_for_age,
        }
    }

    fn read() -> Self {
        let read = |csv, key| {
            Table::read(csv, key).expect("the tables are part of the program, and tests read them")
        };
        Self {
            length_for_age: read(include_str!("standards/lhfa.csv"), Key::Day),
            weight_for_age: read(include_str!("standards/wfa.csv"), Key::Day),
            bmi_for_age: read(include_str!("standards/bfa.csv"), Key::Day),
            arm_for_age: read(include_str!("standards/acfa.csv"), Key::Day),
            head_for_age: read(include_str!("standards/hcfa.csv"), Key::Day),
            weight_for_length: read(include_str!("standards/wfl.csv"), Key::Tenth),
            weight_for_height: read(include_str!("standards/wfh.csv"), Key::Tenth),
            older_height_for_age: read(include_str!("standards/who2007_hfa.csv"), Key::Month),
            older_weight_for_age: read(include_str!("standards/who2007_wfa.csv"), Key::Month),
            older_bmi_for_age: read(include_str!("standards/who2007_bfa.csv"), Key::Month),
        }
    }
}

/// By what the rows of a table are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    /// Whole days.
    Day,
    /// Tenths of a cm.
    Tenth,
    /// Months.
    Month,
}

/// The rows of one table, by sex, without gaps from the first key on.
pub(super) struct Table {
    key: Key,
    first: usize,
    male: Vec<Lms>,
    female: Vec<Lms>,
}

/// Why a table can't be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum TableError {
    #[error("line {0} is not a sex, a key, L, M and S")]
    Row(usize),
    #[error("line {0} is not the row after the one before")]
    Gap(usize),
    #[error("the sexes do not have the same keys")]
    Uneven,
}

impl Table {
    /// L, M and S at a day, at cm, or at a month; none before the first row and after the last.
    pub(super) fn lms(&self, sex: Sex, at: f64) -> Option<Lms> {
        if at.is_nan() || at < 0.0 {
            return None;
        }
        // A cast to a whole number cuts off, and what is far too large becomes a key that no table has.
        match self.key {
            Key::Day => self.row(sex, whole(at) as usize),
            Key::Tenth => self.by_tenths(sex, at),
            Key::Month => self.between(sex, at as usize, (at as usize).saturating_add(1), at - at.trunc()),
        }
    }

    /// Keys are tenths as whole numbers: 65.1 is no number that a computer has.
    fn by_tenths(&self, sex: Sex, cm: f64) -> Option<Lms> {
        let last = self.first + self.male.len() - 1;
        if cm < self.first as f64 / 10.0 || cm > last as f64 / 10.0 {
            return None;
        }
        let low = (10.0 * cm) as usize;
        let high = (10.0 * cm + 1.0) as usize;
        self.between(sex, low, high, (cm - low as f64 / 10.0) / 0.1)
    }

    fn between(&self, sex: Sex, low: usize, high: usize, part: f64) -> Option<Lms> {
        let row = self.row(sex, low)?;
        if part > 0.0 {
            Some(row.towards(self.row(sex, high)?, part))
        } else {
            Some(row)
        }
    }

    fn row(&self, sex: Sex, key: usize) -> Option<Lms> {
        let rows = match sex {
            Sex::Male => &self.male,
            Sex::Female => &self.female,
        };
        rows.get(key.checked_sub(self.first)?).copied()
    }

    fn read(csv: &str, key: Key) -> Result<Self, TableError> {
        let mut first = None;
        let (mut male, mut female) = (Vec::new(), Vec::new());
        for (line, text) in csv.lines().enumerate().skip(1) {
            let (sex, at, lms) = row(text, key).ok_or(TableError::Row(line + 1))?;
            let first = *first.get_or_insert(at);
            let rows = if sex == Sex::Male { &mut male } else { &mut female };
            if at != first + rows.len() {
                return Err(TableError::Gap(line + 1));
            }
            rows.push(lms);
        }
        let first = first
            .filter(|_| male.len() == female.len())
            .ok_or(TableError::Uneven)?;
        Ok(Self {
            key,
            first,
            male,
            female,
        })
    }
}

fn row(line: &str, key: Key) -> Option<(Sex, usize, Lms)> {
    let mut fields = line.split(',');
    let sex = Sex::from_code(fields.next()?.parse().ok()?)?;
    let mut number = || fields.next()?.parse::<f64>().ok();
    let at = number()?;
    let lms = Lms {
        l: number()?,
        m: number()?,
        s: number()?,
    };
    let at = if key == Key::Tenth {
        (at * 10.0).round()
    } else {
        at
    };
    Some((sex, at as usize, lms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lms(l: f64, m: f64, s: f64) -> Option<Lms> {
        Some(Lms { l, m, s })
    }

    #[test]
    fn the_rows_are_those_of_the_standards() {
        let boys = |indicator: Indicator, at: f64| indicator.lms(Sex::Male, at);
        assert_eq!(boys(Indicator::WeightForAge, 0.0), lms(0.3487, 3.3464, 0.14602));
        assert_eq!(boys(Indicator::WeightForAge, 365.0), lms(0.0645, 9.646, 0.10925));
        assert_eq!(boys(Indicator::LengthForAge, 365.0), lms(1.0, 75.7391, 0.03137));
        assert_eq!(boys(Indicator::ArmForAge, 365.0), lms(0.1263, 14.6447, 0.07689));
        let by_length = boys(Indicator::WeightForLength, 71.3).unwrap();
        assert_eq!((by_length.m, by_length.s), (8.715, 0.08245));
    }

    #[test]
    fn tables_reach_as_far_as_the_standards() {
        let reach = |indicator: Indicator, first: f64, last: f64, step: f64| {
            for sex in [Sex::Male, Sex::Female] {
                assert!(
                    indicator.lms(sex, first).is_some() && indicator.lms(sex, last).is_some(),
                    "{indicator:?}"
                );
                assert_eq!(
                    (indicator.lms(sex, first - step), indicator.lms(sex, last + step)),
                    (None, None)
                );
            }
        };
        reach(Indicator::LengthForAge, 0.0, 1826.0, 1.0);
        reach(Indicator::ArmForAge, 91.0, 1826.0, 1.0);
        reach(Indicator::WeightForLength, 45.0, 110.0, 0.001);
        reach(Indicator::WeightForHeight, 65.0, 120.0, 0.001);
        reach(Indicator::OlderHeightForAge, 60.0, 73.0, 0.001);
    }

    #[test]
    fn a_key_that_is_no_number_is_in_no_table() {
        for indicator in Indicator::ALL {
            for at in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e300] {
                assert_eq!(indicator.lms(Sex::Female, at), None, "{indicator:?} at {at}");
            }
        }
    }

    #[test]
    fn a_table_with_a_gap_or_without_a_sex_is_refused() {
        let read = |csv: &str| Table::read(csv, Key::Day).err();
        let header = "sex,age_days,l,m,s,lorh\n";
        assert_eq!(read(&format!("{header}1,0,1,2,3,\n2,0,1,2,3,\n")), None);
        assert_eq!(
            read(&format!("{header}1,0,1,2,3,\n1,2,1,2,3,\n")),
            Some(TableError::Gap(3))
        );
        assert_eq!(read(&format!("{header}1,0,1,2,3,\n")), Some(TableError::Uneven));
        assert_eq!(read(&format!("{header}3,0,1,2,3,\n")), Some(TableError::Row(2)));
        assert_eq!(read(&format!("{header}1,0,one,2,3,\n")), Some(TableError::Row(2)));
        assert_eq!(read(""), Some(TableError::Uneven));
    }
}
