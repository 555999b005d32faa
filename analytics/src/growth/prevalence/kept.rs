//! Who has part in an estimate.

use super::super::error::GrowthError;
use super::design::Design;
use super::survey::Surveyed;

/// Last day of age that prevalence is told for.
const LAST_DAY: f64 = 1826.0;

/// How many children have no part at all, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Older than 1826 days.
    pub too_old: usize,
    /// Without the cluster or stratum that the design needs.
    pub unplaced: usize,
}

/// Those who have part, and how many have not. A child of unknown age has: it can be wasted.
pub(super) fn kept(rows: &[Surveyed], design: Design) -> Result<(Vec<&Surveyed>, LeftOut), GrowthError> {
    if design.has_weights() {
        check_weights(rows)?;
    }
    let mut left_out = LeftOut::default();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if row.child.age.is_some_and(|age| age.days() > LAST_DAY) {
            left_out.too_old += 1;
        } else if !is_placed(row, design) {
            left_out.unplaced += 1;
        } else {
            kept.push(row);
        }
    }
    Ok((kept, left_out))
}

fn is_placed(row: &Surveyed, design: Design) -> bool {
    (row.cluster.is_some() || !design.has_clusters()) && (row.stratum.is_some() || !design.has_strata())
}

fn check_weights(rows: &[Surveyed]) -> Result<(), GrowthError> {
    let is_wrong = |row: &Surveyed| {
        row.weight
            .is_some_and(|weight| !weight.is_finite() || weight < 0.0)
    };
    match rows.iter().position(is_wrong) {
        Some(row) => Err(GrowthError::NegativeWeight { column: "sw", row }),
        None => Ok(()),
    }
}
