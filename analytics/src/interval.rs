//! The interval in which a proportion lies, as far as its numbers tell.

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's 95 % interval of `count` out of `of` (above 0), both ends from 0 to 1 (E. B. Wilson, 1927).
pub fn wilson(count: f64, of: f64) -> (f64, f64) {
    let p = count / of;
    let middle = p + Z * Z / (2.0 * of);
    let half = Z * (p * (1.0 - p) / of + Z * Z / (4.0 * of * of)).sqrt();
    let scale = 1.0 + Z * Z / of;
    ((middle - half) / scale, (middle + half) / scale)
}

/// The 99.9th percentile of the normal distribution.
const Z_ALARM: f64 = 3.090_232_306_167_814;

/// How far the rate of so many may lie from that of the whole by chance alone, both ends from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimits {
    /// At 95 %.
    pub warning: (f64, f64),
    /// At 99.8 %.
    pub alarm: (f64, f64),
}

/// The limits of a funnel plot (D. J. Spiegelhalter, 2005) for a rate of `of` (above 0) around `whole`, from 0 to 1.
///
/// They are those of the score test, so that a rate lies outside its limits at 95 % exactly where [`wilson`]'s interval
/// of it leaves out the whole: a league and its funnel never contradict each other.
pub fn funnel_limits(whole: f64, of: f64) -> FunnelLimits {
    let ends = |z: f64| {
        let half = z * (whole * (1.0 - whole) / of).sqrt();
        ((whole - half).max(0.0), (whole + half).min(1.0))
    };
    FunnelLimits {
        warning: ends(Z),
        alarm: ends(Z_ALARM),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // 10 of 40: 0.1419 to 0.4019, as in Newcombe (1998) and the R function prop.test without correction.
        let (low, high) = wilson(10.0, 40.0);
        assert!((low - 0.141_871_2).abs() < 1e-6, "{low}");
        assert!((high - 0.401_939_6).abs() < 1e-6, "{high}");
    }

    #[test]
    fn a_rate_leaves_its_funnel_where_its_interval_leaves_out_the_whole() {
        for whole in [0.02, 0.31, 0.5, 0.97] {
            for of in [1.0, 7.0, 40.0, 1204.0] {
                let limits = funnel_limits(whole, of);
                for count in 0..=of as u32 {
                    let count = f64::from(count);
                    let (low, high) = wilson(count, of);
                    let rate = count / of;
                    let beyond = rate < limits.warning.0 || limits.warning.1 < rate;
                    assert_eq!(
                        beyond,
                        high < whole || whole < low,
                        "{count} of {of} around {whole}"
                    );
                }
            }
        }
    }

    #[test]
    fn limits_narrow_with_numbers_and_never_leave_what_a_rate_can_be() {
        // By hand: 0.5 ± 1.96 × √(0.25 / 100).
        let limits = funnel_limits(0.5, 100.0);
        assert!((limits.warning.0 - 0.402_001_8).abs() < 1e-6, "{limits:?}");
        assert!((limits.alarm.1 - 0.654_511_6).abs() < 1e-6, "{limits:?}");
        assert_eq!(funnel_limits(0.01, 3.0).warning.0, 0.0);
        assert_eq!(funnel_limits(1.0, 3.0).alarm, (1.0, 1.0));
    }
}
