//! Representation: how often people of a group complain, for how many of them there are.

use crate::interval::wilson;

/// Fewer complaints than this, as the group's size lets expect, say nothing sure.
const FEWEST_EXPECTED: f64 = 5.0;

/// A representation index: the share among complaints, divided by the share among people; 1 is in proportion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// The index.
    pub index: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether so few complaints of the group can be expected that the index may be chance.
    pub unstable: bool,
}

/// The index of `count` complaints of a group among `known` whose group is known, where the group is `share` (above 0)
/// of all people.
pub fn index(count: f64, known: f64, share: f64) -> Index {
    let (low, high) = wilson(count, known);
    Index {
        index: count / known / share,
        low: low / share,
        high: high / share,
        unstable: known * share < FEWEST_EXPECTED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_of_a_group_has_an_interval_that_begins_at_nothing() {
        let none = index(0.0, 40.0, 0.25);
        assert_eq!((none.index, none.low.max(0.0)), (0.0, none.low.max(0.0)));
        assert!(none.low.abs() < 1e-9 && none.high > 0.0, "{none:?}");
    }

    #[test]
    fn an_index_of_one_is_in_proportion_and_few_expected_complaints_make_it_unstable() {
        let even = index(25.0, 100.0, 0.25);
        assert_eq!((even.index, even.unstable), (1.0, false));
        assert!(index(1.0, 19.0, 0.25).unstable, "4.75 were to be expected");
        assert!(!index(1.0, 20.0, 0.25).unstable, "5 were");
    }
}
