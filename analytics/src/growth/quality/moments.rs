//! How scores are spread.

/// Standard deviation, skewness and kurtosis of scores.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Moments {
    /// Standard deviation, with n − 1; none for a single score.
    pub(super) sd: Option<f64>,
    /// Skewness: third moment over the deviation's third power; none where all scores are the same.
    pub(super) skewness: Option<f64>,
    /// Kurtosis beyond the 3 of a normal distribution; none where all scores are the same.
    pub(super) kurtosis: Option<f64>,
}

pub(super) fn moments(scores: &[f64]) -> Moments {
    if scores.len() < 2 {
        return Moments::default();
    }
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    let moment = |power| scores.iter().map(|score| (score - mean).powi(power)).sum::<f64>() / n;
    let variance = moment(2);
    // Scores have two decimals: what lies below that is dust of adding up.
    let differs = variance > 1e-12;
    Moments {
        sd: Some((variance * n / (n - 1.0)).sqrt()),
        skewness: differs.then(|| moment(3) / variance.powf(1.5)),
        kurtosis: differs.then(|| moment(4) / (variance * variance) - 3.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_worked_by_hand() {
        // Mean 2, deviations −2 −1 0 1 2: variance 2, fourth moment 6.8.
        let spread = moments(&[0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(spread.sd, Some(2.5_f64.sqrt()));
        assert_eq!(spread.skewness, Some(0.0));
        assert!((spread.kurtosis.unwrap() - (6.8 / 4.0 - 3.0)).abs() < 1e-12);
    }

    #[test]
    fn a_tail_to_the_right_is_skewed_above_zero() {
        assert!(moments(&[0.0, 0.0, 0.0, 4.0]).skewness.unwrap() > 1.0);
    }

    #[test]
    fn one_score_has_no_spread_and_equal_ones_have_no_shape() {
        assert_eq!(moments(&[1.0]), Moments::default());
        let copied = moments(&[-1.1; 9]);
        assert!(copied.sd.unwrap() < 1e-9);
        assert_eq!((copied.skewness, copied.kurtosis), (None, None));
    }
}
