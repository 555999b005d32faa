//! One of several, each as likely as its weight.

use crate::random::Random;

/// Weights added up, so that one of many is found by halving.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights(Vec<f64>);

impl Weights {
    /// None may be negative.
    pub(super) fn new(weights: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let sums = weights.into_iter().map(|weight| {
            sum += weight;
            sum
        });
        Self(sums.collect())
    }

    /// Whether there is nothing to choose.
    pub(super) fn is_empty(&self) -> bool {
        self.sum() <= 0.0
    }

    /// All weights together.
    pub(super) fn sum(&self) -> f64 {
        self.0.last().copied().unwrap_or(0.0)
    }

    /// The position of one; there must be something to choose.
    pub(super) fn pick(&self, random: &mut Random) -> usize {
        let at = random.between(0.0, self.sum());
        let found = self.0.partition_point(|sum| *sum <= at);
        found.min(self.0.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_as_often_as_it_weighs_and_never_without_weight() {
        let mut random = Random::new(1, &[]);
        let weights = Weights::new([1.0, 0.0, 3.0]);
        let mut found = [0; 3];
        (0..4_000).for_each(|_| found[weights.pick(&mut random)] += 1);
        assert!((900..1_100).contains(&found[0]) && found[1] == 0, "{found:?}");
    }

    #[test]
    fn nothing_can_be_chosen_of_nothing() {
        assert!(Weights::default().is_empty() && Weights::new([0.0]).is_empty());
    }
}
