//! How grave a prevalence is.

/// Below so many children a share says too little to be shown without a warning.
pub const FEW_CHILDREN: usize = 30;

/// What a share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Weight for height below −2.
    Wasting,
    /// Weight for height above 2.
    Overweight,
    /// Height for age below −2.
    Stunting,
    /// Weight for age below −2.
    Underweight,
}

/// How grave a prevalence is for public health.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Very low.
    VeryLow,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Very high.
    VeryHigh,
}

impl Problem {
    /// The grades with the share, in per cent, from which each holds.
    ///
    /// WHO–UNICEF TEAM, de Onis et al. 2019, Public Health Nutr 22:175. Underweight has no new grades; the four of 1995
    /// stand.
    pub fn grades(self) -> &'static [(f64, Severity)] {
        match self {
            Self::Wasting | Self::Overweight => &[
                (0.0, Severity::VeryLow),
                (2.5, Severity::Low),
                (5.0, Severity::Medium),
                (10.0, Severity::High),
                (15.0, Severity::VeryHigh),
            ],
            Self::Stunting => &[
                (0.0, Severity::VeryLow),
                (2.5, Severity::Low),
                (10.0, Severity::Medium),
                (20.0, Severity::High),
                (30.0, Severity::VeryHigh),
            ],
            Self::Underweight => &[
                (0.0, Severity::Low),
                (10.0, Severity::Medium),
                (20.0, Severity::High),
                (30.0, Severity::VeryHigh),
            ],
        }
    }

    /// How grave a share is, in per cent; none if it is no share.
    pub fn severity(self, percent: f64) -> Option<Severity> {
        let reached = |(from, _): &&(f64, Severity)| percent >= *from;
        let grade = self.grades().iter().rev().find(reached)?.1;
        (percent <= 100.0).then_some(grade)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_on_the_edge_has_the_graver_grade() {
        assert_eq!(Problem::Wasting.severity(2.5), Some(Severity::Low));
        assert_eq!(Problem::Wasting.severity(15.0), Some(Severity::VeryHigh));
        assert_eq!(Problem::Stunting.severity(29.99), Some(Severity::High));
        assert_eq!(Problem::Underweight.severity(9.9), Some(Severity::Low));
    }

    #[test]
    fn what_is_no_share_has_no_grade() {
        for percent in [-1.0, 100.1, f64::NAN] {
            assert_eq!(Problem::Stunting.severity(percent), None, "{percent}");
        }
    }
}
