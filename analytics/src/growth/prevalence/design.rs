//! How the children of a survey were chosen.

/// How the children of a survey were chosen, as far as the estimates have to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Design {
    /// Each for itself, all with the same chance.
    None,
    /// In clusters.
    Cluster,
    /// In clusters within strata, with sampling weights.
    ClusterStrataWeights,
    /// Each for itself, with sampling weights.
    Weights,
}

impl Design {
    /// Every design.
    pub const ALL: [Self; 4] = [
        Self::None,
        Self::Cluster,
        Self::ClusterStrataWeights,
        Self::Weights,
    ];

    /// The word by which it is asked for.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cluster => "cluster",
            Self::ClusterStrataWeights => "cluster_strata_sw",
            Self::Weights => "sw",
        }
    }

    /// Whether children were chosen by cluster.
    pub fn has_clusters(self) -> bool {
        matches!(self, Self::Cluster | Self::ClusterStrataWeights)
    }

    /// Whether clusters were chosen within strata.
    pub fn has_strata(self) -> bool {
        self == Self::ClusterStrataWeights
    }

    /// Whether children stand for different numbers of others.
    pub fn has_weights(self) -> bool {
        matches!(self, Self::ClusterStrataWeights | Self::Weights)
    }
}
