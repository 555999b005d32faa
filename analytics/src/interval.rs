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
}
