//! Scores have two decimals, and only the rounded score is flagged, classified or counted.

/// Rounded to two decimals: to the nearer, and of two equally near to the one whose last digit is even.
///
/// Both candidates are made first and compared with the number itself, since 100·z may already be rounded. Zero has no
/// sign.
pub(super) fn two_decimals(z: f64) -> f64 {
    let size = z.abs();
    let hundredths = 100.0 * size;
    if hundredths >= ALL_WHOLE {
        return z;
    }
    // Whole numbers instead of floor and ceil, which are calls; this is done for every score.
    let below = hundredths as u64;
    let above = below + u64::from((below as f64) < hundredths);
    let (low, high) = (below as f64 / 100.0, above as f64 / 100.0);
    let (down, up) = (size - low, high - size);
    let nearer = if down < up || (down == up && below.is_multiple_of(2)) {
        low
    } else {
        high
    };
    if nearer == 0.0 { 0.0 } else { nearer.copysign(z) }
}

/// From here on every double is a whole number.
const ALL_WHOLE: f64 = 9e15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_rounded_to_the_nearer_hundredth() {
        for (z, rounded) in [
            (-3.004, -3.0),
            (-3.006, -3.01),
            (5.003, 5.0),
            (-2.904_718, -2.90),
            (1.0, 1.0),
        ] {
            assert_eq!(two_decimals(z), rounded);
        }
    }

    #[test]
    fn of_two_equally_near_the_even_one_is_taken() {
        assert_eq!((two_decimals(0.125), two_decimals(-0.375)), (0.12, -0.38));
    }

    #[test]
    fn nothing_is_shown_as_minus_zero() {
        assert!(two_decimals(-0.001).is_sign_positive());
    }
}
