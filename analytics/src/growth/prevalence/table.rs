//! The table of prevalence: every group with every statistic.

use super::super::error::GrowthError;
use super::super::score::score;
use super::cut::Cut;
use super::design::Design;
use super::domain::Domain;
use super::estimate::Estimate;
use super::group::{Members, groups};
use super::index::{Contribution, Index};
use super::kept::{LeftOut, kept};
use super::sampling::Sampling;
use super::survey::Surveyed;

/// Prevalence by group.
#[derive(Debug, Clone, PartialEq)]
pub struct Prevalence {
    /// The groups in the order of WHO's tables, all children first.
    pub groups: Vec<Group>,
    /// Children who have no part in any group.
    pub left_out: LeftOut,
}

/// One group of children.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// As WHO's tables name it, like `Age group: 00-05 mo`.
    pub label: String,
    /// Its children, measured or not.
    pub children: usize,
    /// By index, in the order of [`Index::ALL`].
    pub indices: [IndexEstimates; 4],
    /// For how many children those stand who have both length for age and weight for length.
    pub both_weighted: f64,
    /// How many they are.
    pub both_unweighted: usize,
    /// Stunted and wasted at once, in per cent.
    pub stunted_and_wasted: Option<Estimate>,
    /// Stunted and overweight at once, in per cent.
    pub stunted_and_overweight: Option<Estimate>,
}

impl Group {
    /// What one index says of the group.
    pub fn by(&self, index: Index) -> &IndexEstimates {
        &self.indices[index.at()]
    }
}

/// What one index says of a group; estimates are none where nobody has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexEstimates {
    /// For how many children those stand who are counted.
    pub weighted: f64,
    /// How many they are.
    pub unweighted: usize,
    /// How many are not counted because their score can't be true.
    pub flagged: usize,
    /// How many are not counted because something was not measured.
    pub missing: usize,
    /// The share beyond each cut, in per cent, in the order of [`Cut::ALL`].
    pub shares: [Option<Estimate>; 6],
    /// The mean score; children with oedema have none.
    pub mean: Option<Estimate>,
    /// The standard deviation of scores.
    pub stdev: Option<f64>,
}

impl IndexEstimates {
    /// The share beyond a cut, in per cent.
    pub fn share(&self, cut: Cut) -> Option<Estimate> {
        self.shares[cut.at()]
    }
}

/// Prevalence among the children of a survey, which may have any order.
///
/// # Errors
/// A sampling weight below zero, where the design has weights.
pub fn of(survey: &[Surveyed], design: Design) -> Result<Prevalence, GrowthError> {
    let (kept, left_out) = kept(survey, design)?;
    let sampling = Sampling::of(&kept, design);
    let contributions: Vec<[Contribution; 4]> = kept.iter().map(|row| contributions(row)).collect();
    let group = |members: Members| group(members, &sampling, &contributions);
    Ok(Prevalence {
        groups: groups(&kept).into_iter().map(group).collect(),
        left_out,
    })
}

fn contributions(row: &Surveyed) -> [Contribution; 4] {
    let scores = score(&row.child);
    Index::ALL.map(|index| Contribution::of(index, row, &scores))
}

fn group(members: Members, sampling: &Sampling, contributions: &[[Contribution; 4]]) -> Group {
    let both = both(&members.rows, sampling, contributions);
    Group {
        children: members.rows.len(),
        indices: Index::ALL.map(|index| estimates(index, &members.rows, sampling, contributions)),
        both_weighted: both.weighted(),
        both_unweighted: both.unweighted(),
        stunted_and_wasted: both.share(|which| which == WASTED),
        stunted_and_overweight: both.share(|which| which == OVERWEIGHT),
        label: members.label,
    }
}

fn estimates(index: Index, rows: &[usize], sampling: &Sampling, all: &[[Contribution; 4]]) -> IndexEstimates {
    let of = |row: &usize| all[*row][index.at()];
    let having = |value: fn(Contribution) -> Option<f64>| {
        let members = rows
            .iter()
            .filter_map(|row| value(of(row)).map(|value| (*row, value)));
        Domain::of(sampling, members.collect())
    };
    let (counted, scored) = (having(|one| one.counted), having(|one| one.z));
    let flagged = rows
        .iter()
        .filter(|row| of(row).counted.is_none() && of(row).flagged)
        .count();
    IndexEstimates {
        weighted: counted.weighted(),
        unweighted: counted.unweighted(),
        flagged,
        missing: rows.len() - counted.unweighted() - flagged,
        shares: Cut::ALL.map(|cut| counted.share(|z| cut.holds(z))),
        mean: scored.mean(),
        stdev: scored.stdev(),
    }
}

/// Stunted, and wasted as well.
const WASTED: f64 = 1.0;
/// Stunted, and overweight as well.
const OVERWEIGHT: f64 = 2.0;

fn both<'s>(rows: &[usize], sampling: &'s Sampling, all: &[[Contribution; 4]]) -> Domain<'s> {
    let which = |row: &usize| {
        let height = all[*row][Index::HeightForAge.at()].z?;
        let weight = all[*row][Index::WeightForHeight.at()].counted?;
        Some((*row, combined(height, weight)))
    };
    Domain::of(sampling, rows.iter().filter_map(which).collect())
}

fn combined(height: f64, weight: f64) -> f64 {
    if !Cut::Below2.holds(height) {
        0.0
    } else if Cut::Below2.holds(weight) {
        WASTED
    } else if Cut::Above2.holds(weight) {
        OVERWEIGHT
    } else {
        0.0
    }
}
