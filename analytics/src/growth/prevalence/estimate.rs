//! An estimate and how sure it is.

/// An estimate of a whole population from some of its children: a share in per cent, or a mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// The limits between which it lies with 95 % confidence; none with too few clusters or children to tell.
    pub limits: Option<(f64, f64)>,
}

impl Estimate {
    /// A mean, with limits on both sides equally far.
    pub(super) fn of_mean(value: f64, se: f64, t: Option<f64>) -> Self {
        Self {
            value,
            se,
            limits: t.map(|t| (value - t * se, value + t * se)),
        }
    }

    /// A share between 0 and 1, told in per cent, with limits that never leave 0 to 100.
    pub(super) fn of_share(share: f64, se: f64, t: Option<f64>) -> Self {
        Self {
            value: 100.0 * share,
            se: 100.0 * se,
            limits: limits_of_share(share, se, t).map(|(low, high)| (100.0 * low, 100.0 * high)),
        }
    }
}

/// On the scale of the logit, where a share has no ends.
fn limits_of_share(share: f64, se: f64, t: Option<f64>) -> Option<(f64, f64)> {
    let rest = 1.0 - share;
    if share <= 0.0 || rest <= 0.0 {
        return Some((share, share));
    }
    let logit = (share / rest).ln();
    let width = t? * se / (share * rest);
    Some((logistic(logit - width), logistic(logit + width)))
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nobody_or_everybody_is_stunted_the_limits_are_the_share_itself() {
        assert_eq!(Estimate::of_share(0.0, 0.0, Some(2.0)).limits, Some((0.0, 0.0)));
        assert_eq!(Estimate::of_share(1.0, 0.0, None).limits, Some((100.0, 100.0)));
    }

    #[test]
    fn the_limits_of_a_share_lie_within_0_and_100_and_around_it() {
        let (low, high) = Estimate::of_share(0.01, 0.02, Some(2.0)).limits.unwrap();
        assert!(0.0 < low && low < 1.0 && 1.0 < high && high < 100.0);
    }

    #[test]
    fn without_degrees_of_freedom_nobody_knows_how_sure_a_share_is() {
        assert_eq!(Estimate::of_share(0.5, 0.1, None).limits, None);
    }
}
