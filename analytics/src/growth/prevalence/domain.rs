//! Estimates for some of the children, as a part of the whole sample.

use super::estimate::Estimate;
use super::sampling::Sampling;

/// The children of a group that have a value, with it.
pub(super) struct Domain<'s> {
    sampling: &'s Sampling,
    /// The row among the kept children, and the value.
    members: Vec<(usize, f64)>,
    weight: f64,
}

impl<'s> Domain<'s> {
    pub(super) fn of(sampling: &'s Sampling, members: Vec<(usize, f64)>) -> Self {
        let weight = members.iter().map(|(row, _)| sampling.weight(*row)).sum();
        Self {
            sampling,
            members,
            weight,
        }
    }

    /// For how many children they stand.
    pub(super) fn weighted(&self) -> f64 {
        self.weight
    }

    /// How many they are.
    pub(super) fn unweighted(&self) -> usize {
        self.members.len()
    }

    /// The share of those for whom it holds; none if they stand for nobody.
    pub(super) fn share(&self, holds: impl Fn(f64) -> bool) -> Option<Estimate> {
        let (share, se) = self.mean_of(|value| if holds(value) { 1.0 } else { 0.0 })?;
        Some(Estimate::of_share(share, se, self.sampling.t_of_shares))
    }

    /// The mean of their values; none if they stand for nobody.
    pub(super) fn mean(&self) -> Option<Estimate> {
        let (mean, se) = self.mean_of(|value| value)?;
        Some(Estimate::of_mean(mean, se, self.sampling.t_of_means))
    }

    /// How far their values lie apart; none for a single child.
    pub(super) fn stdev(&self) -> Option<f64> {
        let (mean, _) = self.mean_of(|value| value)?;
        let counts = |row: usize| self.sampling.spread_counts_all || self.sampling.weight(row) != 0.0;
        let n = self.members.iter().filter(|(row, _)| counts(*row)).count() as f64;
        let squares = self
            .members
            .iter()
            .map(|(row, value)| self.sampling.weight(*row) * (value - mean).powi(2));
        let variance = squares.sum::<f64>() / self.weight * n / (n - 1.0);
        (n > 1.0).then(|| variance.sqrt())
    }

    /// The weighted mean and its standard error, by linearisation.
    fn mean_of(&self, x: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
        if self.weight <= 0.0 {
            return None;
        }
        let weighted = self
            .members
            .iter()
            .map(|(row, value)| self.sampling.weight(*row) * x(*value));
        let mean = weighted.sum::<f64>() / self.weight;
        let contribution = |(row, value): &(usize, f64)| {
            let away = x(*value) - mean;
            (*row, self.sampling.weight(*row) * away / self.weight)
        };
        let variance = self.sampling.variance(self.members.iter().map(contribution));
        Some((mean, variance.sqrt()))
    }
}
