//! Counts, sums and numbers by day of each key.

use std::collections::BTreeMap;

use super::columns::NO_NUMBER;

/// Longer than nearly every matter takes: values up to here are counted in an array.
const IN_ARRAY: i64 = 4096;

/// Counts of rows for each key, of one or two conditions: two halves of one number, so that a row is one addition for
/// both. No question has 2^32 stays.
#[derive(Debug, Clone)]
pub struct Counts(Vec<u64>);

impl Counts {
    /// Nothing, for so many keys.
    pub fn new(keys: usize) -> Self {
        Self(vec![0; keys])
    }

    /// Counts rows with the marks of one condition, and of a second where there is one.
    pub fn add(&mut self, keys: &[u32], marks: &[u8], second: &[u8]) {
        if let [whole] = self.0.as_mut_slice() {
            *whole += ones(marks) | ones(second) << 32;
            return;
        }
        if second.is_empty() {
            for (key, mark) in keys.iter().zip(marks) {
                self.0[*key as usize] += u64::from(*mark);
            }
            return;
        }
        for ((key, mark), other) in keys.iter().zip(marks).zip(second) {
            self.0[*key as usize] += u64::from(*mark) | u64::from(*other) << 32;
        }
    }

    /// Adds those of other rows.
    pub fn merge(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            *sum += more;
        }
    }

    /// The counts of the first condition, and of the second.
    pub fn halves(&self) -> [Vec<i64>; 2] {
        let half = |shift: u32| {
            self.0
                .iter()
                .map(|both| i64::from((both >> shift) as u32))
                .collect()
        };
        [half(0), half(32)]
    }
}

/// How many of some marks are set; so few of them that none can overflow.
fn ones(marks: &[u8]) -> u64 {
    let ones = marks
        .iter()
        .fold(0_u32, |ones, mark| ones.wrapping_add(u32::from(*mark)));
    u64::from(ones)
}

/// Sums of values for each key.
#[derive(Debug, Clone)]
pub struct Sums(Vec<i64>);

impl Sums {
    /// Nothing, for so many keys.
    pub fn new(keys: usize) -> Self {
        Self(vec![0; keys])
    }

    /// Adds the values of marked rows.
    pub fn add(&mut self, keys: &[u32], marks: &[u8], values: &[i64]) {
        for ((key, mark), value) in keys.iter().zip(marks).zip(values) {
            if *mark == 1 && *value != NO_NUMBER {
                self.0[*key as usize] += value;
            }
        }
    }

    /// Adds those of other rows.
    pub fn merge(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            *sum += more;
        }
    }

    /// The sums by key.
    pub fn into_vec(self) -> Vec<i64> {
        self.0
    }
}

/// How often each value occurs, of which a median follows exactly.
#[derive(Debug, Clone, Default)]
pub struct ByValue {
    few: Vec<u32>,
    /// Values below zero, and those past the array.
    rare: BTreeMap<i64, u32>,
}

impl ByValue {
    /// Counts one value.
    pub fn add(&mut self, value: i64) {
        if !(0..IN_ARRAY).contains(&value) {
            *self.rare.entry(value).or_default() += 1;
            return;
        }
        let at = value as usize;
        if at >= self.few.len() {
            self.few.resize(at + 1, 0);
        }
        self.few[at] += 1;
    }

    /// Adds the counts of other rows.
    pub fn merge(&mut self, other: &Self) {
        if other.few.len() > self.few.len() {
            self.few.resize(other.few.len(), 0);
        }
        for (count, more) in self.few.iter_mut().zip(&other.few) {
            *count += more;
        }
        for (value, more) in &other.rare {
            *self.rare.entry(*value).or_default() += more;
        }
    }

    /// The middle value, or the mean of the two in the middle; none where nothing was counted.
    pub fn median(&self) -> Option<f64> {
        let all: u64 = self.counts().map(|(_, count)| u64::from(count)).sum();
        let (lower, upper) = (all.checked_sub(1)? / 2, all / 2);
        let mut below = 0;
        let mut middle = None;
        for (value, count) in self.counts() {
            below += u64::from(count);
            if middle.is_none() && below > lower {
                middle = Some(value);
            }
            if below > upper {
                #[expect(clippy::cast_precision_loss, reason = "days of matters are far below 2^52")]
                return Some((middle? + value) as f64 / 2.0);
            }
        }
        None
    }

    /// Values with how often each occurs, in order.
    fn counts(&self) -> impl Iterator<Item = (i64, u32)> {
        let rare = |values| self.rare.range(values).map(|(value, count)| (*value, *count));
        let few = (0_i64..).zip(self.few.iter().copied());
        rare(i64::MIN..0).chain(few).chain(rare(IN_ARRAY..i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn median(values: &[i64]) -> Option<f64> {
        let mut by_value = ByValue::default();
        values.iter().for_each(|value| by_value.add(*value));
        by_value.median()
    }

    #[test]
    fn a_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        assert_eq!(median(&[9, 2, 4]), Some(4.0));
        assert_eq!(median(&[9, 2, 4, 5]), Some(4.5));
        assert_eq!(median(&[7, 7]), Some(7.0));
    }

    #[test]
    fn a_median_of_nothing_is_nothing() {
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn values_past_the_array_and_below_zero_count_in_order_too() {
        assert_eq!(median(&[-3, 5000, 1]), Some(1.0));
        assert_eq!(median(&[-3, -1]), Some(-2.0));
        assert_eq!(median(&[4095, 4096, 90_000]), Some(4096.0));
    }

    #[test]
    fn counts_of_two_conditions_do_not_spill_into_each_other() {
        let mut counts = Counts::new(2);
        counts.add(&[0, 1, 1], &[1, 1, 1], &[1, 0, 1]);
        counts.merge(&counts.clone());
        assert_eq!(counts.halves(), [vec![2, 4], vec![2, 2]]);
    }
}
