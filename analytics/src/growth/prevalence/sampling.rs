//! How the kept children were chosen, laid out for adding up.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::design::Design;
use super::student;
use super::survey::Surveyed;

/// Weights, sampling units and strata of the kept children.
pub(super) struct Sampling {
    weights: Vec<f64>,
    /// The sampling unit of each child: its cluster, or itself.
    units: Vec<usize>,
    /// The units of each stratum; they are numbered stratum by stratum.
    strata: Vec<Range<usize>>,
    /// Whether children of weight 0 count in the spread of scores.
    pub(super) spread_counts_all: bool,
    /// Student's t for shares.
    pub(super) t_of_shares: Option<f64>,
    /// Student's t for means.
    pub(super) t_of_means: Option<f64>,
}

/// What tells a sampling unit from all others: its stratum, and its cluster or the child itself.
type UnitKey<'a> = (Option<&'a str>, Option<&'a str>, usize);

impl Sampling {
    pub(super) fn of(kept: &[&Surveyed], design: Design) -> Self {
        let weights = weights(kept, design);
        let keys = unit_keys(kept, design);
        let numbers: BTreeMap<UnitKey, usize> = (keys.iter().copied().collect::<BTreeSet<_>>().into_iter())
            .enumerate()
            .map(|(number, key)| (key, number))
            .collect();
        let freedom = freedom(&keys, &weights);
        // WHO's software takes means with weights alone from another function, which counts every child.
        let freedom_of_means = if design == Design::Weights {
            kept.len() as f64 - 1.0
        } else {
            freedom
        };
        Self {
            units: keys.iter().map(|key| numbers[key]).collect(),
            strata: strata(numbers.keys()),
            weights,
            spread_counts_all: !design.has_clusters(),
            t_of_shares: student::t(freedom),
            t_of_means: student::t(freedom_of_means),
        }
    }

    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights[row]
    }

    /// The variance of a sum over the whole sample, to which each row contributes what it is given with.
    ///
    /// Rows that are not given contribute 0, and their units count all the same.
    pub(super) fn variance(&self, contributions: impl Iterator<Item = (usize, f64)>) -> f64 {
        let units = self.strata.last().map_or(0, |last| last.end);
        let mut totals = vec![0.0; units];
        for (row, contribution) in contributions {
            totals[self.units[row]] += contribution;
        }
        self.strata
            .iter()
            .map(|stratum| spread(&totals[stratum.clone()]))
            .sum()
    }
}

/// n/(n − 1) · Σ(t − mean)²; a stratum of one unit can't differ from its mean, and counts with its square instead.
fn spread(totals: &[f64]) -> f64 {
    let n = totals.len() as f64;
    if totals.len() == 1 {
        return totals[0] * totals[0];
    }
    let mean = totals.iter().sum::<f64>() / n;
    totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>() * n / (n - 1.0)
}

fn weights(kept: &[&Surveyed], design: Design) -> Vec<f64> {
    let weight = |row: &&Surveyed| {
        if design.has_weights() {
            row.weight.unwrap_or(0.0)
        } else {
            1.0
        }
    };
    kept.iter().map(weight).collect()
}

/// One cluster for everybody is no cluster at all.
fn unit_keys<'a>(kept: &[&'a Surveyed], design: Design) -> Vec<UnitKey<'a>> {
    let clusters: BTreeSet<&str> = kept.iter().filter_map(|row| row.cluster.as_deref()).collect();
    let is_clustered = design.has_clusters() && clusters.len() > 1;
    let key = |(at, row): (usize, &&'a Surveyed)| {
        let stratum = row.stratum.as_deref().filter(|_| design.has_strata());
        if is_clustered {
            (stratum, row.cluster.as_deref(), 0)
        } else {
            (stratum, None, at)
        }
    };
    kept.iter().enumerate().map(key).collect()
}

/// Sampling units less strata, of the children who stand for anybody.
fn freedom(keys: &[UnitKey], weights: &[f64]) -> f64 {
    let weighing = || {
        keys.iter()
            .zip(weights)
            .filter(|(_, weight)| **weight != 0.0)
            .map(|(key, _)| *key)
    };
    let units = weighing().collect::<BTreeSet<_>>().len();
    let strata = weighing()
        .map(|(stratum, ..)| stratum)
        .collect::<BTreeSet<_>>()
        .len();
    units as f64 - strata as f64
}

/// Keys come in order, those of one stratum together.
fn strata<'a>(keys: impl Iterator<Item = &'a UnitKey<'a>>) -> Vec<Range<usize>> {
    let mut strata: Vec<(Option<&str>, Range<usize>)> = Vec::new();
    for (number, (stratum, ..)) in keys.enumerate() {
        match strata.last_mut() {
            Some((last, units)) if last == stratum => units.end = number + 1,
            _ => strata.push((*stratum, number..number + 1)),
        }
    }
    strata.into_iter().map(|(_, units)| units).collect()
}
