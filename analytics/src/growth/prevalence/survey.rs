//! One child of a survey.

use super::super::child::Child;
use super::group::Grouping;

/// One child of a survey: what was measured, how it was chosen, and what groups it belongs to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Surveyed {
    /// What was measured.
    pub child: Child,
    /// The cluster in which it was chosen; its name counts within its stratum.
    pub cluster: Option<String>,
    /// The stratum of the cluster.
    pub stratum: Option<String>,
    /// For how many children it stands; with sampling weights, none is 0.
    pub weight: Option<f64>,
    /// The group it belongs to, in the order of [`Grouping::ALL`].
    pub labels: [Option<String>; Grouping::ALL.len()],
}
